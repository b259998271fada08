"""Sealing what would be lost with this desk, to a key that only the organisation holds.

A box is a JWE (RFC 7516), ECDH-ES over X25519 with AES-256-GCM, in a file of its own. It stays
once it was sent: nobody can read it here, and a server may lose what it took.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from joserfc import jwe
from joserfc.jwk import OKPKey
from zstandard import ZstdCompressor

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store import orders
from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.database import Session, Store
from helpdesk_desktop.store.held import held
from helpdesk_desktop.store.orders import StandingOrder
from helpdesk_desktop.sync.errors import ServerUnreachable, SyncError
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.whole_file import FileNotWritten, write_whole
from helpdesk_domain.calls import CallId
from helpdesk_domain.directives import (
    AGREEMENT,
    CIPHER,
    LONGEST_BOX,
    BoxContent,
    BoxId,
    HeldCall,
    SealedBox,
)
from helpdesk_domain.wire import BadBody, from_json, to_json

CALLS_IN_A_BOX: Final = 50
BYTES_IN_A_BOX: Final = 500_000
"""Sealed, it is still well under the longest body the server takes (1 MiB)."""

TIMEOUTS_S: Final = (5.0, 10.0)
"""For a connection, and for an answer: somebody may be waiting for the window to close."""

WAITING: Final = ".sealed"
SENT: Final = ".sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxFile(SealedBox):
    """A box on the disk, with the address it is for."""

    server_url: str


class _Sizes(jwe.JWERegistry):
    """joserfc takes no more than 64 KiB unless it is told to."""

    max_ciphertext_length = LONGEST_BOX


_SIZES: Final = _Sizes(algorithms=[AGREEMENT, CIPHER])


def seal(store: Store, profile: Profile, order: StandingOrder, now: datetime) -> None:
    """Seal what this desk holds of calls and suggestions into files of `profile`, once an order.

    There is a box even when it is empty: it tells the server that the order was obeyed.

    Raises:
        FileNotWritten, StoreFault: The disk did not take it; nothing may be erased.
    """
    if order.is_sealed:
        return
    content = store.read(partial(held, device_id=profile.device_id(), now=now))
    proof = store.read(_proof)
    keys = store.read(partial(orders.pinned_keys, server_url=order.server_url))
    public = OKPKey.import_key({"kty": "OKP", "crv": "X25519", "x": keys.sealing})
    try:
        profile.sealed.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise FileNotWritten(profile.sealed.name) from problem
    for number, part in enumerate(_parts(content)):
        box = _sealed(part, public, order, proof)
        write_whole(profile.sealed / f"{number:04}-{box.id}{WAITING}", to_json(box))
    store.run(partial(orders.note_sealed, now=now))


def send_boxes(profile: Profile) -> int:
    """Send the boxes that wait; how many still do. Blocks; what cannot be sent stays."""
    for path in sorted(profile.sealed.glob(f"*{WAITING}")):
        try:
            _send(path)
        except ServerUnreachable:
            break  # nor would it hear of the others
        except (BadBody, OSError, SyncError):
            continue
    return len(list(profile.sealed.glob(f"*{WAITING}")))


def forget_boxes(profile: Profile) -> None:
    """The desk is free again and has it all: its calls go up as calls.

    Boxes of a desk that was erased here before stay: nothing else holds what is in them.
    """
    for path in profile.sealed.glob("*"):
        with suppress(BadBody, OSError):
            if from_json(path.read_bytes(), BoxFile).device_id == profile.device_id():
                path.unlink()


def _parts(content: BoxContent) -> Iterator[BoxContent]:
    """`content` in pieces that the server takes; what is no logged call goes with the first."""
    batches = list(_batches(_together(content.calls))) or [()]
    yield replace(content, calls=tuple(batches[0]))
    for batch in batches[1:]:
        yield replace(content, calls=tuple(batch), suggestions=(), unfinished=(), words=())


def _together(calls: Sequence[HeldCall]) -> list[list[HeldCall]]:
    """The versions of each call, oldest first: a later one edits what the one before became."""
    versions: dict[CallId, list[HeldCall]] = {}
    for call in calls:
        versions.setdefault(call.id, []).append(call)
    return list(versions.values())


def _batches(calls: Sequence[Sequence[HeldCall]]) -> Iterator[Sequence[HeldCall]]:
    batch: list[HeldCall] = []
    size = 0
    for versions in calls:
        longer = sum(len(one.payload) for one in versions)
        full = len(batch) + len(versions) > CALLS_IN_A_BOX or size + longer > BYTES_IN_A_BOX
        if batch and full:
            yield batch
            batch, size = [], 0
        batch += versions
        size += longer
    if batch:
        yield batch


def _proof(session: Session) -> str:
    """As `SealedBox.proof`: the server keeps tokens under their hash, and knows this one again."""
    known = account(session)
    return sha256(known.refresh_token.encode()).hexdigest() if known else ""


def _sealed(content: BoxContent, public: OKPKey, order: StandingOrder, proof: str) -> BoxFile:
    header = {"alg": AGREEMENT, "enc": CIPHER}
    plain = ZstdCompressor().compress(to_json(content))
    return BoxFile(
        id=BoxId(str(uuid.uuid4())),
        device_id=content.device_id,
        directive=order.signed,
        calls=len(content.calls) + len(content.unfinished),
        box=jwe.encrypt_compact(header, plain, public, registry=_SIZES),
        proof=proof,
        server_url=order.server_url,
    )


def _send(path: Path) -> None:
    kept = from_json(path.read_bytes(), BoxFile)
    with closing(Server(kept.server_url, kept.device_id, TIMEOUTS_S)) as server:
        server.put_box(kept)
    path.replace(path.with_suffix(SENT))
