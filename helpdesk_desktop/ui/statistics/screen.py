"""The figures of the team: reads what is asked, and opens what is behind a number."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from helpdesk_desktop.reports.coverage import Coverage, coverage
from helpdesk_desktop.reports.statistics import Told, told
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.offer_names import OfferNames
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.parts.picker import Picker
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.statistics import filters
from helpdesk_desktop.ui.statistics.asking import Chosen, moved, narrowed, newest, widened
from helpdesk_desktop.ui.statistics.behind import Behind
from helpdesk_desktop.ui.statistics.exporting import Exporting
from helpdesk_desktop.ui.statistics.letters import Letter
from helpdesk_desktop.ui.statistics.page import StatisticsPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import content_language, mark
from helpdesk_domain.people import Person, Role
from helpdesk_domain.statistics.dimensions import MOST_CROSSED, Whose
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.months import Kind, Period
from helpdesk_domain.statistics.period_words import NOT_TOLD, period_words
from helpdesk_domain.statistics.report import Asked, TooManyFilters
from helpdesk_domain.statistics.words import Labels

T = TypeVar("T")

TOO_MANY: Final = mark("Three filters at most, so that nobody can be recognised.")

_KINDS: Final = {Letter.MONTH: Kind.MONTH, Letter.QUARTER: Kind.QUARTER, Letter.YEAR: Kind.YEAR}

_ABOUT_FIGURES: Final = (Letter.FILTER, Letter.TABLE, Letter.EXPORT)


class StatisticsScreen(QObject):
    """Ties the page to the store and to the desk.

    Attributes:
        today: Answers with the day in Brussels.
    """

    answered = Signal()
    """What was asked of the figures is there, whether it is new or not."""

    said = Signal(str, dict)
    remarked = Signal(str, dict)

    def __init__(
        self, desk: Desk, page: DeskPage, screens: Screens, speech: Speech, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._screens, self._speech = desk, screens, speech
        self._behind = Behind(desk, page, screens, speech, self)
        self.today: Callable[[], date] = today_in_brussels
        self._person: Person | None = None
        self._asked: Asked | None = None
        self._told: Told | None = None
        self._values: filters.Values = {}
        # of their own: a year is counted for a second, and no call waits for it to be saved
        self._figures, self._offer = Jobs(self), Jobs(self)
        self._is_reading = self._has_come = False
        self._turn_of = 0
        self._early: Letter | None = None
        self.page = StatisticsPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.picker = Picker[filters.Filter](
            "statistics.filters",
            filters.ASKING,
            speech,
            self.page,
            self._filters,
            filters.cells,
            filters.matches,
        )
        screens.add(self.page)
        self.exporting = Exporting(desk, screens, speech, self._read_for, self._come_back, self)
        self._connect()

    def _connect(self) -> None:
        page = self.page
        page.struck.connect(self._strike)
        page.turned.connect(self._turn)
        page.widened.connect(self._widen)
        page.filters.taken_out.connect(lambda shown: self._widen(shown.thing))
        page.filters.left.connect(page.look)
        page.period.answered.connect(self._choose)
        page.period.left.connect(page.look)
        page.board.opened.connect(lambda figure, key: self._behind.open(self._told, figure, key))
        page.board.coverage.service_opened.connect(self._behind.open_service)
        page.board.coverage.need_opened.connect(
            lambda need, commune: self._behind.search(self._told, need, commune)
        )
        page.board.coverage.word_opened.connect(self._behind.search_words)
        self._behind.leaving.connect(page.leave)
        self._behind.remarked.connect(self.remarked)
        self.exporting.said.connect(self.said)
        self.exporting.remarked.connect(self.remarked)
        self.picker.picked.connect(self._narrow)

    @property
    def is_shown(self) -> bool:
        return self.page.isVisible()

    def seat(self, person: Person | None) -> None:
        """Who leads the team; another person begins anew."""
        if person != self._person:
            self._person, self._asked, self._told, self._early = person, None, None, None
            self._values = {}
            self._turn_of += 1
            self.page.team = person.team if person else ""
            self.page.forget()
            self.exporting.forget()

    def open(self) -> None:
        """Show the newest closed month, or what was shown last; to who leads a team."""
        if self._person is None or self._person.role is not Role.LEAD:
            self.remarked.emit(mark("The figures are for who leads a team."), {})
        elif self._screens.show(self.page):
            self.page.look()
            self._has_come = True
            self._ask(self._asked or newest(Kind.MONTH, self.today()))

    def read(self) -> None:
        """Read again what is asked: something came down."""
        if self._asked is not None:
            self._ask(self._asked)

    def _ask(self, asked: Asked) -> None:
        self._asked, self._is_reading = asked, True
        query = partial(_told_or_why, asked=asked, today=self.today())
        self._read(self._figures, query, partial(self._show, asked))

    def _show(self, asked: Asked, told: Told | Exception) -> None:
        """An answer that comes late is not shown under another question."""
        if asked == self._asked:
            is_new = told != self._told or not isinstance(told, Told) or told.report.asked != asked
            self._told = told if isinstance(told, Told) else None
            self._values = filters.values_of(self._told, self._values)
            self._is_reading = False
            self.answered.emit()
            if is_new or self._has_come:  # a sync that brought nothing moves nothing
                self.page.show_told(asked, told)
                self._look()
                self._look_for_gaps(asked)
            early, self._early = self._early, None
            if early is not None and self.is_shown:
                self._strike(early)

    def _look_for_gaps(self, asked: Asked) -> None:
        """The whole offer is gone through for it: after the figures, which do not wait."""
        if self._told is None or self._told.report.is_empty:
            return
        query = partial(
            coverage,
            report=self._told.report,
            language=content_language(self._speech.words.language),
            today=self.today(),
        )
        self._read(self._offer, query, partial(self._show_gaps, asked))

    def _show_gaps(self, asked: Asked, found: Coverage) -> None:
        if asked == self._asked and self._told is not None:
            self.page.show_coverage(found)

    def _look(self) -> None:
        """To the figures, for who just came; never away from what somebody is typing in."""
        held = self.page.window().focusWidget()
        in_line, in_figures = isinstance(held, QLineEdit), self.page.board.has_keyboard
        is_at_work = held is not None and held.isVisible() and (in_line or in_figures)
        if self.is_shown and not is_at_work:
            self.page.look()
        self._has_come = False

    def _strike(self, letter: Letter) -> None:
        """What is about the figures waits until they are there."""
        if self._is_reading and letter in _ABOUT_FIGURES:
            self._early = letter
        elif letter in _KINDS:
            self._ask(newest(_KINDS[letter], self.today(), self._asked))
        elif letter is Letter.PERIOD:
            self.page.period.ask("")
        elif letter is Letter.FILTER:
            if self._asked is not None and len(self._asked.filters) == MOST_CROSSED:
                self.remarked.emit(TOO_MANY, {})
            self.picker.turn()
        elif letter is Letter.TABLE:
            self.page.board.turn_tables()
        elif letter is Letter.EXPORT:
            self._export()

    def _export(self) -> None:
        """Of what is on the screen; where nothing is, there is nothing to take out."""
        told = self._told
        if told is None or self._person is None:
            self.remarked.emit(mark("There are no figures to export."), {})
            return
        self.exporting.open(told.report.asked, partial(self._of_what, told), self._person)

    def _of_what(self, told: Told) -> str:
        words, asked = self._speech.words, told.report.asked
        labels = Labels(words, told.names)
        held = filters.chips_of(replace(asked, whose=Whose.TEAM), labels)
        whose = labels.whose(asked.whose, self.page.team)
        return " · ".join([period_words(asked.period, words), whose, *(one.name for one in held)])

    def _read_for(self, scheme: Scheme, show: Callable[[Told | Exception], object]) -> None:
        if self._told is None:
            return
        asked = replace(self._told.report.asked, scheme=scheme)
        query = partial(_told_or_why, asked=asked, today=self.today())
        self._read(self._figures, query, show)

    def _come_back(self) -> None:
        if self._screens.show(self.page):
            self.page.look()

    def _read(self, jobs: Jobs, query: Callable[[Session], T], show: Callable[[T], object]) -> None:
        """Ask in the background; an answer for who worked here before is dropped."""
        store, turn = self._desk.store, self._turn_of

        def shown(answer: T) -> None:
            if turn == self._turn_of:
                show(answer)

        def failed(problem: Exception) -> None:
            self._is_reading, self._early = False, None
            self._desk.failed.emit(problem)

        jobs.run(lambda: store.read(query), owner=self, done=shown, failed=failed)

    def close(self) -> None:
        """Let what is under way end."""
        self.exporting.close()
        self._figures.close()
        self._offer.close()

    def _turn(self, steps: int) -> None:
        if self._asked is not None:
            self._ask(moved(self._asked, steps))

    def _choose(self, period: Period | None) -> None:
        if period is not None and self._asked is not None:
            self._ask(replace(self._asked, period=period))

    def _narrow(self, one: filters.Filter) -> None:
        if self._asked is None:
            return
        try:
            self._ask(narrowed(self._asked, one.name, one.value))
        except TooManyFilters:
            self.remarked.emit(TOO_MANY, {})

    def _widen(self, name: Chosen | None) -> None:
        if self._asked is not None and (asked := widened(self._asked, name)) != self._asked:
            self._ask(asked)

    def _filters(self) -> "list[filters.Filter]":
        if self._asked is None:
            return []
        names = self._told.names if self._told else OfferNames()
        labels = Labels(self._speech.words, names)
        return list(filters.filters_of(self._asked, self._values, labels))


def _told_or_why(session: Session, asked: Asked, today: date) -> Told | Exception:
    try:
        return told(session, asked, today)
    except NOT_TOLD as problem:
        return problem
