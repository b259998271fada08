"""`/v1/devices`: how each desk stands, told by itself, read by those who answer for a team."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from helpdesk_domain.clock import midnight_in_brussels
from helpdesk_domain.devices import DeviceBoard, Heard
from helpdesk_domain.people import Role
from helpdesk_domain.sync import Code
from helpdesk_server.access import SignedIn
from helpdesk_server.central import TheCentral
from helpdesk_server.directives import signed
from helpdesk_server.problems import Refused
from helpdesk_server.received_heartbeat import received_heartbeat
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import undamaged_body
from helpdesk_server.store import devices
from helpdesk_server.store.database import Session
from helpdesk_server.store.directives import newest_order
from helpdesk_server.store.server import identity

router = APIRouter()


@router.post(
    "/v1/devices/{device_id}/ack",
    response_model=Heard,
    responses={**refusals(401, 403, 413, 422, 429, 503)},
    openapi_extra=json_body("Heartbeat"),
)
def acknowledge(
    device_id: str,
    caller: SignedIn,
    central: TheCentral,
    body: Annotated[bytes, Depends(undamaged_body)],
) -> Response:
    """Hear how a desk stands at the end of its sync, and tell it what was received from it."""
    if device_id != caller.device_id:
        raise Refused(403, Code.FORBIDDEN, "A device speaks for itself.")
    heartbeat, now = received_heartbeat(body), central.now()

    def hear(session: Session) -> Heard:
        devices.note_standing(session, heartbeat, caller, now)
        action = newest_order(session, caller.device_id)
        return Heard(
            received_today=devices.received(session, caller.device_id, midnight_in_brussels(now)),
            received=devices.received(session, caller.device_id),
            directive=signed(identity(session), caller.device_id, action, now) if action else None,
        )

    return answer(central.store.run(hear))


@router.get("/v1/devices", response_model=DeviceBoard, responses={**refusals(401, 403, 429, 503)})
def board(caller: SignedIn, central: TheCentral) -> Response:
    """The desks of a lead's team, or, to who looks after the server, of all teams."""
    if caller.person.role not in (Role.LEAD, Role.ADMIN):
        raise Refused(403, Code.FORBIDDEN, "This is for those who answer for a team.")
    team = None if caller.person.role is Role.ADMIN else caller.person.team
    now = central.now()
    read = partial(devices.board, team=team, now=now)
    return answer(DeviceBoard(as_of=now, devices=central.store.read(read)))
