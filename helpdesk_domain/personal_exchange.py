"""How personal records travel: up one by one, and down to the team that is to ring back."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk_domain.consent import Consent, PersonalId, PersonalRecord, Purpose, allows

OF_THE_TEAM = (Purpose.CALL_BACK, Purpose.FOLLOW_UP)
"""Purposes for which colleagues of the same team need to know who it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalReceipt:
    """The server's word that it keeps a record, and as which revision."""

    id: PersonalId
    rev: int
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPersonal:
    """A record that stands and that the team needs, in the stream `personal:<team>`.

    Attributes:
        author: Name of who asked the person.
        edited_by: Name of who wrote this revision.
        edited_at: When the server received it.
    """

    record: PersonalRecord
    author: str
    edited_by: str
    edited_at: datetime


def is_of_the_team(consent: Consent) -> bool:
    """Whether colleagues of the same team may read what `consent` unlocks."""
    return any(allows(consent, purpose) for purpose in OF_THE_TEAM)


def personal_stream(team: str) -> str:
    """The stream on which personal records that `team` needs flow down."""
    return f"personal:{team}"
