"""What would go now, and its going: batch by batch, each asked again in its own transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_server.retention.categories import ALL, Category
from helpdesk_server.retention.periods import Periods
from helpdesk_server.store.database import Store
from helpdesk_server.store.overdue import Due, held_texts

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
        held: Calls whose words would go too, were they not held.
    """

    planned: Sequence[Planned]
    held: int


def plan(session: Session, periods: Periods, now: datetime) -> Plan:
    """What has had its time at `now`; nothing is changed."""
    planned = [
        Planned(category=one, limit=limit, due=tuple(one.due(session, limit)))
        for one in ALL
        for limit in [one.limit(periods, now)]
    ]
    return Plan(planned=planned, held=held_texts(session, planned[0].limit))


def run(store: Store, periods: Periods, now: datetime) -> Iterator[tuple[Category, int]]:
    """Erase what has had its time at `now`; of how many things of each category something went."""
    for category in ALL:
        if category.erase is not None:
            yield category, _erased(store, category, category.limit(periods, now), now)
    store.fold()


def _erased(store: Store, category: Category, limit: datetime, now: datetime) -> int:
    erase, gone = category.erase, 0
    assert erase is not None
    while True:
        done = store.run(lambda session: erase(session, limit, now, AT_A_TIME))
        gone += done.gone
        if not done.seen:
            return gone
