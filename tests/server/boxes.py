"""Sealed boxes, as a desk would make them."""

import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from joserfc import jwe
from joserfc.jwk import OKPKey
from zstandard import compress

from helpdesk_domain.directives import (
    AGREEMENT,
    CIPHER,
    BoxContent,
    BoxId,
    SealedBox,
    UnsentCall,
)
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import to_json
from tests.server.desk import Desk

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def sealed(content: BoxContent, key: str) -> str:
    """`content` as the owner of `key` alone can read it."""
    return sealed_bytes(compress(to_json(content)), key)


def sealed_bytes(plain: bytes, key: str) -> str:
    public = OKPKey.import_key({"kty": "OKP", "crv": "X25519", "x": key})
    header = {"alg": AGREEMENT, "enc": CIPHER}
    return jwe.encrypt_compact(header, plain, public)


def unsent(payload: bytes) -> UnsentCall:
    return UnsentCall(id=json.loads(payload)["id"], author=None, base_rev=None, payload=payload)


def sealed_box(desk: Desk, directive: str, key: str, calls: Iterable[bytes]) -> SealedBox:
    """The box of a desk at which somebody is signed in."""
    assert desk.tokens is not None
    content = BoxContent(
        device_id=DeviceId(desk.device_id),
        sealed_at=NOON,
        person=desk.tokens.person.id,
        calls=tuple(map(unsent, calls)),
    )
    return SealedBox(
        id=BoxId(str(uuid.uuid4())),
        device_id=content.device_id,
        directive=directive,
        calls=len(content.calls),
        box=sealed(content, key),
    )
