"""Orders to a device that was lost or left behind, and what it seals before it obeys one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import PersonalId
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.suggestions import SuggestionId
from helpdesk_domain.sync import Problem

DIRECTIVE_TYPE: Final = "hd-directive+jws"
"""`typ` of a signed order: nothing else the key ever signs can pass for one (RFC 8725, 3.11)."""

SIGNATURE: Final = "Ed25519"
"""Its only algorithm (RFC 9864)."""

AGREEMENT: Final = "ECDH-ES"
CIPHER: Final = "A256GCM"
"""How a box is sealed: to an X25519 key, with a key of its own that is kept nowhere (RFC 8037)."""

LONGEST_BOX: Final = 16 * 1024 * 1024
"""In characters; none that a desk makes comes near it."""

BoxId = NewType("BoxId", str)


class Action(StrEnum):
    """What a device is told to do."""

    LOCK = "lock"
    """Keep everything, show nothing, until it is released."""

    WIPE = "wipe"
    """Erase everything but what was sealed."""

    RELEASE = "release"
    """Work again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """An order, as it is signed (a JWS in compact form).

    Attributes:
        request_id: The `X-Request-Id` of the request it answers: an order is good for one
            answer, so that one overheard before is worth nothing.
        issued_at: By the server's clock, for whoever reads a log; nothing is decided by it.
    """

    device_id: DeviceId
    action: Action
    request_id: str
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKeys:
    """What a device pins when somebody signs in on it.

    Attributes:
        signing: Ed25519, as `x` of a JWK: base64url of 32 bytes. Empty: an older server's.
        sealing: X25519, likewise.
    """

    signing: str = ""
    sealing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokedProblem(Problem):
    """Why a device is refused.

    Attributes:
        directive: A signed `Directive` to it, when it was lost or left behind.
    """

    directive: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCall:
    """A version of a call, as a device holds it: its server may have taken it, or not.

    Attributes:
        payload: The bytes of its request, as they are.
    """

    id: CallId
    author: PersonId | None
    base_rev: int | None
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSuggestion:
    """A suggestion that no server accepted yet, as the bytes of its request."""

    id: SuggestionId
    author: PersonId | None
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWord:
    """A person's no, or the withdrawal of a yes, that no server heard yet; names nobody.

    Who somebody is never goes into a box: boxes are kept for ever.
    """

    id: PersonalId
    author: PersonId | None
    base_rev: int | None
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedCall:
    """A call that nobody had logged yet.

    Attributes:
        payload: The `Call` as JSON, with what it lacks left out.
        search_text: What stood in the search box.
    """

    payload: bytes
    search_text: str
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxContent:
    """What is in a sealed box, before it is compressed (Zstandard) and sealed.

    Attributes:
        person: Who was signed in; calls logged before anybody was go under that name.
    """

    device_id: DeviceId
    sealed_at: datetime
    person: PersonId | None = None
    calls: tuple[HeldCall, ...] = ()
    suggestions: tuple[HeldSuggestion, ...] = ()
    unfinished: tuple[UnfinishedCall, ...] = ()
    words: tuple[HeldWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBox:
    """A box as it travels, or lies on the disk of a device that was erased.

    Attributes:
        id: A UUID made on the device; sent twice, it counts once.
        directive: The order the device obeyed: without one of its own a server takes no box.
        calls: How many are in it, finished or not.
        box: `BoxContent`, sealed to the server's key: a JWE in compact form.
        proof: SHA-256 of the last refresh token on the device, in hexadecimal: who knows the
            device's id alone has the order too, and cannot take the room of the true boxes. Empty
            when nobody was signed in.
    """

    id: BoxId
    device_id: DeviceId
    directive: str
    calls: int
    box: str
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxReceipt:
    """The server's word that it keeps a box."""

    id: BoxId
    received_at: datetime
