"""The line between a desk and the server: a relay on loopback that can really be cut."""

import contextlib
import json
import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_BEGINNING = re.compile(rb"^[A-Z]+ /")
_CALL = re.compile(rb"^PUT /v1/calls/([0-9a-f-]{36})")
_BATCH = re.compile(rb"^POST /v1/calls:batch ")


@dataclass(slots=True, eq=False)
class _Connection:
    """One connection of a desk, and the one it caused to the server.

    Attributes:
        question: What came so far of the request under way.
        calls: The ids in it, once they are there.
    """

    desk: socket.socket
    server: socket.socket
    question: bytes = b""
    calls: list[str] = field(default_factory=list)

    def close(self) -> None:
        """End both halves as programs do that are done."""
        for end in (self.desk, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def reset(self) -> None:
        """End both halves as a cable does that is pulled out (RST, not FIN)."""
        for end in (self.desk, self.server):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RD)  # wakes the thread that reads; sends nothing
            end.close()


class Line:
    """A TCP relay to `port` of loopback; a context manager.

    Attributes:
        port: Where the desk connects, cut or not.
        calls_sent: The id of each call that a desk sent, again when sent again.
        answers_lost: Answers that `lose_answer` swallowed.
        is_holding: Whether `held` keeps an answer back.
    """

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._guard = threading.Lock()
        self._open: set[_Connection] = set()
        self._to_lose = 0
        self._free = threading.Event()
        self._free.set()
        self.is_holding = False
        self.calls_sent: list[str] = []
        self.answers_lost = 0
        self._listener = _listen(0)
        self.port: int = self._listener.getsockname()[1]
        self._serve()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cut()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Reset every connection and refuse new ones."""
        with self._guard:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            cut_off, self._open = self._open, set()
        for connection in cut_off:
            connection.reset()

    def mend(self) -> None:
        """Listen again, where it did."""
        self._listener = _listen(self.port)
        self._serve()

    def lose_answer(self) -> None:
        """Let the next call, or batch of them, reach the server; the desk hears nothing of it."""
        with self._guard:
            self._to_lose += 1

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let questions through and keep every answer back, as a server does that hangs."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def _serve(self) -> None:
        listener = self._listener

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    self._connect(listener.accept()[0])

        threading.Thread(target=accept, daemon=True, name="line").start()

    def _connect(self, desk: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), timeout=5)
        except OSError:
            desk.close()
            return
        server.settimeout(None)
        connection = _Connection(desk, server)
        with self._guard:
            self._open.add(connection)
        for carry in (self._carry_questions, self._carry_answers):
            threading.Thread(target=carry, args=(connection,), daemon=True, name="line").start()

    def _carry_questions(self, connection: _Connection) -> None:
        with contextlib.suppress(OSError):
            while block := connection.desk.recv(65536):
                self._note(connection, block)
                connection.server.sendall(block)
        self._end(connection)

    def _note(self, connection: _Connection, block: bytes) -> None:
        """Count the calls of a request once, when enough of it came to know them."""
        if _BEGINNING.match(block):
            connection.question, connection.calls = b"", []
        connection.question += block
        if not connection.calls:
            connection.calls = _calls_in(connection.question)
            self.calls_sent += connection.calls

    def _carry_answers(self, connection: _Connection) -> None:
        with contextlib.suppress(OSError):
            while block := connection.server.recv(65536):
                if connection.calls and self._loses(connection):
                    connection.reset()
                    return
                self.is_holding = not self._free.is_set()
                self._free.wait()
                connection.desk.sendall(block)
        self._end(connection)

    def _loses(self, connection: _Connection) -> bool:
        with self._guard:
            if not self._to_lose:
                return False
            self._to_lose -= 1
            self.answers_lost += 1
            self._open.discard(connection)
            return True

    def _end(self, connection: _Connection) -> None:
        """Close what ended by itself; what was reset is already closed, and not so politely."""
        with self._guard:
            if connection not in self._open:
                return
            self._open.discard(connection)
        connection.close()


def _calls_in(question: bytes) -> list[str]:
    """The ids of the calls in a request; none while its body is still on its way."""
    if call := _CALL.match(question):
        return [call[1].decode("ascii")]
    if not _BATCH.match(question):
        return []
    try:
        return [call["id"] for call in json.loads(question.partition(b"\r\n\r\n")[2])["calls"]]
    except ValueError:
        return []


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener
