"""What would go now, and its going: batch by batch, each asked again in its own transaction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_server.retention.categories import ALL, Batch, Category, Erased
from helpdesk_server.retention.periods import Periods
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasures import NoteErasure
from helpdesk_server.store.overdue import Due

AT_A_TIME: Final = 100
"""Things in one transaction: requests of desks wait for no longer than that takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What would go of one category.

    Attributes:
        limit: What counts from before this has had its time.
    """

    category: Category
    limit: datetime
    due: Sequence[Due]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would go, were it done now.

    Attributes:
        held: Calls of which something would go too, were they not held.
        waiting: Calls that have had their time, and wait for their year to be closed.
    """

    planned: Sequence[Planned]
    held: int
    waiting: int


def plan(session: Session, periods: Periods, now: datetime) -> Plan:
    """What has had its time at `now`; nothing is changed."""
    planned = [
        Planned(category=one, limit=limit, due=tuple(one.due(session, limit)))
        for one in ALL
        for limit in [one.limit(periods, now)]
    ]
    held = {call_id for one in planned for call_id in one.category.held(session, one.limit)}
    return Plan(planned=planned, held=len(held), waiting=waiting(session, periods, now))


def waiting(session: Session, periods: Periods, now: datetime) -> int:
    """How many calls have had their time, and wait for their year to be closed."""
    return sum(one.waiting(session, one.limit(periods, now)) for one in ALL)


def run(
    store: Store, periods: Periods, now: datetime, note_erasure: NoteErasure
) -> Iterator[tuple[Category, int]]:
    """Erase what has had its time at `now`; of how many things of each category something went."""
    for category in ALL:
        batch = Batch(
            limit=category.limit(periods, now),
            now=now,
            most=AT_A_TIME,
            note_erasure=note_erasure,
        )
        yield category, _erased(store, category.erase, batch)
    store.fold()


def _erased(store: Store, erase: Callable[[Session, Batch], Erased], batch: Batch) -> int:
    gone = 0
    while True:
        done = store.run(lambda session: erase(session, batch))
        gone += done.gone
        if not done.seen:
            return gone
