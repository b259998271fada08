"""`/v1/unanswered-words`: what was searched without result, counted by desks, never by call."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from helpdesk_domain.sync import Code
from helpdesk_domain.unanswered import UnansweredReceipt
from helpdesk_domain.wire import digest
from helpdesk_server.access import SignedIn
from helpdesk_server.central import TheCentral
from helpdesk_server.problems import Refused
from helpdesk_server.received_words import received_day, received_words
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import undamaged_body
from helpdesk_server.store import unanswered

router = APIRouter()


@router.put(
    "/v1/unanswered-words/{day}",
    response_model=UnansweredReceipt,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("UnansweredWords"),
)
def put_words(
    day: Annotated[str, Path(description="`2026-03-02`")],
    caller: SignedIn,
    central: TheCentral,
    body: Annotated[bytes, Depends(undamaged_body)],
) -> Response:
    """Keep all that this desk counted on a day. Sent again, it changes nothing."""
    today = central.now().date()
    counted_on = received_day(day, today)
    words = received_words(body)
    keep = partial(
        unanswered.keep_unanswered,
        device_id=caller.device_id,
        day=counted_on,
        words=words,
        today=today,
    )
    try:
        central.store.run(keep)
    except unanswered.TooManyWords:
        raise Refused(422, Code.INVALID, "Too many words.", pointer="/words") from None
    return answer(UnansweredReceipt(day=counted_on, digest=digest(body)))
