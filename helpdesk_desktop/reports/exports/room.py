"""How wide the columns of a sheet are, and how high its rows, so that all of it can be read.

Excel makes a row as high as its text when it opens a file; LibreOffice leaves each as it stands in
the file, and none grows by merged cells in either. So heights are in the file.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from helpdesk_desktop.reports.exports.sheet import Amount, Cell, Grid, MonthCell

LINE: Final = 15.0
"""Points of a line of text."""

HIGHEST: Final = 409.0
"""Points of a row, as Excel has it."""

NARROWEST: Final = 9
_NUMBER: Final = 12
_MONTH: Final = 18
_WIDEST: Final = 50
_AIR: Final = 2
"""Signs that a column has more than its longest text."""

_INDENT: Final = 1


def widths(grids: Sequence[Grid]) -> Mapping[int, int]:
    """Of each column, in signs."""
    found: dict[int, int] = {}
    for grid in grids:
        for _, column, span, cell in _cells(grid):
            wanted = NARROWEST if span > 1 else _wanted(cell)
            found[column] = min(_WIDEST, max(found.get(column, NARROWEST), wanted))
    return found


def heights(grids: Sequence[Grid], of_columns: Mapping[int, int]) -> Mapping[int, float]:
    """Of each row that has a text of more than one line, in points."""
    found: dict[int, float] = {}
    for grid in grids:
        for row, column, span, cell in _cells(grid):
            if isinstance(cell, str):
                room = sum(of_columns.get(column + one, NARROWEST) for one in range(span))
                high = min(HIGHEST, LINE * _lines(cell, room - _INDENT))
                found[row] = max(found.get(row, LINE), high)
    return {row: high for row, high in found.items() if high > LINE}


def _wanted(cell: Cell) -> int:
    match cell:
        case str():
            return len(cell) + _AIR
        case MonthCell():
            return _MONTH
        case Amount(value=value, unit=unit):
            return len(f"{value:,} {unit}") + _AIR
    return _NUMBER


def _lines(text: str, room: int) -> int:
    """Somewhat too many: a column is so many figures wide, and letters are narrower."""
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))


def _cells(grid: Grid) -> Iterator[tuple[int, int, int, Cell]]:
    """Row, column, how many columns it has, and what stands there."""
    for column, head in enumerate(grid.heads, start=grid.column):
        yield grid.row, column, 1, head
    for row, cells in enumerate(grid.rows, start=grid.first_row):
        for place, cell in enumerate(cells):
            span = grid.spread if place == len(cells) - 1 else 1
            yield row, grid.column + place, span, cell
