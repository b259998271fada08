"""Who may ask what: everything is shut to strangers unless it is named here."""

from functools import partial
from hashlib import sha256
from typing import Annotated, Final

from fastapi import Depends, Request

from helpdesk_domain.people import DeviceId
from helpdesk_domain.sync import DEVICE_HEADER, Code
from helpdesk_domain.wire import to_json
from helpdesk_server.central import Central, TheCentral
from helpdesk_server.device_ids import device_id_in
from helpdesk_server.directives import signed
from helpdesk_server.pace import Pace, TooFast
from helpdesk_server.problems import Refused
from helpdesk_server.store import server, sign_ins
from helpdesk_server.store.directives import newest_order
from helpdesk_server.store.sign_ins import Caller

OPEN: Final = frozenset(
    {
        "/v1/hello",
        "/v1/auth/token",
        "/v1/sealed-boxes/{box_id}",  # its tokens are refused: it shows the order it obeyed
        "/healthz",
        "/readyz",
        "/docs",
        "/openapi.json",
    }
)
"""Routes for anyone. A route that is not here needs a token: it cannot be forgotten."""


def admitted(request: Request, central: TheCentral) -> Caller | None:
    """Who asks, on every route; None only where anyone may.

    Raises:
        Refused: 401 without a good token of this device, 403 when the device was revoked,
            429 when it asks too fast.
    """
    if getattr(request.scope.get("route"), "path", None) in OPEN:
        return None
    token, device_id = _bearer(request), _device(request)
    if token is None or device_id is None:
        raise _sign_in_needed()
    _enter(central.pace, token)
    return _caller(request, central, token, device_id)


async def signed_in(caller: Annotated[Caller | None, Depends(admitted)]) -> Caller:
    """Who asks, on a route that is not for anyone.

    Asks nobody, so it needs no thread of its own; neither do others that are `async` here.
    """
    if caller is None:
        raise _sign_in_needed()
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]


def refuse_revoked(central: Central, device_id: DeviceId) -> None:
    """Tell a device that was revoked so, with the order to it.

    Also one whose tokens nobody knows (any more): it may have lain still for months, or the
    server was restored since it signed in. The order is good for that device alone.

    Raises:
        Refused: 403, it was revoked.
    """
    identity, revoked, action = central.store.read(
        lambda session: (
            server.identity(session),
            sign_ins.is_revoked(session, device_id),
            newest_order(session, device_id),
        )
    )
    if not revoked:
        return
    more = {}
    if action is not None:
        more["directive"] = to_json(signed(identity, device_id, action, central.now()))
    raise Refused(403, Code.DEVICE_REVOKED, "This device was revoked.", more=more)


def address_of(request: Request) -> str:
    """Where a request comes from: what a trusted proxy says was read before it came here."""
    return request.client.host if request.client else ""


def keep_pace_of_strangers(central: Central, address: str) -> None:
    """Count a request that shows no token we know, by where it comes from.

    Not before its token was looked up: who is signed in at the same address is not held back.
    Not by the id of a device: whoever knows it could hold the device back.

    Raises:
        Refused: 429, one more than may be asked.
    """
    _enter(central.strangers, address)


def _enter(pace: Pace, who: str) -> None:
    try:
        pace.enter(sha256(who.encode()).digest()[:16])
    except TooFast as problem:
        headers = {"Retry-After": str(problem.retry_after_s)}
        raise Refused(429, Code.TOO_MANY_REQUESTS, "Too fast.", headers=headers) from None


def _caller(request: Request, central: Central, token: str, device_id: DeviceId) -> Caller:
    now = central.now()
    found = central.store.read(partial(sign_ins.caller, token=token, device_id=device_id, now=now))
    if found is None:
        # one may be invented for each request, and each answer may be an order that was signed
        keep_pace_of_strangers(central, address_of(request))
        refuse_revoked(central, device_id)
        raise _sign_in_needed()
    caller, confirmed = found
    if not confirmed:
        central.store.run(partial(sign_ins.confirm, token=token, now=now))
    return caller


def _sign_in_needed() -> Refused:
    headers = {"WWW-Authenticate": "Bearer"}
    return Refused(401, Code.SIGN_IN_NEEDED, "Sign in first.", headers=headers)


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _device(request: Request) -> DeviceId | None:
    return device_id_in(request.headers.get(DEVICE_HEADER, ""))
