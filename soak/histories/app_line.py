"""The real server called without a socket, and a line to it that lies.

What a desk sends goes through the product's own line, gate and sync, and through all walls and
routes of the server; only the bytes do not travel. A hundred histories take seconds.
"""

import asyncio
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any, Final
from unittest import mock

import requests
from fastapi import routing
from fastapi.dependencies import utils as dependencies
from requests.structures import CaseInsensitiveDict

from helpdesk_desktop.sync.line import Line
from helpdesk_domain.clock import Clock
from helpdesk_server.app import build_api
from helpdesk_server.body_limit import BodyLimit
from helpdesk_server.central import Central
from helpdesk_server.history import History
from helpdesk_server.observed import Observed
from helpdesk_server.pace import Pace
from helpdesk_server.passwords import Passwords
from helpdesk_server.settings import Settings
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store.database import Store
from helpdesk_server.trust import TrustedAnswers
from soak.network.fates import INSTEAD, WHOLE, Fate, cut, flipped

URL: Final = "http://localhost"

FOR_EVER_S: Final = 1e6
"""A history is the same for its seed, also when this process is stopped in the middle of it."""

Message = MutableMapping[str, Any]
Answered = tuple[int, Mapping[str, str], bytes]

LYING: Final = (
    *[Fate.PASSED] * 60,
    Fate.REFUSED,
    Fate.LOST,
    Fate.LOST,
    Fate.ANSWER_CUT,
    Fate.ANSWER_FLIPPED,
    Fate.REQUEST_FLIPPED,
    Fate.PORTAL,
    Fate.GATEWAY,
    Fate.TWICE,
)


class Killed(BaseException):
    """The program died here; nothing of it may catch this."""


class Application:
    """The server over the database of `settings`; that may be exchanged while it is closed."""

    def __init__(self, settings: Settings, now: Clock) -> None:
        self.settings: Final = settings
        self._now: Final = now
        self.store: Final = Store.at(settings.database)
        self._passwords: Final = Passwords()
        self._loop: Final = asyncio.new_event_loop()
        self._api: Final = build_api(self._central())
        self.close()

    def open(self) -> None:
        """Begin to serve, as a process that has just started.

        The store stays the same object: it has learnt its statements, and holds no connection.
        """
        central = self._central()
        self._api.state.central = central
        walled = TrustedAnswers(BodyLimit(self._api), central.history)
        self._walled = Observed(walled, central.metrics)

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def end(self) -> None:
        """Let go of everything; nothing can be asked any more."""
        self.close()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """The answer to one request."""
        said: list[Message] = []
        coming: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if not coming:
                await asyncio.Event().wait()  # nobody hangs up before the end
            return coming.pop()

        async def send(message: Message) -> None:
            said.append(message)

        scope = _scope(method, target, headers, body)
        self._loop.run_until_complete(self._walled(scope, receive, send))
        told = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return said[0]["status"], told, b"".join(one.get("body", b"") for one in said[1:])

    def _central(self) -> Central:
        history = History(self.store)
        return Central(
            settings=self.settings,
            store=history.store,
            history=history,
            snapshots=Snapshots(history.store, self.settings.snapshots),
            pace=Pace(0),
            strangers=Pace(0),
            now=self._now,
            passwords=self._passwords,
        )


@contextmanager
def no_threads() -> Iterator[None]:
    """Routes are called where they are awaited: one request at a time, and the same every time."""

    async def at_once(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return work(*given, **named)

    with (
        mock.patch.object(routing, "run_in_threadpool", at_once),
        mock.patch.object(dependencies, "run_in_threadpool", at_once),
    ):
        yield


class AppLine(Line):
    """A line to an `Application`; what it does to a request is drawn from `chance`.

    Attributes:
        fates: What may happen, each as often as it is in here.
        dies_at: The program is killed at the so-manyth request from now; None: it lives.
        met: How often each fate was met.
    """

    def __init__(self, application: Application, chance: Random) -> None:
        super().__init__(URL, answer_limit_s=FOR_EVER_S)
        self.fates: Sequence[Fate] = WHOLE
        self.dies_at: int | None = None
        self.met: Counter[Fate] = Counter()
        self._application = application
        self._chance = chance

    def _requested(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> requests.Response:
        fate = self._chance.choice(self.fates)
        self.met[fate] += 1
        dies = self._dies()
        if dies and self._chance.random() < 0.5:
            raise Killed
        if fate in INSTEAD:
            return _somebody_elses(INSTEAD[fate])
        if fate is Fate.REFUSED:
            raise requests.ConnectionError
        sent = body or b""
        if sent and fate is Fate.REQUEST_FLIPPED:
            sent = flipped(sent, self._chance)
        status, told, answer = self._application.ask(method, path, headers, sent)
        if fate is Fate.TWICE:
            status, told, answer = self._application.ask(method, path, headers, sent)
        if dies:
            raise Killed
        if fate is Fate.LOST:
            raise requests.ReadTimeout
        return _response(status, told, self._spoiled(fate, answer))

    def _spoiled(self, fate: Fate, answer: bytes) -> bytes:
        if fate is Fate.ANSWER_CUT and len(answer) > 1:
            return cut(answer, self._chance)
        if fate is Fate.ANSWER_FLIPPED and answer:
            return flipped(answer, self._chance)
        return answer

    def _dies(self) -> bool:
        if self.dies_at is None:
            return False
        self.dies_at -= 1
        return self.dies_at < 0


def _scope(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Message:
    path, _, query = target.partition("?")
    given = {**headers, "host": "localhost"} | ({"content-length": str(len(body))} if body else {})
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "root_path": "",
    }


def _response(status: int, headers: Mapping[str, str], body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.headers = CaseInsensitiveDict(headers)
    response.raw = io.BytesIO(body)
    return response


def _somebody_elses(answer: bytes) -> requests.Response:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return _response(int(first.split()[1]), headers, body)
