"""A figure as a table: what its chart shows, number by number."""

from PySide6.QtWidgets import QHeaderView, QWidget

from helpdesk_desktop.ui.parts.row_table import RowModel
from helpdesk_desktop.ui.statistics.opening_table import OpeningTable
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.words.statistics_words import number_words
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.tables import Line, Table
from helpdesk_domain.statistics.words import DIMENSIONS


class FigureTable(OpeningTable[Line]):
    """A line for each number; the total stands in its title."""

    def __init__(self, figure: Figure, speech: Speech, parent: QWidget | None = None) -> None:
        columns = (*(DIMENSIONS[name] for name in figure.by), mark("Number"))
        rows = RowModel(columns, cells, speech)
        super().__init__(f"statistics.{figure.id}.table", rows, parent)
        for place, _ in enumerate(figure.by):  # names share the room, the number takes its own
            self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def show_table(self, table: Table) -> None:
        self.setAccessibleName(table.meaning.name)
        self.setAccessibleDescription(table.meaning.formula)
        chosen = self.chosen()
        self.rows.show(table.lines)
        keys = [line.key for line in table.lines]
        row = keys.index(chosen.key) if chosen and chosen.key in keys else 0
        if table.lines:
            self.setCurrentIndex(self.rows.index(row, 0))


def cells(line: Line, words: Words) -> tuple[str, ...]:
    """What is said of a line: its labels, and the number."""
    return (*line.labels, number_words(line.shown, words))
