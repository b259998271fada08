"""A PgBouncer between server and database: connections are shared, promises are kept."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from helpdesk_server.store import calls
from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import BadDatabaseUrl, StoreUnavailable
from tests.postgres import Cluster, not_root
from tests.server.desk import Desk
from tests.server.processes import listens
from tests.server.records import a_call
from tests.serving import running_server

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


@pytest.fixture
def database(postgres: Cluster) -> Iterator[str]:
    url = postgres.database()
    yield url
    postgres.drop(url)


def through_a_pooler(url: str) -> str:
    return url + ("&" if "?" in url else "?") + "pooler=transaction"


@pytest.fixture
def pooled(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PgBouncer that shares out two connections, by transaction."""
    if PGBOUNCER is None:
        pytest.skip("no PgBouncer here")
    folder = Path("/tmp") / f"hd-pool-{os.getpid()}"
    folder.mkdir(mode=0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = make_url(database)
    host = address.query.get("host") or address.host
    (folder / "users").write_text('"helpdesk" ""\n')
    (folder / "ini").write_text(
        f"[databases]\n* = host={host} port={address.port or 5432}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder}/users\npool_mode = transaction\n"
        f"default_pool_size = 2\nlogfile = {folder}/log\n"
    )
    process = subprocess.Popen([PGBOUNCER, "-q", folder / "ini"], cwd="/tmp", **not_root(folder))
    try:
        while not listens(port):
            assert process.poll() is None
        yield f"postgresql://helpdesk@127.0.0.1:{port}/{address.database}"
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder)


def test_calls_are_kept_through_a_pooler_that_shares_two_connections(
    pooled: str, tmp_path: Path
) -> None:
    # Given a server with more connections than the pooler has
    with running_server(tmp_path, through_a_pooler(pooled)) as server:
        server.add_person("Amélie")
        desks = [Desk(server).sign_in() for _ in range(4)]

        # When desks send calls at once, so often that statements would be prepared
        def send(desk: Desk) -> set[int]:
            bodies = [a_call(f"{desk.device_id} {number}") for number in range(15)]
            return {desk.put_call(body).status_code for body in (*bodies, *bodies)}

        with ThreadPoolExecutor(4) as pool:
            statuses = list(pool.map(send, desks))

        # Then all are kept, once
        assert statuses == [{200, 201}] * 4
        assert server.store.read(calls.count_calls) == 60
        for desk in desks:
            desk.close()


def test_a_server_that_is_not_told_of_the_pooler_does_not_start(pooled: str) -> None:
    store = Store.at(pooled)
    with pytest.raises(StoreUnavailable):
        store.read(lambda session: session.execute(text("SELECT 1")))
    store.close()


@pytest.mark.parametrize(("through", "prepared"), [(str, True), (through_a_pooler, False)])
def test_nothing_is_prepared_on_a_connection_that_is_shared_out(
    database: str, through: type[str], prepared: bool
) -> None:
    store = Store.at(through(database), connections=1)
    for number in range(10):
        store.read(partial(_select, number=number))
    known = store.read(lambda s: s.scalar(text("SELECT count(*) FROM pg_prepared_statements")))
    assert (known > 0) == prepared
    store.close()


def _select(session: Session, number: int) -> None:
    session.execute(text("SELECT :number + 1"), {"number": number})


def test_a_postgresql_that_promises_before_it_keeps_is_refused(
    postgres: Cluster,
    database: str,
) -> None:
    name = make_url(database).database
    postgres.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    store = Store.at(through_a_pooler(database))
    with pytest.raises(StoreUnavailable):
        store.read(lambda session: session.execute(text("SELECT 1")))
    store.close()


def test_another_way_of_sharing_is_no_address(database: str) -> None:
    with pytest.raises(BadDatabaseUrl):
        Store.at(through_a_pooler(database).replace("transaction", "statement"))
