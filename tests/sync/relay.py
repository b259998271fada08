"""A relay between a desk and the real server, which may spoil an answer on its way back."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from helpdesk_desktop.sync.errors import NetworkIntercepted, ServerUnreachable, SyncError
from helpdesk_domain.sync import GENERATION_HEADER
from tests.sync.line import PORTAL, Request, problem
from tests.sync.line import answer as portal

Spoil = Callable[[Request, bytes], bytes]
"""(request, answer as it would be sent) → what is sent instead; empty: the line drops."""

HOP = ("connection", "transfer-encoding", "keep-alive")


def untouched(_request: Request, answer: bytes) -> bytes:
    return answer


def passed_on(_request: Request) -> bytes | None:
    return None


@dataclass
class Relay:
    """Passes requests on to `target`; all of it may be changed between two requests.

    Attributes:
        instead: Answers in place of the server, unless it gives None.
    """

    target: str
    spoil: Spoil = untouched
    instead: Callable[[Request], bytes | None] = passed_on

    def __call__(self, request: Request) -> bytes:
        given = self.instead(request)
        return self.spoil(request, self.forward(request)) if given is None else given

    @contextmanager
    def sent(self, request: Request) -> Iterator[http.client.HTTPConnection]:
        """A connection on which the server was asked, its answer not read yet."""
        connection = http.client.HTTPConnection(urlsplit(self.target).netloc, timeout=30)
        headers = {name: value for name, value in request.headers.items() if name not in HOP}
        try:
            connection.request(request.method, request.path, request.body or None, headers)
            yield connection
        finally:
            connection.close()

    def forward(self, request: Request) -> bytes:
        """The server's answer, byte for byte but for the connection."""
        with self.sent(request) as connection:
            answered = connection.getresponse()
            body = answered.read()
        lines = [f"{name}: {value}" for name, value in answered.getheaders() if name not in HOP]
        start = f"HTTP/1.1 {answered.status} {answered.reason}"
        return "\r\n".join([start, *lines, "Connection: close", "", ""]).encode("latin-1") + body


class Once:
    """Spoils the first answer to a request of this kind; the others pass."""

    def __init__(self, method: str, path: str, spoil: Spoil) -> None:
        self._method, self._path, self._spoil = method, path, spoil
        self.done = False

    def __call__(self, request: Request, answer: bytes) -> bytes:
        wanted = request.method == self._method and request.path.startswith(self._path)
        if self.done or not wanted:
            return answer
        self.done = True
        return self._spoil(request, answer)


def lost(_request: Request, _answer: bytes) -> bytes:
    return b""


def cut(_request: Request, answer: bytes) -> bytes:
    return answer[:-20]


def flipped(_request: Request, answer: bytes) -> bytes:
    return answer[:-20] + bytes([answer[-20] ^ 1]) + answer[-19:]


def refusing(status: str, code: str, request: Request, answer: bytes) -> bytes:
    """What this very server would say if it refused."""
    generation = answer.partition(b"hd-generation: ")[2].partition(b"\r\n")[0].decode()
    return problem(status, code, {GENERATION_HEADER: generation, "Retry-After": "120"})


def busy(request: Request, answer: bytes) -> bytes:
    """What this very server would say when it is on its knees."""
    return refusing("503 Busy", "unavailable", request, answer)


SPOILED: dict[str, tuple[Spoil, type[SyncError]]] = {
    "lost": (lost, ServerUnreachable),
    "cut": (cut, NetworkIntercepted),
    "flipped": (flipped, NetworkIntercepted),
    "a portal's": (
        lambda _request, _answer: portal(PORTAL, content_type="text/html"),
        NetworkIntercepted,
    ),
}
"""What may happen to an answer, and what the desk says of it."""
