"""Tests: no answer holds the desk longer than it may, and a desk that closes waits for none."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.errors import ServerUnreachable
from helpdesk_desktop.sync.line import Line
from helpdesk_desktop.sync.server import Server
from tests.serving import RunningServer
from tests.sync.conftest import DEVICE, Desk, calls_on
from tests.sync.line import answer

DEADLINE_S = 10
DRIPS = 600
"""At 50 a second: such an answer lasts longer than `DEADLINE_S`."""

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n"


@contextmanager
def a_server_that(serves: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """The address of a server that does `serves` with its one connection until the test ends."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    serves(connection, ended)
                except OSError:
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join(DEADLINE_S)


def dripping(at_once: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def drip(connection: socket.socket, ended: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(at_once)
        for _ in range(DRIPS):
            if ended.wait(0.02):
                return
            connection.sendall(b"x")

    return drip


@pytest.mark.parametrize(
    "at_once", [HEADERS, HEADERS[:-2] + b"Connection: close\r\n\r\n", b"HTTP/"]
)
def test_an_answer_that_drips_ends_when_its_time_is_up(at_once: bytes) -> None:
    with a_server_that(dripping(at_once)) as url:
        line = Line(url, answer_limit_s=0.3)
        began = time.monotonic()
        with pytest.raises(ServerUnreachable, match="too slow"):
            line.ask("GET", "/v1/hello", {})
        assert time.monotonic() - began < DEADLINE_S


def test_a_file_that_drips_ends_when_its_time_is_up(tmp_path: Path) -> None:
    with a_server_that(dripping(HEADERS)) as url:
        line = Line(url, answer_limit_s=0.3)
        with pytest.raises(ServerUnreachable, match="too slow"):
            line.download("/v1/snapshots/x", {}, tmp_path / "offer", "x", 1000, lambda _: None)


def test_a_slow_answer_does_not_spoil_the_next_one() -> None:
    # Given a line on which an answer was given up
    with a_server_that(dripping(HEADERS)) as url:
        port = int(url.rpartition(":")[2])
        line = Line(url, answer_limit_s=0.3)
        with pytest.raises(ServerUnreachable):
            line.ask("GET", "/v1/hello", {})

    # When the same address answers as it should, then the answer is had
    with socket.create_server(("127.0.0.1", port)) as listener:
        server = threading.Thread(target=_answer_once, args=(listener,))
        server.start()
        assert line.ask("GET", "/v1/hello", {}).status == 200
        server.join(DEADLINE_S)


def _answer_once(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(answer())


def test_stopping_ends_the_wait_for_an_answer_at_once() -> None:
    asked = threading.Event()
    told: list[str] = []

    def silent(connection: socket.socket, ended: threading.Event) -> None:
        connection.recv(65536)
        asked.set()
        ended.wait(DEADLINE_S * 2)

    with a_server_that(silent) as url:
        # Given a desk that waits for an answer
        server = Server(url, DEVICE)

        def ask() -> None:
            with pytest.raises(ServerUnreachable) as raised:
                server.hello()
            told.append(str(raised.value))

        waiting = threading.Thread(target=ask)
        waiting.start()
        assert asked.wait(DEADLINE_S)

        # When it is stopped, then it waits no longer, and asks nothing more
        server.stop()
        waiting.join(DEADLINE_S)
        assert told == ["stopped"]
        with pytest.raises(ServerUnreachable, match="stopped"):
            server.hello()


def test_a_sync_that_is_stopped_leaves_the_calls_untouched(
    desk: Desk, publish: Callable[..., None], central: RunningServer
) -> None:
    # Given two calls that wait
    publish("Accueil")
    desk.sign_in()
    desk.log("first")
    desk.log("second")

    def stopped_after_hello() -> float:
        desk.server.stop()
        return 0.5

    # When the window closes once the server has said hello
    with pytest.raises(ServerUnreachable):
        run_cycle(desk.store, desk.server, now=desk.clock, chance=stopped_after_hello)

    # Then nothing was sent, and nothing is taken for sent
    assert calls_on(central) == []
    attempts = desk.store.read(
        lambda s: s.connection().exec_driver_sql("SELECT attempts FROM outbox").scalars().all()
    )
    assert attempts == [0, 0]
