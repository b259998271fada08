"""`/v1/auth/token`: signing in and staying signed in."""

from fastapi import APIRouter, Request, Response

from helpdesk_domain.sync import PasswordGrant, RefreshGrant, Tokens
from helpdesk_server import auth
from helpdesk_server.access import address_of
from helpdesk_server.central import TheCentral
from helpdesk_server.routes.answers import answer, refusals

router = APIRouter()


@router.post(
    "/v1/auth/token",
    response_model=Tokens,
    responses={**refusals(400, 403, 413, 422, 429, 503)},
)
def token(grant: PasswordGrant | RefreshGrant, request: Request, central: TheCentral) -> Response:
    """Tokens for a name and password, or for a refresh token."""
    if isinstance(grant, RefreshGrant):
        return answer(auth.refresh(central, grant, address_of(request)))
    return answer(auth.sign_in(central, grant, address_of(request)))
