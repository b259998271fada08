"""The line between a desk and the server: a relay on loopback that can really be cut."""

import contextlib
import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_PUT = re.compile(rb"^PUT /v1/calls/([0-9a-f-]{36})")


@dataclass(slots=True, eq=False)
class _Connection:
    """One connection of a desk, and the one it caused to the server."""

    desk: socket.socket
    server: socket.socket
    call_sent: bool = False

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
        """Let the next call reach the server, and cut before the desk can hear of it."""
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
                call = _PUT.match(block)
                if call:
                    connection.call_sent = True
                    self.calls_sent.append(call[1].decode("ascii"))
                connection.server.sendall(block)
        self._end(connection)

    def _carry_answers(self, connection: _Connection) -> None:
        with contextlib.suppress(OSError):
            while block := connection.server.recv(65536):
                if connection.call_sent and self._loses(connection):
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


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener
