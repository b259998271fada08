"""`/v1/sealed-boxes`: what a device sealed before it was locked or erased."""

import asyncio
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response

from helpdesk_domain.directives import BoxReceipt, SealedBox
from helpdesk_domain.problem_codes import Code
from helpdesk_server.access import address_of, keep_pace_of_strangers
from helpdesk_server.central import Central, TheCentral
from helpdesk_server.door import Guarded
from helpdesk_server.problems import Refused
from helpdesk_server.received_box import obeyed_order, received_box
from helpdesk_server.routes.answers import answer, json_body, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.store import directives
from helpdesk_server.store.server import identity

router = APIRouter(route_class=Guarded)

FULL_S: Final = 600
"""After so long a box may come again that found no room: a person has to open others first."""


@router.put(
    "/v1/sealed-boxes/{box_id}",
    response_model=BoxReceipt,
    responses={201: {"model": BoxReceipt}, **refusals(403, 409, 413, 422, 429, 503)},
    openapi_extra=json_body("SealedBox"),
)
async def put_box(
    box_id: str, request: Request, central: TheCentral, sent_digest: SentDigest = None
) -> Response:
    """Keep a box, sealed as it is. Sent again, it changes nothing and says the same."""
    keep_pace_of_strangers(central, address_of(request))
    box = received_box(box_id, await undamaged_body(request, sent_digest))
    match await asyncio.to_thread(_keep, central, box):
        case directives.NotTaken.NO_ROOM:
            headers = {"Retry-After": str(FULL_S)}
            raise Refused(503, Code.UNAVAILABLE, "Too many boxes wait.", headers=headers)
        case directives.NotTaken.OTHER_BOX:
            raise Refused(409, Code.CONFLICT, "The id is that of another box.")
        case receipt, created:
            return answer(receipt, 201 if created else 200)


def _keep(central: Central, box: SealedBox) -> tuple[BoxReceipt, bool] | directives.NotTaken:
    # before anything is written: who has no order of ours takes no writer's turn
    order = obeyed_order(central.store.read(identity), box)
    keep = partial(directives.keep_box, box=box, action=order.action, now=central.now())
    return central.store.run(keep)
