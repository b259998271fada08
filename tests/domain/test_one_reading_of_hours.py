"""The card, the filter and « open until » read a schedule alike, however it is written."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.reports.weekdays import hours_line
from helpdesk_desktop.search.facets.openings import OpeningsBuilder
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.offer import Schedule, Service
from helpdesk_domain.open_or_closed import open_or_closed
from helpdesk_domain.opening_hours import opening_spans
from helpdesk_domain.service_card import weekly_hours
from helpdesk_domain.week import DAY, WEEK
from tests.blanks import typed
from tests.domain.test_service_card import a_service

MONDAY = datetime(2026, 11, 23, tzinfo=BRUSSELS)
"""Of a week without public holiday, as the weeks around it."""


def on_the_card(*schedules: Schedule) -> list[str]:
    return [typed(hours_line(hours, Speech("fr").words)) for hours in weekly_hours(schedules)]


@pytest.mark.parametrize(
    ("byday", "opens_at", "closes_at", "line"),
    [
        ("MO, TU", "09:00", "12:00", "lundi, mardi : 09:00–12:00"),
        ("MO", "9:00:00", "12:00:00", "lundi : 09:00–12:00"),
        ("MO", "9:00", "12:5", "lundi : 9:00–12:5"),
        ("MO", "9:00", "12:345", "lundi : 9:00–12:345"),
        ("FR", "22:00", "02:30", "vendredi : 22:00–02:30"),
        ("FR", "20:00", "00:00", "vendredi : 20:00–24:00"),
        ("MO,MO", "00:00", "23:59", "lundi : jour et nuit"),
        ("MO , WE", "matin", "12:00", "lundi, mercredi : matin–12:00"),
    ],
)
def test_the_card_tells_the_hours_that_were_read_and_else_what_is_written(
    byday: str, opens_at: str, closes_at: str, line: str
) -> None:
    schedule = Schedule(byday=byday, opens_at=opens_at, closes_at=closes_at, freq="WEEKLY")

    assert on_the_card(schedule) == [line]


def test_hours_that_touch_are_told_as_the_one_opening_they_are() -> None:
    morning = Schedule(byday="TU", opens_at="09:00", closes_at="12:00")
    noon = Schedule(byday=" TU", opens_at="12:00", closes_at="13:00")

    assert on_the_card(noon, morning) == ["mardi : 09:00–13:00"]


def test_words_are_not_read_beside_hours_that_nobody_can_read() -> None:
    unreadable = Schedule(byday="TU", opens_at="matin", closes_at="12:00")
    words = Schedule(description="lundi 9h-12h")

    assert not any(hours.is_read for hours in weekly_hours((unreadable, words)))


def _written(minute: int, how: str) -> str:
    return how.format(hour=minute // 60, minute=minute % 60)


CLOCKS = st.sampled_from(
    ["{hour:02}:{minute:02}", "{hour}:{minute:02}", "{hour}:{minute:02}:00", "{hour:02}:{minute}"]
)
TIMES = st.one_of(
    st.builds(_written, st.integers(0, DAY), CLOCKS),
    st.sampled_from(["", "24:00", "24:30", "23:59", "25:00", "matin", "09:00+01:00", "12:345"]),
)
DAYS = st.builds(
    lambda days, between: between.join(days),
    st.lists(st.sampled_from((*WEEK, "XX", "2TU", "")), max_size=8),
    st.sampled_from([",", ", ", " ,"]),
)
SCHEDULES = st.lists(
    st.builds(
        Schedule,
        byday=DAYS,
        opens_at=TIMES,
        closes_at=TIMES,
        freq=st.sampled_from(["", "WEEKLY", "MONTHLY"]),
        description=st.sampled_from(["", "sur rendez-vous"]),
    ),
    max_size=4,
).map(tuple)


def _minutes(spans: Iterable[tuple[int, tuple[int, int]]]) -> set[int]:
    """Of the week, from Monday at midnight; a night of Sunday goes on on Monday."""
    return {
        (day * DAY + minute) % (7 * DAY)
        for day, (start, end) in spans
        for minute in range(start, end)
    }


@given(SCHEDULES)
def test_the_card_and_the_filter_agree_at_each_minute_of_the_week(
    schedules: tuple[Schedule, ...],
) -> None:
    shown = _minutes(
        (WEEK.index(day), span)
        for hours in weekly_hours(schedules)
        for day in hours.days
        for span in hours.spans
    )
    read = opening_spans(schedules)
    assert shown == _minutes((day, span) for day, spans in read.items() for span in spans)


@given(SCHEDULES, st.integers(0, 7 * DAY - 1))
def test_open_until_and_the_filter_agree_at_any_minute_of_the_week(
    schedules: tuple[Schedule, ...], minute: int
) -> None:
    now = MONDAY + timedelta(minutes=minute)
    builder = OpeningsBuilder()
    builder.add(0, with_hours(schedules))

    state = open_or_closed(weekly_hours(schedules), now)

    assert (state.always or state.until is not None) == bool(builder.built(1).at(now))


def with_hours(schedules: tuple[Schedule, ...]) -> Service:
    told = [{name: getattr(one, name) for name in Schedule.__slots__} for one in schedules]
    return a_service(schedules=told)
