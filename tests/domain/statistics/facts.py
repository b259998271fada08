"""Facts and shelves for the stories of the statistics."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from helpdesk_domain.statistics.book import Book, bound, from_bytes, to_bytes
from helpdesk_domain.statistics.facts import Fact, key_of
from helpdesk_domain.statistics.months import Month, Piece
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.replaced_codes import Replaced
from helpdesk_domain.statistics.summary import Summary

_numbers = count()


def a_fact(**fields: Any) -> Fact:
    """A call of Monday 5 October 2026 at nine."""
    known: dict[str, Any] = {
        "key": key_of(f"call {next(_numbers)}"),
        "day": date(2026, 10, 5),
        "hour": 9,
        "channel": "phone",
    }
    return Fact(**known | fields)


def opened(facts: Iterable[Fact], replaced: Replaced | None = None) -> OpenBook:
    """The book of `facts`, as it comes out of its bytes."""
    return OpenBook(carried(bound(facts)), replaced or {})


def carried(book: Book) -> Book:
    return from_bytes(to_bytes(book))


@dataclass
class AShelf:
    """Books by month, late ones by year."""

    books: dict[Month, OpenBook] = field(default_factory=dict)
    late_ones: dict[int, OpenBook] = field(default_factory=dict)
    summaries: dict[Piece, Summary] = field(default_factory=dict)
    first: Month | None = None
    closed_at: datetime | None = datetime(2026, 11, 6, tzinfo=UTC)

    def book(self, month: Month) -> OpenBook | None:
        return self.books.get(month)

    def late(self, year: int) -> OpenBook | None:
        return self.late_ones.get(year)

    def summary(self, piece: Piece) -> Summary | None:
        return self.summaries.get(piece)
