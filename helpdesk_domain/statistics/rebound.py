"""A book made of others: without one of its calls, or of all teams together."""

from collections.abc import Sequence
from hashlib import blake2b, sha256

from helpdesk_domain.statistics.book import Book, LongTable
from helpdesk_domain.statistics.columns import NARROW, Column, column, gathered, numbers, packed
from helpdesk_domain.statistics.dimensions import KEPT


def without(book: Book, place: int) -> Book:
    """`book` without the call of row `place`; a value that it alone had is gone with it.

    Every call gets another key, so that every number is drawn anew: else those that differ from
    what was told before would be those that the call was in.

    Raises:
        IndexError: The book has no such row.
    """
    if not 0 <= place < book.size:
        raise IndexError(place)
    keys = numbers("H", book.keys)
    del keys[place]
    return Book(
        size=book.size - 1,
        keys=packed("H", (_another(key, book.size) for key in keys)),
        columns={name: _kept(one, {place}) for name, one in book.columns.items()},
        tables={unit: _table_without(table, place) for unit, table in book.tables.items()},
        measures={
            name: packed("i", _without(numbers("i", told), place))
            for name, told in book.measures.items()
        },
    )


def together(books: Sequence[Book], salt: bytes) -> Book:
    """All rows of `books`, in another order and with other keys: whose each was is not in it.

    With other keys every number is drawn anew. Else those that are told of all and of one book
    alike would be those to which no other book adds, and what differs once a call has left would
    be where that book has calls. The only one with calls stays as it is: its numbers are the same.

    Args:
        salt: At most 64 bytes, known to nobody; other ones give another order and other draws.

    Raises:
        ValueError: There is none.
    """
    if not books:
        raise ValueError("no book")
    with_calls = [one for one in books if one.size] or books[:1]
    if len(with_calls) == 1:
        return with_calls[0]
    joined = _one_after_the_other(with_calls)
    old = numbers("H", joined.keys)
    drawn = [_drawn(row, key, salt) for row, key in enumerate(old)]
    order = sorted(range(joined.size), key=drawn.__getitem__)
    return Book(
        size=joined.size,
        keys=packed("H", (int.from_bytes(drawn[row][:2]) for row in order)),
        columns={name: gathered(one, order) for name, one in joined.columns.items()},
        tables={unit: _table_ordered(one, order) for unit, one in joined.tables.items()},
        measures={
            name: packed("i", map(numbers("i", told).__getitem__, order))
            for name, told in joined.measures.items()
        },
    )


def _drawn(row: int, key: int, salt: bytes) -> bytes:
    """What a row is sorted by; a key of two bytes alone would leave many in their order."""
    return blake2b(f"{row} {key}".encode(), key=salt, digest_size=16).digest()


def _table_ordered(table: LongTable, order: Sequence[int]) -> LongTable:
    place = {row: number for number, row in enumerate(order)}
    of = [place[call] for call in numbers("I", table.of)]
    in_turn = sorted(range(len(of)), key=of.__getitem__)
    return LongTable(
        of=packed("I", map(of.__getitem__, in_turn)),
        columns={name: gathered(one, in_turn) for name, one in table.columns.items()},
    )


def _one_after_the_other(books: Sequence[Book]) -> Book:
    first, *_ = books
    starts = [sum(one.size for one in books[:number]) for number in range(len(books))]
    return Book(
        size=sum(one.size for one in books),
        keys=b"".join(one.keys for one in books),
        columns={name: _joined([one.columns[name] for one in books]) for name in KEPT},
        tables={
            unit: _tables_joined([one.tables[unit] for one in books], starts)
            for unit in first.tables
        },
        measures={name: b"".join(one.measures[name] for one in books) for name in first.measures},
    )


def _another(key: int, size: int) -> int:
    return int.from_bytes(sha256(f"{key} of {size}".encode()).digest()[:2])


def _without(told: Sequence[int], place: int) -> list[int]:
    return [one for row, one in enumerate(told) if row != place]


def _kept(one: Column, gone: set[int]) -> Column:
    """`one` without the rows `gone`, and without the values that only those had."""
    told = [one.values[code] for row, code in enumerate(one.numbers) if row not in gone]
    return column(told)


def _table_without(table: LongTable, place: int) -> LongTable:
    of = numbers("I", table.of)
    gone = {row for row, call in enumerate(of) if call == place}
    left = (call - (call > place) for row, call in enumerate(of) if row not in gone)
    return LongTable(
        of=packed("I", left),
        columns={name: _kept(one, gone) for name, one in table.columns.items()},
    )


def _tables_joined(tables: Sequence[LongTable], starts: Sequence[int]) -> LongTable:
    of = [
        start + call
        for table, start in zip(tables, starts, strict=True)
        for call in numbers("I", table.of)
    ]
    first, *_ = tables
    return LongTable(
        of=packed("I", of),
        columns={name: _joined([one.columns[name] for one in tables]) for name in first.columns},
    )


def _joined(columns: Sequence[Column]) -> Column:
    """The rows of all of them; narrow ones are not looked at one by one."""
    values = tuple(sorted({value for one in columns for value in one.values}))
    places = {value: place for place, value in enumerate(values)}
    if len(values) <= NARROW:
        codes = (
            one.codes.translate(bytes(places[value] for value in one.values).ljust(256, b"\0"))
            for one in columns
        )
        return Column(values=values, codes=b"".join(codes))
    wide = (places[one.values[code]] for one in columns for code in one.numbers)
    return Column(values=values, codes=packed("H", wide), is_wide=True)
