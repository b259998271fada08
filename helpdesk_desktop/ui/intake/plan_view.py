"""The plan: who does what, until when; a line adds a step."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.reports.plan import action_said
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.parts.plain import label
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.rows.line_row import LineRow
from helpdesk_desktop.ui.rows.row import Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.record import Action
from helpdesk_domain.languages import mark

_DONE = "done"


class ActionRow(ChoiceRow):
    """A step; a letter says that it is done, Delete takes it out."""

    taken_out = Signal()

    def __init__(self, identifier: str, speech: Speech) -> None:
        super().__init__(identifier, speech, several=True, may_stay_open=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not event.isAutoRepeat():  # held down, it would empty the plan
                self.taken_out.emit()
        else:
            super().keyPressEvent(event)


class PlanLine(LineRow):
    """Enter adds what was typed; on an empty line it goes on."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line.text()
        if event.key() in ENTERS and line.strip():
            if not event.isAutoRepeat():
                self.entered.emit(line)
        else:
            super().keyPressEvent(event)


class PlanView(QWidget):
    """The steps in their order, then the line."""

    added = Signal(str)
    typed = Signal(str)
    """What stands in the line, with each letter."""

    changed = Signal(int, object)
    """Which step, and what it is now; None when it is taken out."""

    moved = Signal(object, int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.heading = label("intake.plan.heading", "section")
        self.line = PlanLine("intake.plan.new")
        self._rows: list[ActionRow] = []
        self._plan: tuple[Action, ...] = ()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(2)
        self._inside.addWidget(self.heading)
        self._inside.addWidget(self.line)
        self.line.entered.connect(self.added)
        self.line.typed.connect(self.typed)
        self.line.moved.connect(lambda way: self.moved.emit(self.line, way))

    def stops(self) -> list[Row]:
        return [*self._rows[: len(self._plan)], self.line]

    def show_standing(self, standing: Standing) -> None:
        """Show the steps."""
        words, self._plan = self._speech.words, standing.intake.plan
        self.heading.setText(words.say("Plan ({n})", n=len(self._plan)).upper())
        self.line.show_title(
            words.say("A step more"),
            words.say("who: what, until when – as in “CPAS: card, Friday”"),
        )
        self.line.show_words(standing.step)
        self._show_rows(self._plan)

    def _show_rows(self, plan: Sequence[Action]) -> None:
        words = self._speech.words
        held = next((at for at, row in enumerate(self._rows) if row.has_keyboard), None)
        while len(self._rows) < len(plan):
            self._add()
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(plan))
        for action, row in zip(plan, self._rows, strict=False):
            row.show_title(action_said(action, words))
            row.offer({_DONE: words.say(mark("done"))})
            row.show_answer((_DONE,) if action.is_done else (), None)
        if held is not None and held >= len(plan):
            self.line.take_keyboard()

    def _add(self) -> None:
        at = len(self._rows)
        row = ActionRow(f"intake.plan.{at}", self._speech)
        row.chosen.connect(lambda codes: self._tell(at, is_done=bool(codes)))
        row.taken_out.connect(lambda: self.changed.emit(at, None))
        row.moved.connect(lambda way: self.moved.emit(row, way))
        self._rows.append(row)
        self._inside.insertWidget(1 + at, row)

    def _tell(self, at: int, *, is_done: bool) -> None:
        self.changed.emit(at, replace(self._plan[at], is_done=is_done))
