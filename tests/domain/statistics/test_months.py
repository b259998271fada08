"""Which periods there are, and from when each may be told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.statistics.months import (
    Kind,
    Month,
    Period,
    PeriodOpen,
    PeriodReversed,
    last_closed,
    month,
    quarter_of,
    year_of,
)

months = st.builds(Month, st.integers(2001, 2090), st.integers(1, 12))
OCTOBER = Month(2026, 10)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "26-10", "2026-1", "1999-10", "２０２６-10", "2026-10-01"],
)
def test_what_names_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Month.parse(text)


@given(months, st.integers(0, 60))
def test_a_period_is_made_of_pieces_that_follow_each_other(first: Month, length: int) -> None:
    period = Period(first, first.after(length))
    pieces = period.pieces
    assert [one for piece in pieces for one in piece.months] == list(period.months)
    assert all(str(one) == str(Month.parse(str(one))) for one in period.months)
    years = sum(piece.kind is Kind.YEAR for piece in pieces)
    assert years == sum(
        first <= Month(year, 1) and Month(year, 12) <= period.last
        for year in range(first.year, period.last.year + 1)
    )


@given(months, months)
def test_months_are_in_the_order_of_the_calendar(one: Month, other: Month) -> None:
    assert (one < other) == (one.first_day < other.first_day)
    assert Month.of(one.first_day) == one
    assert one.after(7).after(-7) == one


def test_a_month_is_closed_five_days_after_its_end() -> None:
    october = month(OCTOBER)
    with pytest.raises(PeriodOpen) as problem:
        october.refuse_open(date(2026, 11, 5))
    assert problem.value.closes_on == date(2026, 11, 6)
    october.refuse_open(date(2026, 11, 6))


def test_a_year_waits_for_what_comes_late() -> None:
    year = year_of(OCTOBER)
    with pytest.raises(PeriodOpen) as problem:
        year.refuse_open(date(2027, 1, 31))
    assert problem.value.closes_on == date(2027, 2, 6)
    quarter_of(OCTOBER).refuse_open(date(2027, 1, 6))


@pytest.mark.parametrize(
    ("kind", "today", "first", "last"),
    [
        (Kind.MONTH, date(2026, 11, 5), Month(2026, 9), Month(2026, 9)),
        (Kind.MONTH, date(2026, 11, 6), OCTOBER, OCTOBER),
        (Kind.QUARTER, date(2026, 11, 6), Month(2026, 7), Month(2026, 9)),
        (Kind.QUARTER, date(2027, 1, 6), OCTOBER, Month(2026, 12)),
        (Kind.YEAR, date(2027, 2, 5), Month(2025, 1), Month(2025, 12)),
        (Kind.YEAR, date(2027, 2, 6), Month(2026, 1), Month(2026, 12)),
    ],
)
def test_the_newest_that_may_be_told(kind: Kind, today: date, first: Month, last: Month) -> None:
    assert last_closed(kind, today) == Period(first, last)


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(PeriodReversed):
        Period(OCTOBER, Month(2026, 9))


def test_the_period_before_is_as_long() -> None:
    assert quarter_of(OCTOBER).before == Period(Month(2026, 7), Month(2026, 9))
    assert str(quarter_of(OCTOBER)) == "2026-10/2026-12"
    assert quarter_of(OCTOBER).kind is Kind.QUARTER
    assert Period(Month(2026, 9), OCTOBER).kind is None
