"""A desk with a real store, a real server, and a line between them that obeys the test."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer import OfferState, offer_state
from helpdesk_desktop.store.outbox import OutboxState, outbox_state
from helpdesk_desktop.store.personal_records import keep_record, withdraw
from helpdesk_desktop.sync.cycle import SyncReport, run_cycle
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from helpdesk_domain.calls import Call
from helpdesk_domain.consent import PersonalRecord
from helpdesk_domain.people import DeviceId, Person, PersonId
from helpdesk_domain.wire import from_json
from helpdesk_server.importing import import_file
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from tests.server.records import a_call, a_file, a_service
from tests.serving import PASSWORD, HandClock, RunningServer, running_server
from tests.sync.line import FaultyServer, faulty_server
from tests.sync.relay import Relay

DEVICE = DeviceId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11")


@dataclass
class Desk:
    """What an operator sits at; `sync` is what the window does every few minutes."""

    store: Store
    server: Server
    clock: HandClock

    def sign_in(self, name: str = "Amélie", password: str = PASSWORD) -> Person:
        return sign_in(self.store, self.server, name, password, "front desk", self.clock)

    def log(self, name: str, **fields: object) -> Call:
        """Log a call as whoever is signed in here."""
        call = from_json(a_call(name, **fields), Call)
        person = self.person
        self.store.run(lambda session: log_call(session, call, person, self.clock()))
        return call

    def keep_personal(self, record: PersonalRecord) -> None:
        """Keep `record` as whoever is signed in here."""
        work = partial(keep_record, record=record, author=self.person, now=self.clock())
        self.store.run(work)

    def withdraw(self, record: PersonalRecord) -> None:
        work = partial(withdraw, record_id=record.id, now=self.clock(), by=self.person)
        assert self.store.run(work)

    def sync(self) -> SyncReport:
        return run_cycle(self.store, self.server, now=self.clock, chance=lambda: 0.5)

    @property
    def person(self) -> PersonId | None:
        kept = self.store.read(account)
        return kept.person.id if kept else None

    @property
    def outbox(self) -> OutboxState:
        person = self.person
        return self.store.read(lambda session: outbox_state(session, person))

    @property
    def offer(self) -> OfferState:
        return self.store.read(offer_state)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server on which Amélie and Bart may sign in: hashing is slow on purpose."""
    folder = tmp_path_factory.mktemp("furnished") / "central"
    with running_server(folder) as running:
        running.add_person("Amélie")
        running.add_person("Bart")
    return folder


@pytest.fixture
def central(furnished: Path, tmp_path: Path, clock: HandClock) -> Iterator[RunningServer]:
    """The central server, on which Amélie and Bart may sign in."""
    shutil.copytree(furnished, tmp_path / "central")
    with running_server(tmp_path / "central", now=clock) as running:
        yield running


@pytest.fixture
def relay(central: RunningServer) -> Relay:
    return Relay(central.url)


@pytest.fixture
def line(relay: Relay) -> Iterator[FaultyServer]:
    """Where the desk believes the server to be."""
    with faulty_server(relay) as listening:
        yield listening


@pytest.fixture
def desk(tmp_path: Path, line: FaultyServer, clock: HandClock) -> Iterator[Desk]:
    """A desk nobody has signed in at."""
    store = Store.open(tmp_path / "desk.db", secrets.token_bytes(32))
    server = Server(line.url, DEVICE)
    yield Desk(store, server, clock)
    server.close()
    store.close()


@pytest.fixture
def publish(central: RunningServer, tmp_path: Path, clock: HandClock) -> Callable[..., None]:
    """Bring services of these names into the central offer."""

    def import_names(*names: str, **fields: object) -> None:
        path = a_file(tmp_path, [a_service(name, **fields) for name in names])
        import_file(central.store, path, clock())
        Snapshots(central.store, central.settings.snapshots).renew(clock())

    return import_names


def calls_on(central: RunningServer) -> list[tuple[str, int]]:
    """Each call on the server with the number of revisions it has."""
    count = select(CallRow.id, func.count(CallRevisionRow.rev)).join(
        CallRevisionRow, CallRevisionRow.call_id == CallRow.id
    )
    rows = central.store.read(lambda session: session.execute(count.group_by(CallRow.id)).all())
    return sorted((call_id, revisions) for call_id, revisions in rows)
