"""Outermost of all: each request has an id, is counted, timed and logged, whoever answers it."""

import time
import uuid
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from helpdesk_domain.sync import REQUEST_ID_HEADER
from helpdesk_server import journal
from helpdesk_server.metrics import Metrics
from helpdesk_server.uuids import is_uuid

UNMATCHED: Final = "unmatched"
"""Said in the place of an address that is none of ours: it may hold anything."""

_METHODS: Final = frozenset({"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"})


class Observed:
    """An ASGI application that is watched by templates of routes, never by what was asked for."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        status = 0

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).append(REQUEST_ID_HEADER, request_id)
            await send(message)

        named = journal.request_id.set(request_id)
        began = time.perf_counter()
        self._metrics.in_progress.inc()
        try:
            await self._app(scope, receive, marked)
        finally:
            self._metrics.in_progress.dec()
            self._note(scope, status, time.perf_counter() - began)
            journal.request_id.reset(named)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", UNMATCHED)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.count_request(method, route, status, seconds)
        journal.tell(
            journal.Event.REQUEST,
            method=method,
            route=route,
            status=status,
            duration_ms=round(seconds * 1000, 1),
        )


def _request_id(scope: Scope) -> str:
    """The id the sender gave the request, if it is a UUID as we write it; else a new one."""
    given = Headers(scope=scope).get(REQUEST_ID_HEADER, "").lower()
    return given if is_uuid(given) else str(uuid.uuid4())
