"""The groups of the form, and how far each has come; a click goes there, as PgUp and PgDn do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from helpdesk_desktop.ui.parts.plain import identified, part

MARGIN = 16
"""Pixels beside its lines."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A group of the form.

    Attributes:
        name: Of the group in the form.
        said: What the screens call it.
        answered, asked: Questions.
    """

    name: str
    said: str
    answered: int
    asked: int

    @property
    def mark(self) -> str:
        """A sign for who looks; the line says it in figures as well."""
        if not self.asked:
            return "–"
        return "✓" if self.answered == self.asked else "○"


class JumpList(QListWidget):
    """Not a stop of Tab: the questions themselves are."""

    asked_for = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identified(self, "intake.groups")
        part(self, "jump")
        self._stages: tuple[Stage, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(
            lambda item: self.asked_for.emit(self._stages[self.row(item)].name)
        )

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show each group with its sign and its figures."""
        if tuple(stages) == self._stages:
            return
        self._stages = tuple(stages)
        self.clear()
        for stage in stages:
            self.addItem(f"{stage.mark}  {stage.said}  {stage.answered}/{stage.asked}")
        self.fit()

    def fit(self) -> None:
        """As wide as its longest line."""
        self.setFixedWidth(self.sizeHintForColumn(0) + 2 * self.frameWidth() + MARGIN)

    def show_current(self, name: str) -> None:
        """Show where the keyboard is."""
        at = next((at for at, stage in enumerate(self._stages) if stage.name == name), -1)
        self.setCurrentRow(at)
