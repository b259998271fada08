"""The database goes away and comes back: nothing is acknowledged that is not kept."""

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.group import command_line
from helpdesk_server.generation import begin_generation
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import calls, schema
from helpdesk_server.store.cluster import belongs_here, cluster, written_elsewhere
from helpdesk_server.store.database import Store
from helpdesk_server.store.tables import ServerRow
from tests.postgres import Cluster, running_cluster
from tests.server.desk import Desk
from tests.server.processes import serving
from tests.server.records import a_call
from tests.serving import HandClock, RunningServer, running_server


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A cluster that this file may stop."""
    with running_cluster() as running:
        if running.stop_and_start is None:
            pytest.skip("the PostgreSQL that was given to us is not ours to stop")
        yield running


def test_a_database_that_restarts_in_the_middle_of_batches_loses_no_call_that_was_answered_for(
    own_cluster: Cluster, tmp_path: Path
) -> None:
    assert own_cluster.stop_and_start is not None
    with running_server(tmp_path / "data", own_cluster.database()) as server:
        # Given three desks that send batch after batch, each until it is answered for
        server.add_person("Amélie")
        desks = [Desk(server).sign_in() for _ in range(3)]
        statuses: list[int] = []
        enough, over = threading.Event(), threading.Event()

        def send(desk: Desk) -> int:
            for number in itertools.count():
                batch = [a_call(f"{desk.device_id} {number} {place}") for place in range(10)]
                while (answer := desk.put_calls(*batch)).status_code != 200:
                    statuses.append(answer.status_code)
                answered = answer.json()["answers"]
                assert [told["status"] in (200, 201) for told in answered] == [True] * 10
                if number == 3:
                    enough.set()
                if over.is_set():
                    return (number + 1) * 10
            raise AssertionError

        # When the database falls over and comes back
        with ThreadPoolExecutor(3) as pool:
            sending = pool.map(send, desks)
            assert enough.wait(60)
            own_cluster.stop_and_start()
            over.set()
            answered_for = sum(sending)

        # Then each call that was answered for is there once, and the rest was told to wait
        assert server.store.read(calls.count_calls) == answered_for
        assert server.store.read(calls.count_revisions) == answered_for
        assert set(statuses) <= {503}
        assert requests.get(f"{server.url}/readyz", timeout=30).ok
        for desk in desks:
            desk.close()


class TestMoved:
    """A database that was brought back by other means than ours is not served as it is."""

    @pytest.fixture
    def database(self, postgres: Cluster) -> Iterator[str]:
        url = postgres.database()
        store = Store.at(url)
        schema.migrate(store, utc_now())
        store.close()
        yield url
        postgres.drop(url)

    def types(self, url: str, folder: Path, *arguments: str) -> Result:
        options = ["--data-dir", str(folder), "--database", url]
        return CliRunner().invoke(command_line(Words("en")), [*options, *arguments])

    def test_it_is_served_again_once_a_new_generation_has_begun(
        self,
        postgres: Cluster,
        database: str,
        tmp_path: Path,
    ) -> None:
        # Given a copy of the database, made without us
        copy = postgres.database(template=database)

        # When it is served, then it says why not
        refused = self.types(copy, tmp_path, "serve", "--port", "0")
        assert refused.exit_code == 6
        assert "generation new" in refused.stderr

        # And once it is a history of its own, it is
        assert self.types(copy, tmp_path, "generation", "new").exit_code == 0
        with serving(copy, tmp_path) as running:
            assert requests.get(f"{running.url}/readyz", timeout=30).ok
        postgres.drop(copy)

    @pytest.mark.parametrize("place", [0, 1, 2, 3])
    def test_each_mark_tells(self, database: str, place: int) -> None:
        store = Store.at(database)
        assert store.run(belongs_here)
        marks = str(store.read(cluster)).split("/")
        assert all(mark.isdigit() for mark in marks)
        marks[place] = "1234567"
        keep(store, "/".join(marks))
        assert not store.run(belongs_here)

        # and a mark that was not to be read then says nothing
        marks[place] = "?"
        keep(store, "/".join(marks))
        assert store.run(belongs_here)
        assert "?" not in str(store.read(lambda session: session.get_one(ServerRow, 1).cluster))
        store.close()

    def test_who_may_not_read_the_marks_of_the_cluster_serves_all_the_same(
        self, database: str
    ) -> None:
        store = Store.at(database)

        def as_somebody_else(session: Session) -> str | None:
            for function in ("pg_control_system()", "pg_control_checkpoint()"):
                session.execute(text(f"REVOKE EXECUTE ON FUNCTION {function} FROM public"))
            session.execute(text("SET LOCAL ROLE pg_read_all_data"))
            return cluster(session)

        system, timeline, *numbers = str(store.run(as_somebody_else)).split("/")
        assert (system, timeline) == ("?", "?")
        assert all(number.isdigit() for number in numbers)
        store.close()


def test_a_server_that_runs_through_a_promotion_answers_nothing_until_a_new_generation(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    if server.store.engine.dialect.name == "sqlite":
        pytest.skip("a file is not promoted")
    marks = str(server.store.read(cluster)).split("/")
    keep(server.store, "/".join([marks[0], "99", *marks[2:]]))
    assert server.store.read(written_elsewhere)

    # When the server has noticed
    deadline = utc_now().timestamp() + 20
    while desk.get("/readyz").status_code == 200:
        assert utc_now().timestamp() < deadline

    # Then no call is taken, until the administrator has said that this is a new history
    assert desk.put_call(a_call()).status_code == 503
    assert server.store.read(calls.count_calls) == 0
    begin_generation(server.store, Snapshots(server.store, Path()), clock())
    while desk.get("/readyz").status_code != 200:
        assert utc_now().timestamp() < deadline
    assert desk.put_call(a_call()).status_code == 201


def keep(store: Store, marks: str) -> None:
    store.run(lambda session: session.execute(update(ServerRow).values(cluster=marks)))
