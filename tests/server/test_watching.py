"""What a watcher is told: whether the server lives and is ready, its figures; of nobody a word."""

import http.client
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
import requests
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_server.app import build_app
from helpdesk_server.central import Central
from helpdesk_server.metrics import MetricsListener
from helpdesk_server.settings import Settings
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.store.server import note_durable
from helpdesk_server.store.tables import ServerRow
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer, listening_to

CANARY = "zzKanarie5512zz"


class Watched:
    """A server in this process, and what it tells whoever watches it."""

    def __init__(self, central: Central, server: RunningServer, metrics: MetricsListener) -> None:
        self.central = central
        self.server = server
        self.address = f"127.0.0.1:{metrics.port}"

    def text(self) -> str:
        answer = requests.get(f"http://{self.address}/metrics", timeout=30)
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return answer.text

    def figure(self, name: str, **labels: str) -> float:
        wanted = {f'{label}="{value}"' for label, value in labels.items()}
        for line in self.text().splitlines():
            found = re.fullmatch(rf"{name}(?:\{{(.*)\}})? (\S+)", line)
            if found and wanted <= set((found[1] or "").split(",")):
                return float(found[2])
        return -1.0


@pytest.fixture
def watched(server: RunningServer, clock: HandClock) -> Iterator[Watched]:
    """A second server over the same database, with figures of its own."""
    central = Central.opened(server.settings, clock)
    metrics = MetricsListener.at("127.0.0.1", 0, central.metrics)
    with listening_to(build_app(central)) as url:
        yield Watched(central, RunningServer(url, server.store, server.settings), metrics)
    metrics.close()


@pytest.fixture
def seen(watched: Watched) -> Iterator[Desk]:
    """A desk of the watched server."""
    watched.server.add_person("Amélie")
    desk = Desk(watched.server).sign_in()
    yield desk
    desk.close()


def test_the_process_lives_and_is_not_ready_while_the_database_has_other_tables(
    server: RunningServer, stranger: Desk
) -> None:
    assert stranger.get("/readyz").json() == {"status": "ready"}
    with other_tables(server):
        answer = stranger.get("/readyz")
        assert (answer.status_code, code_of(answer)) == (503, "unavailable")
        assert stranger.get("/healthz").json() == {"status": "ok"}
    assert stranger.get("/readyz").status_code == 200


@contextmanager
def other_tables(server: RunningServer) -> Iterator[None]:
    """The database is that of another version for as long as the block lasts."""
    was = server.store.read(_version)
    server.store.run(partial(_set_version, version="9999"))
    yield
    server.store.run(partial(_set_version, version=was))


def _version(session: Session) -> str:
    return str(session.scalar(text("SELECT version_num FROM alembic_version")))


def _set_version(session: Session, version: str) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_the_process_lives_without_its_database_and_is_not_ready(
    stranger: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk_server.store.database.Store._transaction", unavailable)
    assert stranger.get("/healthz").json() == {"status": "ok"}
    answer = stranger.get("/readyz")
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")


def unavailable(*_arguments: object) -> None:
    raise StoreUnavailable


def test_requests_are_counted_and_timed_by_the_template_of_their_route(
    watched: Watched, seen: Desk
) -> None:
    # Given requests whose addresses hold what must not be told
    seen.put_call(a_call())
    seen.put_call(a_call("second"))
    seen.get(f"/{CANARY}")
    seen.ask("BREW", f"/v1/calls/{CANARY}")

    # Then they are counted, and the addresses are not told
    route = {"route": "/v1/calls/{call_id}", "method": "PUT"}
    assert watched.figure("helpdesk_requests_total", **route, status="201") == 2
    assert watched.figure("helpdesk_request_seconds_count", **route) == 2
    assert watched.figure("helpdesk_requests_total", route="unmatched", status="404") == 1
    assert watched.figure("helpdesk_requests_total", method="other") == 1
    assert watched.figure("helpdesk_requests_in_progress") == 0
    told = watched.text()
    assert CANARY not in told
    for known in (uuid_of("first"), seen.device_id, "Amélie", "midi"):
        assert known not in told


def test_calls_are_counted_by_what_became_of_them(watched: Watched, seen: Desk) -> None:
    before = {fate: calls(watched, fate) for fate in FATES}
    seen.put_call(a_call("a"))
    seen.put_call(a_call("a"))
    seen.put_call(a_call("a", note="x"), base_rev=1)
    seen.put_call(a_call("a", note="y"))
    seen.put_call(a_call("a", talk_s=-1))
    seen.put_calls(a_call("b"), a_call("c"), a_call("a", note="z"), a_call("d", talk_s=-1))
    seen.put_calls(a_call("b"), (a_call("c", note="x"), 1))
    assert {fate: calls(watched, fate) - before[fate] for fate in FATES} == {
        "new": 3,
        "replayed": 2,
        "edited": 2,
        "conflict": 2,
        "refused": 2,
    }


FATES = ("new", "replayed", "edited", "conflict", "refused")


def calls(watched: Watched, fate: str) -> float:
    return watched.figure("helpdesk_calls_received_total", fate=fate)


def test_what_waits_on_the_desks_is_told_as_they_last_said_it(
    watched: Watched, seen: Desk, clock: HandClock
) -> None:
    assert waiting(watched) == (0, 0, 0)
    since = clock.now - timedelta(minutes=5)
    heartbeat = {"client_version": "0.3.1", "waiting": 3, "oldest_waiting_at": since.isoformat()}
    assert seen.post(f"/v1/devices/{seen.device_id}/ack", requests_json(heartbeat)).ok
    assert waiting(watched) == (1, 3, 300)

    # and what a revoked device holds, which will not come, is waited for no longer
    watched.server.store.run(revoke_all)
    assert waiting(watched) == (0, 0, 0)


def waiting(watched: Watched) -> tuple[float, ...]:
    names = ("devices_waiting", "calls_waiting", "oldest_call_waiting_seconds")
    return tuple(watched.figure(f"helpdesk_{name}") for name in names)


def requests_json(body: object) -> bytes:
    return requests.Request("POST", "http://x", json=body).prepare().body or b""  # type: ignore[return-value]


def revoke_all(session: Session) -> None:
    assert session.scalar(text("SELECT count(*) FROM device_standing")) == 1
    session.execute(text("UPDATE device SET revoked_at = first_seen_at"))


def test_the_age_of_the_newest_backup_is_told_once_there_is_one(
    watched: Watched, clock: HandClock
) -> None:
    watched.server.store.run(lambda s: s.execute(update(ServerRow).values(durable_through=None)))
    assert watched.figure("helpdesk_durable_through_age_seconds") == -1
    moment = clock.now - timedelta(minutes=7)
    watched.server.store.run(lambda session: note_durable(session, moment))
    assert watched.figure("helpdesk_durable_through_age_seconds") == 420


def test_figures_are_told_also_while_the_database_does_not_answer(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watched.figure("helpdesk_database_up") == 1
    # a server that has just begun looks whether a month is to be closed: a connection for a moment
    in_use = (watched.figure("helpdesk_database_connections_in_use") for _ in range(500))
    assert 0 in in_use
    monkeypatch.setattr("helpdesk_server.metrics.standing", unavailable)
    assert watched.figure("helpdesk_database_up") == 0
    assert watched.figure("helpdesk_devices_waiting") == -1


def test_the_figures_are_not_where_desks_ask(seen: Desk) -> None:
    assert seen.get("/metrics").status_code == 404


def test_two_servers_in_one_process_do_not_mix_their_figures(
    watched: Watched, seen: Desk, clock: HandClock
) -> None:
    seen.get("/v1/hello")
    other = Central.opened(watched.server.settings, clock)
    assert other.metrics.requests.labels("GET", "/v1/hello", "200")._value.get() == 0
    other.store.close()


@pytest.mark.parametrize("given", ["", "bonjour", CANARY, f"{uuid.UUID(int=1)}x"])
def test_an_id_that_is_no_uuid_is_not_repeated(stranger: Desk, given: str) -> None:
    told = stranger.get("/healthz", **{"X-Request-Id": given}).headers["X-Request-Id"]
    assert str(uuid.UUID(told)) == told
    assert told != given


def test_the_id_of_a_request_comes_back_also_on_refusals(stranger: Desk) -> None:
    for path in ("/healthz", "/v1/changes?since=0", "/nothing"):
        known = str(uuid.uuid4())
        answer = stranger.get(path, **{"X-Request-Id": known.upper()})
        assert answer.headers["X-Request-Id"] == known


def test_two_hundred_slow_sockets_do_not_keep_a_desk_waiting(
    server: RunningServer, desk: Desk
) -> None:
    # Given two hundred connections on which half a request was sent
    host = server.url.removeprefix("http://")
    slow = [http.client.HTTPConnection(host, timeout=30) for _ in range(200)]
    for connection in slow:
        connection.connect()
        connection.send(b"PUT /v1/calls/x HTTP/1.1\r\nContent-Length: 100\r\n")

    # When a desk sends a call, then it is kept
    began = utc_now()
    assert desk.put_call(a_call()).status_code == 201
    assert utc_now() - began < timedelta(seconds=5)
    for connection in slow:
        connection.close()


def test_whoever_invents_tokens_is_held_back_by_address_and_no_desk_of_that_office_is(
    server: RunningServer, clock: HandClock
) -> None:
    # Given a desk, and at its address somebody who shows another token each time
    settings = Settings(
        data_dir=server.settings.data_dir, database_url=server.settings.database_url, pace=6
    )
    server.add_person("Amélie")
    with listening_to(build_app(Central.opened(settings, clock))) as url:
        slowed = RunningServer(url, server.store, settings)
        desk, stranger = Desk(slowed).sign_in(), Desk(slowed)

        def ask_each_way(token: str) -> list[requests.Response]:
            return [
                stranger.get("/v1/changes?since=0", Authorization=f"Bearer {token}"),
                stranger.refresh(token),
                stranger.put("/v1/sealed-boxes/x", b"{}"),
            ]

        # When each way of asking was tried twice, then the next is too fast, by whichever way
        answers = [answer for token in ("a", "b", "c") for answer in ask_each_way(token)]
        assert [answer.status_code for answer in answers] == [401, 400, 422] * 2 + [429] * 3
        assert {code_of(answer) for answer in answers[6:]} == {"too_many_requests"}

        # And whoever is signed in asks on, and signs in, from the same address
        assert desk.put_call(a_call("1")).status_code == 201
        stranger.sign_in()
        assert stranger.put_call(a_call("2")).status_code == 201
        desk.close()
        stranger.close()


def test_a_desk_that_asks_too_fast_is_told_when_to_come_back(
    server: RunningServer, clock: HandClock
) -> None:
    # Given a server that lets a desk ask five times in ten seconds
    settings = Settings(
        data_dir=server.settings.data_dir, database_url=server.settings.database_url, pace=5
    )
    server.add_person("Amélie")
    with listening_to(build_app(Central.opened(settings, clock))) as url:
        slowed = RunningServer(url, server.store, settings)
        one, other = Desk(slowed).sign_in(), Desk(slowed).sign_in()

        # When it asks six times
        answers = [one.put_call(a_call(str(number))) for number in range(6)]

        # Then the sixth is to be sent again, was not kept, and nobody else is held back
        assert [answer.status_code for answer in answers] == [201] * 5 + [429]
        assert code_of(answers[5]) == "too_many_requests"
        assert answers[5].headers["Retry-After"] == "10"
        assert other.put_call(a_call("5")).status_code == 201
        one.close()
        other.close()
