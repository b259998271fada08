"""What a chart shows, in words and numbers, before anything is drawn: no Qt here.

A chart is made from a count that disclosure control released. It holds every number twice: as it
is told, and how large it is drawn. What is not told from none is drawn as a dot, never as zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.ui.words.statistics_words import number_words
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Shown

Key = tuple[str, ...]
"""A value for each dimension of a table, in its order."""

DOT: Final = "·"
"""None, or too few to be told from none."""

FULL: Final = 20.0
"""What is less is never drawn as long or as dark as can be: a five may have been a one."""

SAID: Final = 5
"""So many numbers are told in a summary; all are in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A number of a chart: what the arrow keys go to.

    Attributes:
        by: The dimensions of its key: beside communes stand basins.
        key: Of the table of the chart.
        name: What it is the number of, in words.
        told: The number as it is written: `120`, `0–9`, `·`.
        said: Both as a sentence.
        size: How large it is drawn; 0 where it is not told from none.
        place: Row and column, for the arrow keys.
        also: What is written below the number, if anything is.
    """

    by: tuple[Dimension, ...]
    key: Key
    name: str
    told: str
    said: str
    size: float
    place: tuple[int, int]
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Attributes:
    about: The period, and by what it was narrowed.
    counted: What is counted, in words.
    total: Of everything, also of what is not drawn.
    more: How many rows of the table there was no room for.
    """

    title: str
    about: str
    counted: str
    total: Shown
    words: Words
    spots: tuple[Spot, ...]
    more: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(spot.size for spot in self.spots)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read it, a sentence each."""
        return tuple(self._notes())

    @property
    def summary(self) -> str:
        """The chart in one or two sentences, for who does not see it."""
        if self.is_empty:
            return f"{self._heading}: {nothing(self.words)}"
        told = [f"{name} {number}" for name, number in self._most()]
        return self.words.say(
            "{title}: {total} in all. The most: {told}.",
            title=self._heading,
            total=shown_words(self.total, self.words),
            told=("; " if any("," in one for one in told) else ", ").join(told),
        )

    def _most(self) -> Iterable[tuple[str, str]]:
        """Names and numbers of the largest."""
        return _largest(self.spots)

    @property
    def _heading(self) -> str:
        return ", ".join(part for part in (self.title, self.about) if part)

    def _notes(self) -> Iterable[str]:
        if self.more:
            yield self.words.count(
                "{n} more row in the table", "{n} more rows in the table", self.more
            )
        if not self.is_empty and any(spot.told == DOT for spot in self.spots):
            yield self.words.say("· = none, or too few to be told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """Values below each other, the most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a row or a column is called.

    Attributes:
        total: Of the whole of it, rounded by itself; empty where it is not told.
    """

    name: str
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Chart):
    """Rows by columns. Its spots are row by row, one for each column."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]

    def row(self, number: int) -> Sequence[Spot]:
        across = len(self.columns)
        return self.spots[number * across : (number + 1) * across]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap(Grid):
    """Weekday by hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Grid):
    """Two dimensions, each with its sums."""

    @property
    def has_sums(self) -> bool:
        return any(head.total for head in (*self.rows, *self.columns))

    def _most(self) -> Iterable[tuple[str, str]]:
        """Of whole rows, which are in their order, and of the largest fields."""
        if not self.has_sums:
            return _largest(self.spots)
        rows = [(row.name, row.total) for row in self.rows if row.total != DOT]
        return [*rows[: SAID - 2], *_largest(self.spots, 2)]

    def _notes(self) -> Iterable[str]:
        yield from Chart._notes(self)  # `super` does not know itself in a class with slots
        if self.has_sums and not self.is_empty:
            yield self.words.say("each sum is rounded by itself, and need not add up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Chart):
    """A span of time.

    Attributes:
        marks: What is written below each column, where there is room.
        average: Of the seven days up to each; empty where it is not drawn, None where it cannot be
            told.
    """

    marks: tuple[str, ...]
    average: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Values beside a map.

    Attributes:
        spots: Of the spots of the chart, the places of these.
    """

    title: str
    spots: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap(Chart):
    """The communes as tiles; its first `tiles` spots are on the map, the others in groups."""

    tiles: int
    groups: tuple[Group, ...]

    def _notes(self) -> Iterable[str]:
        if any(spot.also for spot in self.spots):
            yield self.words.say("small: per 10,000 inhabitants")
        yield from Chart._notes(self)  # slots: there is no super() without a name

    def _most(self) -> Iterable[tuple[str, str]]:
        return _largest(self.spots[: self.tiles])


def shown_words(shown: Shown | None, words: Words) -> str:
    """A number as it may be seen: `4 200`, `0–9`, or the dot of what is not told from none."""
    return DOT if shown is None else number_words(shown, words)


def _largest(spots: Sequence[Spot], most: int = SAID) -> Iterable[tuple[str, str]]:
    largest = sorted(spots, key=lambda spot: -spot.size)[:most]
    return [(spot.name, spot.told) for spot in largest if spot.size]


def nothing(words: Words) -> str:
    """What is said where there is nothing to draw."""
    return words.say("There is nothing to show: none in this period, or too few to be told.")


def step(spots: Sequence[Spot], at: int, down: int, right: int) -> int:
    """The spot that an arrow key leads to from the one `at`; the same one at an edge.

    Args:
        down, right: One of them is 1 or -1, the other 0.
    """
    row, column = spots[at].place

    def far(number: int) -> tuple[int, int]:
        to_row, to_column = spots[number].place
        ahead = (to_row - row) * down + (to_column - column) * right
        aside = abs(to_column - column) if down else abs(to_row - row)
        return (aside, ahead) if right else (ahead, aside)

    def is_ahead(number: int) -> bool:
        to_row, to_column = spots[number].place
        return (to_row - row) * down + (to_column - column) * right > 0

    return min(filter(is_ahead, range(len(spots))), key=far, default=at)
