"""`/v1/devices`: how each desk stands, told by itself, read by those who answer for a team."""

from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request, Response

from helpdesk_domain.clock import midnight_in_brussels
from helpdesk_domain.devices import DeviceBoard, Heard
from helpdesk_domain.people import Role
from helpdesk_domain.problem_codes import Code
from helpdesk_server.directives import signed
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.problems import Refused
from helpdesk_server.received_heartbeat import received_heartbeat
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.store import devices
from helpdesk_server.store.database import Session, in_session
from helpdesk_server.store.directives import newest_order
from helpdesk_server.store.server import identity
from helpdesk_server.store.sign_ins import Caller

router = APIRouter(route_class=Guarded)


@router.post(
    "/v1/devices/{device_id}/ack",
    response_model=Heard,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("Heartbeat"),
)
async def acknowledge(
    device_id: str,
    request: Request,
    sent_digest: SentDigest = None,
) -> Response:
    """Hear how a desk stands at the end of its sync, and tell it what was received from it."""
    door = door_of(request)
    body = await undamaged_body(request, sent_digest)
    if device_id != door.device_id:
        raise Refused(403, Code.FORBIDDEN, "A device speaks for itself.")
    heartbeat, now = received_heartbeat(body), door.now()

    @in_session
    def hear(session: Session, caller: Caller) -> Heard:
        devices.note_standing(session, heartbeat, caller, now)
        action = newest_order(session, caller.device_id)
        return Heard(
            received_today=devices.received(session, caller.device_id, midnight_in_brussels(now)),
            received=devices.received(session, caller.device_id),
            directive=signed(identity(session), caller.device_id, action, now) if action else None,
        )

    return answer(await door.run(hear))


@router.get("/v1/devices", response_model=DeviceBoard, responses={**refusals(401, 403, 429, 503)})
async def board(request: Request) -> Response:
    """The desks of a lead's team, or, to who looks after the server, of all teams."""
    door = door_of(request)
    return answer(await door.read(in_session(partial(_board, now=door.now()))))


def _board(session: Session, caller: Caller, now: datetime) -> DeviceBoard:
    if caller.person.role not in (Role.LEAD, Role.ADMIN):
        raise Refused(403, Code.FORBIDDEN, "This is for those who answer for a team.")
    team = None if caller.person.role is Role.ADMIN else caller.person.team
    return DeviceBoard(as_of=now, devices=devices.board(session, team, now))
