"""A period as a lead types it: months in figures or by their names, in any language here."""

from datetime import date

import pytest

from helpdesk_desktop.ui.statistics.typed_period import NoPeriod, UnclearPeriod, period_in
from helpdesk_domain.statistics.months import Month, Period, PeriodReversed

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("03/2026 09/2026", (2026, 3), (2026, 9)),
        ("2026-03 – 2026-09", (2026, 3), (2026, 9)),
        ("10/2026", (2026, 10), (2026, 10)),
        ("octobre", (2026, 10), (2026, 10)),
        ("Oktober 2025", (2025, 10), (2025, 10)),
        ("décembre", (2025, 12), (2025, 12)),
        ("mars – octobre 2026", (2026, 3), (2026, 10)),
        ("maart tot oktober", (2026, 3), (2026, 10)),
        ("novembre à février 2026", (2025, 11), (2026, 2)),
        ("août 09/2026", (2026, 8), (2026, 9)),
    ],
)
def test_months_are_read(typed: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert period_in(typed, TODAY) == Period(Month(*first), Month(*last))


@pytest.mark.parametrize("typed", ["13/2026", "2026", "hier", "mars avril mai", "marsouin"])
def test_what_is_no_month_is_no_period(typed: str) -> None:
    with pytest.raises(UnclearPeriod):
        period_in(typed, TODAY)


def test_nothing_and_a_period_the_wrong_way_round_are_told_apart() -> None:
    with pytest.raises(NoPeriod):
        period_in("  ", TODAY)
    with pytest.raises(PeriodReversed):
        period_in("octobre 2026 mars 2026", TODAY)
