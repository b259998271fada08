"""`/v1/calls`: calls on their way up, each kept exactly once."""

import re
import uuid
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Response

from helpdesk_domain.sync import CallReceipt, Code
from helpdesk_server.access import SignedIn
from helpdesk_server.central import TheCentral
from helpdesk_server.problems import Refused
from helpdesk_server.received_call import received_call
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import undamaged_body
from helpdesk_server.store import calls

router = APIRouter()

_REVISION: Final = re.compile(r'"([1-9][0-9]{0,8})"', re.ASCII)


def edited_revision(
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
        **refusals(401, 403, 409, 413, 422, 503),
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
    if not _is_uuid(call_id):
        raise Refused(422, Code.INVALID, "The id is not a UUID.", pointer="/id")
    call = received_call(call_id, body)
    keep = partial(
        calls.keep_call,
        call=call,
        body=body,
        base_rev=base_rev,
        caller=caller,
        now=central.now(),
    )
    try:
        kept = central.store.run(keep)
    except calls.NotTheAuthor:
        raise Refused(403, Code.FORBIDDEN, "Somebody else logged this call.") from None
    if isinstance(kept, calls.Conflict):
        more = {"rev": str(kept.rev).encode(), "current": kept.body}
        raise Refused(409, Code.CONFLICT, "The call was edited elsewhere.", more=more)
    return answer(kept.receipt, 201 if kept.created else 200)


def _is_uuid(text: str) -> bool:
    """Whether `text` is a UUID, written the one way we write it."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
