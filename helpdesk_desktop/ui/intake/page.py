"""The screen of a complex situation: what is asked beside what follows from it (F5)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from helpdesk_desktop.ui.intake.decision import Decision
from helpdesk_desktop.ui.intake.form_view import FormView
from helpdesk_desktop.ui.intake.jump_list import JumpList
from helpdesk_desktop.ui.intake.plan_view import PlanView
from helpdesk_desktop.ui.intake.progress import progress_of, stages_of
from helpdesk_desktop.ui.intake.prompts_view import PromptsView
from helpdesk_desktop.ui.intake.reasoning_view import ReasoningView
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import announce, button, label, part, rule, state
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.rows.page import RowsPage
from helpdesk_desktop.ui.rows.row import ONWARD, Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import QuestionPath

ROOM_FOR_TWO, ROOM_FOR_GROUPS = 900, 1240
"""Pixels, of text at 100 %, from which what follows stands beside the questions, and their groups
beside both."""

FORM_SHARE, REASONS_SHARE = 5, 4
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class IntakePage(RowsPage):
    """Rows from top to bottom, whatever they are: Enter and the arrows go through all of them."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("intake", Place.INTAKE, speech, parent)
        self.progress = label("intake.progress", "secondary")
        self.back = button("intake.back", self.left.emit)
        self.urgent = label("intake.urgent", "secondary", wrap=True)
        self.notice = label("intake.notice", "problem", wrap=True)
        self.keys = label("intake.keys", "secondary", wrap=True)
        self.groups = JumpList()
        self.form = FormView(speech)
        self.reasoning = ReasoningView(speech)
        self.decision = Decision(speech)
        self.prompts = PromptsView(speech)
        self.plan = PlanView(speech)
        self._told: Standing | None = None
        self._kept_row: Row | None = None
        self._lay_out()
        for view in (self.form, self.decision, self.prompts, self.plan):
            view.moved.connect(self._move)
        self.groups.asked_for.connect(self._to_group)
        self.reasoning.asked.connect(self._to_question)
        self.say()

    def stops(self) -> Sequence[Row]:
        """Questions first, then what follows from them."""
        views = (self.form, self.decision, self.prompts, self.plan)
        return [row for view in views for row in view.stops()]

    def wait(self, *, goes_on: bool = False) -> None:
        """Nothing of another call is on the page while the form of this one is being read.

        Args:
            goes_on: It is the call of before: the keyboard comes back to where it was.
        """
        held = self.held if goes_on else None
        super().wait()
        self._kept_row = held
        self._body.hide()
        self.urgent.hide()
        self.progress.clear()

    def show_standing(self, standing: Standing) -> None:
        """Show how the intake stands now; the keyboard stays where it is."""
        self._told = standing
        for view in (self.form, self.reasoning, self.decision, self.prompts, self.plan):
            view.show_standing(standing)
        self._show_urgent(standing.urgent(self._speech.words))
        self._show_progress(standing)
        self._body.show()
        self.chain()

    def tell(self, notice: str) -> None:
        """Say why nothing can be answered here; empty: it can be."""
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        self.form.setEnabled(not notice)

    def begin(self) -> None:
        """The keyboard goes to where it was, or to the first question that was not put yet."""
        row, self._kept_row = self._kept_row, None
        waits = row if row in self.stops() and row is not None else self._first_open()
        self.start(waits)

    def say(self) -> None:
        """Say every text in the language of the screens; the questions follow with `Standing`."""
        words = self._speech.words
        self.heading.setText(words.say("Complex situation"))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.groups.setAccessibleName(words.say("Parts of the form"))
        self.keys.setText(
            words.say(
                "A letter answers · ↑ ↓ Enter go on · PgUp PgDn next part · End decide · "
                "{sheet} summary · {undo} undo · {finish} finish",
                sheet=Key.SHEET,
                undo=Key.UNDO,
                finish=Key.FINISH,
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGES:
            self._turn(_PAGES[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_End:
            to_plan = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.plan.line if to_plan else self.decision.level).take_keyboard()
        elif event.key() == Qt.Key.Key_Home:
            self._to_first_of([row for _, row in self._asked()])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """What follows stands beside the questions, or below them in one page that scrolls."""
        room = self.width() / scale()
        beside = room >= ROOM_FOR_TWO
        if beside != (self._right.widget() is self._follows):
            if beside:
                self._left_column.removeWidget(self._follows)
                self._right.setWidget(self._follows)
            else:
                self._right.takeWidget()
                self._left_column.insertWidget(self._left_column.count() - 1, self._follows)
            self._follows.show()
        self._right.setVisible(beside)
        self.groups.setVisible(room >= ROOM_FOR_GROUPS)
        self.groups.fit()
        self.progress.setVisible(beside)
        self.keys.setVisible(beside)

    def _first_open(self) -> Row | None:
        asked = self._asked()
        waits = [row for path, row in asked if not self._is_answered(path)]
        return next(iter([*waits, *(row for _, row in asked)]), None)

    def _move(self, row: Row, way: int) -> None:
        """Onward passes over what is answered: nothing is asked twice."""
        if way != ONWARD:
            self.step(row, way)
            return
        stops = list(self.stops())
        at = stops.index(row) if row in stops else 0
        put = {row for path, row in self._asked() if self._is_answered(path)}
        waits = (one for one in stops[at + 1 :] if one not in put)
        next(waits, stops[-1]).take_keyboard()

    def _is_answered(self, path: QuestionPath) -> bool:
        return self._told is not None and self._told.is_answered(path)

    def _turn(self, way: int) -> None:
        """To the first question of the next part, or of the one before."""
        views = [view for view in self.form.groups.values() if any(view.rows)]
        held = next((at for at, view in enumerate(views) if _holds(view)), len(views))
        to = held + way
        if 0 <= to < len(views):
            self._to_first_of(views[to].rows)
        elif way > 0:
            self.decision.level.take_keyboard()

    def _to_group(self, name: str) -> None:
        if view := self.form.groups.get(name):
            self._to_first_of(view.rows)

    def _to_first_of(self, rows: Sequence[Row]) -> None:
        stops = self.form.stops()
        if row := next((row for row in rows if row in stops), None):
            row.take_keyboard()

    def _to_question(self, determinant: str) -> None:
        """To the question that tells it: one of that name, or one it is computed from."""
        wanted = self._told.question_for(determinant) if self._told else None
        if wanted and (row := self.form.row(wanted)):
            row.take_keyboard()

    def _asked(self) -> list[tuple[QuestionPath, Row]]:
        if self._told is None:
            return []
        found = ((one.path, self.form.row(one.path)) for one in self._told.filling.rows)
        stops = self.form.stops()
        return [(path, row) for path, row in found if row in stops and row]

    def _show_urgent(self, words: str) -> None:
        """What comes before every question, wherever the page is scrolled to."""
        if words and words != self.urgent.text():
            announce(self, words)
        self.urgent.setText(words)
        self.urgent.setVisible(bool(words))
        state(self.urgent, "urgent" if words else "")

    def _show_progress(self, standing: Standing) -> None:
        asked = [path for path, _ in self._asked()]
        self.progress.setText(progress_of(standing, asked, self._speech.words))
        within = {
            name: [path for path, row in self._asked() if row in view.rows]
            for name, view in self.form.groups.items()
        }
        self.groups.show_stages(stages_of(standing, within))

    def _into_sight(self) -> None:
        held = next((name for name, view in self.form.groups.items() if _holds(view)), "")
        self.groups.show_current(held)
        self._left.follow()
        self._right.follow()

    def _lay_out(self) -> None:
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head(self.back, self.progress)
        self.inside.setSpacing(8)
        self.inside.addWidget(self.urgent)
        self.inside.addWidget(self.notice)
        self.urgent.hide()
        self.notice.hide()
        column, self._left_column = _column(self.form)
        views = (self.reasoning, self.decision, rule(), self.prompts, rule(), self.plan)
        self._follows, _ = _column(*views)
        self._left = scrolling("intake.form", column)
        self._right = scrolling("intake.follows", self._follows)
        self._body = QWidget()
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.groups)
        across.addWidget(self._left, FORM_SHARE)
        across.addWidget(self._right, REASONS_SHARE)
        self.inside.addWidget(self._body, 1)
        self.inside.addWidget(self.keys)


def _column(*widgets: QWidget) -> tuple[QWidget, QVBoxLayout]:
    column = QWidget()
    part(column, "sheet")
    inside = QVBoxLayout(column)
    inside.setContentsMargins(8, 8, 8, 8)
    inside.setSpacing(6)
    for widget in widgets:
        inside.addWidget(widget)
    inside.addStretch(1)
    return column, inside


def _holds(view: QWidget) -> bool:
    held = view.window().focusWidget()
    return held is not None and view.isAncestorOf(held)
