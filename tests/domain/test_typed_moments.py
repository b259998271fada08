"""Days and hours as they are typed with a caller on the line."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.days_in_words import NoSuchMoment, next_working_day
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.typed_moments import typed_moment

SUNDAY = date(2026, 11, 29)
days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("typed", "language", "day", "at", "rest"),
    [
        ("j+2 14:30", "fr", "2026-12-01", "14:30", ""),
        ("d+2 14u30 vragen of er plaats is", "nl", "2026-12-01", "14:30", "vragen of er plaats is"),
        ("+3", "fr", "2026-12-02", None, ""),
        ("demain 9h rappeler", "fr", "2026-11-30", "09:00", "rappeler"),
        ("morgen om 9u", "nl", "2026-11-30", "09:00", ""),
        ("overmorgen", "nl", "2026-12-01", None, ""),
        ("lu 9h", "fr", "2026-11-30", "09:00", ""),
        ("ma 9h", "fr", "2026-12-01", "09:00", ""),
        ("ma 9u", "nl", "2026-11-30", "09:00", ""),
        ("di", "fr", "2026-12-06", None, ""),
        ("di", "nl", "2026-12-01", None, ""),
        ("vendredi voir le CPAS", "fr", "2026-12-04", None, "voir le CPAS"),
        ("15/01", "fr", "2027-01-15", None, ""),
        ("15/1/27 8:05", "fr", "2027-01-15", "08:05", ""),
        ("29/11", "fr", "2026-11-29", None, ""),
        ("29/02", "fr", "2028-02-29", None, ""),
        ("2 semaines", "fr", "2026-12-14", None, ""),
        ("3 weken", "nl", "2026-12-21", None, ""),
        ("j+2, 14:30 appeler", "fr", "2026-12-01", "14:30", "appeler"),
        ("demain 14h 30 rappeler", "fr", "2026-11-30", "14:30", "rappeler"),
        ("je 14.30", "fr", "2026-12-03", "14:30", ""),
        ("15.1.2027", "nl", "2027-01-15", None, ""),
        ("14:30 rappeler", "fr", None, "14:30", "rappeler"),
    ],
)
def test_a_moment_is_read_as_it_was_meant(
    typed: str, language: str, day: str | None, at: str | None, rest: str
) -> None:
    read = typed_moment(typed, language, SUNDAY)
    assert read.day == (date.fromisoformat(day) if day else None)
    assert read.at == (time.fromisoformat(at) if at else None)
    assert read.rest == rest


@pytest.mark.parametrize(
    "typed",
    [
        "rappeler",
        "02 000 12 34",
        "3 personnes",
        "",
        "dialyse",
        "107",
        "1733",
        "marier",
        "je rappelle",
        "ma mère",
        "mon assistante sociale rappelle",
        "sam rappelle",
        "10-12h rappeler",
        "2-3 jours",
        "+32 2 000 12 34",
    ],
)
def test_what_is_no_moment_stays_as_it_was_typed(typed: str) -> None:
    read = typed_moment(typed, "fr", SUNDAY)
    assert (read.day, read.at, read.rest) == (None, None, typed)


@pytest.mark.parametrize("typed", ["31/02", "32/01", "15/13", "31/04/2027", "lu 25:00", "j+9999"])
def test_a_day_or_an_hour_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(NoSuchMoment):
        typed_moment(typed, "fr", SUNDAY)


def test_nobody_is_told_to_come_back_on_a_holiday() -> None:
    christmas = typed_moment("j+26", "fr", SUNDAY).day  # 25 December 2026, a Friday
    assert christmas == date(2026, 12, 28)


@given(days, st.integers(0, 400))
def test_days_ahead_end_on_a_working_day_at_most_a_week_later(today: date, ahead: int) -> None:
    day = typed_moment(f"j+{ahead}", "fr", today).day
    assert day is not None
    assert day.weekday() < 5
    assert not is_public_holiday(day)
    assert timedelta(0) <= day - (today + timedelta(days=ahead)) <= timedelta(days=6)
    assert next_working_day(day) == day


@given(days, st.sampled_from(["lu", "ma", "me", "je", "ve", "sa", "di"]))
def test_a_weekday_is_one_of_the_next_seven_days(today: date, word: str) -> None:
    day = typed_moment(word, "fr", today).day
    assert day is not None
    assert ["lu", "ma", "me", "je", "ve", "sa", "di"][day.weekday()] == word
    assert timedelta(days=1) <= day - today <= timedelta(days=7)


@given(st.text(max_size=60), st.sampled_from(["fr", "nl", "en"]), days)
def test_whatever_is_typed_is_read_or_refused(typed: str, language: str, today: date) -> None:
    with suppress(NoSuchMoment):
        read = typed_moment(typed, language, today)
        assert read.rest == " ".join(read.rest.split())
