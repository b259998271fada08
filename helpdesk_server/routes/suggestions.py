"""`/v1/suggestions`: corrections to the directory, from those who spoke with the service."""

from fastapi import APIRouter, Request, Response

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.suggestions import SuggestionReceipt
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.problems import Refused
from helpdesk_server.received_suggestion import received_suggestion
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.store import suggestions
from helpdesk_server.store.database import Session, in_session
from helpdesk_server.store.sign_ins import Caller

router = APIRouter(route_class=Guarded)


@router.put(
    "/v1/suggestions/{suggestion_id}",
    response_model=SuggestionReceipt,
    responses={
        201: {"model": SuggestionReceipt},
        **refusals(401, 403, 409, 413, 422, 429, 503),
    },
    openapi_extra=json_body("Suggestion"),
)
async def put_suggestion(
    suggestion_id: str,
    request: Request,
    sent_digest: SentDigest = None,
) -> Response:
    """Keep a correction to a service. Sent again, it changes nothing and says the same."""
    door = door_of(request)
    body, now = await undamaged_body(request, sent_digest), door.now()
    suggestion = received_suggestion(suggestion_id, body)

    @in_session
    def keep(session: Session, caller: Caller) -> tuple[SuggestionReceipt, bool]:
        return suggestions.keep_suggestion(session, suggestion, body, caller, now)

    try:
        receipt, created = await door.run(keep)
    except suggestions.OtherContent:
        raise Refused(409, Code.CONFLICT, "The id is that of another suggestion.") from None
    return answer(receipt, 201 if created else 200)
