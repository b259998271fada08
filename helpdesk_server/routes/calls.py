"""`/v1/calls`: calls on their way up, each kept exactly once."""

import re
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, cast

from fastapi import APIRouter, Depends, Header, Response

from helpdesk_domain.call_exchange import BatchAnswer, CallAnswer, CallProblem
from helpdesk_domain.calls import CallId
from helpdesk_domain.sync import CallReceipt, Code
from helpdesk_domain.wire import Raw
from helpdesk_server.access import SignedIn
from helpdesk_server.central import TheCentral
from helpdesk_server.metrics import CallFate
from helpdesk_server.problems import Refused
from helpdesk_server.received_batch import received_batch
from helpdesk_server.received_call import received_call
from helpdesk_server.routes.answers import answer, json_body, problem_answer, refusals
from helpdesk_server.routes.bodies import undamaged_body
from helpdesk_server.store import calls
from helpdesk_server.store.calls import Conflict, Fate, Kept, SentCall

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter()

_REVISION: Final = re.compile(r'"([1-9][0-9]{0,8})"', re.ASCII)


async def edited_revision(
    if_match: Annotated[str | None, Header(description='`"3"`: edits revision 3')] = None,
) -> int | None:
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
def put_call(
    call_id: str,
    caller: SignedIn,
    central: TheCentral,
    base_rev: Annotated[int | None, Depends(edited_revision)],
    body: Annotated[bytes, Depends(undamaged_body)],
) -> Response:
    """Keep a call, or an edit of one. Sent again, it changes nothing and says the same."""
    try:
        sent = SentCall(call=received_call(call_id, body), body=body, base_rev=base_rev)
    except Refused:
        central.metrics.count_call(CallFate.REFUSED)
        raise
    keep = partial(calls.keep_calls, sent=[sent], caller=caller, now=central.now())
    fate = central.store.run(keep)[0]
    central.metrics.count_call(_counted_as(fate))
    told = _told(sent.call.id, fate)
    return answer(told.receipt, told.status) if told.receipt else problem_answer(told.problem)


@router.post(
    "/v1/calls:batch",
    response_model=BatchAnswer,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("CallBatch"),
)
def put_calls(
    caller: SignedIn, central: TheCentral, body: Annotated[bytes, Depends(undamaged_body)]
) -> Response:
    """Keep up to a hundred calls; what is said of each is true, and was committed before."""
    batch = received_batch(body)
    keep = partial(calls.keep_calls, sent=batch.sound, caller=caller, now=central.now())
    fates = central.store.run(keep) if batch.sound else []
    for counted in (*[CallFate.REFUSED] * len(batch.refused), *map(_counted_as, fates)):
        central.metrics.count_call(counted)
    told = batch.refused | {
        sent.call.id: _told(sent.call.id, fate)
        for sent, fate in zip(batch.sound, fates, strict=True)
    }
    return answer(BatchAnswer(answers=tuple(told[call_id] for call_id in batch.order)))


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
        current=cast("Mapping[str, object]", Raw(fate.body)),  # JSON already
        edited_by=fate.edited_by,
        edited_at=fate.edited_at,
    )


_NOT_THEIRS: Final = CallProblem(
    status=403, code=Code.FORBIDDEN, title="Somebody else logged this call."
)
