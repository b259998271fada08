"""Who may ask what: everything is shut to strangers unless it is named here."""

from hashlib import sha256
from typing import Final

from fastapi import Request

from helpdesk_domain.people import DeviceId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import to_json
from helpdesk_server.central import Central
from helpdesk_server.directives import signed
from helpdesk_server.pace import Pace, TooFast
from helpdesk_server.problems import Refused
from helpdesk_server.store import server, sign_ins
from helpdesk_server.store.directives import newest_order

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
    keep_pace(central.strangers, address)


def keep_pace(pace: Pace, who: str) -> None:
    """Count a request of `who`.

    Raises:
        Refused: 429, one more than may be asked.
    """
    try:
        pace.enter(sha256(who.encode()).digest()[:16])
    except TooFast as problem:
        headers = {"Retry-After": str(problem.retry_after_s)}
        raise Refused(429, Code.TOO_MANY_REQUESTS, "Too fast.", headers=headers) from None


def sign_in_needed() -> Refused:
    headers = {"WWW-Authenticate": "Bearer"}
    return Refused(401, Code.SIGN_IN_NEEDED, "Sign in first.", headers=headers)
