"""Months and the periods made of them: when each is closed, and which may be told.

Figures exist of whole months, quarters and years alone, each counted once for good: whoever may
choose any two days learns, from two that differ by one, what happened on that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

CLOSES_AFTER: Final = timedelta(days=5)
"""After its last day a month waits so long for desks in the field.
Source: design of privacy, 3.6."""

EARLIEST_YEAR: Final = 2000
LATEST_YEAR: Final = 2099
"""What is typed lies between; what is reckoned from it may lie beside."""

_RECKONED: Final = 200
"""Years before and after that a period may lead to."""


class Kind(StrEnum):
    """What is counted as one."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; `number` is 1 to 12."""

    year: int
    number: int

    def __post_init__(self) -> None:
        years = range(EARLIEST_YEAR - _RECKONED, LATEST_YEAR + _RECKONED)
        if self.year not in years or not 1 <= self.number <= 12:
            raise ValueError(f"there is no month {self.number} of {self.year} here")

    def __str__(self) -> str:
        """As in ISO 8601: `2026-10`."""
        return f"{self.year:04}-{self.number:02}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The month that `text` names as `2026-10`.

        Raises:
            ValueError: It names none.
        """
        year, dash, number = text.partition("-")
        digits = year + number
        if not (dash and len(year) == 4 and len(number) == 2 and digits.isascii()):
            raise ValueError(text)
        if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
            raise ValueError(text)
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    def after(self, months: int = 1) -> "Month":
        """So many months later, or earlier."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return self.after().first_day - timedelta(days=1)

    @property
    def closes_on(self) -> date:
        """The day from which its figures are there."""
        return self.after().first_day + CLOSES_AFTER


@dataclass(frozen=True, slots=True)
class Piece:
    """A month, a quarter or a year that is counted as one, from `first` to `last` month."""

    kind: Kind
    first: Month
    last: Month

    def __str__(self) -> str:
        """`2026-10`, `2026-Q4`, `2026`."""
        if self.kind is Kind.YEAR:
            return f"{self.first.year:04}"
        if self.kind is Kind.QUARTER:
            return f"{self.first.year:04}-Q{self.last.number // 3}"
        return str(self.first)

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(_from_to(self.first, self.last))

    @property
    def closes_on(self) -> date:
        """A year waits a month longer than its December: until then calls that came late are in."""
        return (self.last.after() if self.kind is Kind.YEAR else self.last).closes_on

    @property
    def takes_in_late(self) -> bool:
        """Whether calls of its months that came once those were closed are counted in it."""
        return self.kind is Kind.YEAR


class PeriodReversed(Exception):
    """It ends before it begins."""


class PeriodOpen(Exception):
    """Some of it is not closed yet.

    Attributes:
        closes_on: The day from which all of it is.
    """

    def __init__(self, closes_on: date) -> None:
        super().__init__(str(closes_on))
        self.closes_on = closes_on


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last month, both in it.

    Raises:
        PeriodReversed: It ends before it begins.
    """

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodReversed

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(_from_to(self.first, self.last))

    @property
    def kind(self) -> Kind | None:
        """None when it is several of them."""
        pieces = self.pieces
        return pieces[0].kind if len(pieces) == 1 else None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The fewest years, quarters and months that it is made of, in their order."""
        return tuple(_pieces(self.first, self.last))

    @property
    def before(self) -> "Period":
        """As many months, just before it."""
        length = len(self.months)
        return Period(self.first.after(-length), self.last.after(-length))

    def refuse_open(self, today: date) -> None:
        """Raises: PeriodOpen: Some of it is not closed on the day `today` in Brussels."""
        closes_on = max(piece.closes_on for piece in self.pieces)
        if today < closes_on:
            raise PeriodOpen(closes_on)


def month(first: Month) -> Period:
    return Period(first, first)


def quarter_of(one: Month) -> Period:
    first = Month(one.year, (one.number - 1) // 3 * 3 + 1)
    return Period(first, first.after(2))


def year_of(one: Month) -> Period:
    return Period(Month(one.year, 1), Month(one.year, 12))


def last_closed(kind: Kind, today: date) -> Period:
    """The newest period of that kind whose figures are there on the day `today`."""
    around = {Kind.MONTH: month, Kind.QUARTER: quarter_of, Kind.YEAR: year_of}[kind]
    period = around(Month.of(today))
    while today < max(piece.closes_on for piece in period.pieces):
        period = period.before
    return period


def _from_to(first: Month, last: Month) -> Iterator[Month]:
    one = first
    while one <= last:
        yield one
        one = one.after()


def _pieces(first: Month, last: Month) -> Iterator[Piece]:
    while first <= last:
        kind, end = next(_widest(first, last))
        yield Piece(kind, first, end)
        first = end.after()


def _widest(first: Month, last: Month) -> Iterator[tuple[Kind, Month]]:
    if first.number == 1 and first.after(11) <= last:
        yield Kind.YEAR, first.after(11)
    if first.number % 3 == 1 and first.after(2) <= last:
        yield Kind.QUARTER, first.after(2)
    yield Kind.MONTH, first
