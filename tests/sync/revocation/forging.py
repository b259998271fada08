"""Orders, true and false, and somebody on the line who has them."""

import secrets
from collections.abc import Callable

from helpdesk_domain.directives import Action
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import to_json
from helpdesk_server import directives, journal
from helpdesk_server.store.server import ServerIdentity, identity
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import DEVICE
from tests.sync.line import Request, answer

REQUEST = "5b0c7f62-6a31-4f4e-9a6c-0f4a5d1f7a10"


def as_the_server(
    request: Request, known: ServerIdentity, body: bytes, status: str = "200 OK"
) -> bytes:
    """An answer that passes every gate but that of the signature."""
    kind = "application/json" if status.startswith("2") else "application/problem+json"
    changed = {"HD-Generation": known.generation, "X-Request-Id": request.headers["x-request-id"]}
    return answer(body, status=status, content_type=kind, changed=changed)


def refusing_with(
    central: RunningServer, signed: Callable[[Request], str]
) -> Callable[[Request], bytes | None]:
    """Somebody on the line, whom the desk takes for the server, refuses all but hello."""
    known = central.store.read(identity)

    def refused(request: Request) -> bytes | None:
        if request.path == "/v1/hello":
            return None
        body = {"status": 403, "code": "device_revoked", "title": "", "directive": signed(request)}
        return as_the_server(request, known, to_json(body), "403 Forbidden")

    return refused


def signed_by(
    known: ServerIdentity,
    request_id: str,
    action: Action = Action.WIPE,
    device: str = DEVICE,
) -> str:
    named = journal.request_id.set(request_id)
    try:
        return directives.signed(known, DeviceId(device), action, HandClock().now)
    finally:
        journal.request_id.reset(named)


def some_keys() -> ServerIdentity:
    return ServerIdentity("", b"", None, secrets.token_bytes(32), secrets.token_bytes(32))


GOOD = some_keys()
