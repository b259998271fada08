"""Every promise of the server is kept on SQLite and on PostgreSQL.

One server a kind of database serves all tests; before each, it is emptied and a day goes by.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from helpdesk_domain.directives import Action
from helpdesk_domain.people import Role
from helpdesk_domain.state_hash import EMPTY
from helpdesk_server.store.base import Base
from helpdesk_server.store.database import Store
from helpdesk_server.store.tables import ServerRow, StreamRow
from tests.postgres import Cluster, postgres  # noqa: F401
from tests.server.boxes import told
from tests.server.desk import Desk
from tests.serving import HandClock, RunningServer, running_server

KINDS = ["sqlite", "postgresql"]


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, of this test alone."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.drop(url)


@pytest.fixture(scope="session")
def clock() -> HandClock:
    """The clock of the servers of this session."""
    return HandClock()


@pytest.fixture(scope="session", params=KINDS)
def shared_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, clock: HandClock
) -> Iterator[RunningServer]:
    is_sqlite = request.param == "sqlite"
    url = "" if is_sqlite else request.getfixturevalue("postgres").database()
    with running_server(tmp_path_factory.mktemp("server"), url, clock) as running:
        yield running


@pytest.fixture
def server(shared_server: RunningServer, clock: HandClock) -> RunningServer:
    """A server that holds nothing, and that nobody has an account on.

    Each story begins in the first three weeks of a month: half a year after its 31st there is no
    day that half a year leads back from.
    """
    shared_server.store.run(_empty)
    shutil.rmtree(shared_server.settings.snapshots, ignore_errors=True)
    clock.advance(days=1)
    while clock.now.day > 21:
        clock.advance(days=1)
    return shared_server


@pytest.fixture
def store(server: RunningServer) -> Store:
    return server.store


@pytest.fixture
def stranger(server: RunningServer) -> Iterator[Desk]:
    """A desk that has not signed in."""
    desk = Desk(server)
    yield desk
    desk.close()


@pytest.fixture
def desk(server: RunningServer) -> Iterator[Desk]:
    """A desk at which Amélie, an operator, has signed in."""
    server.add_person("Amélie", Role.OPERATOR, "midi")
    desk = Desk(server).sign_in()
    yield desk
    desk.close()


def _empty(session: Session) -> None:
    kept = {ServerRow.__tablename__, StreamRow.__tablename__}
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in kept:
            session.execute(delete(table))
    session.execute(update(StreamRow).values(seq=0, min_since=0, live=0, state_hash=EMPTY))


@pytest.fixture
def lost(server: RunningServer, desk: Desk, clock: HandClock) -> Desk:
    """Amélie's desk, once the administrator was told that it is lost."""
    told(server, desk, Action.WIPE, clock)
    return desk
