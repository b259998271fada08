"""What somebody who spoke with a service knows better than the directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from helpdesk_domain.offer import ServiceId

SuggestionId = NewType("SuggestionId", str)

COMMENT_LIMIT: Final = 1000
"""Longest comment, in characters."""


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
        comment: How it is known, in at most `COMMENT_LIMIT` characters; names nobody.
        made_at: By the device's clock; aware.
    """

    id: SuggestionId
    service_id: ServiceId
    base_rev: int
    made_at: datetime
    patch: Mapping[str, object]
    comment: str = ""


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
