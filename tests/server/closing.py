"""Closed months for the stories of the statistics: calls of a day, and what was made of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.statistics.book import Book, from_bytes
from helpdesk_domain.statistics.columns import numbers
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import BOOK
from helpdesk_server.statistics.closing import Closed, close_due
from helpdesk_server.store import books, facts
from helpdesk_server.store.database import Store
from tests.server.desk import Desk
from tests.server.records import a_call
from tests.serving import HandClock


@pytest.fixture(autouse=True)
def as_before(clock: HandClock) -> Iterator[None]:
    """Years go by in these stories; the next one begins where this one did."""
    began = clock.now
    yield
    clock.now = began


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """That moment in Brussels, as a server's clock tells it."""
    return datetime.combine(day, time(hour, minute), BRUSSELS).astimezone(UTC)


def call_of(day: date, name: str = "first", **fields: Any) -> bytes:
    """A call that began on `day` at ten."""
    return a_call(name, **({"started_at": at(day).isoformat()} | fields))


def closed(store: Store, clock: HandClock) -> list[Closed]:
    """What is closed at the moment of `clock`."""
    return list(close_due(store, clock.now))


def to_the_closing_of(month: Month, clock: HandClock) -> None:
    """Let time go by until the morning of the day on which `month` is closed."""
    clock.now = max(clock.now, at(month.closes_on, 3))


def next_january(clock: HandClock) -> int:
    """Let time go by until the second of January; the year that has begun."""
    year = clock.now.year + 1
    clock.now = at(date(year, 1, 2))
    return year


def a_call_and_closed_months(desk: Desk, store: Store, clock: HandClock, last: int = 1) -> int:
    """A call of the first of January, and the months from January to `last` closed; the year."""
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    to_the_closing_of(Month(year, last), clock)
    closed(store, clock)
    return year


def the_book(store: Store, name: object, team: str = "midi") -> Book:
    body = store.read(lambda s: books.body(s, team, BOOK, str(name)))
    assert body is not None
    return from_bytes(body)


def days_in(book: Book) -> list[str]:
    """The day of each call in it, sorted."""
    return values_in(book, Dimension.DAY)


def values_in(book: Book, name: Dimension) -> list[str]:
    """What each call in it says of `name`, sorted."""
    column = book.columns[name]
    told = numbers("H", column.codes) if column.is_wide else column.codes
    return sorted(column.values[code] for code in told)


def all_facts(store: Store, team: str = "midi") -> dict[CallId, Fact]:
    """Of each call of a team that is in no book."""

    def read(session: Session) -> Iterator[tuple[CallId, Fact]]:
        wrong: Sequence[CallId] = [one.id for one in facts.misdated(session, facts.EARLIEST)]
        return facts.facts(session, team, date(2000, 1, 1), date(2100, 1, 1), wrong)

    return store.read(lambda session: dict(read(session)))
