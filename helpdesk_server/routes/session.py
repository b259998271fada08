"""`/v1/auth/token`: signing in and staying signed in."""

import asyncio

from fastapi import APIRouter, Request, Response

from helpdesk_domain.sync import PasswordGrant, RefreshGrant, Tokens
from helpdesk_server import auth
from helpdesk_server.access import address_of
from helpdesk_server.central import TheCentral
from helpdesk_server.door import Guarded
from helpdesk_server.routes.answers import answer, refusals

router = APIRouter(route_class=Guarded)


@router.post(
    "/v1/auth/token",
    response_model=Tokens,
    responses={**refusals(400, 403, 413, 422, 429, 503)},
)
async def token(
    grant: PasswordGrant | RefreshGrant, request: Request, central: TheCentral
) -> Response:
    """Tokens for a name and password, or for a refresh token."""
    address = address_of(request)
    if isinstance(grant, RefreshGrant):
        return answer(await asyncio.to_thread(auth.refresh, central, grant, address))
    return answer(await asyncio.to_thread(auth.sign_in, central, grant, address))
