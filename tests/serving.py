"""A real central server on a real loopback socket, for any test that needs one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.types import ASGIApp

from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.people import Person, Role
from helpdesk_server.app import create_app
from helpdesk_server.serving import Listener, address_of, bound
from helpdesk_server.settings import Settings
from helpdesk_server.store import schema
from helpdesk_server.store.cluster import adopt
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import add_person

PASSWORD = "un mot de passe"
QUICKLY_CHECKED = (
    "$argon2id$v=19$m=8,t=1,p=1$iW6tOdQosfgiMgfFZ0pa3Q$fhsFPvUBM/imTgRFh8RNizoIt7JYIbXBKLmfMbIibjM"
)
"""`PASSWORD` hashed by Argon2id with 8 KiB and one pass: a thousand tests sign in with it."""


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """As `timedelta`: `advance(minutes=10)`."""
        self.now += timedelta(**by)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Attributes: store: A second way into the server's database, beside the server itself."""

    url: str
    store: Store
    settings: Settings

    def add_person(
        self, name: str = "Amélie", role: Role = Role.OPERATOR, team: str = "midi"
    ) -> Person:
        """Someone who signs in with `PASSWORD`."""
        return self.store.run(lambda s: add_person(s, name, role, team, QUICKLY_CHECKED, utc_now()))


@contextmanager
def running_server(
    data_dir: Path,
    database_url: str = "",
    now: Clock = utc_now,
    settings: Settings | None = None,
) -> Iterator[RunningServer]:
    """A server for as long as the block lasts; its database is migrated first."""
    # a test asks faster than any desk; the pace has tests of its own
    settings = settings or Settings(data_dir=data_dir, database_url=database_url, pace=0)
    store = Store.at(settings.database)
    schema.migrate(store, utc_now())
    store.run(adopt)  # a test may bring a copy; `helpdesk-server serve` would refuse it
    try:
        with listening_to(create_app(settings, now)) as url:
            yield RunningServer(url, store, settings)
    finally:
        store.close()


@contextmanager
def listening_to(app: ASGIApp) -> Iterator[str]:
    """The address at which `app` answers for as long as the block lasts."""
    ready = threading.Event()
    with bound("127.0.0.1", 0) as listening:
        listener = Listener(app, ready.set)
        thread = threading.Thread(target=listener.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            if not ready.wait(30):
                raise TimeoutError("the server did not start")
            yield address_of(listening)
        finally:
            listener.should_exit = True
            thread.join(30)
