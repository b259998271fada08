"""Counting a day."""

from datetime import UTC, datetime, timedelta, timezone

from helpdesk_desktop.reports.today import Today, midnight_before, today
from helpdesk_domain.call_terms import CallerProfile, NonCall
from helpdesk_domain.calls import Call, CallId, Referral
from helpdesk_domain.offer import ServiceId

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_a_day_without_calls_counts_nothing() -> None:
    assert today([]) == Today(0, 0, 0)


def test_calls_referrals_and_what_is_to_be_completed_are_counted() -> None:
    given = Referral(service_id=ServiceId("s"), service_name="s", given_at=NOON)
    whole = Call(
        id=CallId("1"),
        started_at=NOON,
        caller_language="fr",
        needs=("toit",),
        profile=CallerProfile.GP,
        referrals=(given, given),
    )
    bare = Call(id=CallId("2"), started_at=NOON)

    assert today([whole, bare]) == Today(calls=2, referrals=2, to_complete=1)


def test_a_wrong_number_is_no_call_of_the_day() -> None:
    wrong = Call(id=CallId("1"), started_at=NOON, non_call=NonCall.WRONG_NUMBER)

    assert today([wrong]) == Today(non_calls=1)


def test_the_day_begins_at_midnight_where_the_desk_stands() -> None:
    brussels = timezone(timedelta(hours=1))
    just_past_midnight = datetime(2026, 11, 3, 0, 30, tzinfo=brussels)

    assert midnight_before(just_past_midnight) == datetime(2026, 11, 2, 23, 0, tzinfo=UTC)
