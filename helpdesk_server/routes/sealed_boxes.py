"""`/v1/sealed-boxes`: what a device sealed before it was locked or erased."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from helpdesk_domain.directives import BoxReceipt, SealedBox
from helpdesk_domain.sync import Code
from helpdesk_server.access import keep_pace
from helpdesk_server.central import TheCentral
from helpdesk_server.problems import Refused
from helpdesk_server.received_box import not_ordered, obeyed_order, received_box
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import undamaged_body
from helpdesk_server.store import directives
from helpdesk_server.store.database import Session
from helpdesk_server.store.server import identity

router = APIRouter()

Kept = tuple[BoxReceipt, bool]


@router.put(
    "/v1/sealed-boxes/{box_id}",
    response_model=BoxReceipt,
    responses={201: {"model": BoxReceipt}, **refusals(403, 409, 413, 422, 429, 503)},
    openapi_extra=json_body("SealedBox"),
)
def put_box(
    box_id: str, central: TheCentral, body: Annotated[bytes, Depends(undamaged_body)]
) -> Response:
    """Keep a box, sealed as it is. Sent again, it changes nothing and says the same."""
    box = received_box(box_id, body)
    keep_pace(central, box.device_id)
    kept = central.store.run(lambda session: _kept(session, box, central))
    if kept is None:
        raise Refused(409, Code.CONFLICT, "The id is that of another box.")
    receipt, created = kept
    return answer(receipt, 201 if created else 200)


def _kept(session: Session, box: SealedBox, central: TheCentral) -> Kept | None:
    order = obeyed_order(identity(session), box)
    if not directives.was_ordered(session, box.device_id, order.action):
        raise not_ordered()
    return directives.keep_box(session, box, order.action, central.now())
