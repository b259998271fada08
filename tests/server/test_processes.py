"""Several processes over one PostgreSQL: a desk does not notice which of them answers."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from sqlalchemy import Connection, text

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.sync import SnapshotManifest
from helpdesk_domain.wire import from_json
from helpdesk_server.app import create_app
from helpdesk_server.commands.group import command_line
from helpdesk_server.generation import begin_generation
from helpdesk_server.settings import Settings
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import calls, offer
from helpdesk_server.store.database import Store
from tests.postgres import Cluster
from tests.server.desk import Desk, code_of
from tests.server.processes import Process, in_turn, listens, serving
from tests.server.records import a_call, a_record
from tests.serving import HandClock, RunningServer, listening_to

posix = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")


@pytest.fixture
def database(postgres: Cluster) -> Iterator[str]:
    url = postgres.database()
    yield url
    postgres.drop(url)


def both(database: str, tmp_path: Path, opened: ExitStack) -> list[Process]:
    """Two processes that were started at once, each with a folder of its own."""
    starting = [serving(database, tmp_path / name) for name in ("one", "two")]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(opened.enter_context, starting))


@posix
def test_two_processes_share_the_calls_and_one_goes_on_when_the_other_is_killed(
    database: str, tmp_path: Path
) -> None:
    with ExitStack() as opened:
        # Given two processes that found an empty database at the same moment, behind a proxy
        one, two = both(database, tmp_path, opened)
        url = opened.enter_context(in_turn(one.url, two.url))
        store = Store.at(database)
        opened.callback(store.close)
        server = RunningServer(url, store, Settings(data_dir=tmp_path, database_url=database))
        server.add_person("Amélie")
        desk = Desk(server).sign_in()
        desk.always["Connection"] = "close"  # each request is the next one's turn

        # When three lines send calls through it, each call twice, and one process is killed
        bodies = [a_call(str(number), outcome="follow_up") for number in range(60)]
        enough = threading.Event()
        sent = Sent(desk, enough)
        with ThreadPoolExecutor(3) as pool:
            sending = pool.map(sent.until_it_was_answered, [*bodies, *bodies])
            assert enough.wait(60)
            pages = [asked(process, desk).json()["changes"] for process in (one, two)]
            one.process.send_signal(signal.SIGKILL)
            statuses = list(sending)

        # Then each call is there once, and both had told the same of the feed
        assert store.read(calls.count_calls) == store.read(calls.count_revisions) == 60
        assert statuses.count(201) <= 60
        assert set(statuses) == {200, 201}
        assert pages[0] == pages[1] != []
        assert asked(two, desk).json()["head"] == 60
        desk.close()


class Sent:
    """Sends calls as a desk does: until one was answered for, it is sent again."""

    def __init__(self, desk: Desk, enough: threading.Event) -> None:
        self._desk = desk
        self._enough = enough
        self._answered = 0

    def until_it_was_answered(self, body: bytes) -> int:
        while True:
            try:
                status = self._desk.put_call(body).status_code
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
                continue  # killed before it answered, or in the middle of its answer
            self._answered += 1
            if self._answered >= 30:
                self._enough.set()
            return status


def asked(process: Process, desk: Desk) -> requests.Response:
    """The oldest changes of the team's calls, asked of that process itself."""
    there = Desk(RunningServer(process.url, desk.server.store, desk.server.settings))
    there.device_id, there.tokens = desk.device_id, desk.tokens
    followed = there.get("/v1/changes?stream=calls:midi&since=0&limit=10")
    there.close()
    return followed


def test_a_new_generation_is_announced_by_processes_that_run(
    empty_database: str, tmp_path: Path
) -> None:
    # Given a server that runs, and a desk that knows its generation
    with serving(empty_database, tmp_path) as running:
        store = Store.at(empty_database)
        settings = Settings(data_dir=tmp_path, database_url=empty_database)
        server = RunningServer(running.url, store, settings)
        server.add_person("Amélie")
        desk = Desk(server).sign_in()
        former = desk.get("/v1/changes?since=0").headers["HD-Generation"]

        # When the administrator begins another one beside it
        options = ["--data-dir", str(tmp_path), "--database", empty_database]
        typed = CliRunner().invoke(command_line(Words("en")), [*options, "generation", "new"])
        new = typed.stdout.strip()

        # Then no answer that holds anything bears the former one, and soon all bear the new
        told = [desk.get("/v1/changes?since=0") for _ in range(2)]
        for answer in told:
            assert answer.headers["HD-Generation"] == new != former
        assert told[1].status_code == 200
        assert desk.put_call(a_call()).status_code == 201
        desk.close()
        store.close()


def test_answers_made_without_the_database_follow_within_seconds(
    server: RunningServer, stranger: Desk, clock: HandClock
) -> None:
    new = begin_generation(server.store, Snapshots(server.store, Path()), clock())
    deadline = utc_now().timestamp() + 20
    while stranger.get("/healthz").headers["HD-Generation"] != new:
        assert utc_now().timestamp() < deadline


@pytest.mark.parametrize(
    ("transaction", "ask"),
    [
        ("read_plainly", lambda desk: desk.get("/v1/changes?since=0")),
        ("run_plainly", lambda desk: desk.put_call(a_call())),
    ],
)
def test_a_generation_that_begins_in_the_middle_of_a_request_ends_it(
    server: RunningServer,
    desk: Desk,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
    transaction: str,
    ask: Callable[[Desk], requests.Response],
) -> None:
    # Given a request that was let in, and a new generation before its own transaction
    of_store = getattr(Store, transaction)
    began: list[str] = []

    def late(store: Store, work: Callable[[Connection], object]) -> object:
        if work.__qualname__.startswith("Door.") and not began:
            files = Snapshots(server.store, Path())
            began.append("")
            began[0] = begin_generation(server.store, files, clock())
        return of_store(store, work)

    monkeypatch.setattr(Store, transaction, late)

    # When it ends, then it gives nothing and keeps nothing, and asked again it does
    answer = ask(desk)
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert answer.headers["HD-Generation"] == began[0]
    assert server.store.read(calls.count_calls) == 0
    assert ask(desk).status_code < 300


def test_a_snapshot_announced_by_one_process_is_fetched_from_another(
    server: RunningServer, desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    # Given an offer, and a second server with a folder of its own
    records = [a_record(str(number)) for number in range(300)]
    server.store.run(partial(offer.write_records, records=records, now=clock.now))
    settings = Settings(data_dir=tmp_path, database_url=server.settings.database, pace=0)
    with listening_to(create_app(settings, clock)) as url:
        other = Desk(RunningServer(url, server.store, settings), desk.device_id)
        other.tokens = desk.tokens

        # When the file that one announces is fetched from the other, both ways
        for announcing, giving in ((desk, other), (other, desk)):
            manifest = from_json(
                announcing.get("/v1/snapshots/directory").content, SnapshotManifest
            )
            file = giving.get(manifest.href)

            # Then it is that file, to the byte
            assert file.status_code == 200
            assert len(file.content) == manifest.bytes
            assert file.headers["ETag"] == f'"{manifest.sha256}"'
        other.close()


def test_files_that_another_process_forgot_are_removed_once_they_are_old(
    server: RunningServer, clock: HandClock
) -> None:
    folder = server.settings.snapshots
    folder.mkdir(parents=True, exist_ok=True)
    old, young = folder / f"{'1' * 64}.ndjson.zst", folder / f"{'2' * 64}.ndjson.zst"
    for path, age in ((old, 7200), (young, 60)):
        path.write_bytes(b"x")
        os.utime(path, (clock().timestamp() - age,) * 2)
    server.store.run(partial(offer.write_records, records=[a_record()], now=clock.now))
    Snapshots(server.store, folder).renew(clock())
    assert not old.exists()
    assert young.exists()


@posix
def test_a_call_under_way_is_answered_before_the_server_ends(
    empty_database: str, tmp_path: Path
) -> None:
    with serving(empty_database, tmp_path) as running, ThreadPoolExecutor(1) as pool:
        # Given a call that waits for somebody who holds the database
        store = Store.at(empty_database)
        settings = Settings(data_dir=tmp_path, database_url=empty_database)
        server = RunningServer(running.url, store, settings)
        server.add_person("Amélie")
        desk = Desk(server).sign_in()
        assert desk.put_call(a_call("before")).status_code == 201

        def hold_it_until_asked_to_end(session: object) -> object:
            held = text("UPDATE call SET rev = rev")
            session.execute(held)  # type: ignore[attr-defined]
            sending = pool.submit(desk.put_call, a_call("before", note="x"), 1)
            while in_progress(running) == 0:
                assert not sending.done()

            # When the server is asked to end meanwhile
            running.process.send_signal(signal.SIGTERM)
            while listens(int(running.url.rsplit(":", 1)[1])):
                assert not sending.done()
            return sending

        sending = store.run(hold_it_until_asked_to_end)

        # Then the call has its answer, and the server ends well
        assert sending.result(30).status_code == 200  # type: ignore[attr-defined]
        assert running.process.wait(30) == 0
        assert store.read(calls.count_revisions) == 2
        desk.close()
        store.close()


def in_progress(running: Process) -> float:
    told = requests.get(running.metrics, timeout=30).text
    return float(told.partition("\nhelpdesk_requests_in_progress ")[2].partition("\n")[0])
