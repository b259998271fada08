"""A book opened for counting: its rows as calls, needs or referrals, each with every column."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import compress
from typing import Final

from helpdesk_domain.statistics.book import Book, from_bytes
from helpdesk_domain.statistics.columns import Column, gathered, numbers
from helpdesk_domain.statistics.dimensions import OWN, Dimension, Measure, Unit
from helpdesk_domain.statistics.replaced_codes import Replaced, replaced_codes

Mask = bytes
"""One for each row that is counted, zero for the others."""

_FOLLOWS: Final[Mapping[Dimension, Callable[[str], str]]] = {
    Dimension.WEEKDAY: lambda day: str(date.fromisoformat(day).isoweekday()),
    Dimension.MONTH: lambda day: day[:7],
}
"""What follows from the day."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Attributes: of: The row of the call of each."""

    of: "array[int]"
    columns: Mapping[Dimension, Column]


class OpenBook:
    """Columns are made when they are first asked for, and kept.

    Args:
        replaced: What was bound under an old code is read under the new one.
    """

    def __init__(self, book: Book, replaced: Replaced) -> None:
        self._book = book
        self._replaced = replaced
        self._columns: dict[tuple[Unit, Dimension], Column] = {}
        self._keys: dict[Unit, array[int]] = {}

    @cached_property
    def _tables(self) -> Mapping[Unit, _Table]:
        """Of each unit of which a call has any number."""
        return {unit: self._once_a_call(unit) for unit in OWN if OWN[unit]}

    def rows(self, unit: Unit) -> int:
        return len(self.calls_of(unit))

    def column(self, unit: Unit, name: Dimension) -> Column:
        """The values of the rows of `unit`; what its call says, where it says nothing itself."""
        key = unit, name
        if key not in self._columns:
            self._columns[key] = self._made(unit, name)
        return self._columns[key]

    def keys(self, unit: Unit) -> Sequence[int]:
        """The key of the call of each row."""
        if unit not in self._keys:
            self._keys[unit] = self._keys_of(unit)
        return self._keys[unit]

    def calls_of(self, unit: Unit) -> Sequence[int]:
        """The row of the call of each row."""
        return self._tables[unit].of if OWN[unit] else range(self._book.size)

    def measured(self, measure: Measure) -> "array[int]":
        """Of each call; `book.NONE` where it was not."""
        return numbers("i", self._book.measures[measure])

    def having(self, unit: Unit, name: Dimension, values: frozenset[str]) -> Mask:
        """The rows of `unit` that have one of `values`.

        Of a need, where the unit has none itself: those of whose call it was a need.
        """
        if name is Dimension.NEED and name not in OWN[unit]:
            needs = self._tables[Unit.NEED]
            touched = set(compress(needs.of, _mask(needs.columns[name], values)))
            return bytes(row in touched for row in self.calls_of(unit))
        return _mask(self.column(unit, name), values)

    def _made(self, unit: Unit, name: Dimension) -> Column:
        if follows := _FOLLOWS.get(name):
            day = self.column(unit, Dimension.DAY)
            return replace(day, values=tuple(map(follows, day.values)))
        if name in OWN[unit]:
            return self._tables[unit].columns[name]
        if OWN[unit]:
            return gathered(self.column(Unit.CALL, name), self._tables[unit].of)
        return self._in_force(name, self._book.columns[name])

    def _keys_of(self, unit: Unit) -> "array[int]":
        keys = numbers("H", self._book.keys)
        if not OWN[unit]:
            return keys
        return array("H", map(keys.__getitem__, self._tables[unit].of))

    def _in_force(self, name: Dimension, one: Column) -> Column:
        new = self._replaced.get(name, {})
        return replace(one, values=tuple(new.get(value, value) for value in one.values))

    def _once_a_call(self, unit: Unit) -> _Table:
        """The rows of `unit`; two codes of one call that became the same are one row."""
        table = self._book.tables[unit]
        of = numbers("I", table.of)
        columns = {name: self._in_force(name, one) for name, one in table.columns.items()}
        if all(len(set(one.values)) == len(one.values) for one in columns.values()):
            return _Table(of, columns)
        told = zip(
            of,
            *(map(one.values.__getitem__, one.numbers) for one in columns.values()),
            strict=True,
        )
        first = {row: place for place, row in reversed(list(enumerate(told)))}
        places = sorted(first.values())
        kept = array("I", (of[place] for place in places))
        return _Table(kept, {name: gathered(one, places) for name, one in columns.items()})


def opened(made: bytes) -> OpenBook:
    """The book that `made` is, its codes read as they are in force.

    Raises:
        BadBook: It is none, or one of a later program.
    """
    return OpenBook(from_bytes(made), replaced_codes())


def _mask(one: Column, values: frozenset[str]) -> Mask:
    wanted = {place for place, value in enumerate(one.values) if value in values}
    if one.is_wide:
        return bytes(code in wanted for code in one.numbers)
    return one.codes.translate(bytes(code in wanted for code in range(256)))
