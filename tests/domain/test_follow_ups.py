"""When a caller is to be rung back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.ui.words.follow_up_words import moment
from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import closed, is_followed, proposed_outcome
from helpdesk_domain.follow_ups import (
    FollowUp,
    FollowUpResult,
    MomentPassed,
    NoMoment,
    ended,
    not_reached,
    planned,
    said_again,
)
from helpdesk_domain.languages import Words
from tests.factories import NOON, a_call, a_referral

BRUSSELS = ZoneInfo("Europe/Brussels")
FRIDAY = datetime(
    2026, 3, 27, 16, 0, tzinfo=BRUSSELS
)  # the clocks change in the next night but one
moments = st.datetimes(
    datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)


@pytest.mark.parametrize(
    ("typed", "due", "task"),
    [
        ("j+2 14:30", datetime(2026, 3, 30, 14, 30), ""),
        ("lundi rappeler", datetime(2026, 3, 30, 9, 0), "rappeler"),
        ("17h voir le CPAS", datetime(2026, 3, 27, 17, 0), "voir le CPAS"),
        ("15:00", datetime(2026, 3, 28, 15, 0), ""),
        ("29/03 10:00", datetime(2026, 3, 29, 10, 0), ""),
    ],
)
def test_what_is_typed_is_due_when_it_was_meant(typed: str, due: datetime, task: str) -> None:
    follow_up = planned(typed, "fr", FRIDAY)
    assert follow_up == FollowUp(due_at=due.replace(tzinfo=BRUSSELS), task=task)


@pytest.mark.parametrize("typed", ["rappeler", "", "je rappelle"])
def test_it_has_to_be_said_when(typed: str) -> None:
    with pytest.raises(NoMoment):
        planned(typed, "fr", FRIDAY)


def test_a_moment_that_has_passed_is_refused() -> None:
    for typed in ("27/03/2026 15:59", "aujourd'hui 8:00", "aujourd'hui"):
        with pytest.raises(MomentPassed):
            planned(typed, "fr", FRIDAY)


@pytest.mark.parametrize("typed", ["26/03 10:00 rappeler", "rappeler le 26 mars", "15/02"])
def test_a_day_just_over_is_a_slip_and_no_promise_for_next_year(typed: str) -> None:
    with pytest.raises(MomentPassed):
        planned(typed, "fr", FRIDAY)


def test_a_day_of_long_ago_is_that_of_next_year() -> None:
    assert planned("05/01", "fr", FRIDAY).due_at == datetime(2027, 1, 5, 9, 0, tzinfo=BRUSSELS)


def test_a_moment_says_its_year_when_that_is_another_one_and_a_public_holiday() -> None:
    words, year = Words("fr"), datetime.now(BRUSSELS).year
    next_year = datetime(year + 1, 7, 21, 10, 0, tzinfo=BRUSSELS)

    assert f"21/07/{year + 1} 10:00 (jour férié)" in moment(next_year, words)
    assert moment(datetime(year, 3, 3, 10, 0, tzinfo=BRUSSELS), words).endswith("03/03 10:00")


@given(moments)
def test_who_was_not_reached_is_tried_again_at_the_same_hour(now: datetime) -> None:
    before = FollowUp(due_at=now - timedelta(hours=3), task="x")
    after = not_reached(before, now)
    assert after.tries == 1
    assert after.due_at.astimezone(BRUSSELS).date() > now.astimezone(BRUSSELS).date()
    assert after.due_at - now < timedelta(days=8)
    here = before.due_at.astimezone(BRUSSELS)
    assert after.due_at.replace(tzinfo=None).time() == here.time()


def test_a_moment_alone_said_in_the_place_of_a_promise_keeps_what_is_to_be_done_and_the_tries() -> (
    None
):
    before = not_reached(planned("demain 10h rappeler le CPAS", "fr", FRIDAY), FRIDAY)

    later = said_again(planned("j+7 14h", "fr", FRIDAY), before)
    other = said_again(planned("j+7 demander une place", "fr", FRIDAY), before)

    assert (later.task, later.tries) == ("rappeler le CPAS", 1)
    assert (other.task, other.tries) == ("demander une place", 1)
    assert said_again(planned("j+7", "fr", FRIDAY), None).task == ""


def test_who_was_not_reached_after_all_is_to_be_rung_again() -> None:
    done = ended(planned("demain 10h", "fr", FRIDAY), FollowUpResult.REACHED, FRIDAY)

    again = not_reached(done, FRIDAY)

    assert again.is_open
    assert again.done_at is None


def test_an_open_follow_up_is_the_outcome_that_is_proposed_and_the_team_follows_it() -> None:
    follow_up = FollowUp(due_at=NOON)
    call = a_call(follow_up=follow_up, referrals=(a_referral(),), outcome=None)
    assert proposed_outcome(call) is Outcome.FOLLOW_UP
    assert is_followed(closed(call))

    done = a_call(follow_up=ended(follow_up, FollowUpResult.SOLVED, NOON), outcome=None)
    assert not is_followed(done)
    assert not is_followed(a_call(outcome=Outcome.REFERRED))
    assert is_followed(a_call(outcome=Outcome.FOLLOW_UP)), "of a program of before"
