"""`/healthz`: whether requests can be answered, for whoever watches the server."""

from fastapi import APIRouter, Response

from helpdesk_server.central import TheCentral
from helpdesk_server.routes.answers import answer, refusals
from helpdesk_server.store.server import identity

router = APIRouter()


@router.get("/healthz", response_model=dict[str, str], responses={**refusals(503)})
def health(central: TheCentral) -> Response:
    """`{"status": "ok"}` when the database answers, 503 when it does not."""
    central.store.read(identity)
    return answer({"status": "ok"})
