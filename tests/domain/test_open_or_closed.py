"""Until when a service is open, as it is told on the phone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.offer import Schedule
from helpdesk_domain.open_or_closed import open_or_closed
from helpdesk_domain.service_card import Hours, weekly_hours
from helpdesk_domain.week import DAY, WEEK

BRUSSELS = ZoneInfo("Europe/Brussels")
OFFICE = (
    Hours(days=("MO", "TU", "TH"), spans=((540, 720), (780, 1020))),
    Hours(days=("FR",), spans=((1320, 1590),)),
)
ALWAYS = (Hours(days=WEEK, spans=((0, DAY),)),)
WEEKDAYS_ROUND = (Hours(days=("MO", "TU"), spans=((0, DAY),)),)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """In November 2026, of which the 2nd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(2, 9), at(2, 12)),
        (at(2, 16, 59), at(2, 17)),
        (at(6, 23), at(7, 2, 30)),
        (at(7, 2, 29), at(7, 2, 30)),
    ],
)
def test_it_is_open_until_its_span_ends(now: datetime, until: datetime) -> None:
    assert open_or_closed(OFFICE, now).until == until


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(2, 8, 59), at(2, 9)),
        (at(2, 12), at(2, 13)),
        (at(2, 17), at(3, 9)),
        (at(3, 17), at(5, 9)),
        (at(7, 2, 30), at(9, 9)),
    ],
)
def test_when_it_is_closed_the_next_opening_is_told(now: datetime, opens: datetime) -> None:
    state = open_or_closed(OFFICE, now)
    assert (state.until, state.opens_at) == (None, opens)


def test_on_a_public_holiday_weekly_hours_say_nothing_and_the_next_day_counts() -> None:
    christmas_eve, christmas = at(24, 18, month=12), at(25, 23, month=12)
    assert open_or_closed(OFFICE, christmas_eve).opens_at == at(28, 9, month=12)
    state = open_or_closed(OFFICE, christmas)
    assert state.on_holiday
    assert state.until is None


def test_days_that_touch_at_midnight_are_one_opening_and_a_whole_week_has_no_end() -> None:
    assert open_or_closed(WEEKDAYS_ROUND, at(2, 23)).until == at(4, 0)
    assert open_or_closed(ALWAYS, at(2, 3)).always


def test_a_night_that_runs_into_the_next_day_goes_on_with_it() -> None:
    hours = (
        Hours(days=("MO",), spans=((1320, 1560),)),
        Hours(days=("TU",), spans=((60, 300),)),
    )
    assert open_or_closed(hours, at(2, 23)).until == at(3, 5)


def test_hours_in_words_and_hours_of_a_month_open_nothing() -> None:
    said = (Hours(days=(), spans=(), note="sur rendez-vous"),)
    assert open_or_closed(said, at(2, 9)) == open_or_closed((), at(2, 9))
    monthly = Schedule(
        byday="MO", opens_at="09:00", closes_at="12:00", freq="MONTHLY", description="1er lundi"
    )
    assert weekly_hours((monthly,)) == (Hours(days=(), spans=(), note="1er lundi"),)


some_hours = st.lists(
    st.builds(
        lambda days, opens, length: Hours(days=tuple(days), spans=((opens, opens + length),)),
        st.lists(st.sampled_from(WEEK), min_size=1, max_size=7, unique=True),
        st.integers(0, DAY - 1),
        st.integers(1, DAY),
    ),
    min_size=1,
    max_size=4,
)


@given(some_hours, st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)))
def test_it_closes_after_now_and_is_open_just_before(hours: list[Hours], moment: datetime) -> None:
    now = moment.replace(tzinfo=BRUSSELS, second=0, microsecond=0, fold=0)
    state = open_or_closed(hours, now)
    if state.until is not None:
        assert state.until > now
        assert state.opens_at is None
        assert open_or_closed(hours, state.until).until is None
        last = open_or_closed(hours, state.until - timedelta(minutes=1))
        assert last.until in (state.until, None)  # None: on a holiday nobody knows
    if state.opens_at is not None:
        assert state.opens_at > now
        opened = open_or_closed(hours, state.opens_at)
        assert opened.always or opened.until is not None
