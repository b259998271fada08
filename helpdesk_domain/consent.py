"""Identity of a person and the consent that unlocks it (tier T3 of `docs/privacy.md`).

One record holds both: without a consent that stands and names a purpose there is no identity,
on no device and on no server. A call never holds either; the record names its call.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from helpdesk_domain.calls import CallId

PersonalId = NewType("PersonalId", str)

FIELD_LIMIT: Final = 200
"""Longest field of an identity, in characters."""


class Purpose(StrEnum):
    """What a person allows their identity to be used for."""

    CALL_BACK = "call_back"
    HAND_OVER = "hand_over"
    """To the services named in the consent, and to nobody else."""
    FOLLOW_UP = "follow_up"
    """By the same team."""
    CASE_DISCUSSION = "case_discussion"
    """Between the professionals involved."""


class ConsentMode(StrEnum):
    """How it was given."""

    ORAL = "oral"
    WRITTEN = "written"
    RELATIVE = "relative"
    INTERPRETER = "interpreter"
    VITAL_INTERESTS = "vital_interests"
    """Nobody could be asked and life is at risk: with a reason, told to the data protection
    officer."""


class ConsentAnswer(StrEnum):
    """What was said to the two sentences that are read aloud; « not asked » is no record."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What was agreed, on what explanation.

    Attributes:
        purposes: Each once; empty when refused.
        services: Names of those that a hand-over may go to, as the caller heard them.
        text_version: Which wording was read aloud.
        language: In which language it was read: `fr` or `nl`.
        representative: Somebody answered for the person: a parent of a minor, a representative.
        reason: Why nobody could be asked; of `VITAL_INTERESTS` alone.
        given_at: By the device's clock; aware.
        withdrawn_at: Since when it stands no more; aware.
    """

    answer: ConsentAnswer
    purposes: tuple[Purpose, ...] = ()
    services: tuple[str, ...] = ()
    mode: ConsentMode = ConsentMode.ORAL
    text_version: str
    language: str
    representative: bool = False
    reason: str = ""
    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, as little of it as the purpose needs; every field may be empty.

    Attributes:
        name: A first name, or what they wish to be called.
        referrer: Name and number of the professional who called about them.
        birth_year: Four digits.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    birth_year: str = ""
    referrer: str = ""

    def __repr__(self) -> str:
        """Nothing of it: what is shown of a value may end in a log."""
        return "Identity(…)"


NOBODY: Final = Identity()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    """A consent and what it unlocks, about the person of one call.

    Attributes:
        identity: Empty unless the consent stands.
    """

    id: PersonalId
    call_id: CallId
    consent: Consent
    identity: Identity = NOBODY


def stands(consent: Consent) -> bool:
    """Whether an identity may be kept under `consent`."""
    return (
        consent.answer is ConsentAnswer.ACCEPTED
        and bool(consent.purposes)
        and consent.withdrawn_at is None
    )


def allows(consent: Consent, purpose: Purpose) -> bool:
    """Whether the identity may be used for `purpose`."""
    return stands(consent) and purpose in consent.purposes
