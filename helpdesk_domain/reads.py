"""That somebody read what a caller told: who, when, of which call, from where; never what it was.

Figures that leave a desk in a file leave a mark, too: who, when, which export, what for.

The marks of one device form a chain: each bears the hash of the one before. Who changes, removes
or swaps one breaks it for all to see, also when that was done on the desk before it was sent.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NewType

from helpdesk_domain.people import PersonId

ReadId = NewType("ReadId", str)

BATCH_LIMIT: Final = 500
"""Most marks in one request."""

BEGINNING: Final = "0" * 64
"""What stands before the first mark of a device."""

_WHY: Final = re.compile(r"[a-z_]{1,40}")


class What(StrEnum):
    """What was opened."""

    CALL_TEXT = "call_text"
    """The words of a call: the note above all."""
    INTAKE_TEXT = "intake_text"
    """The words of its intake, and those of the call with them."""
    IDENTITY = "identity"
    STATISTICS = "statistics"
    """Figures, in a file that left the desk."""


class Why(StrEnum):
    """Where it was opened from; a code, as `is_code` has them."""

    MY_CALLS = "my_calls"
    FOLLOW_UPS = "follow_ups"
    CONFLICT = "conflict"
    CONTACT = "contact"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """One deed of reading.

    Attributes:
        at: By the device's clock; aware.
        person: Who was signed in, as the desk says; None when nobody was.
        subject: Id of the call, or of the record, that was read; of an export, its own.
        why: Where it was opened from; of an export, what for (`ExportPurpose`).
        previous: `hash` of the mark before on this device, or `BEGINNING`.
        hash: `hash_of` all the rest.
    """

    id: ReadId
    at: datetime
    person: PersonId | None
    what: What
    subject: str
    why: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMarks:
    """Marks of one device, the oldest first, each once."""

    marks: tuple[ReadMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsReceipt:
    """The server's word that it holds these marks.

    Attributes:
        digest: The `HD-Digest` of what was sent.
        broken: How many of them, sent now or before, did not go on with the chain of the device.
    """

    digest: str
    broken: int = 0


def next_mark(
    previous: str, what: What, subject: str, why: str, person: PersonId | None, now: datetime
) -> ReadMark:
    """The mark that goes on with the chain whose last hash is `previous`."""
    read_id, at = ReadId(str(uuid.uuid4())), now.astimezone(UTC)
    told = (read_id, at, person, what, subject, why, previous)
    return ReadMark(
        id=read_id,
        at=at,
        person=person,
        what=what,
        subject=subject,
        why=why,
        previous=previous,
        hash=_hash(*told),
    )


def hash_of(mark: ReadMark) -> str:
    """What `mark.hash` is when nobody changed anything of it; 64 hexadecimal digits."""
    return _hash(mark.id, mark.at, mark.person, mark.what, mark.subject, mark.why, mark.previous)


def is_code(why: str) -> bool:
    """Whether `why` can be said: a word of our own, in which nothing of a call can stand."""
    return _WHY.fullmatch(why) is not None


def breaks(marks: Iterable[ReadMark], previous: str) -> list[ReadId]:
    """Those of `marks` that were changed, or do not stand behind the mark before them."""
    broken = []
    for mark in marks:
        if mark.previous != previous or mark.hash != hash_of(mark):
            broken.append(mark.id)
        previous = mark.hash
    return broken


def _hash(
    read_id: str,
    at: datetime,
    person: str | None,
    what: str,
    subject: str,
    why: str,
    previous: str,
) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    said = json.dumps([read_id, moment, person, str(what), subject, why, previous])
    return hashlib.sha256(said.encode("ascii")).hexdigest()
