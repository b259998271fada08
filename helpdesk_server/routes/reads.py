"""`/v1/reads`: who read what at this desk, told after the deed; never what it said."""

from fastapi import APIRouter, Request, Response

from helpdesk_domain.reads import ReadsReceipt
from helpdesk_domain.wire import digest
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.received_reads import received_reads
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.store.database import Session, in_session
from helpdesk_server.store.reads import keep_reads
from helpdesk_server.store.sign_ins import Caller

router = APIRouter(route_class=Guarded)


@router.post(
    "/v1/reads",
    response_model=ReadsReceipt,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("ReadMarks"),
)
async def post_reads(request: Request, sent_digest: SentDigest = None) -> Response:
    """Keep marks of this device, each once; one that breaks its chain is kept and marked."""
    door = door_of(request)
    body = await undamaged_body(request, sent_digest)
    marks, now = received_reads(body), door.now()

    @in_session
    def keep(session: Session, caller: Caller) -> int:
        return keep_reads(session, caller, marks, now)

    broken = await door.run(keep)
    return answer(ReadsReceipt(digest=digest(body), broken=broken))
