"""Every answer can be trusted or seen to be false: a portal or proxy cannot pass for us.

Outermost of all, so that it holds for errors too, whoever made them.
"""

import logging
from collections.abc import MutableMapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from helpdesk_domain.sync import DIGEST_HEADER, GENERATION_HEADER, PROTOCOL, PROTOCOL_HEADER
from helpdesk_domain.wire import digest, to_json
from helpdesk_server.problems import PROBLEM_TYPE, problem_of

log = logging.getLogger(__name__)

PARTIAL_CONTENT: Final = 206


class TrustedAnswers:
    """An ASGI application whose answers all bear protocol, generation, digest and length."""

    def __init__(self, app: ASGIApp, generation: str) -> None:
        self._app = app
        self._marks = {PROTOCOL_HEADER: PROTOCOL, GENERATION_HEADER: generation}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._marks)
        try:
            await self._app(scope, receive, answer.send)
            await answer.finish()
        except Exception as problem:  # noqa: BLE001  (its text may quote a caller: only its place is logged)
            log.error("%s at %s", type(problem).__name__, _place(problem))
            if answer.has_left:
                raise ConnectionAbortedError from None
            await answer.fail()


class _Answer:
    """One answer: kept until it is whole, or passed on when its route vouches for it."""

    def __init__(self, send: Send, marks: MutableMapping[str, str]) -> None:
        self._send = send
        self._marks = marks
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

    async def _leave(self) -> None:
        headers = MutableHeaders(scope=self._start)
        if self._start["status"] == PARTIAL_CONTENT:
            del headers[DIGEST_HEADER]  # it is that of the whole file
        headers["X-Content-Type-Options"] = "nosniff"
        for name, value in self._marks.items():
            headers[name] = value
        self.has_left = True
        await self._send(self._start)


def _place(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
