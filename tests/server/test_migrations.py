"""Migrations: they end where the models are, and each goes up and down with data in it."""

from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from helpdesk_domain.statistics.publication import BOOK
from helpdesk_domain.wire import to_json
from helpdesk_server.importing import import_file
from helpdesk_server.store import books, offer, schema
from helpdesk_server.store.base import Base
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasing import Erasure, remember
from tests.personal import a_record
from tests.server.desk import Desk
from tests.server.records import a_call, a_file, a_service
from tests.serving import HandClock, RunningServer, running_server


def test_the_newest_migration_is_what_the_models_say(empty_database: str, clock: HandClock) -> None:
    store = Store.at(empty_database)
    schema.migrate(store, clock.now)
    assert store.read(_differences) == []
    store.close()


def test_the_revision_that_is_said_to_be_the_newest_is_the_newest() -> None:
    assert schema.scripts().get_heads() == [schema.HEAD]


def test_each_migration_goes_down_and_up_again_with_data(
    empty_database: str, clock: HandClock, tmp_path: Path
) -> None:
    # Given a server with an offer, a person and a call
    with running_server(tmp_path / "data", empty_database, clock) as server:
        _fill(server, clock, tmp_path)
        store = server.store

        # When every migration is undone, one by one, and done again
        for revision in _revisions():
            store.run(partial(_move, way="downgrade", revision=revision))
        left = store.read(lambda session: inspect(session.connection()).get_table_names())
        assert left == ["alembic_version"]
        schema.migrate(store, clock.now)

        # Then the tables are the newest, empty, and can be used
        assert store.read(_differences) == []
        assert store.read(offer.counts) == {}
    with running_server(tmp_path / "data", empty_database, clock) as server:
        _fill(server, clock, tmp_path)


def test_a_stream_goes_with_the_table_it_is_made_of_and_begins_anew(
    empty_database: str, clock: HandClock, tmp_path: Path
) -> None:
    # Given a call that was erased, who the caller of another one is, and a closed month
    with running_server(tmp_path / "data", empty_database, clock) as server:
        _fill(server, clock, tmp_path)
        desk = Desk(server).sign_in()
        put = desk.put(f"/v1/personal-records/{a_record().id}", to_json(a_record()))
        assert put.status_code == 201
        erasure = Erasure(call_id=a_record("other").call_id, at=clock(), drops_row=False)
        server.store.run(partial(remember, erasure=erasure))
        bind = partial(books.write, team="midi", entity=BOOK, name="2026-01", made=b"", now=clock())
        server.store.run(bind)
        assert _streams(server.store) == {"erased", "personal:midi", "statistics:midi"}

        # When the migrations that made these tables are undone and done again
        for way, revision in (("downgrade", "0011"), ("upgrade", schema.HEAD)):
            server.store.run(partial(_move, way=way, revision=revision))
        schema.migrate(server.store, clock.now)

        # Then these streams are empty, and take what comes
        assert _streams(server.store) == set()
        server.store.run(partial(remember, erasure=erasure))
        assert _streams(server.store) == {"erased"}
        desk.close()


def _streams(store: Store) -> set[str]:
    named = text("SELECT name FROM stream WHERE name = 'erased' OR name LIKE '%midi'")
    return set(store.read(lambda session: session.scalars(named).all()))


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    empty_database: str, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(Exception):
        pass

    def fail(*_arguments: object) -> None:
        raise Interrupted

    monkeypatch.setattr(schema, "give_identity", fail)
    store = Store.at(empty_database)
    with pytest.raises(Interrupted):
        schema.migrate(store, clock.now)
    assert store.read(lambda session: inspect(session.connection()).get_table_names()) == []
    store.close()


def _fill(server: RunningServer, clock: HandClock, folder: Path) -> None:
    import_file(server.store, a_file(folder, [a_service(), "{"]), clock.now)
    server.add_person()
    desk = Desk(server).sign_in()
    assert desk.put_call(a_call()).status_code == 201
    desk.close()


def _differences(session: Session) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(session.connection()), Base.metadata))


def _revisions() -> list[str]:
    """What to go down to, from the newest but one to nothing."""
    return [str(script.down_revision or "base") for script in schema.scripts().walk_revisions()]


def _move(session: Session, way: str, revision: str) -> None:
    getattr(command, way)(schema.configuration(session.connection()), revision)
    session.execute(text("SELECT 1"))
