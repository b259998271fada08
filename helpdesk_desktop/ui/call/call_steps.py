"""What the operator does to the call in progress: each is one step that F12 takes back."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.guard import warn_of_traces
from helpdesk_desktop.ui.call.heard import mark_noted, with_need
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.words.flag_words import REPORTED, gravest
from helpdesk_desktop.ui.words.labels import language_after
from helpdesk_domain import calls as domain
from helpdesk_domain import needs
from helpdesk_domain.call_terms import CallerProfile, Channel, Outcome, ReferralStatus, UnmetReason
from helpdesk_domain.calls import Call, CallId, Referral
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.languages import mark
from helpdesk_domain.offer import ServiceId, TermId
from helpdesk_domain.person_concerned import NOBODY_YET, PersonConcerned
from helpdesk_domain.references import new_reference, spelled
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.written_later import TookPlace


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of help that the needs of a call are counted under."""

    term: TermId


def set_language(calls: CallDesk, language: str) -> None:
    """The caller's language; the same one again takes it back."""
    call = calls.opened().call
    chosen = None if call.caller_language == language else language
    calls.do(mark("caller's language"), replace(call, caller_language=chosen))


def next_language(calls: CallDesk) -> None:
    """French, then Dutch, then another."""
    call = calls.opened().call
    following = language_after(call.caller_language)
    calls.do(mark("caller's language"), replace(call, caller_language=following))


def refer(calls: CallDesk, card: ServiceCard) -> None:
    """Give `card` to the caller; what was searched becomes a need of the call."""
    opened, name = calls.opened(), card.name.words
    given = Referral(service_id=card.id, service_name=name, given_at=calls.now())
    referred = domain.refer(opened.call, given)
    is_new = referred != opened.call
    after = with_need(referred, opened.search_text, calls.heard, card.kinds)
    calls.do(mark("referral"), after)
    mark_noted(opened, calls.heard)
    if is_new:
        _told_of_referral(calls, card, len(after.referrals))
    else:
        calls.remarked.emit(mark("{name} was already given."), {"name": name})


def _told_of_referral(calls: CallDesk, card: ServiceCard, given: int) -> None:
    """Whoever gives what is reported as wrong hears of it while the caller is on the line."""
    values: dict[str, object] = {"name": card.name.words, "n": given}
    if worst := gravest(card):
        said = mark("{name} was added to the referrals ({n}). Take care: {what}.")
        calls.said.emit(said, values | {"what": REPORTED[worst]})
    else:
        calls.said.emit(mark("{name} was added to the referrals ({n})."), values)


def withdraw(calls: CallDesk, place: int) -> None:
    """Take the referral at `place` out of the call."""
    call = calls.opened().call
    left = tuple(given for at, given in enumerate(call.referrals) if at != place)
    if calls.do(mark("referral taken out"), replace(call, referrals=left)):
        said = mark("{name} was taken out of the referrals ({n}).")
        name = call.referrals[place].service_name
        calls.said.emit(said, {"name": name, "n": len(left)})


def take_need_out(calls: CallDesk, need: str | Kind, name: str) -> None:
    """Take a need, or a kind of help it is counted under, out of the call.

    Args:
        name: What the screen calls it.
    """
    call = calls.opened().call
    after = (
        needs.without_term(call, need.term)
        if isinstance(need, Kind)
        else needs.without_need(call, need)
    )
    if calls.do(mark("need taken out"), after):
        said = mark("Taken out: {name}. {key} brings it back.")
        calls.said.emit(said, {"name": name, "key": Key.UNDO})


def tell_of(
    calls: CallDesk, referral: Referral, status: ReferralStatus, reason: UnmetReason | None
) -> None:
    """How far `referral` of the call has come."""
    call = calls.opened().call
    after = domain.told_of(call, referral.service_id, status, calls.now(), reason)
    if calls.do(mark("state of a referral"), after):
        name = referral.service_name
        if UnmetReason.FULL is reason:
            said = mark("Noted for {name}. {key} tells colleagues that it is full.")
        else:
            said = mark("Noted for {name}.")
        calls.said.emit(said, {"name": name, "key": Key.FLAG})


def note_sheet(
    calls: CallDesk, call_id: CallId, services: Collection[ServiceId], language: str
) -> None:
    """The caller has `services` in writing: that is no step, no key takes a sheet back.

    A file may take its time: of a call that has left the desk meanwhile nothing is noted.
    """

    def handed(call: Call) -> Call:
        return replace(
            call,
            referrals=tuple(
                replace(one, sheet=language) if one.service_id in services else one
                for one in call.referrals
            ),
        )

    if opened := calls.find(call_id):
        opened.amend(handed)
        calls.drafts.changed(opened)
        calls.changed.emit()


def set_profile(calls: CallDesk, profile: CallerProfile) -> None:
    """Who rings; so it was a call."""
    calls.last_profile = profile
    after = replace(calls.opened().call, profile=profile, non_call=None)
    calls.do(mark("caller's profile"), after)


def tell_person(calls: CallDesk, person: PersonConcerned | None) -> None:
    """Whom the call is about, as far as it was said; None: nothing is known."""
    after = replace(calls.opened().call, person=person or NOBODY_YET)
    calls.do(mark("the person"), after)


def give_reference(calls: CallDesk) -> None:
    """A number for the caller, to ask about this call later; told again, it is the same."""
    call = calls.opened().call
    reference = call.reference or new_reference()
    calls.do(mark("reference"), replace(call, reference=reference))
    said = mark("Reference for the caller: {reference}")
    calls.said.emit(said, {"reference": spelled(reference)})


def set_outcome(calls: CallDesk, outcome: Outcome | None) -> None:
    """How it ends; None for what the record itself proposes."""
    calls.do(mark("outcome"), replace(calls.opened().call, outcome=outcome))


def take_place(calls: CallDesk, told: TookPlace | None) -> None:
    """The call took place before; None: now, by the clock."""
    call = calls.opened().call
    met = call.channel is Channel.ENCOUNTER
    if told is None:
        channel = call.channel if met else Channel.PHONE
        after = replace(call, started_at=calls.now(), talk_s=0, written_later=False)
        after = replace(after, channel=channel, is_outgoing=False)
    else:
        rung = Channel.EMAIL if told.by_mail else Channel.PHONE
        after = replace(
            call,
            started_at=told.started_at,
            talk_s=told.talk_s or 0,
            written_later=True,
            channel=call.channel if met else rung,
            is_outgoing=told.is_outgoing,
        )
    if call.written_later or told is not None:
        calls.do(mark("moment of the call"), after)


def plan(calls: CallDesk, follow_up: FollowUp | None) -> None:
    """What is promised for later; None: nothing."""
    call = calls.opened().call
    before = call.follow_up.task if call.follow_up else ""
    if not calls.do(mark("follow-up"), replace(call, follow_up=follow_up)):
        return
    if follow_up is None:
        calls.said.emit(mark("No follow-up any more."), {})
    else:
        calls.said.emit(
            mark("Follow-up noted; {key} shows it once the call is saved."), {"key": Key.FOLLOW_UPS}
        )
        warn_of_traces(follow_up.task, before, calls.remarked.emit)
