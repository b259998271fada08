"""Many calls in one request: each is read as if it had come alone, so that none spoils the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_domain.call_exchange import (
    BATCH_LIMIT,
    BatchedCall,
    CallAnswer,
    CallBatch,
    CallProblem,
)
from helpdesk_domain.calls import CallId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import BadBody, Raw, digest, from_json
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.received_call import received_call
from helpdesk_server.store.calls import SentCall
from helpdesk_server.uuids import is_uuid

_LARGEST_REVISION: Final = 999_999_999
"""As `If-Match` takes it: nine digits."""


@dataclass(frozen=True, slots=True)
class ReceivedBatch:
    """Attributes: sound: To be kept. refused: Answered already, by id."""

    order: tuple[CallId, ...]
    sound: tuple[SentCall, ...]
    refused: dict[CallId, CallAnswer]


def received_batch(body: bytes) -> ReceivedBatch:
    """The calls in `body`, those that can be kept and those that cannot.

    Raises:
        Refused: 422: not a batch, too many calls, or a call twice, whose order nobody could tell.
    """
    try:
        calls = from_json(body, CallBatch[Raw]).calls
    except BadBody as problem:
        raise body_fault(problem) from None
    order = tuple(one.id for one in calls)
    for place, call_id in enumerate(order):
        if not is_uuid(call_id):
            raise Refused(422, Code.INVALID, "Not a UUID.", pointer=f"/calls/{place}/id")
    if len(calls) > BATCH_LIMIT or len(set(order)) < len(order):
        raise Refused(422, Code.INVALID, "Too many calls, or one twice.", pointer="/calls")
    return _sorted_out(order, calls)


def _sorted_out(order: tuple[CallId, ...], calls: Sequence[BatchedCall[Raw]]) -> ReceivedBatch:
    sound: list[SentCall] = []
    refused: dict[CallId, CallAnswer] = {}
    for one in calls:
        try:
            sound.append(_sound(one))
        except Refused as refusal:
            refused[one.id] = refused_answer(one.id, refusal.problem)
    return ReceivedBatch(order, tuple(sound), refused)


def is_revision(base_rev: int | None) -> bool:
    """Whether `base_rev` is a revision that may be edited, or none."""
    return base_rev is None or 1 <= base_rev <= _LARGEST_REVISION


def refused_answer(call_id: CallId, problem: Problem) -> CallAnswer:
    """What a refusal says of one call of a batch."""
    told = CallProblem(
        status=problem.status, code=problem.code, title=problem.title, pointer=problem.pointer
    )
    return CallAnswer(id=call_id, status=problem.status, problem=told)


def _sound(one: BatchedCall[Raw]) -> SentCall:
    body = bytes(one.call)
    if one.digest != digest(body):
        raise Refused(503, Code.UNAVAILABLE, "The body was damaged.")
    if not is_revision(one.base_rev):
        raise Refused(422, Code.INVALID, "Not a revision.", pointer="/base_rev")
    return SentCall(call=received_call(one.id, body), body=body, base_rev=one.base_rev)
