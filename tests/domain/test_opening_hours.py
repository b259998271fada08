"""Weekly hours as minutes, and the days for which they do not speak."""

from datetime import UTC, date, datetime, timedelta

import pytest

from helpdesk_domain.holidays import easter_sunday, is_public_holiday
from helpdesk_domain.offer import Schedule
from helpdesk_domain.opening_hours import moments_of_days, opening_spans

TUESDAY, FRIDAY = 1, 4


def opens(byday: str, opens_at: str, closes_at: str, freq: str = "WEEKLY") -> Schedule:
    return Schedule(byday=byday, opens_at=opens_at, closes_at=closes_at, freq=freq)


def test_each_day_of_a_schedule_has_its_spans_in_the_order_of_the_clock() -> None:
    afternoon, morning = opens("TU", "13:00", "16:30"), opens("TU, FR", "9:00:00", "12:00:00")

    assert opening_spans([afternoon, morning]) == {
        TUESDAY: [(540, 720), (780, 990)],
        FRIDAY: [(540, 720)],
    }


def test_spans_that_touch_or_overlap_are_one() -> None:
    schedules = [opens("TU", "09:00", "12:00"), opens("TU", "10:00", "11:00")]

    assert opening_spans(schedules) == {TUESDAY: [(540, 720)]}
    assert opening_spans([*schedules, opens("TU", "12:00", "13:00")]) == {TUESDAY: [(540, 780)]}


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    assert opening_spans([opens("FR", "22:00", "02:30")]) == {FRIDAY: [(1320, 1590)]}


@pytest.mark.parametrize("midnight", ["00:00", "24:00", "23:59"])
def test_a_day_that_ends_at_midnight_ends_there_however_it_is_written(midnight: str) -> None:
    assert opening_spans([opens("FR", "00:00", midnight)]) == {FRIDAY: [(0, 1440)]}


@pytest.mark.parametrize(
    "unknown",
    [
        opens("", "09:00", "12:00"),
        opens("TU", "", "12:00"),
        opens("TU", "09:00", ""),
        opens("TU", "matin", "12:00"),
        opens("TU", "09:00", "09:00"),
        opens("TU", "09:00", "12:00", freq="MONTHLY"),
        opens("2TU", "09:00", "12:00"),
        Schedule(description="Tous les mardis matin"),
    ],
)
def test_hours_that_are_not_said_per_week_or_cannot_be_read_open_nothing(
    unknown: Schedule,
) -> None:
    assert opening_spans([unknown]) == {}


def test_a_moment_is_read_on_the_clock_of_brussels_in_winter_and_in_summer() -> None:
    winter, summer = datetime(2026, 1, 13, 9, 30, tzinfo=UTC), datetime(2026, 7, 14, tzinfo=UTC)

    assert list(moments_of_days(winter)) == [(TUESDAY, 630), (TUESDAY - 1, 630 + 1440)]
    assert next(moments_of_days(summer)) == (TUESDAY, 120)


def test_hours_do_not_speak_for_a_holiday_nor_for_the_night_that_begins_on_it() -> None:
    wednesday, saturday = 2, 5
    christmas = datetime(2025, 12, 25, 0, 30, tzinfo=UTC)
    morning_after = datetime(2025, 12, 26, 0, 30, tzinfo=UTC)
    day_after_that = datetime(2025, 12, 27, 0, 30, tzinfo=UTC)

    assert [day for day, _minute in moments_of_days(christmas)] == [wednesday]
    assert [day for day, _minute in moments_of_days(morning_after)] == [FRIDAY]
    assert [day for day, _minute in moments_of_days(day_after_that)] == [saturday, FRIDAY]


def test_a_year_has_ten_public_holidays() -> None:
    days = [date(2026, 1, 1) + timedelta(days=days) for days in range(365)]

    assert [day.isoformat()[5:] for day in days if is_public_holiday(day)] == [
        *("01-01", "04-06", "05-01", "05-14", "05-25"),
        *("07-21", "08-15", "11-01", "11-11", "12-25"),
    ]


@pytest.mark.parametrize(
    "easter",
    [
        *(
            "1609-04-19",
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1961-04-02",
            "1981-04-19",
            "2000-04-23",
        ),
        *("2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2049-04-18"),
        *("2038-04-25", "2076-04-19", "2100-03-28", "2285-03-22"),
    ],
)
def test_easter_is_the_day_it_is_in_the_calendar(easter: str) -> None:
    assert easter_sunday(int(easter[:4])).isoformat() == easter
