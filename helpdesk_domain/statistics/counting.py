"""Counting in books: exact numbers, which nobody sees but `disclosure`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress

from helpdesk_domain.statistics.dimensions import Dimension, Measure, Unit
from helpdesk_domain.statistics.opened import Mask, OpenBook
from helpdesk_domain.territory import basin_of, communes_in

Key = tuple[str, ...]
"""A value for each dimension of a question, in its order."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows that were counted together.

    Attributes:
        rows: How many.
        key: The sum of the keys of their calls: the same rows have the same, however they were
            asked for.
    """

    rows: int = 0
    key: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.rows + other.rows, self.key + other.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is counted.

    Attributes:
        by: The parts, in the order of each key; none counts the whole.
        only: Values of which a row must have one, for each dimension named.
        known: Dimensions of which a row must have a value.
    """

    unit: Unit
    by: tuple[Dimension, ...] = ()
    only: Mapping[Dimension, frozenset[str]] = field(default_factory=dict)
    known: frozenset[Dimension] = frozenset()


def count(books: Iterable[OpenBook], question: Question) -> Mapping[Key, Counted]:
    """The rows of each key; a key without any is left out."""
    total: defaultdict[Key, Counted] = defaultdict(Counted)
    for book in books:
        for key, counted in _count(book, question):
            total[_in_basins(key, question.by)] += counted
    return total


def measured(
    books: Iterable[OpenBook], measure: Measure, question: Question
) -> tuple[Sequence[int], Counted]:
    """What was measured of the calls that `question`, of the unit `CALL`, is about.

    Returns:
        The values, sorted; and the calls that have one.
    """
    found: list[tuple[int, int]] = []
    for book in books:
        every = zip(book.measured(measure), book.keys(question.unit), strict=True)
        found += (one for one in compress(every, _mask(book, question)) if one[0] >= 0)
    counted = Counted(len(found), sum(key for _, key in found))
    return sorted(value for value, _ in found), counted


def _count(book: OpenBook, question: Question) -> Iterator[tuple[Key, Counted]]:
    mask = _mask(book, question)
    keys = compress(book.keys(question.unit), mask)
    columns = [book.column(question.unit, _kept(name)) for name in question.by]
    if not columns:
        if 1 in mask:
            yield (), Counted(mask.count(1), sum(keys))
        return
    sums: defaultdict[tuple[int, ...], int] = defaultdict(int)
    rows = zip(*(compress(one.numbers, mask) for one in columns), strict=True)
    for row, key in zip(rows, keys, strict=True):
        sums[row] += _ONE + key
    for row, told in sums.items():
        yield (
            tuple(one.values[code] for one, code in zip(columns, row, strict=True)),
            Counted(told // _ONE, told % _ONE),
        )


_ONE = 1 << 44
"""A row and its key are added as one number: keys are below 2**16, rows of a book below 2**28."""


def _mask(book: OpenBook, question: Question) -> Mask:
    """The rows that count; what was no call never does, but among everything that rang."""
    unit = question.unit
    masks = [book.having(unit, *_in_communes(*asked)) for asked in question.only.items()]
    masks += [_inverted(book.having(unit, name, _NOT_ASKED)) for name in question.known]
    if unit is not Unit.RING:
        masks.append(book.having(unit, Dimension.NON_CALL, _NOT_ASKED))
    every = bytes([1]) * book.rows(unit)
    return reduce(_both, masks, every)


def _both(one: Mask, other: Mask) -> Mask:
    """As one number each, so that no byte is looked at alone."""
    return (_as_number(one) & _as_number(other)).to_bytes(len(one), "little")


def _as_number(mask: Mask) -> int:
    return int.from_bytes(mask, "little")


_NOT_ASKED = frozenset({""})


def _inverted(mask: Mask) -> Mask:
    return mask.translate(bytes([1, 0]) + bytes(254))


def _kept(name: Dimension) -> Dimension:
    """Basins are told by their communes."""
    return Dimension.COMMUNE if name is Dimension.BASIN else name


def _in_communes(name: Dimension, values: frozenset[str]) -> tuple[Dimension, frozenset[str]]:
    if name is not Dimension.BASIN:
        return name, values
    return Dimension.COMMUNE, frozenset(nis for basin in values for nis in communes_in(basin))


def _in_basins(key: Key, by: tuple[Dimension, ...]) -> Key:
    told = zip(key, by, strict=True)
    return tuple(basin_of(one) if name is Dimension.BASIN else one for one, name in told)
