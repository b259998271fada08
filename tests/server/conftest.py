"""Every promise of the server is kept on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_domain.people import Role
from helpdesk_server.central import utc_now
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store
from tests.postgres import Cluster, postgres  # noqa: F401
from tests.server.desk import Desk
from tests.serving import HandClock, RunningServer, running_server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.drop(url)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "server.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_template(postgres: Cluster) -> Iterator[str]:  # noqa: F811
    url = postgres.database()
    _migrate(url)
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the newest tables and nothing in them."""
    if request.param == "sqlite":
        path = tmp_path / "server.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("migrated_template")
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.database(template)
    yield url
    cluster.drop(url)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    store = Store.at(database)
    yield store
    store.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def server(database: str, tmp_path: Path, clock: HandClock) -> Iterator[RunningServer]:
    """A server nobody has an account on yet."""
    with running_server(tmp_path / "data", database, clock) as running:
        yield running


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


def _migrate(url: str) -> None:
    store = Store.at(url)
    schema.migrate(store, utc_now())
    store.close()
