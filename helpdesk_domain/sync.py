"""HD-Protocol 1: what desktop and server say to each other. `docs/protocol.md` explains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from helpdesk_domain.calls import CallId
from helpdesk_domain.people import DeviceId, Person

PROTOCOL: Final = "1"
PROTOCOL_HEADER: Final = "HD-Protocol"
GENERATION_HEADER: Final = "HD-Generation"
DIGEST_HEADER: Final = "HD-Digest"
DEVICE_HEADER: Final = "HD-Device"
CLIENT_HEADER: Final = "HD-Client"
REQUEST_ID_HEADER: Final = "X-Request-Id"

DIRECTORY: Final = "directory"
"""The stream on which the offer flows down."""

MY_SUGGESTIONS: Final = "suggestions:mine"
"""The stream that says what became of the suggestions of whoever asks."""

FLAGS: Final = "flags"
"""The stream on which corrections that wait for a decision flow down to all desks."""

FORMS: Final = "forms"
"""The stream on which forms of questions flow down to all desks, every version for good."""

PAGE_LIMIT: Final = 500
"""Most changes a page may hold."""

BODY_LIMIT: Final = 1024 * 1024
"""Longest body of a request, in bytes."""


class Entity(StrEnum):
    """What a change of the directory stream is about: HSDS entities, and how callers speak."""

    SERVICE = "service"
    ORGANIZATION = "organization"
    TAXONOMY_TERM = "taxonomy_term"
    LEXICON = "lexicon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """What a server says of itself to anyone who asks.

    Attributes:
        protocol: The newest version of the protocol it speaks.
        oldest_protocol: The oldest one; older desktops may still send calls.
        generation: UUID of this database's history; a restored backup gets a new one.
        durable_through: What the server received before is in a verified backup; None before
            the first one. A desk keeps its own copy of every later call.
        min_client: Oldest desktop that may fetch; any may send.
        signing_key: Signs orders to devices: Ed25519, base64url of 32 bytes; pinned at sign-in.
        sealing_key: What is sealed to it only this server opens: X25519, likewise.
    """

    product: str
    version: str
    protocol: str
    generation: str
    server_time: datetime
    oldest_protocol: str = PROTOCOL
    durable_through: datetime | None = None
    min_client: str = ""
    page_limit: int = PAGE_LIMIT
    body_limit: int = BODY_LIMIT
    signing_key: str = ""
    sealing_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordGrant:
    """A person signs in on a device."""

    name: str
    password: str
    device_id: DeviceId
    device_name: str = ""
    grant_type: Literal["password"] = "password"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshGrant:
    """A device asks for new tokens with the refresh token it holds."""

    refresh_token: str
    device_id: DeviceId
    grant_type: Literal["refresh_token"] = "refresh_token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The right to ask, for one device.

    Attributes:
        access_token: Opaque; shown as `Authorization: Bearer`.
        expires_in: Seconds the access token lives, counted from the answer.
        refresh_token: Opaque; good for the next `Tokens`, on this device only.
    """

    access_token: str
    expires_in: int
    refresh_token: str
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record as it is now.

    Attributes:
        entity: An `Entity`, or a word a newer server knows and this desktop does not.
        rev: The record's own revision, from 1.
        seq: Its place in the stream, in the order of commits.
        data: The HSDS object, or the `LexiconEntry`, whole; None when `deleted`.
    """

    entity: str
    id: str
    rev: int
    seq: int
    deleted: bool = False
    data: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Changes after `since`, oldest first.

    Attributes:
        since: The cursor the page starts from, as it was asked.
        next: The cursor after this page.
        head: The newest place in the stream when the page was read.
        count: How many changes follow; an intermediary that cuts the body is caught by it.
        has_more: Whether another page waits.
        min_since: Oldest cursor from which nothing was purged yet.
        state_hash: With the last page: `state_hash` of the live records of the whole stream.
        records: With the last page: how many they are.
    """

    stream: str
    since: int
    next: int
    head: int
    count: int
    has_more: bool
    min_since: int
    changes: tuple[Change, ...]
    state_hash: str | None = None
    records: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotManifest:
    """Where the whole offer can be fetched as one file of `Change` lines.

    Attributes:
        seq: The cursor that goes with the file.
        records: How many lines it has.
        state_hash: `state_hash` of those records.
        bytes: Its length as sent.
        sha256: Digest of the bytes as sent, hexadecimal; also its name and ETag.
        href: Path on the same server.
        encoding: `zstd`: one compressed stream of NDJSON.
    """

    generation: str
    stream: str
    seq: int
    records: int
    state_hash: str = ""
    bytes: int
    sha256: str
    href: str
    encoding: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReceipt:
    """The server's word that a call is kept.

    Attributes:
        rev: The call's revision on the server, from 1.
    """

    id: CallId
    rev: int
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a request was refused (RFC 9457).

    Attributes:
        code: One of `problem_codes.Code`, or a word of a newer server.
        pointer: JSON pointer to the field at fault, when there is one.
    """

    status: int
    code: str
    title: str
    type: str = "about:blank"
    pointer: str | None = None
