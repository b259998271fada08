"""Signing orders to devices, and opening what they sealed; the only file that knows JOSE.

An order is a JWS (RFC 7515) by Ed25519, signed for the one request it answers; a box is a JWE
(RFC 7516), ECDH-ES over X25519 with AES-256-GCM. `helpdesk_desktop.sync` holds the other halves.
"""

import base64
from datetime import datetime
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from joserfc import jwe, jws
from joserfc.jwk import OKPKey
from zstandard import ZstdDecompressor

from helpdesk_domain.directives import (
    AGREEMENT,
    CIPHER,
    DIRECTIVE_TYPE,
    LONGEST_BOX,
    SIGNATURE,
    Action,
    BoxContent,
    Directive,
    PublicKeys,
)
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server import journal
from helpdesk_server.store.server import ServerIdentity

MOST_CONTENT: Final = 64 * 1024 * 1024
"""Bytes a box may become when it is opened: one that swells is not of ours."""


class BoxUnreadable(Exception):
    """A box that was sealed for another server, was changed, or never was one."""


class _Sizes(jwe.JWERegistry):
    """joserfc takes no more than 64 KiB unless it is told to: these come from our own desks."""

    max_ciphertext_length = LONGEST_BOX


_SIZES: Final = _Sizes(algorithms=[AGREEMENT, CIPHER])


def public_keys(identity: ServerIdentity) -> PublicKeys:
    """What devices pin of the keys in `identity`."""
    signing = Ed25519PrivateKey.from_private_bytes(identity.signing_key).public_key()
    sealing = X25519PrivateKey.from_private_bytes(identity.sealing_key).public_key()
    return PublicKeys(
        signing=_written(signing.public_bytes_raw()), sealing=_written(sealing.public_bytes_raw())
    )


def signed(identity: ServerIdentity, device_id: DeviceId, action: Action, now: datetime) -> str:
    """The order `action` to a device, good for the request that is being answered."""
    directive = Directive(
        device_id=device_id, action=action, request_id=journal.request_id.get(), issued_at=now
    )
    header = {"alg": SIGNATURE, "typ": DIRECTIVE_TYPE}
    key = _private("Ed25519", identity.signing_key)
    return jws.serialize_compact(header, to_json(directive), key, algorithms=[SIGNATURE])


def ours(identity: ServerIdentity, order: str) -> Directive | None:
    """The order in `order`, if this server signed it; whenever that was."""
    key = _private("Ed25519", identity.signing_key)
    try:
        read = jws.deserialize_compact(order, key, algorithms=[SIGNATURE])
        is_order = read.headers().get("typ") == DIRECTIVE_TYPE
        return from_json(read.payload, Directive) if is_order else None
    except Exception:  # noqa: BLE001 - see `opened`
        return None


def opened(identity: ServerIdentity, box: str) -> BoxContent:
    """What is in `box`.

    Raises:
        BoxUnreadable: It was not sealed for this server, or it was changed since.
    """
    key = _private("X25519", identity.sealing_key)
    try:
        sealed = jwe.decrypt_compact(box, key, registry=_SIZES).plaintext
        # in pieces: a frame that says how long it is would be believed, whatever the limit
        plain = ZstdDecompressor().stream_reader(sealed or b"").read(MOST_CONTENT + 1)
        if len(plain) > MOST_CONTENT:
            raise ValueError("it swells")
        return from_json(plain, BoxContent)
    except Exception as problem:  # noqa: BLE001 - the library lets KeyError through, and who knows what
        raise BoxUnreadable(type(problem).__name__) from None


def _private(curve: Literal["Ed25519", "X25519"], raw: bytes) -> OKPKey:
    private = (
        Ed25519PrivateKey.from_private_bytes(raw)
        if curve == "Ed25519"
        else X25519PrivateKey.from_private_bytes(raw)
    )
    public = _written(private.public_key().public_bytes_raw())
    return OKPKey.import_key({"kty": "OKP", "crv": curve, "x": public, "d": _written(raw)})


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
