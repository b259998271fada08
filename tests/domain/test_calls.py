"""What a call holds, and what wrap-up waits for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.call_terms import (
    CallerProfile,
    Missing,
    NonCall,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.calls import (
    Call,
    CallId,
    Referral,
    UnmetNeed,
    closed,
    is_worth_keeping,
    missing,
    proposed_outcome,
    refer,
    told_of,
)
from helpdesk_domain.needs import need, unmet
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.wire import from_json, to_json

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
EMPTY = Call(id=CallId("1"), started_at=NOON)


def given_service(name: str) -> Referral:
    return Referral(service_id=ServiceId(name), service_name=name, given_at=NOON)


def test_a_service_is_given_once_however_often_enter_is_struck() -> None:
    once = refer(EMPTY, given_service("a"))

    assert refer(once, given_service("a")) == once
    assert [r.service_name for r in refer(once, given_service("b")).referrals] == ["a", "b"]


def test_a_need_is_kept_as_typed_without_blanks_and_only_once() -> None:
    call = need(need(EMPTY, "  soins   de plaies "), "Soins de plaies")

    assert call.needs == ("soins de plaies",)
    assert need(EMPTY, "   ") == EMPTY


def test_wrap_up_names_what_is_missing_in_the_order_of_the_screen() -> None:
    assert missing(EMPTY) == (Missing.CALLER_LANGUAGE, Missing.NEED, Missing.PROFILE)

    complete = replace(EMPTY, caller_language="nl", needs=("x",), profile=CallerProfile.GP)
    assert missing(complete) == ()


def test_the_outcome_is_proposed_from_what_was_given_and_the_operator_decides() -> None:
    referred = refer(EMPTY, given_service("a"))

    assert proposed_outcome(EMPTY) is Outcome.INFORMATION
    assert closed(referred).outcome is Outcome.REFERRED
    assert closed(replace(referred, outcome=Outcome.COMPLEX)).outcome is Outcome.COMPLEX


def test_what_is_no_call_asks_for_nothing_and_is_logged_without_who_and_how() -> None:
    rang = replace(EMPTY, profile=CallerProfile.GP, outcome=Outcome.FOLLOW_UP)

    wrong = replace(unmet(rang, "x", UnmetReason.FULL), non_call=NonCall.WRONG_NUMBER)

    assert missing(wrong) == ()
    logged = closed(wrong)
    assert (logged.profile, logged.outcome, logged.unmet_needs) == (None, None, ())
    assert is_worth_keeping(wrong)
    assert closed(replace(wrong, non_call=None)).outcome is Outcome.FOLLOW_UP


def test_a_need_for_which_there_was_nothing_is_told_with_its_last_reason() -> None:
    call = unmet(unmet(EMPTY, " un  psy ", UnmetReason.FULL), "Un psy", UnmetReason.COST)

    assert call.needs == ("un psy",)
    assert call.unmet_needs == (UnmetNeed(words="Un psy", reason=UnmetReason.COST),)
    assert proposed_outcome(call) is Outcome.NO_SOLUTION


def test_a_reason_belongs_to_a_refusal_alone_and_saying_it_again_changes_nothing() -> None:
    call = replace(EMPTY, referrals=(given_service("a"), given_service("b")))
    full, service = UnmetReason.FULL, ServiceId("b")
    refused = told_of(call, service, ReferralStatus.REFUSED, NOON, full)
    assert [one.reason for one in refused.referrals] == [None, full]
    assert told_of(refused, service, ReferralStatus.REFUSED, LATER, full) == refused

    accepted = told_of(refused, service, ReferralStatus.ACCEPTED, LATER, full)
    assert (accepted.referrals[1].reason, accepted.referrals[1].told_at) == (None, LATER)
    assert accepted.referrals[0] == call.referrals[0]


def test_the_same_reason_again_takes_it_back_and_the_need_stays() -> None:
    call = unmet(EMPTY, "un psy", UnmetReason.FULL)

    again = unmet(call, "un psy", UnmetReason.FULL)

    assert (again.needs, again.unmet_needs) == (("un psy",), ())


def test_who_was_given_one_service_was_referred_whatever_else_was_missing() -> None:
    call = refer(unmet(EMPTY, "un psy", UnmetReason.FULL), given_service("a"))

    assert proposed_outcome(call) is Outcome.REFERRED


def test_a_call_without_a_solution_says_why() -> None:
    told = replace(EMPTY, caller_language="nl", needs=("x",), profile=CallerProfile.GP)
    without = replace(told, outcome=Outcome.NO_SOLUTION)

    assert missing(without) == (Missing.UNMET_REASON,)
    assert missing(unmet(without, "x", UnmetReason.OTHER)) == ()


def test_a_call_that_was_only_started_is_not_worth_keeping() -> None:
    assert not is_worth_keeping(EMPTY)
    assert is_worth_keeping(replace(EMPTY, note="a word"))
    assert is_worth_keeping(refer(EMPTY, given_service("a")))


calls = st.builds(
    Call,
    id=st.uuids().map(lambda made: CallId(str(made))),
    started_at=st.datetimes(timezones=st.just(UTC)),
    talk_s=st.integers(0, 10**6),
    wrap_up_s=st.integers(0, 10**6),
    caller_language=st.none() | st.sampled_from(["fr", "nl", "und"]),
    needs=st.lists(st.text(max_size=40), max_size=3).map(tuple),
    profile=st.none() | st.sampled_from(CallerProfile),
    outcome=st.none() | st.sampled_from(Outcome),
    note=st.text(max_size=200),
    unmet_needs=st.lists(
        st.builds(UnmetNeed, words=st.text(max_size=40), reason=st.sampled_from(UnmetReason)),
        max_size=2,
    ).map(tuple),
    non_call=st.none() | st.sampled_from(NonCall),
)


@given(calls)
def test_a_call_crosses_the_wire_unchanged_and_always_as_the_same_bytes(call: Call) -> None:
    sent = to_json(call)

    assert from_json(sent, Call) == call
    assert to_json(from_json(sent, Call)) == sent
