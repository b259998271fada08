"""`/v1/hello`: what the server says of itself to anyone."""

import asyncio

from fastapi import APIRouter, Response

from helpdesk_domain.sync import PROTOCOL, Hello
from helpdesk_domain.version import __version__
from helpdesk_server.central import TheCentral
from helpdesk_server.directives import public_keys
from helpdesk_server.door import Guarded
from helpdesk_server.routes.answers import answer, refusals
from helpdesk_server.store.server import identity

router = APIRouter(route_class=Guarded)


@router.get("/v1/hello", response_model=Hello, responses={**refusals(503)})
async def hello(central: TheCentral) -> Response:
    """Product, version, protocol, generation, clock, keys; up to when a backup would save us."""
    identity_now = await asyncio.to_thread(central.store.read, identity)
    keys = public_keys(identity_now)
    return answer(
        Hello(
            product="helpdesk-server",
            version=__version__,
            protocol=PROTOCOL,
            generation=identity_now.generation,
            server_time=central.now(),
            durable_through=identity_now.durable_through,
            min_client=central.settings.min_client,
            signing_key=keys.signing,
            sealing_key=keys.sealing,
        )
    )
