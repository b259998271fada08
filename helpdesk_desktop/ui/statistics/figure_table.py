"""A figure as a table: what its chart shows, number by number."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS, letters_of
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.words.statistics_words import number_words
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.tables import Line, Table
from helpdesk_domain.statistics.words import DIMENSIONS


class FigureTable(RowTable[Line]):
    """Enter opens what a line is about."""

    opened = Signal(object)
    """The `Line`."""

    def __init__(self, figure: Figure, speech: Speech, parent: QWidget | None = None) -> None:
        columns = (*(DIMENSIONS[name] for name in figure.by), mark("Number"))
        rows = RowModel(columns, cells, speech)
        super().__init__(f"statistics.{figure.id}.table", rows, wide=0, parent=parent)
        self.doubleClicked.connect(lambda _: self._open())

    def show_table(self, table: Table) -> None:
        self.setAccessibleName(table.meaning.name)
        self.setAccessibleDescription(table.meaning.formula)
        chosen = self.chosen()
        self.rows.show(table.lines)
        keys = [line.key for line in table.lines]
        row = keys.index(chosen.key) if chosen and chosen.key in keys else 0
        if table.lines:
            self.setCurrentIndex(self.rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self._open()
        elif is_of_the_page(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if (line := self.chosen()) is not None:
            self.opened.emit(line)


def is_of_the_page(event: QKeyEvent) -> bool:
    """A filter, one filter less, the page up or down: whatever figure holds the keyboard."""
    return event.key() in _OF_THE_PAGE or bool(letters_of(event))


_OF_THE_PAGE: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace)


def cells(line: Line, words: Words) -> tuple[str, ...]:
    """What is said of a line: its labels, and the number."""
    return (*line.labels, number_words(line.shown, words))
