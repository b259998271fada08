"""A sheet of a workbook as plain data: what stands where, and of which type."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Percent:
    """Of a hundred."""

    value: int


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month: a date that is shown without its day."""

    first_day: date


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit behind it."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class Length:
    """Of time: told in minutes and seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class InPlace:
    """A text in the place of a number, of which no sum is made by mistake."""

    text: str


Number = int | Percent | Amount | Length | InPlace

Cell = str | int | Percent | Amount | Length | InPlace | date | time | MonthCell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows under their heads.

    Attributes:
        heads: Empty for rows that need none.
        row, column: Where its first cell stands, from 0.
        spread: So many columns the last cell of each row has for itself.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row: int
    column: int = 0
    spread: int = 1

    @property
    def width(self) -> int:
        return len(self.heads) or max((len(row) for row in self.rows), default=0)

    def is_of_numbers(self, place: int) -> bool:
        """Whether numbers stand in that column, or what is in their place, and nothing else."""
        cells = [row[place] for row in self.rows if place < len(row) and row[place] is not None]
        return bool(cells) and all(isinstance(cell, Number) for cell in cells)

    @property
    def first_row(self) -> int:
        """The first below the heads."""
        return self.row + bool(self.heads)

    @property
    def next_row(self) -> int:
        """The first below the whole."""
        return self.first_row + len(self.rows)


class Bars(Enum):
    """How the bars of a chart go."""

    ACROSS = auto()
    """Each beside its name, the first at the top."""
    UP = auto()
    """In the order of time, or of a scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The rows of a grid as bars: names in its first column, numbers in its last.

    Attributes:
        most: So many rows at most, the first ones.
    """

    title: str
    description: str
    grid: Grid
    bars: Bars
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        name: As short and plain as a workbook wants it, unlike any other.
        lines: Above all else, from the first row on; the first is its title.
        main: The grid that can be filtered, and whose heads stay in sight.
        others: Grids above or beside it.
    """

    name: str
    lines: tuple[str, ...]
    main: Grid | None = None
    others: tuple[Grid, ...] = ()
    chart: Chart | None = None

    @property
    def grids(self) -> tuple[Grid, ...]:
        return (*([self.main] if self.main else []), *self.others)
