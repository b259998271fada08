"""Refusals, as the problem JSON of RFC 9457: a stable code, never a word of what was sent."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import BadBody, to_json
from helpdesk_server.journal import tell_database_unavailable
from helpdesk_server.store.errors import HistoryChanged, StoreUnavailable

PROBLEM_TYPE: Final = "application/problem+json"
RETRY_AFTER_S: Final = 2

_CODES: Final = {
    401: Code.SIGN_IN_NEEDED,
    403: Code.FORBIDDEN,
    404: Code.NOT_FOUND,
    413: Code.TOO_LARGE,
    500: Code.UNAVAILABLE,
    503: Code.UNAVAILABLE,
}


class Refused(Exception):
    """A request is not granted.

    Attributes:
        title: For developers; the desktop makes its own sentence of `code`.
        more: Members added to the problem, in JSON.
    """

    def __init__(
        self,
        status: int,
        code: Code,
        title: str,
        *,
        pointer: str | None = None,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, bytes] | None = None,
    ) -> None:
        super().__init__(code)
        self.problem: Final = Problem(status=status, code=code, title=title, pointer=pointer)
        self.headers: Final = dict(headers or {})
        self.more: Final = {name: msgspec.Raw(value) for name, value in (more or {}).items()}


def body_fault(problem: BadBody) -> Refused:
    """The refusal of a body that is not what was asked for, with the field at fault."""
    pointer = "/" + problem.field.replace(".", "/") if problem.field else None
    return Refused(422, Code.INVALID, "A field is missing or not valid.", pointer=pointer)


def problem_of(status: int) -> Problem:
    """What to say when only the status is known."""
    titles = {404: "Nothing here.", 405: "Not this way.", 500: "The server failed."}
    title = titles.get(status, "The request was refused.")
    return Problem(status=status, code=_CODES.get(status, Code.INVALID), title=title)


async def on_refused(_request: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)
    body: dict[str, Any] = msgspec.to_builtins(refused.problem) | refused.more
    return Response(to_json(body), refused.problem.status, refused.headers, PROBLEM_TYPE)


async def on_invalid(_request: Request, problem: Exception) -> Response:
    """Names the field at fault; the values stay unsaid, they may be anything."""
    assert isinstance(problem, RequestValidationError)
    place = _pointer(problem.errors()[0]["loc"]) if problem.errors() else None
    said = Problem(
        status=422, code=Code.INVALID, title="A field is missing or not valid.", pointer=place
    )
    return Response(to_json(said), 422, media_type=PROBLEM_TYPE)


async def on_store_unavailable(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, StoreUnavailable)
    if not isinstance(problem, HistoryChanged):
        tell_database_unavailable(problem)
    said = Problem(status=503, code=Code.UNAVAILABLE, title="The database does not answer.")
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    return Response(to_json(said), 503, headers, PROBLEM_TYPE)


def _pointer(place: Sequence[object]) -> str | None:
    """`("body", "PasswordGrant", "device_id")` as `/device_id`; None when it is the whole."""
    inside = [str(step) for step in place if step not in ("body", "query", "path", "header")]
    fields = [step for step in inside if not step[:1].isupper()]
    return "/" + "/".join(fields) if fields else None
