"""What an export says of itself: whose figures, since when, and how far a number may be off."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.imprint import imprint_lines
from helpdesk_desktop.ui.charts.pdf_export import pdf_export
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import MOST_OFF, Released, Scheme
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.months import Month, Period, month
from helpdesk_domain.statistics.report import CALLS, report
from tests.domain.statistics.facts import AShelf, a_fact, opened
from tests.reports.exports.made import OCTOBER, an_export, no_step
from tests.ui.pdf_texts import pages, text

SPRING = Period(Month(2026, 2), Month(2026, 5))
"""Four months, none of which are a quarter."""


def rounding(export: Export) -> str:
    return dict(imprint_lines(export))["Rounding"]


def test_a_month_says_that_each_number_is_rounded_and_a_published_one_names_its_band() -> None:
    assert "may be up to 4" in rounding(an_export(language="en"))
    assert "anything from 0 to 9" in rounding(an_export(scheme=Scheme.PUBLIC, language="en"))


def test_a_period_of_several_says_how_far_its_sums_may_be_off() -> None:
    pieces = len(SPRING.pieces)
    assert pieces > 1
    told = rounding(an_export(period=SPRING, language="en"))
    assert f"may be off by up to {pieces * MOST_OFF}" in told
    assert "up to 4," not in told


def test_no_number_is_further_off_than_is_said() -> None:
    # Given four months with seven calls each of one commune: 28, told as a sum of four
    shelf = AShelf(first=SPRING.first)
    for one in SPRING.months:
        shelf.books[one] = opened(
            [a_fact(key=number * 7919 % 65536, day=one.first_day) for number in range(7)]
        )
    asked = an_export(period=SPRING).report.asked
    told = report(shelf, asked, figures(), (), date(2027, 3, 1)).results[CALLS]
    assert isinstance(told, Released)
    assert abs(told.total.value - 28) <= len(SPRING.pieces) * MOST_OFF


@pytest.mark.parametrize("period", [month(OCTOBER), SPRING])
def test_the_report_on_paper_says_the_same_at_its_head(
    dressed: QApplication, period: Period
) -> None:
    export = an_export(period=period, filters={Dimension.LANGUAGE: "nl"}, language="en")
    first = text(pages(pdf_export(export, no_step))[0]).replace("\n", " ")
    assert "".join(rounding(export).split())[:60] in "".join(first.split())
    assert "team midi" in first
