"""Orders to desks and the boxes they seal, as desks and an administrator would make them."""

import json
import secrets
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any

from joserfc import jwe
from joserfc.jwk import OKPKey
from zstandard import compress

from helpdesk_domain.directives import (
    AGREEMENT,
    CIPHER,
    Action,
    BoxContent,
    BoxId,
    HeldCall,
    SealedBox,
)
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.wire import to_json
from helpdesk_server.store.directives import order
from helpdesk_server.store.people import account_of
from helpdesk_server.store.server import ServerIdentity
from tests.server.desk import Desk, code_of
from tests.serving import HandClock, RunningServer

ASK = "/v1/changes?stream=directory&since=0"
REQUEST = "5b0c7f62-6a31-4f4e-9a6c-0f4a5d1f7a10"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def sealed(content: BoxContent, key: str) -> str:
    """`content` as the owner of `key` alone can read it."""
    return sealed_bytes(compress(to_json(content)), key)


def sealed_bytes(plain: bytes, key: str) -> str:
    public = OKPKey.import_key({"kty": "OKP", "crv": "X25519", "x": key})
    header = {"alg": AGREEMENT, "enc": CIPHER}
    return jwe.encrypt_compact(header, plain, public)


def held(payload: bytes) -> HeldCall:
    return HeldCall(id=json.loads(payload)["id"], author=None, base_rev=None, payload=payload)


def sealed_box(desk: Desk, directive: str, key: str, calls: Iterable[bytes]) -> SealedBox:
    """The box of a desk at which somebody is signed in."""
    assert desk.tokens is not None
    content = BoxContent(
        device_id=DeviceId(desk.device_id),
        sealed_at=NOON,
        person=desk.tokens.person.id,
        calls=tuple(map(held, calls)),
    )
    return SealedBox(
        id=BoxId(str(uuid.uuid4())),
        device_id=content.device_id,
        directive=directive,
        calls=len(content.calls),
        box=sealed(content, key),
        proof=proof_of(desk),
    )


def told(server: RunningServer, desk: Desk, action: Action, clock: HandClock) -> None:
    device_id = DeviceId(desk.device_id)
    assert server.store.run(partial(order, device_id=device_id, action=action, now=clock.now))


def directive_to(desk: Desk, request_id: str = REQUEST) -> str:
    """The order in the refusal of a request."""
    answer = desk.get(ASK, **{"X-Request-Id": request_id})
    assert (answer.status_code, code_of(answer)) == (403, "device_revoked")
    signed = answer.json()["directive"]
    assert isinstance(signed, str)
    return signed


def content_of(desk: Desk, clock: HandClock, **fields: Any) -> BoxContent:
    return BoxContent(device_id=DeviceId(desk.device_id), sealed_at=clock.now, **fields)


def a_box(desk: Desk, directive: str, box: str = "sealed", proof: str | None = None) -> SealedBox:
    """From the device itself, unless another `proof` is shown."""
    return SealedBox(
        id=BoxId(str(uuid.uuid4())),
        device_id=DeviceId(desk.device_id),
        directive=directive,
        calls=1,
        box=box,
        proof=proof_of(desk) if proof is None else proof,
    )


def proof_of(desk: Desk) -> str:
    assert desk.tokens is not None
    return sha256(desk.tokens.refresh_token.encode()).hexdigest()


def send(desk: Desk, box: SealedBox) -> Any:
    """As a desk that shows no token any more."""
    tokens, desk.tokens = desk.tokens, None
    answer = desk.put(f"/v1/sealed-boxes/{box.id}", to_json(box))
    desk.tokens = tokens
    return answer


def amelie(server: RunningServer) -> PersonId:
    account = server.store.read(partial(account_of, name="Amélie"))
    assert account is not None
    return account.person.id


def some_keys() -> ServerIdentity:
    return ServerIdentity("", b"", None, secrets.token_bytes(32), secrets.token_bytes(32))
