"""School holidays: the table agrees with the rules of the two decrees, written down again here."""

from datetime import date, timedelta

import pytest

from helpdesk_domain.holidays import easter_sunday
from helpdesk_domain.school_holidays import school_holiday

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def flemish(year: int) -> list[tuple[date, date]]:
    """Besluit van de Vlaamse Regering van 17 april 1991, art. 4: those that begin in `year`."""
    easter, november, christmas = easter_sunday(year), date(year, 11, 1), date(year, 12, 25)
    autumn = date(year, 11, 2) if november.weekday() == 6 else monday_of(november)
    winter = monday_of(christmas) + (WEEK if christmas.weekday() >= 5 else timedelta(0))
    april = date(year, 4, 1)
    spring = april + timedelta(days=-april.weekday() % 7)
    if easter.month == 3:
        spring = easter + timedelta(days=1)
    if easter > date(year, 4, 15):
        spring = monday_of(easter) - WEEK
    carnival = monday_of(easter) + timedelta(days=7) - 7 * WEEK
    sunday = timedelta(days=6)
    return [
        (carnival, carnival + sunday),
        (spring, max(spring + WEEK + sunday, easter + timedelta(days=1))),
        (date(year, 7, 1), date(year, 8, 31)),
        (autumn, monday_of(autumn) + sunday),
        (winter, winter + WEEK + sunday),
    ]


def days_off(community: str, first: date, last: date) -> set[date]:
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return {day for day in days if school_holiday(community, day)}


@pytest.mark.parametrize("year", [2027, 2028])
def test_the_flemish_ones_follow_the_rules_of_1991(year: int) -> None:
    first, last = date(year, 1, 15), date(year, 12, 31)
    expected = {
        start + timedelta(days=ahead)
        for start, end in flemish(year)
        for ahead in range((end - start).days + 1)
    }
    assert days_off("nl", first, last) == {day for day in expected if first <= day <= last}


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_french_ones_are_two_weeks_and_the_summer_seven(year: int) -> None:
    """Décret du 31 mars 2022: from the last Monday of August to the first Friday of July."""
    first = date(year, 9, 1)
    off = days_off("fr", first, date(year + 1, 8, 31))
    july = next(day for day in (date(year + 1, 7, n) for n in range(1, 8)) if day.weekday() == 4)
    august = next(
        day for day in (date(year + 1, 8, n) for n in range(31, 24, -1)) if not day.weekday()
    )
    summer = {day for day in off if day.month in (7, 8)}

    assert (min(summer), max(summer)) == (july + timedelta(1), august - timedelta(1))
    assert 4 * 14 <= len(off - summer) <= 4 * 14 + 1
    assert school_holiday("fr", date(year, 12, 28))


def test_an_ordinary_day_and_another_community_have_none() -> None:
    assert school_holiday("fr", date(2026, 12, 15)) is None
    assert school_holiday("de", date(2026, 12, 28)) is None
    assert school_holiday("nl", date(2026, 12, 28)) == date(2027, 1, 3)
