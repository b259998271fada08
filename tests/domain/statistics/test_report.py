"""What a lead may see of a period, and when a plain no is the answer."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.facts import made_up_facts
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released, Scheme, Shown
from helpdesk_domain.statistics.figures import (
    BadFigures,
    Figure,
    FigureId,
    Figures,
    crossing,
    figures,
    read_figures,
)
from helpdesk_domain.statistics.months import Month, Period, PeriodOpen, month, quarter_of, year_of
from helpdesk_domain.statistics.report import (
    Asked,
    NotHere,
    NotToPublish,
    OnlyWhole,
    Report,
    TooManyFilters,
    report,
)
from helpdesk_domain.statistics.results import Median, Share, added_results
from helpdesk_domain.statistics.summary import BadSummary, from_bytes, summary, to_bytes
from tests.domain.statistics.facts import AShelf, a_fact, opened

ROOT = Path(__file__).resolve().parents[3]
OCTOBER = Month(2026, 10)
TODAY = date(2027, 3, 1)
D = Dimension


def asked(period: Period, **more: Any) -> Asked:
    return Asked(period=period, **more)


def told(shelf: AShelf, asked: Asked, today: date = TODAY, more: tuple[Figure, ...] = ()) -> Report:
    return report(shelf, asked, figures(), more, today)


def a_year(calls: int = 300) -> AShelf:
    shelf = AShelf(first=Month(2026, 1))
    shelf.books = {one: opened(made_up_facts(one, calls)) for one in year_of(OCTOBER).months}
    shelf.late_ones = {2026: opened([])}
    return shelf


def total(report: Report, name: str = "calls") -> Shown:
    released = report.results[FigureId(name)]
    assert isinstance(released, Released)
    return released.total


def test_every_figure_has_a_number_of_its_sort() -> None:
    got = told(a_year(), asked(month(OCTOBER)))
    assert tuple(got.results) == tuple(one.id for one in figures().figure)
    assert abs(total(got).value - 290) < 25
    assert isinstance(got.results[FigureId("no_solution")], Share)
    talk = got.results[FigureId("talk")]
    assert isinstance(talk, Median)
    assert talk.value is not None
    assert talk.value % 10 == 0
    assert got.before[FigureId("calls")], "September is there to compare with"
    assert not got.is_empty


def test_the_same_asked_twice_is_the_same_whatever_order_books_come_in() -> None:
    year = asked(year_of(OCTOBER))
    assert told(a_year(), year).results == told(a_year(), year).results


def test_a_filter_narrows_every_figure_that_it_can() -> None:
    only = asked(month(OCTOBER), filters={D.LANGUAGE: "nl"})
    got = told(a_year(), only)
    assert 0 < total(got).value < total(told(a_year(), asked(month(OCTOBER)))).value
    assert "unmet_needs_by_basin" in got.withheld, "four dimensions would cross"
    assert "non_calls" in got.withheld, "nobody knows the language of a wrong number"


def test_a_filter_that_leaves_nothing_and_a_month_without_calls_are_empty() -> None:
    nothing = asked(month(OCTOBER), filters={D.COMMUNE: "21019", D.LANGUAGE: "tr", D.NEED: "x"})
    assert told(a_year(), nothing).is_empty
    assert told(AShelf(books={OCTOBER: opened([])}, first=OCTOBER), asked(month(OCTOBER))).is_empty


def test_a_period_before_the_first_call_is_empty_and_no_fault() -> None:
    assert told(a_year(), asked(month(Month(2025, 3)))).is_empty


def test_one_single_call_is_not_told_from_none_or_looks_like_five() -> None:
    for _ in range(20):
        one = told(
            AShelf(books={OCTOBER: opened([a_fact()])}, first=OCTOBER), asked(month(OCTOBER))
        )
        assert total(one).value in (0, 5)


def test_what_is_open_in_the_future_or_not_here_is_refused() -> None:
    shelf = a_year()
    with pytest.raises(PeriodOpen):
        told(shelf, asked(month(OCTOBER)), today=date(2026, 11, 5))
    with pytest.raises(PeriodOpen):
        told(shelf, asked(month(Month(2030, 1))))
    del shelf.books[OCTOBER]
    with pytest.raises(NotHere) as problem:
        told(shelf, asked(quarter_of(OCTOBER)))
    assert problem.value.months == (OCTOBER,)
    with pytest.raises(NotHere):
        told(AShelf(), asked(month(OCTOBER)))


def test_what_came_late_is_counted_in_the_year_and_in_no_month() -> None:
    shelf = a_year(calls=50)
    before = told(shelf, asked(month(OCTOBER))), told(shelf, asked(year_of(OCTOBER)))
    shelf.late_ones[2026] = opened(a_fact() for _ in range(100))
    after = told(shelf, asked(month(OCTOBER))), told(shelf, asked(year_of(OCTOBER)))
    assert after[0].results == before[0].results
    assert abs(total(after[1]).value - total(before[1]).value - 100) <= 8


def test_months_that_make_no_quarter_are_the_sum_of_what_was_told_of_each() -> None:
    shelf = a_year()
    both = told(shelf, asked(Period(Month(2026, 8), Month(2026, 9))))
    alone = [total(told(shelf, asked(month(Month(2026, n))))).value for n in (8, 9)]
    assert total(both).value == sum(alone)
    talk = both.results[FigureId("talk")]
    assert isinstance(talk, Median)
    assert talk.value is None
    shares = [
        told(shelf, asked(one)).results[FigureId("referred")]
        for one in (both.asked.period, month(Month(2026, 8)), month(Month(2026, 9)))
    ]
    sums, *each = [(one.part.value, one.whole.value) for one in shares if isinstance(one, Share)]
    assert sums == tuple(map(sum, zip(*each, strict=True)))


def test_published_is_a_whole_period_alone() -> None:
    two = Period(Month(2026, 8), Month(2026, 9))
    with pytest.raises(NotToPublish):
        told(a_year(), asked(two, scheme=Scheme.PUBLIC))
    got = told(a_year(), asked(month(OCTOBER), scheme=Scheme.PUBLIC))
    cells = got.results[FigureId("calls_by_commune")]
    assert isinstance(cells, Released)
    assert cells.cells
    assert min(one.value for one in cells.cells.values()) >= 10


def test_no_more_than_three_filters() -> None:
    many = {D.LANGUAGE: "nl", D.NEED: "x", D.OUTCOME: "referred", D.PROFILE: "gp"}
    with pytest.raises(TooManyFilters):
        told(a_year(), asked(month(OCTOBER), filters=many))


def test_of_an_erased_year_what_was_told_is_told_and_nothing_is_narrowed() -> None:
    # Given a year that was summed up when it closed, and whose books are gone
    shelf = a_year()
    whole = told(shelf, asked(year_of(OCTOBER)))
    [piece] = year_of(OCTOBER).pieces
    kept = summary(piece, tuple(shelf.books.values()), figures())
    shelf.summaries[piece] = from_bytes(to_bytes(kept))
    shelf.books.clear()

    # Then it is told as it was, and cannot be narrowed or crossed any more
    assert told(shelf, asked(year_of(OCTOBER))).results == whole.results
    with pytest.raises(OnlyWhole):
        told(shelf, asked(year_of(OCTOBER), filters={D.LANGUAGE: "fr"}))
    with pytest.raises(OnlyWhole):
        told(shelf, asked(year_of(OCTOBER)), more=(crossing([D.NEED, D.LANGUAGE]),))
    with pytest.raises(BadSummary):
        from_bytes(to_bytes(kept)[:-3])


def test_a_crossing_counts_what_its_dimensions_part() -> None:
    figure = crossing([D.NEED, D.COMMUNE])
    got = told(a_year(), asked(month(OCTOBER)), more=(figure,))
    assert got.results[figure.id] == got.results[FigureId("needs_by_commune")]


@pytest.mark.parametrize(
    "by", [[D.SERVICE, D.HOUR, D.CHANNEL, D.AGE], [D.SERVICE, D.NEED], [D.NEED, D.STATUS, D.REASON]]
)
def test_what_nothing_has_is_not_crossed(by: list[Dimension]) -> None:
    with pytest.raises(BadFigures):
        crossing(by)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ('by = ["non_call"]', 'by = ["service"]'),
        ('measure = "talk_s"', ""),
        ('sort = "count"', 'sort = "guess"'),
        ('id = "non_calls"', 'id = "calls"'),
    ],
)
def test_a_file_of_figures_that_nobody_can_count_by_is_refused(text: str, instead: str) -> None:
    from helpdesk_domain.resources import resource

    whole = resource("statistics/figures.toml").read_text("utf-8")
    assert text in whole
    with pytest.raises(BadFigures):
        read_figures(whole.replace(text, instead, 1))


def test_every_figure_is_defined_in_each_language() -> None:
    for one in figures().figure:
        words = {one.meaning(language) for language in ("fr", "nl", "en")}
        assert len(words) == 3, one.id
        assert all(told.name and told.formula and told.counted for told in words)
        assert all(bool(told.among) == (one.sort == "share") for told in words), one.id


def test_the_page_about_statistics_lists_each_figure_as_the_file_has_it() -> None:
    page = (ROOT / "docs" / "statistics.md").read_text("utf-8")
    for one in figures().figure:
        by = ", ".join(one.by) or "–"
        assert f"| `{one.id}` | {one.en.name} | {one.unit} | {by} |" in page


def test_a_year_whose_late_calls_are_not_here_yet_is_none_yet() -> None:
    shelf = a_year()
    shelf.late_ones.clear()
    with pytest.raises(NotHere):
        told(shelf, asked(year_of(OCTOBER)))
    assert not told(shelf, asked(quarter_of(OCTOBER))).is_empty


def test_what_was_told_stays_as_it_was_told_whatever_is_asked_beside_it() -> None:
    # Given October, summed up, and bound anew without calls that were erased since
    shelf = a_year()
    [piece] = month(OCTOBER).pieces
    shelf.summaries[piece] = summary(piece, [shelf.books[OCTOBER]], figures())
    shelf.books[OCTOBER] = opened(made_up_facts(OCTOBER, 250))

    # Then a crossing beside it shows no figure of before next to one of after
    alone = told(shelf, asked(month(OCTOBER)))
    beside = told(shelf, asked(month(OCTOBER)), more=(crossing([D.AGE, D.GENDER]),))
    assert {name: beside.results[name] for name in alone.results} == dict(alone.results)
    assert len(beside.results) == len(alone.results) + 1


def test_of_how_many_a_median_is_shows_no_second_draw_of_the_same_calls() -> None:
    facts = [a_fact(talk_s=60 + n, wrap_up_s=n) for n in range(43)]
    got = told(AShelf(books={OCTOBER: opened(facts)}, first=OCTOBER), asked(month(OCTOBER)))
    of = {got.results[FigureId(name)].of for name in ("talk", "wrap_up")}  # type: ignore[union-attr]
    assert of == {total(got)}


@pytest.mark.parametrize("calls", range(16, 40))
def test_whether_a_median_is_told_follows_from_the_number_that_is_shown(calls: int) -> None:
    facts = [a_fact(talk_s=60) for _ in range(calls)]
    got = told(AShelf(books={OCTOBER: opened(facts)}, first=OCTOBER), asked(month(OCTOBER)))
    talk = got.results[FigureId("talk")]
    assert isinstance(talk, Median)
    assert (talk.value is not None) == (talk.of.value >= 25)


@pytest.mark.parametrize(
    "period",
    [
        Period(Month(2000, 1), Month(2026, 10)),
        Period(Month(2010, 1), Month(2026, 10)),
        Period(Month(2026, 1), Month(2099, 12)),
    ],
)
def test_periods_of_half_a_century_are_told_or_refused_and_no_fault(period: Period) -> None:
    with suppress(PeriodOpen, NotHere):
        told(a_year(10), asked(period))


NEW = (FigureId("needs"), FigureId("talk"), FigureId("referred"))
"""A count, a median and a share that an older program did not have."""


def summed_up_by_an_older_program(shelf: AShelf, period: Period) -> None:
    """As it closed when the file of figures had not those of `NEW` yet."""
    older = Figures(
        version="older", figure=tuple(one for one in figures().figure if one.id not in NEW)
    )
    for piece in period.pieces:
        books = [shelf.books[one] for one in piece.months]
        shelf.summaries[piece] = from_bytes(to_bytes(summary(piece, books, older)))


def without_books(shelf: AShelf, *months: Month) -> AShelf:
    for one in months:
        del shelf.books[one]
    return shelf


def test_a_figure_newer_than_its_period_is_withheld_and_all_others_are_told() -> None:
    # Given October, summed up before there was such a figure, and its book gone
    shelf, october = a_year(), asked(month(OCTOBER))
    whole = told(shelf, october)
    summed_up_by_an_older_program(shelf, month(OCTOBER))
    got = told(without_books(shelf, OCTOBER), october)

    # Then that one is named as withheld, and no other lacks or changed
    assert got.withheld == tuple(one.id for one in figures().figure if one.id in NEW)
    assert got.results == {name: one for name, one in whole.results.items() if name not in NEW}
    assert not got.is_empty

    # And what narrows or crosses it is refused as before
    with pytest.raises(OnlyWhole):
        told(shelf, asked(month(OCTOBER), filters={D.LANGUAGE: "fr"}))
    with pytest.raises(OnlyWhole):
        told(shelf, october, more=(crossing([D.NEED, D.LANGUAGE]),))


def test_a_figure_newer_than_its_period_is_counted_while_its_books_are_there() -> None:
    shelf, october = a_year(), asked(month(OCTOBER))
    whole = told(shelf, october)
    summed_up_by_an_older_program(shelf, month(OCTOBER))
    got = told(shelf, october)
    assert got.results == whole.results
    assert list(got.results) == list(whole.results)
    assert not got.withheld


@pytest.mark.parametrize("gone", [8, 9])
def test_no_sum_lacks_the_month_in_which_a_figure_was_not_counted_yet(gone: int) -> None:
    # Given two months, both summed up before there was such a figure; the book of one is gone
    shelf, both = a_year(), asked(Period(Month(2026, 8), Month(2026, 9)))
    whole = told(shelf, both)
    summed_up_by_an_older_program(shelf, both.period)
    got = told(without_books(shelf, Month(2026, gone)), both)

    # Then the figure is withheld of both, rather than told of one
    assert set(got.withheld) == set(NEW)
    assert got.results == {name: one for name, one in whole.results.items() if name not in NEW}


def test_the_period_before_is_told_without_what_it_was_not_counted_for() -> None:
    shelf = a_year()
    summed_up_by_an_older_program(shelf, month(Month(2026, 9)))
    got = told(without_books(shelf, Month(2026, 9)), asked(month(OCTOBER)))
    whole = {one.id for one in figures().figure if not one.by}
    assert set(got.before) == whole - set(NEW)
    assert set(NEW) <= set(got.results)


def test_a_month_that_was_never_here_is_missed_whatever_was_told_of_another() -> None:
    shelf = a_year()
    summed_up_by_an_older_program(shelf, month(Month(2026, 8)))
    without_books(shelf, Month(2026, 8), Month(2026, 9))
    with pytest.raises(NotHere) as problem:
        told(shelf, asked(Period(Month(2026, 8), Month(2026, 9))))
    assert problem.value.months == (Month(2026, 9),)


def test_results_of_two_sorts_are_never_added() -> None:
    name = FigureId("talk")
    with pytest.raises(TypeError):
        added_results([{name: Median(60, Shown(30))}, {name: Share(Shown(5), Shown(30))}])
