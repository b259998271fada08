"""A line between desks and server that lies: each request gets a fate, drawn from a seed.

Plain threads on loopback, no rights needed. A connection carries one request, so that a fate is
that of a request. Answers are never given to another request than their own.
"""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Final, Self
from urllib.parse import urlsplit

from soak.network.fates import INSTEAD, WHOLE, Fate, cut, flipped

PATIENCE_S: Final = 20
"""How long it waits for the server, and how deep a hole is."""

PIECES: Final = 12
PIECE_S: Final = 0.004
"""In how many pieces an answer drips, and how far apart."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came, its head with the empty line that ends it."""

    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    def starts(self, *begins: str) -> bool:
        """Whether it is one of these: `PUT /v1/calls`."""
        return any(self.head.startswith(begin.encode()) for begin in begins)


Choice = Callable[[Request, Random], Fate]


class Proxy:
    """Passes requests on to `target`, or does what their fate says.

    Attributes:
        target: Where the server is; it may come back at another address.
        fates: What may happen; each is drawn as often as it is in here.
        choose: In place of `fates`: decides for each request.
        drips: Bytes and seconds between two pieces of an answer that drips; None: a dozen pieces.
        met: How often each fate was met.
    """

    def __init__(self, target: str, seed: object, fates: Sequence[Fate] = WHOLE) -> None:
        self.target = target
        self.fates = fates
        self.choose: Choice | None = None
        self.drips: tuple[int, float] | None = None
        self.met: Counter[Fate] = Counter()
        self._seed = seed
        self._ended = threading.Event()
        self._carried, self._quiet = 0, threading.Condition()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url: Final = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._ended.set()
        with suppress(OSError), socket.create_connection(self._listening.getsockname(), 1):
            pass
        self._thread.join(10)
        self._listening.close()

    def heal(self) -> None:
        """Everything passes from now on; what was under way has ended when this returns.

        Raises:
            TimeoutError: Something of it does not end: a desk is still there.
        """
        self.fates, self.choose = WHOLE, None
        with self._quiet:
            if not self._quiet.wait_for(lambda: not self._carried, 2 * PATIENCE_S):
                raise TimeoutError(f"{self._carried} connections do not end")

    def _accept(self) -> None:
        number = 0
        while not self._ended.is_set():
            desk, _ = self._listening.accept()
            number += 1
            chance = Random(f"{self._seed}/{number}")
            with self._quiet:
                self._carried += 1
            threading.Thread(target=self._carry, args=(desk, chance), daemon=True).start()

    def _carry(self, desk: socket.socket, chance: Random) -> None:
        """One connection, from its beginning to its end."""
        try:
            with desk, suppress(OSError):
                self._meet(desk, chance)
        finally:
            with self._quiet:
                self._carried -= 1
                self._quiet.notify_all()

    def _meet(self, desk: socket.socket, chance: Random) -> None:
        """Read the request, and do what its fate says."""
        desk.settimeout(PATIENCE_S)
        desk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = _read_request(desk)
        if request is None:
            return
        fate = self.choose(request, chance) if self.choose else chance.choice(self.fates)
        if fate is Fate.REQUEST_FLIPPED and not request.body:
            fate = Fate.ANSWER_FLIPPED
        self.met[fate] += 1
        self._do(fate, request, desk, chance)

    def _do(self, fate: Fate, request: Request, desk: socket.socket, chance: Random) -> None:
        match fate:
            case Fate.REFUSED:
                _reset(desk)
            case Fate.HOLE:
                desk.recv(1)  # returns once the desk has gone
            case Fate.PORTAL | Fate.REDIRECTED | Fate.GATEWAY:
                desk.sendall(INSTEAD[fate])
            case Fate.REQUEST_CUT:
                with self._server() as server:
                    server.sendall(cut(request.whole, chance))
                    _reset(server)
                _reset(desk)
            case _:
                self._answer(fate, request, desk, chance)

    def _answer(self, fate: Fate, request: Request, desk: socket.socket, chance: Random) -> None:
        """The fates in which the server is asked."""
        sent = request.whole
        if fate is Fate.REQUEST_FLIPPED:
            sent = flipped(sent, chance, begin=len(request.head))
        try:
            answer = self._twice(sent, chance) if fate is Fate.TWICE else self._asked(sent)
        except OSError:
            answer = b""
        if not answer or fate is Fate.LOST:
            _reset(desk)
        elif fate is Fate.ANSWER_CUT:
            desk.sendall(cut(answer, chance))
            if chance.random() < 0.5:
                _reset(desk)
        elif fate is Fate.ANSWER_FLIPPED:
            head = answer.find(b"\r\n\r\n")  # in it, a date that is wrong harms nobody
            desk.sendall(flipped(answer, chance, begin=max(head, 0)))
        elif fate is Fate.DRIPPED:
            self._drip(answer, desk)
        else:
            desk.sendall(answer)

    def _drip(self, answer: bytes, desk: socket.socket) -> None:
        size, pause_s = self.drips or (len(answer) // PIECES + 1, PIECE_S)
        for begin in range(0, len(answer), size):
            desk.sendall(answer[begin : begin + size])
            self._ended.wait(pause_s)

    def _server(self) -> socket.socket:
        there = urlsplit(self.target)
        server = socket.create_connection((there.hostname, there.port or 80), PATIENCE_S)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server

    def _asked(self, request: bytes) -> bytes:
        """The whole answer; what a server that dies had said of it by then."""
        with self._server() as server:
            server.sendall(request)
            answer = bytearray()
            while piece := server.recv(1 << 16):
                answer += piece
            return bytes(answer)

    def _twice(self, request: bytes, chance: Random) -> bytes:
        answers: list[bytes] = []

        def ask() -> None:
            with suppress(OSError):
                answers.append(self._asked(request))

        asking = [threading.Thread(target=ask, daemon=True) for _ in range(2)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        return chance.choice(answers) if answers else b""


def _read_request(desk: socket.socket) -> Request | None:
    """One whole request, told to be the last of its connection; None when none comes."""
    read = bytearray()
    while b"\r\n\r\n" not in read:
        if not (piece := desk.recv(1 << 16)):
            return None
        read += piece
    head, _, body = bytes(read).partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    wanted = _length(lines)
    while len(body) < wanted:
        if not (piece := desk.recv(1 << 16)):
            return None
        body += piece
    return Request(b"\r\n".join([*lines, b"Connection: close", b"", b""]), body)


def _length(lines: Sequence[bytes]) -> int:
    for line in lines:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _reset(end: socket.socket) -> None:
    """Close so that the other side sees a reset, as when a line breaks."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    end.close()
