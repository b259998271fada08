"""`/v1/suggestions`: corrections to the directory, from those who spoke with the service."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from helpdesk_domain.suggestions import SuggestionReceipt
from helpdesk_domain.sync import Code
from helpdesk_server.access import SignedIn
from helpdesk_server.central import TheCentral
from helpdesk_server.problems import Refused
from helpdesk_server.received_suggestion import received_suggestion
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import undamaged_body
from helpdesk_server.store import suggestions

router = APIRouter()


@router.put(
    "/v1/suggestions/{suggestion_id}",
    response_model=SuggestionReceipt,
    responses={
        201: {"model": SuggestionReceipt},
        **refusals(401, 403, 409, 413, 422, 429, 503),
    },
    openapi_extra=json_body("Suggestion"),
)
def put_suggestion(
    suggestion_id: str,
    caller: SignedIn,
    central: TheCentral,
    body: Annotated[bytes, Depends(undamaged_body)],
) -> Response:
    """Keep a correction to a service. Sent again, it changes nothing and says the same."""
    suggestion = received_suggestion(suggestion_id, body)
    keep = partial(
        suggestions.keep_suggestion,
        suggestion=suggestion,
        body=body,
        caller=caller,
        now=central.now(),
    )
    try:
        receipt, created = central.store.run(keep)
    except suggestions.OtherContent:
        raise Refused(409, Code.CONFLICT, "The id is that of another suggestion.") from None
    return answer(receipt, 201 if created else 200)
