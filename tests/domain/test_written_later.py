"""When a call of before took place, as it is typed from a paper."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.days_in_words import NoSuchMoment
from helpdesk_domain.follow_ups import NoMoment
from helpdesk_domain.written_later import NotYet, TooLongAgo, took_place

BRUSSELS = ZoneInfo("Europe/Brussels")
WEDNESDAY = datetime(2026, 11, 4, 16, 0, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("typed", "language", "began", "minutes"),
    [
        ("hier 14:02 7 min", "fr", datetime(2026, 11, 3, 14, 2), 7),
        ("gisteren 14u02, 7 min", "nl", datetime(2026, 11, 3, 14, 2), 7),
        ("14:02", "fr", datetime(2026, 11, 4, 14, 2), None),
        ("17:30 12", "fr", datetime(2026, 11, 3, 17, 30), 12),
        ("lu 9h", "fr", datetime(2026, 11, 2, 9, 0), None),
        ("ma 9u", "nl", datetime(2026, 11, 2, 9, 0), None),
        ("mercredi 9h", "fr", datetime(2026, 10, 28, 9, 0), None),
        ("29/10 10:00", "fr", datetime(2026, 10, 29, 10, 0), None),
        ("4/11 10:00", "fr", datetime(2026, 11, 4, 10, 0), None),
        ("24/02 23:00", "fr", datetime(2026, 2, 24, 23, 0), None),
        ("24/12/2025 23:00 5 minutes", "fr", datetime(2025, 12, 24, 23, 0), 5),
    ],
)
def test_it_is_read_as_the_last_of_that_name(
    typed: str, language: str, began: datetime, minutes: int | None
) -> None:
    read = took_place(typed, language, WEDNESDAY)
    assert read.started_at == began.replace(tzinfo=BRUSSELS)
    assert read.talk_s == (minutes * 60 if minutes is not None else None)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", NoMoment),
        ("hier", NoMoment),
        ("hier 14:02 avec le CPAS", NoMoment),
        ("hier 14h 30 min", NoMoment),
        ("demain 14:02", NoMoment),
        ("j+2 14:02", NoMoment),
        ("5/11/2026 10:00", NotYet),
        ("4/11 17:00", NotYet),
        ("1/12 10:00", NotYet),
        ("1/1/2020 10:00", TooLongAgo),
        ("31/02 10:00", NoSuchMoment),
        ("hier 14:02 900 min", NoSuchMoment),
    ],
)
def test_what_cannot_have_been_is_refused(typed: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        took_place(typed, "fr", WEDNESDAY)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(BRUSSELS)),
    st.sampled_from(["lu", "ma", "me", "je", "ve", "sa", "di", "hier", "1/3", "29/2", "31/12"]),
)
def test_it_is_never_in_the_future(now: datetime, day: str) -> None:
    try:
        began = took_place(f"{day} 8:00", "fr", now).started_at
    except (TooLongAgo, NotYet):
        assert day in ("1/3", "29/2", "31/12")
    else:
        assert timedelta(0) <= now - began <= timedelta(days=366)


@pytest.mark.parametrize(
    ("typed", "by_mail", "is_outgoing"),
    [
        ("9:30 e-mail", True, False),
        ("e-mail 9:30 7 min", True, False),
        ("9:30, mail sortant", True, True),
        ("9u30 uitgaand 7 min", False, True),
        ("9:30 7 min", False, False),
    ],
)
def test_how_it_came_stands_anywhere_in_the_line(
    typed: str, by_mail: bool, is_outgoing: bool
) -> None:
    read = took_place(typed, "fr", WEDNESDAY)

    assert (read.by_mail, read.is_outgoing) == (by_mail, is_outgoing)
    assert read.talk_s == (420 if "7" in typed.split() else None)
