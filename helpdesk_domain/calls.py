"""A call, what was found for the caller, and what wrap-up still waits for.

Words of helpline practice (Inform USA standards 10.0). The caller is who rings; the person
is whom the call is about. A call names nobody: it holds no field for an identity.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType

from helpdesk_domain.call_terms import (
    CallerProfile,
    Channel,
    Missing,
    NonCall,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.intake.hiding import without_numbers
from helpdesk_domain.intake.record import Intake
from helpdesk_domain.offer import ServiceId, TermId
from helpdesk_domain.person_concerned import NOBODY_YET, PersonConcerned

CallId = NewType("CallId", str)

NOTE_LIMIT = 2000
"""Longest note, in characters: what is longer is a file, and this is not a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A service given to the caller.

    Attributes:
        service_id: The service, even if it later leaves the offer.
        service_name: Its name as it was read out, whatever it is called later.
        given_at: When; aware.
        status: How far it has come.
        reason: Why the service refused, when it did and that is known.
        told_at: When the status was heard; aware; None for one that was only given.
        sheet: In which language the caller was given it in writing, `fr`, `nl` or `both`; empty
            while that was not done.
    """

    service_id: ServiceId
    service_name: str
    given_at: datetime
    status: ReferralStatus = ReferralStatus.GIVEN
    reason: UnmetReason | None = None
    told_at: datetime | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeed:
    """A need for which no service could be given.

    Attributes:
        words: As in `Call.needs`, whether it still is there or not.
        terms: The kinds of help it is counted under, as in `Call.need_terms`.
    """

    words: str
    reason: UnmetReason
    terms: tuple[TermId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, from ring to wrap-up. Frozen: each step is a new call, so each can be undone.

    Attributes:
        id: A UUID made on the device; it is what makes sending twice count once.
        started_at: When the operator pressed « new call »; aware, the device's clock.
        talk_s: Seconds from start to the first wrap-up, by a clock that never jumps.
        wrap_up_s: Seconds from wrap-up to saved, likewise.
        caller_language: BCP 47 tag (`fr`, `nl`, `ar`); None while not chosen.
        needs: What is asked, in the operator's words; never empty strings.
        profile: Who rings; None while not chosen.
        outcome: As chosen; None means « as proposed » (`proposed_outcome`).
        referrals: In the order given; a service is given once.
        note: Free text of at most `NOTE_LIMIT` characters; no identity belongs in it.
        unmet_needs: Those of its needs for which there was nothing, each once.
        non_call: Why it counts as no call; then nothing else of it is asked for. A program of
            before these two fields keeps them unread.
        follow_up: What was promised for later; None when nothing was.
        channel: A program of before knows calls by telephone only.
        need_terms: The kinds of help that its needs are counted under: terms of the taxonomy,
            read in the searches and left there by the operator, each once.
        person: Whom it is about; as anonymous as the rest. A program of before drops both.
        is_outgoing: We rang, or wrote first: a call back, say.
        written_later: Its moment and length are from memory or paper, not from a clock.
        intake: The structured intake of a complex situation; None when there was none.
        reference: Told to the caller so that they can ask about this call later; empty when
            it was not told. A program of before drops both.
    """

    id: CallId
    started_at: datetime
    talk_s: int = 0
    wrap_up_s: int = 0
    caller_language: str | None = None
    needs: tuple[str, ...] = ()
    profile: CallerProfile | None = None
    outcome: Outcome | None = None
    referrals: tuple[Referral, ...] = ()
    note: str = ""
    unmet_needs: tuple[UnmetNeed, ...] = ()
    non_call: NonCall | None = None
    follow_up: FollowUp | None = None
    channel: Channel = Channel.PHONE
    written_later: bool = False
    is_outgoing: bool = False
    need_terms: tuple[TermId, ...] = ()
    person: PersonConcerned = NOBODY_YET
    intake: Intake | None = None
    reference: str = ""

    @property
    def is_timed(self) -> bool:
        """Whether a clock runs while it lasts."""
        return self.channel is Channel.PHONE and not self.written_later


def refer(call: Call, referral: Referral) -> Call:
    """`call` with `referral` added; the same call when that service was already given."""
    if any(given.service_id == referral.service_id for given in call.referrals):
        return call
    return replace(call, referrals=(*call.referrals, referral))


def told_of(
    call: Call,
    service_id: ServiceId,
    status: ReferralStatus,
    now: datetime,
    reason: UnmetReason | None = None,
) -> Call:
    """`call`, its referral to that service as far as was heard; the same call when it has none.

    Args:
        reason: Of a refusal; left out of any other status.
    """
    why = reason if status is ReferralStatus.REFUSED else None
    return replace(
        call,
        referrals=tuple(
            replace(one, status=status, reason=why, told_at=now)
            if one.service_id == service_id and (one.status, one.reason) != (status, why)
            else one
            for one in call.referrals
        ),
    )


def proposed_outcome(call: Call) -> Outcome:
    """The outcome the record shows: promised, complex, given, missing or told."""
    if call.follow_up is not None and call.follow_up.is_open:
        return Outcome.FOLLOW_UP
    if call.intake is not None:
        return Outcome.COMPLEX
    if any(given.status is ReferralStatus.TRANSFERRED for given in call.referrals):
        return Outcome.WARM_TRANSFER
    if call.referrals:
        return Outcome.REFERRED
    return Outcome.NO_SOLUTION if call.unmet_needs else Outcome.INFORMATION


def closed(call: Call) -> Call:
    """`call` as it is logged: the outcome is no longer a proposal.

    What is no call was nobody's and ended in nothing, whatever was chosen before. No national
    number is kept in an intake, wherever it was typed.
    """
    if call.non_call is not None:
        return replace(
            call,
            profile=None,
            outcome=None,
            unmet_needs=(),
            follow_up=None,
            need_terms=(),
            person=NOBODY_YET,
            intake=None,
        )
    intake = None if call.intake is None else without_numbers(call.intake)
    return replace(call, outcome=call.outcome or proposed_outcome(call), intake=intake)


def reopened(call: Call) -> Call:
    """`call`, logged before, to be gone on with: an outcome that nobody chose is proposed again."""
    if call.outcome is proposed_outcome(replace(call, outcome=None)):
        return replace(call, outcome=None)
    return call


def loses_by_being_none(call: Call) -> bool:
    """Whether something of `call` is not kept because it was no call."""
    promised = call.follow_up is not None and call.follow_up.is_open
    return call.non_call is not None and bool(promised or call.referrals or call.unmet_needs)


def is_followed(call: Call) -> bool:
    """Whether the team has something to do about `call`, or was told so without saying what."""
    if call.non_call is not None:
        return False
    if call.follow_up is not None:
        return call.follow_up.is_open
    return call.outcome is Outcome.FOLLOW_UP


def missing(call: Call) -> tuple[Missing, ...]:
    """What wrap-up still waits for, in the order of the screen; empty when complete."""
    return tuple(_missing(call))


def _missing(call: Call) -> Iterable[Missing]:
    if call.non_call is not None:
        return
    if call.caller_language is None:
        yield Missing.CALLER_LANGUAGE
    if not call.needs and not call.need_terms:
        yield Missing.NEED
    if call.profile is None:
        yield Missing.PROFILE
    if call.outcome is Outcome.NO_SOLUTION and not call.unmet_needs:
        yield Missing.UNMET_REASON


def is_worth_keeping(call: Call) -> bool:
    """Whether anything was recorded in `call` beyond its start."""
    return bool(
        call.caller_language
        or call.needs
        or call.referrals
        or call.note
        or call.profile
        or call.non_call
        or call.follow_up
        or call.need_terms
        or call.person != NOBODY_YET
        or call.intake
        or call.reference
    )
