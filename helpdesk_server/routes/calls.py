"""`/v1/calls`: calls on their way up, each kept exactly once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Final, cast

from fastapi import APIRouter, Header, Request, Response
from sqlalchemy import Connection

from helpdesk_domain.call_exchange import BatchAnswer, CallAnswer, CallProblem
from helpdesk_domain.calls import CallId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import CallReceipt
from helpdesk_domain.wire import Raw
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.metrics import CallFate
from helpdesk_server.problems import Refused
from helpdesk_server.received_batch import received_batch
from helpdesk_server.received_call import received_call
from helpdesk_server.routes.answers import answer, json_body, problem_answer, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.store import calls
from helpdesk_server.store.calls import Conflict, Fate, Kept, SentCall
from helpdesk_server.store.sign_ins import Caller

router = APIRouter(route_class=Guarded)

_REVISION: Final = re.compile(r'"([1-9][0-9]{0,8})"', re.ASCII)


IfMatch = Annotated[str | None, Header(description='`"3"`: edits revision 3')]


def edited_revision(if_match: str | None) -> int | None:
    """The revision that the sender edited, or None for a new call."""
    if if_match is None:
        return None
    found = _REVISION.fullmatch(if_match.strip())
    if found is None:
        raise Refused(422, Code.INVALID, "If-Match is not a revision in quotes.")
    return int(found[1])


@router.put(
    "/v1/calls/{call_id}",
    response_model=CallReceipt,
    responses={
        201: {"model": CallReceipt},
        **refusals(401, 403, 413, 422, 429, 503),
        409: {"model": CallProblem},
    },
    openapi_extra=json_body("Call"),
)
async def put_call(
    request: Request,
    call_id: str,
    if_match: IfMatch = None,
    sent_digest: SentDigest = None,
) -> Response:
    """Keep a call, or an edit of one. Sent again, it changes nothing and says the same."""
    door, base_rev = door_of(request), edited_revision(if_match)
    body = await undamaged_body(request, sent_digest)
    try:
        sent = SentCall(call=received_call(call_id, body), body=body, base_rev=base_rev)
    except Refused:
        await door.caller()
        door.metrics.count_calls({CallFate.REFUSED: 1})
        raise
    (fate,) = await door.run(partial(_keep, sent=[sent], now=door.now()))
    door.metrics.count_calls({_counted_as(fate): 1})
    told = _told(sent.call.id, fate)
    return answer(told.receipt, told.status) if told.receipt else problem_answer(told.problem)


@router.post(
    "/v1/calls:batch",
    response_model=BatchAnswer,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("CallBatch"),
)
async def put_calls(request: Request, sent_digest: SentDigest = None) -> Response:
    """Keep up to a hundred calls; what is said of each is true, and was committed before."""
    door = door_of(request)
    batch = received_batch(await undamaged_body(request, sent_digest))
    fates: list[Fate] = []
    if batch.sound:
        fates = await door.run(partial(_keep, sent=batch.sound, now=door.now()))
    else:
        await door.caller()
    counted = Counter(map(_counted_as, fates))
    counted[CallFate.REFUSED] += len(batch.refused)
    door.metrics.count_calls(counted)
    told = batch.refused | {
        sent.call.id: _told(sent.call.id, fate)
        for sent, fate in zip(batch.sound, fates, strict=True)
    }
    return answer(BatchAnswer(answers=tuple(told[call_id] for call_id in batch.order)))


def _keep(
    connection: Connection, caller: Caller, sent: Sequence[SentCall], now: datetime
) -> list[Fate]:
    return calls.keep_calls(connection, sent, caller, now)


def _told(call_id: CallId, fate: Fate) -> CallAnswer:
    """What became of a call, as its sender is told, alone or in a batch."""
    if isinstance(fate, Kept):
        return CallAnswer(id=call_id, status=201 if fate.created else 200, receipt=fate.receipt)
    problem = _conflict(fate) if isinstance(fate, Conflict) else _NOT_THEIRS
    return CallAnswer(id=call_id, status=problem.status, problem=problem)


def _counted_as(fate: Fate) -> CallFate:
    if isinstance(fate, Kept):
        kept = CallFate.NEW if fate.created else CallFate.EDITED
        return kept if fate.created or fate.edited else CallFate.REPLAYED
    return CallFate.CONFLICT if isinstance(fate, Conflict) else CallFate.REFUSED


def _conflict(fate: Conflict) -> CallProblem:
    return CallProblem(
        status=409,
        code=Code.CONFLICT,
        title="The call was edited elsewhere.",
        rev=fate.rev,
        current=cast(Mapping[str, object], Raw(fate.body)),  # JSON already
        edited_by=fate.edited_by,
        edited_at=fate.edited_at,
    )


_NOT_THEIRS: Final = CallProblem(
    status=403, code=Code.FORBIDDEN, title="Somebody else logged this call."
)
