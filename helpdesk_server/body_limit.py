"""No body is longer than the protocol allows; a longer one is read to its end, then refused."""

from typing import Final

from fastapi import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import to_json
from helpdesk_server.problems import PROBLEM_TYPE

BODY_LIMIT: Final = 1024 * 1024

DRAIN_LIMIT: Final = 16 * 1024 * 1024
"""How much of a refused body is still read: a sender that is cut off never hears why."""


class BodyLimit:
    """An ASGI application that hears each body whole, or not at all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:
            title = f"A body has at most {BODY_LIMIT} bytes."
            problem = Problem(status=413, code=Code.TOO_LARGE, title=title)
            refusal = Response(to_json(problem), 413, {"Connection": "close"}, PROBLEM_TYPE)
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


async def _read(receive: Receive) -> bytes | None:
    """The body, or None when it is too long."""
    body, size, more = bytearray(), 0, True
    while more and size <= DRAIN_LIMIT:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= BODY_LIMIT:
            body += chunk
        more = message["type"] == "http.request" and message.get("more_body", False)
    return bytes(body) if size <= BODY_LIMIT else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    heard: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return heard.pop() if heard else await receive()

    return replay
