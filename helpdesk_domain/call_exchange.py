"""How calls travel: many at once, refused with the other side's copy, and back to the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from helpdesk_domain.calls import CallId
from helpdesk_domain.sync import CallReceipt

CallT = TypeVar("CallT")

BATCH_LIMIT: Final = 100
"""Most calls in one request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchedCall(Generic[CallT]):
    """One call of a batch, as its own `PUT` would say it.

    Attributes:
        base_rev: The revision it edits (`If-Match`); None for a new call.
        digest: The `HD-Digest` of `call`, to the byte.
        call: The body: the raw JSON on the wire, a `Call` once read.
    """

    id: CallId
    base_rev: int | None = None
    digest: str
    call: CallT


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBatch(Generic[CallT]):
    """At most `BATCH_LIMIT` calls, each call once."""

    calls: tuple[BatchedCall[CallT], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallProblem:
    """Why one call was not taken; for a conflict, what the server holds, since when, from whom.

    Attributes:
        code: As of a `Problem`.
        pointer: JSON pointer to the field at fault, when there is one.
        rev: The revision the server holds.
        current: That revision's call.
        edited_by: The name of who wrote that revision.
        edited_at: When the server received it.
    """

    status: int
    code: str
    title: str
    type: str = "about:blank"
    pointer: str | None = None
    rev: int | None = None
    current: Mapping[str, object] | None = None
    edited_by: str | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswer:
    """What became of one call of a batch: exactly what its own `PUT` would have answered.

    Attributes:
        status: 200 or 201 with a `receipt`, else with a `problem`.
    """

    id: CallId
    status: int
    receipt: CallReceipt | None = None
    problem: CallProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAnswer:
    """One answer a call, in the order they were sent; each true after the commit."""

    answers: tuple[CallAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCall:
    """A call that a team follows together, in the stream `calls:<team>`.

    Attributes:
        call: The newest revision.
        author: Name of who took the call.
        edited_by: Name of who wrote this revision.
        edited_at: When the server received it.
    """

    call: Mapping[str, object]
    author: str
    edited_by: str
    edited_at: datetime


def team_stream(team: str) -> str:
    """The stream on which the calls of `team` that need a follow-up flow down."""
    return f"calls:{team}"
