"""A table among the figures: Enter opens what a row is of, and keys of the page stay the page's."""

from typing import Final, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS, letters_of

T = TypeVar("T")

_OF_THE_PAGE: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace)
"""The page up or down, one filter less: whatever figure holds the keyboard."""


class OpeningTable(RowTable[T], Generic[T]):
    """A double click opens as well."""

    opened = Signal(object)
    """What the row is of."""

    def __init__(self, identifier: str, rows: RowModel[T], parent: QWidget | None = None) -> None:
        super().__init__(identifier, rows, wide=0, parent=parent)
        self.doubleClicked.connect(lambda _: self._open())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self._open()
        elif event.key() in _OF_THE_PAGE or letters_of(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if (chosen := self.chosen()) is not None:
            self.opened.emit(chosen)
