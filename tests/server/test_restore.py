"""A server restored from a backup: every desk gives back what the server forgot, once.

Real servers, a real desk, real sockets; between them only a line that outlives each server.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import make_url, select

from helpdesk_desktop.store.calls import log_call, logged_since
from helpdesk_desktop.store.database import Store as DeskStore
from helpdesk_desktop.store.offer import services
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.languages import Words
from helpdesk_domain.people import DeviceId
from helpdesk_server.commands.group import command_line
from helpdesk_server.importing import import_file
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import snapshots
from helpdesk_server.store.audit import Action
from helpdesk_server.store.calls import revisions
from helpdesk_server.store.database import Store
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import AuditRow
from tests.postgres import Cluster
from tests.server.records import a_file, a_service, uuid_of
from tests.serving import HandClock, RunningServer, running_server
from tests.sync.conftest import Desk, calls_on
from tests.sync.line import faulty_server
from tests.sync.relay import Relay

NOBODY = "http://127.0.0.1:9"


@dataclass
class Office:
    """A desk, and the place where its server is when it runs.

    Attributes:
        database: Address of the database the next server runs on.
        backed_up: Makes a copy of a database; its address.
    """

    desk: Desk
    relay: Relay
    folder: Path
    database: str
    backed_up: Callable[[str], str]

    @contextmanager
    def serving(self) -> Iterator[RunningServer]:
        with running_server(self.folder, self.database, self.desk.clock) as server:
            self.relay.target = server.url
            yield server

    def publish(self, server: RunningServer, *names: str) -> None:
        """Bring services of these names into the offer of `server`."""
        path = a_file(self.folder.parent, [a_service(name) for name in names])
        import_file(server.store, path, self.desk.clock())
        Snapshots(server.store, server.settings.snapshots).renew(self.desk.clock())

    def types(self, *arguments: str) -> Result:
        """What `helpdesk-server` answers at the server's keyboard."""
        options = ["--data-dir", str(self.folder), "--database", self.database]
        return CliRunner().invoke(command_line(Words("en")), [*options, *arguments])

    def correct(self, name: str, note: str) -> None:
        """Change a call that the server has acknowledged, as the operator does."""
        desk, since = self.desk, self.desk.clock()
        known = next(
            known
            for known in desk.store.read(partial(logged_since, moment=since))
            if known.call.id == uuid_of(name)
        )
        call: Call = replace(known.call, note=note)
        desk.store.run(lambda s: log_call(s, call, desk.person, desk.clock(), known.rev))

    def offer(self) -> set[str]:
        """The names the operator finds."""
        return {s.name for s in self.desk.store.read(lambda session: list(services(session)))}


@pytest.fixture
def backed_up(
    request: pytest.FixtureRequest, empty_database: str, tmp_path: Path
) -> Iterator[Callable[[str], str]]:
    """Makes a copy of a database nobody is connected to, and gives its address."""
    if make_url(empty_database).get_backend_name() == "sqlite":
        yield partial(_copied, into=tmp_path / "backup.db")
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    made: list[str] = []

    def copy(url: str) -> str:
        cluster.throw_everybody_out(url)
        made.append(cluster.database(template=url))
        return made[-1]

    yield copy
    for url in made:
        cluster.drop(url)


def _copied(url: str, into: Path) -> str:
    source, copy = sqlite3.connect(str(make_url(url).database)), sqlite3.connect(into)
    source.backup(copy)
    source.close()
    copy.close()
    return f"sqlite:///{into}"


@pytest.fixture
def office(
    tmp_path: Path, empty_database: str, backed_up: Callable[[str], str]
) -> Iterator[Office]:
    relay, clock = Relay(NOBODY), HandClock()
    with faulty_server(relay) as line:
        store = DeskStore.open(tmp_path / "desk.db", secrets.token_bytes(32))
        server = Server(line.url, DeviceId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11"))
        desk = Desk(store, server, clock)
        yield Office(desk, relay, tmp_path / "data", empty_database, backed_up)
        server.close()
        store.close()


def a_day_until_the_backup(office: Office) -> str:
    """An offer, a person and a call; the address of a backup of all that."""
    with office.serving() as server:
        server.add_person("Amélie")
        office.publish(server, "Accueil")
        office.desk.sign_in()
        office.desk.log("before")
        office.desk.sync()
    return office.backed_up(office.database)


def the_day_after_it(office: Office) -> None:
    """A call and two services, which desk and server both have."""
    with office.serving() as server:
        office.publish(server, "Bains", "Crèche")
        office.desk.log("after")
        office.desk.sync()
        assert calls_on(server) == sorted([(uuid_of("before"), 1), (uuid_of("after"), 1)])
        assert office.offer() == {"Accueil", "Bains", "Crèche"}


def test_a_desk_gives_a_restored_server_back_every_call_it_lost(office: Office) -> None:
    # Given a backup, and a server that went on for a while after it
    backup = a_day_until_the_backup(office)
    the_day_after_it(office)

    # When the backup takes its place and begins a new generation
    office.database = backup
    done = office.types("generation", "new")
    assert done.exit_code == 0
    with office.serving() as restored:
        assert calls_on(restored) == [(uuid_of("before"), 1)]
        report = office.desk.sync()

        # Then it has each call once, and the desk the restored offer
        assert calls_on(restored) == sorted([(uuid_of("before"), 1), (uuid_of("after"), 1)])
        assert (report.sent, report.conflicts, report.bootstrapped) == (2, 0, True)
        assert office.offer() == {"Accueil"}
        assert office.desk.offer.generation == done.stdout.strip()

        # And nothing of it is sent or fetched a second time
        again = office.desk.sync()
        assert (again.sent, again.received, again.bootstrapped) == (0, 0, False)


def test_a_correction_the_server_lost_comes_back(office: Office) -> None:
    # Given a backup, and a call corrected after it
    backup = a_day_until_the_backup(office)
    with office.serving() as server:
        office.correct("before", "rappeler demain")
        office.desk.sync()
        assert calls_on(server) == [(uuid_of("before"), 2)]

    # When the backup takes the server's place
    office.database = backup
    office.types("generation", "new")
    with office.serving() as restored:
        report = office.desk.sync()

        # Then it has both revisions, and nobody has to choose between them
        assert calls_on(restored) == [(uuid_of("before"), 2)]
        assert (report.sent, report.conflicts) == (1, 0)
        kept = restored.store.read(partial(revisions, call_id=CallId(uuid_of("before"))))
        assert "rappeler demain" in kept[1].decode()


def test_a_feed_that_grew_past_the_old_cursor_does_not_deceive_the_desk(office: Office) -> None:
    # Given a desk that stands at place 3 of a history the server has lost
    backup = a_day_until_the_backup(office)
    the_day_after_it(office)
    assert office.desk.offer.cursor == 3

    # When the restored server has other services in those places before the desk asks
    office.database = backup
    office.types("generation", "new")
    with office.serving() as restored:
        office.publish(restored, "Droits", "Emploi", "Foyer")
        office.desk.sync()

    # Then the desk has these and none of the others
    assert office.offer() == {"Accueil", "Droits", "Emploi", "Foyer"}


def test_a_desk_ahead_of_a_server_that_kept_its_generation_starts_again(office: Office) -> None:
    backup = a_day_until_the_backup(office)
    the_day_after_it(office)
    office.database = backup
    with office.serving():
        assert office.desk.sync().bootstrapped
    assert office.offer() == {"Accueil"}


def test_a_new_generation_keeps_all_but_the_snapshots_of_the_old(
    empty_database: str, office: Office
) -> None:
    # Given a server with an offer in a file, and somebody who has signed in
    a_day_until_the_backup(office)
    store = Store.at(empty_database)
    before = store.read(identity)
    assert list((office.folder / "snapshots").iterdir())

    # When it begins a new generation
    done = office.types("generation", "new")

    # Then the file of the old one is gone, and the audit says what was done
    after = store.read(identity)
    assert done.stdout == f"{after.generation}\n"
    assert after.generation != before.generation
    assert after.secret == before.secret
    assert store.read(partial(snapshots.newest, stream="directory")) is None
    assert not list((office.folder / "snapshots").iterdir())
    audited = select(AuditRow.subject).where(AuditRow.action == Action.GENERATION_BEGUN)
    assert store.read(lambda session: list(session.scalars(audited))) == [after.generation]
    store.close()

    # And the next file, though of the same content, is of the new one
    with office.serving() as server:
        manifest = Snapshots(server.store, server.settings.snapshots).newest(office.desk.clock())
    assert manifest.generation == after.generation


def test_the_administrator_is_told_what_a_new_generation_brings(office: Office) -> None:
    told = office.types("generation", "new").stderr
    assert "send again the calls" in told
    assert "devices revoked" in told
    assert "notice it by themselves" in told
