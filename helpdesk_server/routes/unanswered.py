"""`/v1/unanswered-words`: what was searched without result, counted by desks, never by call."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.unanswered import UnansweredReceipt
from helpdesk_domain.wire import digest
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.problems import Refused
from helpdesk_server.received_words import received_day, received_words
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.store import unanswered
from helpdesk_server.store.database import Session, in_session
from helpdesk_server.store.sign_ins import Caller

router = APIRouter(route_class=Guarded)


@router.put(
    "/v1/unanswered-words/{day}",
    response_model=UnansweredReceipt,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("UnansweredWords"),
)
async def put_words(
    day: Annotated[str, Path(description="`2026-03-02`")],
    request: Request,
    sent_digest: SentDigest = None,
) -> Response:
    """Keep all that this desk counted on a day. Sent again, it changes nothing."""
    door = door_of(request)
    body = await undamaged_body(request, sent_digest)
    today = door.now().date()
    counted_on = received_day(day, today)
    words = received_words(body)

    @in_session
    def keep(session: Session, caller: Caller) -> None:
        unanswered.keep_unanswered(session, caller.device_id, counted_on, words, today)

    try:
        await door.run(keep)
    except unanswered.TooManyWords:
        raise Refused(422, Code.INVALID, "Too many words.", pointer="/words") from None
    return answer(UnansweredReceipt(day=counted_on, digest=digest(body)))
