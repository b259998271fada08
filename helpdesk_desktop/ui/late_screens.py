"""Screens that many a day goes without: each is made when somebody first asks for it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.search.searcher import Searcher
from helpdesk_desktop.ui.settings.key_book import KeyBook
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.people import Person

if TYPE_CHECKING:
    from helpdesk_desktop.ui.contact.screen import ContactScreen
    from helpdesk_desktop.ui.help.screen import HelpScreen
    from helpdesk_desktop.ui.intake.screen import IntakeScreen
    from helpdesk_desktop.ui.settings.screen import SettingsScreen
    from helpdesk_desktop.ui.sheet.screen import SheetScreen
    from helpdesk_desktop.ui.sheet.summary_screen import SummaryScreen
    from helpdesk_desktop.ui.statistics.screen import StatisticsScreen


class LateScreens(QObject):
    """They take a sixth of what opening the desk does, and some MB, where nobody uses them."""

    said = Signal(str, dict)
    """A marked sentence and its values: what just happened."""

    remarked = Signal(str, dict)
    """The same, when nothing was done."""

    sign_in_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        page: DeskPage,
        screens: Screens,
        preferences: Preferences,
        keys: KeyBook,
        speech: Speech,
        searcher: Searcher,
    ) -> None:
        super().__init__(screens)
        self._searcher = searcher
        self._desk, self._calls, self._page, self._screens = desk, calls, page, screens
        self._preferences, self._keys, self._speech = preferences, keys, speech
        self._person: Person | None = None

    @cached_property
    def sheet(self) -> "SheetScreen":
        from helpdesk_desktop.ui.sheet.screen import SheetScreen

        chosen = self._page.search.results.chosen
        return SheetScreen(self._desk, self._calls, self._screens, self._speech, chosen, self)

    @cached_property
    def settings(self) -> "SettingsScreen":
        from helpdesk_desktop.ui.settings.screen import SettingsScreen

        made = SettingsScreen(self._screens, self._preferences, self._keys, self._speech, self)
        made.said.connect(self.said)
        made.remarked.connect(self.remarked)
        made.sign_in_asked.connect(self.sign_in_asked)
        return made

    @cached_property
    def help(self) -> "HelpScreen":
        from helpdesk_desktop.ui.help.screen import HelpScreen

        return HelpScreen(self._screens, self._speech, self)

    @cached_property
    def contact(self) -> "ContactScreen":
        from helpdesk_desktop.ui.contact.screen import ContactScreen

        return ContactScreen(self._desk, self._calls, self._screens, self._speech, self)

    @cached_property
    def intake(self) -> "IntakeScreen":
        from helpdesk_desktop.ui.intake.screen import IntakeScreen

        desk, calls, screens = self._desk, self._calls, self._screens
        return IntakeScreen(desk, calls, screens, self._speech, self._searcher, self)

    @cached_property
    def summary(self) -> "SummaryScreen":
        from helpdesk_desktop.ui.sheet.summary_screen import SummaryScreen

        situation, back = self.intake.situation, self.intake.come_back
        desk, calls, screens = self._desk, self._calls, self._screens
        return SummaryScreen(desk, calls, screens, self._speech, situation, back, self)

    @cached_property
    def statistics(self) -> "StatisticsScreen":
        from helpdesk_desktop.ui.statistics.screen import StatisticsScreen

        made = StatisticsScreen(self._desk, self._page, self._screens, self._speech, self)
        made.seat(self._person)
        made.said.connect(self.said)
        made.remarked.connect(self.remarked)
        return made

    def seat(self, person: Person | None) -> None:
        """Who works here: figures are for those who lead a team."""
        self._person = person
        if made := self.__dict__.get("statistics"):
            made.seat(person)

    def hand_over(self) -> None:
        """In the intake, its summary for professionals; everywhere else, the sheet for a caller."""
        made = self.__dict__.get("summary")
        if self.is_taking_in or (made and self._screens.shown is made.page):
            self.summary.open()
        else:
            self.sheet.open()

    @property
    def is_taking_in(self) -> bool:
        """Whether the intake is what somebody sees."""
        made = self.__dict__.get("intake")
        return bool(made and made.is_shown)

    def follow_sync(self) -> None:
        """What came down may have taken away what is on the screen: a consent, say."""
        made = self.__dict__.get("contact")
        if made and made.is_shown:
            made.follow_sync()
        if (figures := self.__dict__.get("statistics")) and figures.is_shown:
            figures.read()

    def save(self) -> None:
        """Have in the file what is typed on any of them."""
        if made := self.__dict__.get("contact"):
            made.save()

    def close(self) -> None:
        """Let the work of those that were made end."""
        for name in ("contact", "sheet", "summary", "settings", "statistics"):
            if made := self.__dict__.get(name):
                made.close()
