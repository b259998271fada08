"""Why a service is for a person, why it is not, and what is to be asked to know.

Only a fact that the record has as a fact, and that is known of the person, says yes or no. What is
not known of the person is a question; what the record has only in words is a question too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import floor
from typing import Final

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answer, QuestionPath
from helpdesk_domain.intake.of_a_call import answers_of
from helpdesk_domain.intake.questions import CODES
from helpdesk_domain.offer import CapacityStatus, ServiceStatus
from helpdesk_domain.person_concerned import (
    NOBODY_YET,
    AgeBand,
    PersonConcerned,
    PlaceAnswer,
    first_year,
    last_year,
)
from helpdesk_domain.service_card import Area, ServiceCard
from helpdesk_domain.target_groups import Member, Verdict, belongs


class Reason(StrEnum):
    """What a finding is about; a screen has a sentence for each."""

    NOT_ACTIVE = "not_active"
    SAID_CLOSED = "said_closed"
    FULL = "full"
    WAITING_LIST = "waiting_list"
    HAS_ROOM = "has_room"
    AGE_OUTSIDE = "age_outside"
    AGE_NEAR_LIMIT = "age_near_limit"
    AGE_NOT_KNOWN = "age_not_known"
    AGE_FITS = "age_fits"
    AREA_OUTSIDE = "area_outside"
    AREA_OUTSIDE_REGION = "area_outside_region"
    AREA_PROPOSED = "area_proposed"
    AREA_NO_ADDRESS = "area_no_address"
    AREA_NOT_KNOWN = "area_not_known"
    AREA_FITS = "area_fits"
    LANGUAGE_NOT_LISTED = "language_not_listed"
    LANGUAGE_SPOKEN = "language_spoken"
    GROUP_OTHER = "group_other"
    GROUP_NOT_KNOWN = "group_not_known"
    GROUP_FITS = "group_fits"
    CONDITIONS = "conditions"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that counts.

    Attributes:
        values: For the sentence: `from` and `to` (years), `commune` (NIS code), `communes`,
            `groups`, `text` (as the card has them), `language` (its code).
        is_text: The record has it only in words, which a program does not judge.
    """

    verdict: Verdict
    reason: Reason
    values: Mapping[str, str] = field(default_factory=dict)
    is_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a call knows of the person.

    Attributes:
        answers: Of the intake, by question of the shipped form.
    """

    person: PersonConcerned = NOBODY_YET
    caller_language: str | None = None
    answers: Mapping[QuestionPath, Answer] = field(default_factory=dict)

    @property
    def is_anything(self) -> bool:
        """Whether anything of the person is known: the caller's language alone is not."""
        return self.person != NOBODY_YET or bool(self.answers)


NOTHING_KNOWN: Final = Known()

_ORDER: Final = (Verdict.NO, Verdict.ASK, Verdict.YES)


def known_of(call: Call | None) -> Known:
    """What `call` knows of the person it is about; answers about something else are left out.

    What it gave elsewhere counts too: who has no address is homeless until somebody says otherwise.
    """
    if call is None:
        return NOTHING_KNOWN
    answers = answers_of(call)
    return Known(
        person=call.person,
        caller_language=call.caller_language,
        answers={name: value for name, value in answers.items() if name in {*CODES, "age"}},
    )


def eligibility(known: Known, card: ServiceCard) -> tuple[Finding, ...]:
    """What of `card` counts for the person: why not, what to ask, why.

    Cost: some 0.02 ms.
    """
    found = [
        *_status(card),
        *_room(card),
        *_age(known, card),
        *_area(known.person, card),
        *_language(known, card),
        *_groups(known, card),
        *_texts(known, card),
    ]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.verdict)))


def _status(card: ServiceCard) -> Iterator[Finding]:
    if card.status is not ServiceStatus.ACTIVE:
        yield Finding(verdict=Verdict.NO, reason=Reason.NOT_ACTIVE)
    elif card.seen_closed:
        yield Finding(verdict=Verdict.ASK, reason=Reason.SAID_CLOSED)


def _room(card: ServiceCard) -> Iterator[Finding]:
    match card.room:
        case CapacityStatus.FULL:
            yield Finding(verdict=Verdict.NO, reason=Reason.FULL)
        case CapacityStatus.WAITING_LIST:
            yield Finding(verdict=Verdict.ASK, reason=Reason.WAITING_LIST)
        case CapacityStatus.AVAILABLE:
            yield Finding(verdict=Verdict.YES, reason=Reason.HAS_ROOM)


def _age(known: Known, card: ServiceCard) -> Iterator[Finding]:
    least, most = card.ages
    if (least, most) == (None, None) or (least or 0) > (most if most is not None else least or 0):
        return
    begins = least or 0.0
    ends = floor(most) + 1.0 if most is not None else float("inf")
    limits = {
        "from": f"{least:g}" if least else "",
        "to": f"{most:g}" if most is not None else "",
    }
    ages = _ages(known)
    if ages is None:
        yield Finding(verdict=Verdict.ASK, reason=Reason.AGE_NOT_KNOWN, values=limits)
    elif ages[1] <= begins or ages[0] >= ends:
        yield Finding(verdict=Verdict.NO, reason=Reason.AGE_OUTSIDE, values=limits)
    elif begins <= ages[0] and ages[1] <= ends:
        yield Finding(verdict=Verdict.YES, reason=Reason.AGE_FITS, values=limits)
    else:
        yield Finding(verdict=Verdict.ASK, reason=Reason.AGE_NEAR_LIMIT, values=limits)


def _ages(known: Known) -> tuple[float, float] | None:
    """The first year the person may be old, and the first they are not."""
    told = known.answers.get(QuestionPath("age"))
    if isinstance(told, int | float):
        return float(told), floor(told) + 1.0
    band = known.person.age or known.answers.get(QuestionPath("age_band"))
    if not isinstance(band, str) or band not in frozenset(AgeBand):
        return None
    return float(first_year(AgeBand(band))), last_year(AgeBand(band)) + 1.0


def _area(person: PersonConcerned, card: ServiceCard) -> Iterator[Finding]:
    """A record may serve what is no commune; then only the communes it names say anything."""
    if not card.communes:
        return
    values = {"communes": ", ".join(card.communes), "commune": person.commune or ""}
    verdict, reason = _place(person, card.area)
    yield Finding(verdict=verdict, reason=reason, values=values)


def _place(person: PersonConcerned, area: Area) -> tuple[Verdict, Reason]:
    if person.place is PlaceAnswer.NO_ADDRESS:
        return Verdict.ASK, Reason.AREA_NO_ADDRESS
    if person.place is PlaceAnswer.OUTSIDE_REGION and area.is_complete:
        return Verdict.NO, Reason.AREA_OUTSIDE_REGION
    if person.commune is None:
        return Verdict.ASK, Reason.AREA_NOT_KNOWN
    if person.is_place_proposed:
        return Verdict.ASK, Reason.AREA_PROPOSED
    if person.commune in area.communes:
        return Verdict.YES, Reason.AREA_FITS
    if area.leaves_out(person.commune):
        return Verdict.NO, Reason.AREA_OUTSIDE
    return Verdict.ASK, Reason.AREA_NOT_KNOWN


def _language(known: Known, card: ServiceCard) -> Iterator[Finding]:
    """Who speaks another language may bring an interpreter: that is asked, never a no."""
    spoken = known.caller_language
    if spoken and card.languages:
        is_listed = spoken in card.languages
        yield Finding(
            verdict=Verdict.YES if is_listed else Verdict.ASK,
            reason=Reason.LANGUAGE_SPOKEN if is_listed else Reason.LANGUAGE_NOT_LISTED,
            values={"language": spoken},
        )


def _groups(known: Known, card: ServiceCard) -> Iterator[Finding]:
    """One group that fits is enough; only where none can fit it is a no."""
    if not card.group_codes:
        return
    member = Member(
        ages=_ages(known),
        gender=known.person.gender,
        told={name: frozenset(_codes(value)) for name, value in known.answers.items()},
    )
    by_verdict: dict[Verdict, list[str]] = {}
    for code, name in zip(card.group_codes, card.groups, strict=True):
        by_verdict.setdefault(belongs(code, member), []).append(name)
    for verdict, reason in (
        (Verdict.YES, Reason.GROUP_FITS),
        (Verdict.ASK, Reason.GROUP_NOT_KNOWN),
        (Verdict.NO, Reason.GROUP_OTHER),
    ):
        if names := by_verdict.get(verdict):
            yield Finding(verdict=verdict, reason=reason, values={"groups": ", ".join(names)})
            return


def _texts(known: Known, card: ServiceCard) -> Iterator[Finding]:
    """What only a person can judge; what it costs, where the income was spoken of."""
    if card.eligibility:
        values = {"text": card.eligibility.words}
        yield Finding(verdict=Verdict.ASK, reason=Reason.CONDITIONS, values=values, is_text=True)
    if card.fees and QuestionPath("income") in known.answers:
        values = {"text": card.fees.words}
        yield Finding(verdict=Verdict.ASK, reason=Reason.COST, values=values, is_text=True)


def _codes(value: Answer) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
