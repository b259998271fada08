"""Desks of one team and of another, a real server, and for each a line that obeys the test."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.personal_records import (
    KeptRecord,
    keep_record,
    kept_of,
    record_of,
    withdraw,
)
from helpdesk_desktop.store.personal_tables import PersonalKeyRow, PersonalRow
from helpdesk_desktop.sync.cycle import SyncReport, run_cycle
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from helpdesk_domain.consent import PersonalId, PersonalRecord
from helpdesk_domain.people import DeviceId, Person
from helpdesk_server.store.personal_tables import PersonalIdentityRow
from helpdesk_server.store.personal_tables import PersonalKeyRow as WrappedKeyRow
from tests.plain_pages import plain_pages
from tests.server.records import uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer
from tests.sync.line import FaultyServer, faulty_server
from tests.sync.relay import Relay


@dataclass
class Place:
    """A desk, who sits there, and its line."""

    path: Path
    key: bytes
    store: Store
    server: Server
    relay: Relay
    line: FaultyServer
    clock: HandClock
    person: Person

    def keep(self, record: PersonalRecord) -> PersonalRecord:
        work = partial(keep_record, record=record, author=self.person.id, now=self.clock())
        return self.store.run(work)

    def withdraw(self, record_id: PersonalId) -> bool:
        by, now = self.person.id, self.clock()
        return self.store.run(partial(withdraw, record_id=record_id, now=now, by=by))

    def sees(self, record: PersonalRecord) -> PersonalRecord | None:
        return self.store.read(partial(record_of, call_id=record.call_id))

    def kept(self, record: PersonalRecord) -> KeptRecord:
        (kept,) = self.store.read(partial(kept_of, call_id=record.call_id))
        return kept

    def sync(self) -> SyncReport:
        return run_cycle(self.store, self.server, now=self.clock, chance=lambda: 0.5)

    def restart(self) -> None:
        """As after a kill: what is in the file is all that is left."""
        self.store.close()
        self.store = Store.open(self.path, self.key)

    def raw(self) -> bytes:
        return plain_pages(self.path, self.key)

    def secrets_of(self, record: PersonalRecord) -> list[bytes]:
        """The key of a record here and what it sealed."""
        row, key = PersonalRow, PersonalKeyRow
        sealed = select(row.sealed, row.later, row.theirs).where(row.id == record.id)
        keys = select(key.key).where(key.record_id == record.id)
        return self.store.read(
            lambda session: [
                part
                for query in (sealed, keys)
                for found in session.execute(query)
                for part in found
                if part is not None
            ]
        )


Sit = Callable[..., Place]


@pytest.fixture
def sit(tmp_path: Path, central: RunningServer, clock: HandClock) -> Iterator[Sit]:
    """Has somebody sign in at a desk of their own."""
    with ExitStack() as open_desks:

        def at(name: str) -> Place:
            path, key = tmp_path / f"{name}.db", secrets.token_bytes(32)
            relay = Relay(central.url)
            line = open_desks.enter_context(faulty_server(relay))
            store = Store.open(path, key)
            server = Server(line.url, DeviceId(uuid_of(f"device of {name}")))
            person = sign_in(store, server, name, PASSWORD, "desk", clock)
            place = Place(path, key, store, server, relay, line, clock, person)
            open_desks.callback(lambda: place.store.close())
            open_desks.callback(server.close)
            return place

        yield at


def on_the_server(central: RunningServer, record: PersonalRecord) -> list[bytes]:
    """The sealed identity of a record and its wrapped key, as the server has them."""
    table, keys = PersonalIdentityRow, WrappedKeyRow
    return central.store.read(
        lambda session: [
            *session.scalars(select(table.sealed).where(table.record_id == record.id)),
            *session.scalars(select(keys.wrapped_key).where(keys.record_id == record.id)),
        ]
    )


def server_files(central: RunningServer) -> bytes:
    folder = central.settings.data_dir
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
