"""What the keys do that lead to another screen: to a list, to what a call needs, to the figures."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from helpdesk_desktop.ui.follow_ups.follow_ups import FollowUps
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.late_screens import LateScreens
from helpdesk_desktop.ui.my_calls.my_calls import MyCalls
from helpdesk_desktop.ui.screens import Screens


class ScreenKeys(QObject):
    """Ties them to the screens."""

    def __init__(
        self, screens: Screens, late: LateScreens, my_calls: MyCalls, follow_ups: FollowUps
    ) -> None:
        super().__init__(screens)
        self._screens, self._late = screens, late
        self._my_calls, self._follow_ups = my_calls, follow_ups

    @property
    def commands(self) -> Mapping[Key, Callable[[], object]]:
        late = self._late
        return {
            Key.SETTINGS: lambda: late.settings.turn(),
            Key.HELP: lambda: late.help.turn(),
            Key.MY_CALLS: self._show_my_calls,
            Key.FOLLOW_UPS: self._show_follow_ups,
            Key.INTAKE: lambda: late.intake.open(),
            Key.CONTACT: self._show_contact,
            Key.SHEET: late.hand_over,
            Key.STATISTICS: lambda: late.statistics.open(),
        }

    def _show_my_calls(self) -> None:
        if self._screens.show(self._my_calls.page):
            self._my_calls.show_today()

    def _show_follow_ups(self) -> None:
        if self._screens.show(self._follow_ups.page):
            self._follow_ups.show()

    def _show_contact(self) -> None:
        """Of the call that is chosen in a list; everywhere else, of the call on the desk."""
        shown, contact = self._screens.shown, self._late.contact
        followed, mine = self._follow_ups.page, self._my_calls.page
        if shown is followed and (one := followed.table.chosen()):
            contact.open(one.call, back=self._show_follow_ups)
        elif shown is mine and (logged := mine.table.chosen()):
            contact.open(logged.call, back=self._show_my_calls)
        else:
            is_taking_in = self._late.is_taking_in
            contact.open(back=self._late.intake.come_back if is_taking_in else None)
