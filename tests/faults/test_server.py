"""Faults of the server: it stands still, swallows, loses its database; places out of order."""

import json
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from unittest import mock

import pytest

from helpdesk_desktop.store.database import Store as DeskStore
from helpdesk_desktop.sync.errors import ServerUnreachable, SyncError
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.clock import utc_now
from helpdesk_server.store import calls, offer, schema, streams
from helpdesk_server.store.database import Store
from soak.network import editing
from soak.network.fates import Fate
from soak.network.proxy import Proxy
from tests.faults.conftest import SEED, Publish
from tests.postgres import Cluster
from tests.serving import HandClock, RunningServer, running_server
from tests.sync.conftest import DEVICE, Desk, calls_on
from tests.sync.test_killed_server import server_process

KINDS = ("sqlite", "postgresql")

Make = Callable[[Store, editing.Change], None]


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the kind asked for; empty for SQLite."""
    if request.param == "sqlite":
        return ""
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.database()


def test_a_server_that_stands_still_is_left_alone_and_has_the_call_once(
    central: RunningServer, publish: Publish, tmp_path: Path, clock: HandClock
) -> None:
    # Given a server process that is stopped, as a machine without memory stops
    publish("Accueil")
    with server_process(central.settings.data_dir) as (url, process), Proxy(url, SEED) as proxy:
        store = DeskStore.open(tmp_path / "desk.db", secrets.token_bytes(32))
        desk = Desk(store, Server(proxy.url, DEVICE, (1, 1)), clock)
        desk.sign_in()
        desk.log("first")
        os.kill(process.pid, signal.SIGSTOP)

        # When the desk syncs, then it does not wait for longer than it has patience
        with pytest.raises(ServerUnreachable):
            desk.sync()
        assert desk.outbox.waiting == 1

        # When the server goes on, and with it what the desk had asked, then all is well
        os.kill(process.pid, signal.SIGCONT)
        clock.advance(minutes=6)
        proxy.heal()
        assert desk.sync().sent == 1
        assert len(calls_on(central)) == 1
        desk.server.close()
        store.close()


def test_a_call_that_was_swallowed_on_its_way_is_sent_again_and_counts_once(
    far_desk: Desk, proxy: Proxy, publish: Publish, central: RunningServer, clock: HandClock
) -> None:
    publish("Accueil")
    far_desk.log("first")
    proxy.choose = lambda request, _: Fate.HOLE if request.starts("PUT") else Fate.PASSED

    with pytest.raises(ServerUnreachable):
        far_desk.sync()

    proxy.heal()
    clock.advance(minutes=6)
    assert far_desk.sync().sent == 1
    assert len(calls_on(central)) == 1


def test_a_database_that_throws_everybody_out_while_calls_arrive_has_each_once(
    tmp_path: Path, postgres: Cluster, clock: HandClock
) -> None:
    # Given a server on PostgreSQL whose connections are ended again and again
    url = postgres.database()
    with running_server(tmp_path / "central", url, clock) as central:
        central.add_person()
        store = DeskStore.open(tmp_path / "desk.db", secrets.token_bytes(32))
        desk = Desk(store, Server(central.url, DEVICE), clock)
        desk.sign_in()
        ended = threading.Event()

        def throw_out() -> None:
            while not ended.wait(0.03):
                postgres.throw_everybody_out(url)

        # When a desk sends batch after batch meanwhile
        with ThreadPoolExecutor(1) as pool:
            thrown = pool.submit(throw_out)
            for turn in range(4):
                for number in range(20):
                    desk.log(f"{turn} {number}")
                with suppress(SyncError):
                    desk.sync()
                clock.advance(minutes=6)
            ended.set()
            thrown.result()

        # Then, once they are left alone, all of it is there, once, and nothing was refused
        for _ in range(3):
            with suppress(SyncError):
                desk.sync()
            clock.advance(minutes=6)
        state = desk.outbox
        assert (state.waiting, state.refused, state.conflicts) == (0, 0, 0)
        assert {revisions for _, revisions in calls_on(central)} == {1}
        assert central.store.read(calls.count_calls) == 80
        desk.server.close()
        store.close()


def lost_to_a_reader(store: Store, make: Make) -> int:
    """Revisions that a reader never saw although its cursor passed them, while eight write."""
    ended, seen = threading.Event(), set[tuple[str, int]]()

    def write(number: int) -> None:
        changes: Iterator[editing.Change] = editing.changes(Random(number), 40)
        for _ in range(6):
            make(store, next(changes))

    def follow() -> None:
        cursor, last = 0, False
        while not last:
            last = ended.is_set()
            page = store.read(partial(offer.page, since=cursor, limit=500))
            found = [json.loads(change) for change in page.changes]
            seen.update((change["id"], change["rev"]) for change in found)
            cursor = page.next
            ended.wait(0.003)  # or it would take all the time there is from the writers

    with ThreadPoolExecutor(9) as pool:
        reading = pool.submit(follow)
        for writing in [pool.submit(write, number) for number in range(8)]:
            writing.result()
        ended.set()
        reading.result()
    everything = store.read(partial(offer.page, since=0, limit=500)).changes
    return sum((change["id"], change["rev"]) not in seen for change in map(json.loads, everything))


@pytest.mark.parametrize("database", KINDS, indirect=True)
def test_a_reader_of_eight_writers_loses_nothing_and_a_naive_cursor_does(
    database: str, tmp_path: Path
) -> None:
    store = Store.at(database or f"sqlite:///{tmp_path / 'race.db'}")
    schema.migrate(store, utc_now())

    assert lost_to_a_reader(store, editing.make) == 0
    with mock.patch.object(streams, "take_places", editing.places_taken_early):
        assert lost_to_a_reader(store, editing.make_naively) > 0
    store.close()
