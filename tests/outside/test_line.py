"""The line that can be cut, between a caller and a server that counts."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tour.line import Line
from tour.waiting import until

CALL = b"PUT /v1/calls/7f1d3c52-0f6e-4a53-9a8e-0d6c1f2b3a4c HTTP/1.1\r\n\r\n"


class Echo:
    """A server that says back what it hears, and remembers it."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._clients: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client = self._listener.accept()[0]
            except OSError:
                return
            self._clients.append(client)
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        try:
            while block := client.recv(65536):
                self.heard.append(block)
                client.sendall(block)
        except OSError:
            return

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self._clients:
            client.close()


@pytest.fixture
def server() -> Iterator[Echo]:
    echo = Echo()
    yield echo
    echo.close()


@pytest.fixture
def line(server: Echo) -> Iterator[Line]:
    with Line(server.port) as line:
        yield line


def _desk(line: Line) -> socket.socket:
    return socket.create_connection(("127.0.0.1", line.port), timeout=5)


def test_a_whole_line_carries_both_ways(line: Line) -> None:
    with _desk(line) as desk:
        desk.sendall(b"hello")

        assert desk.recv(100) == b"hello"


def test_a_cut_line_resets_who_is_on_it_and_refuses_who_comes(line: Line) -> None:
    with _desk(line) as desk:
        desk.sendall(b"hello")
        desk.recv(100)

        line.cut()

        with pytest.raises(ConnectionResetError):
            desk.recv(100)
    with pytest.raises(ConnectionRefusedError):
        _desk(line)


def test_a_mended_line_carries_again_on_the_same_port(line: Line) -> None:
    line.cut()
    line.mend()

    with _desk(line) as desk:
        desk.sendall(b"again")
        assert desk.recv(100) == b"again"


def test_the_calls_of_a_batch_are_counted_once_and_its_answer_can_be_lost(line: Line) -> None:
    head = b"POST /v1/calls:batch HTTP/1.1\r\n\r\n"
    body = b'{"calls":[{"id":"one","call":{"note":"PUT /v1/calls/"}},{"id":"two","call":{}}]}'

    with _desk(line) as desk:
        for part in (head, body[:30], body[30:]):
            desk.sendall(part)
            assert desk.recv(100) == part
        assert line.calls_sent == ["one", "two"]

        line.lose_answer()
        desk.sendall(b"GET /v1/hello HTTP/1.1\r\n\r\n")
        assert desk.recv(100).startswith(b"GET")
        desk.sendall(head + body)
        with pytest.raises(ConnectionResetError):
            desk.recv(100)

    assert line.calls_sent == ["one", "two", "one", "two"]
    assert line.answers_lost == 1


def test_a_lost_answer_is_of_a_call_that_the_server_has(line: Line, server: Echo) -> None:
    line.lose_answer()

    with _desk(line) as other:
        other.sendall(b"GET /v1/hello HTTP/1.1\r\n\r\n")
        assert other.recv(100).startswith(b"GET")
    with _desk(line) as desk:
        desk.sendall(CALL)
        with pytest.raises(ConnectionResetError):
            desk.recv(100)
    with _desk(line) as desk:
        desk.sendall(CALL)
        assert desk.recv(100) == CALL

    assert until(lambda: server.heard.count(CALL) == 2, "the server has it twice")
    assert line.answers_lost == 1
    assert len(line.calls_sent) == 2
