"""Every answer can be trusted or seen to be false: a portal or proxy cannot pass for us.

Outermost of all, so that it holds for errors too, whoever made them.
"""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from helpdesk_domain.sync import DIGEST_HEADER, GENERATION_HEADER, PROTOCOL, PROTOCOL_HEADER
from helpdesk_domain.wire import digest, to_json
from helpdesk_server.history import History
from helpdesk_server.journal import tell_fault
from helpdesk_server.problems import PROBLEM_TYPE, problem_of

PARTIAL_CONTENT: Final = 206


class TrustedAnswers:
    """An ASGI application whose answers all bear protocol, generation, digest and length."""

    def __init__(self, app: ASGIApp, history: History) -> None:
        self._app = app
        self._history = history

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._history)
        try:
            await self._app(scope, receive, answer.send)
            await answer.finish()
        except Exception as problem:  # noqa: BLE001  (its text may quote a caller: only its place is logged)
            tell_fault(problem)
            if answer.has_left:
                raise ConnectionAbortedError from None
            await answer.fail()


class _Answer:
    """One answer: kept until it is whole, or passed on when its route vouches for it."""

    def __init__(self, send: Send, history: History) -> None:
        self._send = send
        self._history = history
        self._generation = history.begin_answer()
        self._start: Message = {}
        self._body = bytearray()
        self.has_left = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            if DIGEST_HEADER in MutableHeaders(scope=message):
                await self._leave()
        elif self.has_left:
            await self._send(message)
        else:
            self._body += message.get("body", b"")

    async def fail(self) -> None:
        self._start = {"type": "http.response.start", "status": 500, "headers": []}
        await self.finish()

    async def finish(self) -> None:
        """Send what was kept, once the application has nothing to add and did not fail."""
        if self.has_left:
            return
        headers = MutableHeaders(scope=self._start)
        status = self._start["status"]
        if status >= 400 and headers.get("content-type") != PROBLEM_TYPE:
            self._body = bytearray(to_json(problem_of(status)))
            headers["Content-Type"] = PROBLEM_TYPE
        body = bytes(self._body)
        headers["Content-Length"] = str(len(body))
        headers["Cache-Control"] = "no-store"
        headers[DIGEST_HEADER] = digest(body)
        await self._leave()
        await self._send({"type": "http.response.body", "body": body})

    def _told_generation(self) -> str:
        """That of what the answer holds; one that says to come again holds nothing."""
        is_later = self._start["status"] in (500, 503)
        return self._history.generation if is_later else self._generation

    async def _leave(self) -> None:
        headers = MutableHeaders(scope=self._start)
        if self._start["status"] == PARTIAL_CONTENT:
            del headers[DIGEST_HEADER]  # it is that of the whole file
        headers.append("X-Content-Type-Options", "nosniff")
        headers.append(PROTOCOL_HEADER, PROTOCOL)
        headers.append(GENERATION_HEADER, self._told_generation())
        self.has_left = True
        await self._send(self._start)
