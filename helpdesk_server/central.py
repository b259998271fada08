"""What the central server works with; made once, handed to every request."""

from dataclasses import dataclass, field
from typing import Annotated, Self

from fastapi import Depends, Request

from helpdesk_domain.clock import Clock, utc_now
from helpdesk_server.familiar import Familiar
from helpdesk_server.history import History
from helpdesk_server.metrics import Metrics
from helpdesk_server.pace import Pace
from helpdesk_server.passwords import Passwords
from helpdesk_server.settings import WORKER_THREADS, Settings
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.statistics.reporting import Reporting
from helpdesk_server.store.database import Store
from helpdesk_server.tries import Tries


@dataclass(frozen=True, slots=True)
class Central:
    """The parts of one server.

    Attributes:
        pace: Of each token.
        strangers: Of each address, for requests without a token that is known.
        now: The server's clock; aware.
    """

    settings: Settings
    store: Store
    history: History
    snapshots: Snapshots
    pace: Pace
    strangers: Pace
    now: Clock = utc_now
    passwords: Passwords = field(default_factory=Passwords)
    tries: Tries = field(default_factory=Tries)
    familiar: Familiar = field(default_factory=Familiar)
    metrics: Metrics = field(default_factory=Metrics)
    reporting: Reporting = field(default_factory=Reporting)

    @classmethod
    def opened(cls, settings: Settings, now: Clock = utc_now) -> Self:
        """The parts over the database of `settings`, which is migrated already.

        Raises:
            BadDatabaseUrl: As `Store.at`.
            StoreUnavailable: The database does not answer.
        """
        unwatched = Store.at(settings.database, WORKER_THREADS)
        history = History(unwatched)
        store = history.store
        central = cls(
            settings=settings,
            store=store,
            history=history,
            snapshots=Snapshots(store, settings.snapshots),
            pace=Pace(settings.pace),
            strangers=Pace(settings.strangers_pace),
            now=now,
        )
        central.metrics.watch(unwatched, now)
        return central


def central_of(request: Request) -> Central:
    central = request.app.state.central
    assert isinstance(central, Central)
    return central


async def of_open_request(request: Request) -> Central:
    """The parts, for a route that is for anyone: every other one has a `door.Door` to them."""
    return central_of(request)


TheCentral = Annotated[Central, Depends(of_open_request)]
