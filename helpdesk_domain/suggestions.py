"""What somebody who spoke with a service knows better than the directory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from helpdesk_domain.offer import CapacityStatus, ServiceId, ServiceStatus

SuggestionId = NewType("SuggestionId", str)

COMMENT_LIMIT: Final = 1000
"""Longest comment, in characters."""


FULL_FOR: Final = timedelta(days=14)
"""How long a service counts as full when nobody said until when; our own rule: waiting lists
move, and what is older than two weeks has to be asked again."""


class Topic(StrEnum):
    """What is wrong in the directory, or has changed since."""

    PHONE = "phone"
    HOURS = "hours"
    ADDRESS = "address"
    CLOSED_DOWN = "closed_down"
    FULL = "full"
    CONDITIONS = "conditions"
    DUPLICATE = "duplicate"
    OTHER = "other"


class Decision(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A correction to a service. Made once, never edited: a second thought is another one.

    Attributes:
        id: A UUID made on the device: sent twice, it counts once.
        service_id: The service it is about, even if that leaves the offer.
        base_rev: Revision of the service that was on the screen.
        patch: JSON merge patch (RFC 7396) of the HSDS service; empty when words say it all.
        comment: What is right and how it is known, in at most `COMMENT_LIMIT` characters; names
            nobody.
        made_at: By the device's clock; aware.
        topic: What it is about; a program of before sends none.
        full_until: Of a service that is full: the last day of it, as far as that was said.
    """

    id: SuggestionId
    service_id: ServiceId
    base_rev: int
    made_at: datetime
    patch: Mapping[str, object]
    comment: str = ""
    topic: Topic = Topic.OTHER
    full_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A suggestion nobody decided on yet, as all desks see it, in the stream `flags`.

    Attributes:
        author: Name of the colleague who made it.
    """

    service_id: ServiceId
    topic: Topic
    comment: str
    made_at: datetime
    full_until: date | None
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionReceipt:
    """The server's word that a suggestion is kept."""

    id: SuggestionId
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionOutcome:
    """A suggestion of mine as it stands, in the stream `suggestions:mine`.

    Attributes:
        answer: What the curator of the directory says to its author.
    """

    service_id: ServiceId
    decision: Decision
    answer: str = ""
    decided_at: datetime | None = None


def patch_for(topic: Topic) -> Mapping[str, object]:
    """What `topic` changes in the service, where that needs no further word; else nothing."""
    return {
        Topic.CLOSED_DOWN: {"status": ServiceStatus.DEFUNCT.value},
        Topic.FULL: {"capacity_status": CapacityStatus.FULL.value},
    }.get(topic, {})


def stands(flag: Flag, today: date) -> bool:
    """Whether `flag` still says something on the day `today`: room comes back by itself."""
    if flag.topic is not Topic.FULL:
        return True
    if flag.full_until is not None:
        return today <= flag.full_until
    age = today - flag.made_at.date()
    return -FULL_FOR <= age <= FULL_FOR  # a clock that is years ahead says nothing of today


def by_service(flags: Iterable[Flag]) -> Mapping[ServiceId, tuple[Flag, ...]]:
    """`flags` by the service they are about, each in the order in which they came."""
    told: dict[ServiceId, tuple[Flag, ...]] = {}
    for flag in flags:
        told[flag.service_id] = (*told.get(flag.service_id, ()), flag)
    return told
