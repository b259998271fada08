"""The figures of a team, or of all: a period, narrowed or not, and what may be seen of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from helpdesk_desktop.reports.coverage import Coverage
from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.store.offer_names import OfferNames
from helpdesk_desktop.ui.parts.chips import ChipBar
from helpdesk_desktop.ui.parts.line_strip import LineStrip
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import announce, button, label
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.parts.scrolled import PAGE_KEYS, scrolling
from helpdesk_desktop.ui.rows.flow import Flow
from helpdesk_desktop.ui.statistics.board import Board
from helpdesk_desktop.ui.statistics.filters import chips_of
from helpdesk_desktop.ui.statistics.letters import LETTERS, NAMES, Letter, key_of
from helpdesk_desktop.ui.statistics.period_question import PERIOD
from helpdesk_desktop.ui.words import statistics_words
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark
from helpdesk_domain.statistics.dimensions import Whose
from helpdesk_domain.statistics.months import Period
from helpdesk_domain.statistics.period_words import period_words, why_not_told
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.statistics.words import Labels

ON_BUTTONS: Final = (
    Letter.MONTH,
    Letter.QUARTER,
    Letter.YEAR,
    Letter.PERIOD,
    Letter.FILTER,
    Letter.TABLE,
    Letter.EXPORT,
)

LOW: Final = 24
"""Lines of text: a page of fewer has no room for its figures below the buttons."""

_TURNS: Final = {"Alt+Left": -1, "Alt+Right": 1}


class StatisticsPage(Screen):
    """Shows and forwards.

    Attributes:
        team: Led by who looks.
    """

    struck = Signal(Letter)

    turned = Signal(int)
    """So many periods later, or earlier."""

    widened = Signal(object)
    """A `Chosen` holds no more; None for the last one."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("statistics", Place.STATISTICS, speech, parent)
        self._asked: Asked | None = None
        self._told: Told | None = None
        self._problem: Exception | None = None
        self._coverage: Coverage | None = None
        self.team, self._names = "", OfferNames()
        self._left: QWidget | None = None
        self._above, self._is_low = QWidget(), False
        self.buttons: Mapping[Letter, QPushButton] = {
            one: button(f"statistics.{one.name.lower()}", partial(self.struck.emit, one))
            for one in ON_BUTTONS
        }
        self.earlier = button("statistics.earlier", lambda: self.turned.emit(-1))
        self.later = button("statistics.later", lambda: self.turned.emit(1))
        self.back = button("statistics.back", self.left.emit)
        self.period = LineStrip[Period]("statistics.custom", PERIOD, speech)
        self.when = label("statistics.when", "secondary", wrap=True)
        self.filters = ChipBar(
            "statistics.filter",
            mark("What the figures are narrowed to"),
            mark("Delete takes it out."),
            speech,
            self.buttons[Letter.FILTER],
            label(),
        )
        self.headline = label("statistics.headline", "heading", wrap=True)
        self.beside = label("statistics.beside", wrap=True)
        self.problem = label("statistics.problem", wrap=True)
        self.board = Board(speech)
        self.hint = label("statistics.hint", "secondary", wrap=True)
        for keys, steps in _TURNS.items():
            # ahead of the buttons and lists, which take arrows for themselves
            turning = QShortcut(QKeySequence(keys), self)
            turning.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turning.activated.connect(partial(self.turned.emit, steps))
        self._lay_out()
        self.say()

    def look(self) -> None:
        """The keyboard goes back to the figure it left, else to the first, or to the choice."""
        left, self._left = self._left, None
        if left is not None and isValid(left) and left.isVisible():
            left.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.board.take_keyboard():
            self.buttons[Letter.MONTH].setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_the_top()  # the first chart may be higher than the window

    def show_told(self, asked: Asked, told: Told | Exception) -> None:
        """Show what may be seen of what was asked, or why nothing can."""
        if asked != self._asked or not isinstance(told, Told):
            self._left = self._coverage = None  # what the offer lacks is looked for after it
        if asked != self._asked:  # the number of calls is read first, wherever the other was left
            self._to_the_top()
        self._asked = asked
        self._told = told if isinstance(told, Told) else None
        self._problem = told if isinstance(told, Exception) else None
        if self._told is not None:
            self._names = self._told.names
        self.say()
        announce(self.headline, self.problem.text() or self.headline.text())

    def leave(self) -> None:
        """Somebody goes to what is behind a number, and comes back to it."""
        self._left = self.window().focusWidget()

    def forget(self) -> None:
        """Show nothing: somebody else works here now."""
        self._left = None
        self._asked = self._told = self._problem = self._coverage = None
        self._names = OfferNames()
        for one in (self.headline, self.beside, self.when, self.problem, self.filters, self.board):
            one.hide()
        self.say()

    def show_coverage(self, found: Coverage) -> None:
        """Show, below the figures, where the offer does not meet them."""
        self._coverage = found
        self._say_coverage()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        for one, pressed in self.buttons.items():
            key = key_of(one, words.language)
            pressed.setText(words.say(NAMES[one], key=key))
        self.earlier.setText(words.say("Before (Alt+←)"))
        self.later.setText(words.say("After (Alt+→)"))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.hint.setText(
            words.say("Enter opens what is behind a line · the letters are on the buttons")
        )
        self.period.say()
        self._say_asked()
        self.filters.say()

    def _to_the_top(self) -> None:
        """To what is read first; in a low window it stands below the buttons."""
        said = self.problem if self.headline.isHidden() else self.headline
        self.sheet.begin_with(said if self._is_low else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = LETTERS[self._speech.words.language]
        if (letter := letters.get(event.text().lower())) and not event.isAutoRepeat():
            self.struck.emit(letter)
        elif event.key() == Qt.Key.Key_Backspace:
            self.widened.emit(None)
        elif event.key() in PAGE_KEYS:  # also from a button
            self.sheet.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _say_asked(self) -> None:
        words, asked = self._speech.words, self._asked
        if asked is None:
            self.heading.setText(words.say("Statistics"))
            return
        period = period_words(asked.period, words)
        labels = Labels(words, self._names)
        whose = labels.whose(asked.whose, self.team)
        told = ", ".join((period, whose, *labels.narrowing(Whose.TEAM, asked.filters)))
        self.heading.setText(words.say("Statistics – {period}", period=told))
        self._say_told(period)

    def _say_told(self, period: str) -> None:
        words, told = self._speech.words, self._told
        sentences: Sequence[str] = ("", "", "")
        problem = why_not_told(self._problem, words) if self._problem else ""
        self._say_filters()
        if told is not None:
            report = told.report
            labels = Labels(words, told.names)
            if report.is_empty:
                problem = self._why_empty(period, narrowed=bool(report.asked.filters))
            else:
                sentences = (
                    statistics_words.headline(report, words),
                    statistics_words.beside_it(report, words),
                    statistics_words.of_when(report, words),
                )
                self.board.show_told(told, labels)
                self._say_coverage()
        self.board.setVisible(not problem and told is not None)
        shown = (self.headline, self.beside, self.when)
        for one, sentence in zip(shown, sentences, strict=True):
            one.setText(sentence)
            one.setVisible(bool(sentence))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _say_filters(self) -> None:
        """Also where nothing can be told: to be taken out."""
        assert self._asked is not None
        chips = chips_of(self._asked, Labels(self._speech.words, self._names))
        self.filters.show_chips(chips)
        self.filters.setVisible(bool(chips))

    def _say_coverage(self) -> None:
        if self._coverage is None or self._told is None:
            self.board.coverage.hide()
            return
        labels = Labels(self._speech.words, self._told.names)
        self.board.coverage.show_coverage(self._coverage, labels)

    def _why_empty(self, period: str, *, narrowed: bool) -> str:
        words = self._speech.words
        if narrowed:
            return words.say(
                "So narrowed, nothing of {period} can be told: no call, or too few to be told "
                "without disclosing anybody. Backspace takes the last filter out.",
                period=period,
            )
        return words.say(
            "Nothing of {period} can be told: no call, or too few to be told without disclosing "
            "anybody.",
            period=period,
        )

    def _lay_out(self) -> None:
        self.heading.setWordWrap(True)  # a period, and whose: twice as large it needs two lines
        self.head(self.back)
        turning = Flow()  # it goes on below: letters may be twice as large
        for pressed in (*self.buttons.values(), self.earlier, self.later):
            turning.addWidget(pressed)
        self.filters.hide()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.addLayout(turning)
        for one in (self.period, self.filters):
            above.addWidget(one)
        # all else scrolls: with large letters the sentences alone would fill the window
        column = QWidget()
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        for said in (self.headline, self.beside, self.when, self.problem):
            self._column.addWidget(said)
        self._column.addWidget(self.board, 1)
        self._column.addStretch()  # where there are no figures, why stands at the top
        self.sheet = scrolling("statistics.board", column)
        self.inside.addWidget(self._above)
        self.inside.addWidget(self.sheet, 1)
        self.inside.addWidget(self.hint)

    def _make_room(self) -> None:
        """In a low window what stands above scrolls as well, or the figures would have no room."""
        is_low = self.height() < LOW * self.fontMetrics().height()
        if is_low is self._is_low:
            return
        self._is_low = is_low
        held = self.window().focusWidget()
        if is_low:
            self._column.insertWidget(0, self._above)
        else:
            self.inside.insertWidget(self.inside.indexOf(self.sheet), self._above)
        if held is not None and self.isAncestorOf(held):  # it lost the keyboard on its way
            held.setFocus(Qt.FocusReason.OtherFocusReason)
