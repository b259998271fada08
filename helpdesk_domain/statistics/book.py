"""The facts of one month and team, bound for good: columns of codes, as small as they get.

A book is what leaves the server for a lead's desk. Its rows stand in the order of their keys, so
that a place tells nothing of when a call came or who took it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NewType

from helpdesk_domain.statistics.columns import Column, column, is_sound, numbers, packed
from helpdesk_domain.statistics.dimensions import KEPT, OWN, Dimension, Measure, Unit
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.packing import NotPacked, compressed, from_compressed

BookId = NewType("BookId", str)
"""`2026-10` for a month; `2026-late` for what came once the months of that year were closed."""

FORMAT: Final = 1

NONE: Final = -1
"""In a measure: it was not measured."""

_LATE: Final = "-late"


class BadBook(Exception):
    """A book is damaged, or of a later program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTable:
    """Rows of which a call has any number.

    Attributes:
        of: The row of the call of each, as `columns.numbers` reads it.
    """

    of: bytes
    columns: Mapping[Dimension, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Attributes:
    size: Calls in it, and what was no call.
    keys: Of each, as `columns.numbers` reads it.
    columns: By the dimensions that are kept; read, also one that was kept once, as a team was.
    """

    format: int = FORMAT
    size: int
    keys: bytes
    columns: Mapping[str, Column]
    tables: Mapping[Unit, LongTable]
    measures: Mapping[Measure, bytes] = field(default_factory=dict)


def late_book(year: int) -> BookId:
    return BookId(f"{year:04}{_LATE}")


def bound(facts: Iterable[Fact]) -> Book:
    """The book of `facts`, of one month or of what came late."""
    kept = sorted(facts, key=in_turn)
    return Book(
        size=len(kept),
        keys=packed("H", (fact.key for fact in kept)),
        columns={name: column([_code(fact, name) for fact in kept]) for name in KEPT},
        tables={
            Unit.NEED: _table(Unit.NEED, [[(need,) for need in fact.needs] for fact in kept]),
            Unit.UNMET_NEED: _table(Unit.UNMET_NEED, [fact.unmet for fact in kept]),
            Unit.REFERRAL: _table(Unit.REFERRAL, [fact.referrals for fact in kept]),
        },
        measures={name: packed("i", (_measured(fact, name) for fact in kept)) for name in Measure},
    )


def in_turn(fact: Fact) -> tuple[int, str]:
    """What facts are sorted by in a book: those that stand so already keep their places."""
    return fact.key, repr(fact)


def to_bytes(book: Book) -> bytes:
    return compressed(book)


def from_bytes(body: bytes) -> Book:
    """The book that `body` is.

    Raises:
        BadBook: It is none, or one of a later program.
    """
    try:
        book = from_compressed(body, Book)
    except NotPacked as problem:
        raise BadBook from problem
    if book.format != FORMAT or not _is_sound(book):
        raise BadBook
    return replace(book, columns={name: book.columns[name] for name in KEPT})


def _code(fact: Fact, name: Dimension) -> str:
    told = getattr(fact, name.value)
    return "" if told is None else str(told)


def _measured(fact: Fact, name: Measure) -> int:
    told: int | None = getattr(fact, name.value)
    return NONE if told is None else told


def _table(unit: Unit, rows: Sequence[Sequence[tuple[str, ...]]]) -> LongTable:
    of = [place for place, told in enumerate(rows) for _ in told]
    flat = [row for told in rows for row in told]
    return LongTable(
        of=packed("I", of),
        columns={
            name: column([row[place] for row in flat]) for place, name in enumerate(OWN[unit])
        },
    )


def _is_sound(book: Book) -> bool:
    return (
        len(numbers("H", book.keys)) == book.size
        and set(KEPT) <= set(book.columns)
        and all(is_sound(one, book.size) for one in book.columns.values())
        and all(len(numbers("i", one)) == book.size for one in book.measures.values())
        and all(_is_sound_table(unit, one, book.size) for unit, one in book.tables.items())
    )


def _is_sound_table(unit: Unit, table: LongTable, size: int) -> bool:
    of = numbers("I", table.of)
    return (
        all(place < size for place in of)
        and set(OWN[unit]) == set(table.columns)
        and all(is_sound(one, len(of)) for one in table.columns.values())
    )
