"""Where a history takes place: a server on which three people have signed in, and their desks.

Made once a process; each history begins with a copy of the files.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from helpdesk_desktop.store.account import Account, keep_account
from helpdesk_desktop.store.database import Store as DeskStore
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.people import DeviceId, Person, Role
from helpdesk_server.settings import Settings
from helpdesk_server.store import offer, schema, sign_ins
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import add_person
from helpdesk_server.store.sign_ins import TokenPair
from soak.histories.app_line import URL, Application, AppLine, no_threads
from soak.power.recorded.planting import KEY
from soak.power.recording import quick_folder
from tests.factories import NOON, an_id
from tests.server.records import a_record
from tests.serving import HandClock

TEAM, DESKS, SERVICES = "midi", 3, 6
CENTRAL, AT_WORK, FIRST = "central", "desks", "first"


def device(place: int) -> DeviceId:
    return DeviceId(an_id(f"device {place}"))


@dataclass
class DeskPlace:
    """A desk: its file, its line, its clock."""

    store: DeskStore
    line: AppLine
    server: Server
    person: Person
    clock: HandClock

    def die(self) -> None:
        """Without a word, and start again: what was not committed is gone."""
        self.store._engine.dispose()
        self.start()

    def start(self) -> None:
        """As `Store.open` with a file that is up to date.

        The same object: it has learnt its statements, which takes longer than a history.
        """
        self.store._land_what_was_in_flight()
        self.line.dies_at = None

    def keep_tokens(self, pair: TokenPair, now: datetime) -> None:
        self.store.run(partial(keep_account, account=_account(pair, now)))


@dataclass
class Places:
    """Files from which histories begin, and the one server they all use in turn."""

    folder: Path
    application: Application
    people: Sequence[Person]
    stores: Sequence[DeskStore]
    clock: HandClock

    @contextmanager
    def fresh(self, chance: Random) -> Iterator[list[DeskPlace]]:
        """The server as it was in the beginning, open, and the desks."""
        for name in (CENTRAL, AT_WORK):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(self.folder / FIRST / name, self.folder / name)
        self.clock.now = NOON
        self.application.open()
        desks = [self._desk(place, chance) for place in range(DESKS)]
        try:
            yield desks
        finally:
            self.application.close()
            for desk in desks:
                desk.store._engine.dispose()
                desk.server.close()

    def _desk(self, place: int, chance: Random) -> DeskPlace:
        line = AppLine(self.application, chance)
        parts = self.folder / AT_WORK / f"parts-{place}"
        server = Server(URL, device(place), downloads=parts)
        server._line.line = line  # type: ignore[misc]
        desk = DeskPlace(self.stores[place], line, server, self.people[place], HandClock(NOON))
        desk.start()
        return desk


@contextmanager
def places() -> Iterator[Places]:
    """Files in memory where there is one, for as long as the block lasts."""
    clock = HandClock(NOON)
    with quick_folder() as folder, no_threads():
        settings = Settings(data_dir=folder / CENTRAL)
        store = Store.at(settings.database)
        schema.migrate(store, NOON)
        records = [a_record(f"service {number}") for number in range(SERVICES)]
        store.run(partial(offer.write_records, records=records, now=NOON))
        desks = [DeskStore.open(_desk_file(folder, place), KEY) for place in range(DESKS)]
        people = [_furnish(desk, store, place) for place, desk in enumerate(desks)]
        store.close()
        for name in (CENTRAL, AT_WORK):
            shutil.copytree(folder / name, folder / FIRST / name)
        application = Application(settings, clock)
        try:
            yield Places(folder, application, people, desks, clock)
        finally:
            application.end()


def new_tokens(store: Store, person: Person, place: int, now: datetime) -> TokenPair:
    """As after the right password, which takes long on purpose."""
    pair = store.run(lambda session: sign_ins.start(session, person, device(place), "", now))
    assert isinstance(pair, TokenPair)
    return pair


def _desk_file(folder: Path, place: int) -> Path:
    (folder / AT_WORK).mkdir(exist_ok=True)
    return folder / AT_WORK / f"desk-{place}.db"


def _furnish(desk: DeskStore, store: Store, place: int) -> Person:
    person = store.run(
        lambda session: add_person(session, f"desk {place}", Role.OPERATOR, TEAM, "", NOON)
    )
    pair = new_tokens(store, person, place, NOON)
    desk.run(partial(keep_account, account=_account(pair, NOON)))
    desk._tidy()  # it is used again: `close` would be for ever
    desk._engine.dispose()
    return person


def _account(pair: TokenPair, now: datetime) -> Account:
    return Account(
        person=pair.person,
        server_url=URL,
        access_token=pair.access,
        access_expires_at=now,
        refresh_token=pair.refresh,
    )
