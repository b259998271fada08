"""What a chart says of a table: every number as it was released, and nothing that was not."""

import pytest

from helpdesk_desktop.ui.charts.chart import (
    DOT,
    Bars,
    Chart,
    Columns,
    HeatMap,
    Matrix,
    TileMap,
    shown_words,
    step,
)
from helpdesk_desktop.ui.charts.kinds import bars, columns, matrix, tile_map
from helpdesk_desktop.ui.charts.told import per_10000
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.disclosure import Scheme, Shown
from helpdesk_domain.statistics.months import Month, Period, quarter_of
from helpdesk_domain.territory import communes
from tests.ui.chart_tables import OCTOBER, a_report, a_table, charts

EVERY = tuple(charts())


def test_each_figure_has_the_chart_that_goes_with_its_dimensions() -> None:
    drawn = charts()
    assert isinstance(drawn["needs"], Bars)
    assert isinstance(drawn["calls_by_hour"], HeatMap)
    assert isinstance(drawn["unmet_needs"], Matrix)
    assert isinstance(drawn["calls_by_day"], Columns)
    assert isinstance(drawn["calls_by_commune"], TileMap)
    assert "unmet_needs_by_basin" not in drawn, "three dimensions are a table"
    assert isinstance(drawn["calls_by_month"], Bars), "one month is no span of time"
    year = a_report(100, Period(Month(2026, 9), OCTOBER))
    assert isinstance(charts(made=year)["calls_by_month"], Columns)


@pytest.mark.parametrize("name", EVERY)
def test_a_chart_tells_what_was_released_and_no_other_number(name: str) -> None:
    chart = charts()[name]
    tables = {table.table.figure.by: table for table in map(a_table, {name, "calls_by_basin"})}
    for spot in chart.spots:
        shown = tables[spot.by].cells.get(spot.key)
        assert spot.size == (shown.value if shown else 0)
        assert spot.told == shown_words(shown, Words("fr"))
        assert spot.said.startswith(spot.name)
    drawn = {spot.key for spot in chart.spots}
    assert chart.more == len(set(a_table(name).cells) - drawn)


def test_bars_come_the_most_first_and_what_is_left_over_is_never_added_up() -> None:
    table = a_table("needs")
    few = bars(table, most=3)
    sizes = [spot.size for spot in few.spots]
    assert sizes == sorted((shown.value for shown in table.cells.values()), reverse=True)[:3]
    assert few.more == len(table.cells) - 3
    assert any("rangées" in note or "rows" in note for note in few.notes)


def test_of_a_matrix_the_sums_are_those_that_were_released() -> None:
    table = a_table("unmet_needs", made=a_report(4000))
    drawn = matrix(table)
    by_need, by_reason = table.margins
    names = {table.name(0, code): shown.value for code, shown in by_need.items()}
    for head in drawn.rows:
        assert head.total == str(names[head.name])
    totals = [int(head.total) for head in drawn.rows]
    assert totals == sorted(by_need[code].value for code in by_need)[::-1][: len(totals)]
    assert {head.total for head in drawn.columns} <= {str(one.value) for one in by_reason.values()}


def test_the_table_of_two_dimensions_has_the_sums_of_both() -> None:
    table = a_table("unmet_needs", "en")
    by_need, by_reason = table.margins
    rows = [tuple(row) for row in table.rows]
    assert len(set(rows)) == len(rows) == len(table.cells) + len(by_need) + len(by_reason)
    for code, shown in by_need.items():
        assert (table.name(0, code), "Total", str(shown.value)) in rows
    for code, shown in by_reason.items():
        assert ("Total", table.name(1, code), str(shown.value)) in rows


def test_every_day_of_the_period_has_its_place_also_one_without_a_call() -> None:
    drawn = columns(a_table("calls_by_day", made=a_report(40)))
    assert [spot.key[0] for spot in drawn.spots] == [f"2026-10-{day:02}" for day in range(1, 32)]
    assert any(spot.told == DOT for spot in drawn.spots)
    assert drawn.spots[0].name == "01/10/2026"


def test_the_average_is_of_the_seven_days_up_to_each_and_of_none_before() -> None:
    drawn = columns(a_table("calls_by_day"))
    sizes = [spot.size for spot in drawn.spots]
    assert drawn.average[:6] == (None,) * 6
    assert drawn.average[6] == sum(sizes[:7]) / 7
    assert drawn.average[-1] == sum(sizes[-7:]) / 7


def test_of_what_is_published_no_average_is_told_for_few_is_a_band() -> None:
    public = a_report(900, scheme=Scheme.PUBLIC)
    assert columns(a_table("calls_by_day", made=public)).average == ()


def test_a_band_is_written_as_one_and_what_is_not_told_as_a_dot() -> None:
    words = Words("fr")
    assert shown_words(Shown(9, is_band=True), words) == "0–9"
    assert shown_words(Shown(4200), words) == "4\u00a0200"
    assert shown_words(None, words) == DOT


def test_the_map_has_every_commune_once_and_says_what_is_not_on_it() -> None:
    drawn = tile_map(a_table("calls_by_commune"), a_table("calls_by_basin"))
    tiles = drawn.spots[: drawn.tiles]
    assert {spot.key[0] for spot in tiles} == {one.nis for one in communes()}
    assert len({spot.place for spot in drawn.spots}) == len(drawn.spots)
    listed = [drawn.spots[n].key[0] for group in drawn.groups for n in group.spots]
    assert {"nord", "sud", "no_address", ""} <= set(listed)


def test_a_rate_is_told_of_places_whose_inhabitants_are_known_and_of_no_other() -> None:
    table = a_table("calls_by_commune")
    drawn = tile_map(table, None, {"21001": 120_000})
    rated = [spot for spot in drawn.spots if spot.also]
    assert [spot.key for spot in rated] == [("21001",)]
    rate = 10_000 * table.cells[("21001",)].value / 120_000
    assert str(round(rate)) in rated[0].also
    assert rated[0].also in rated[0].said


@pytest.mark.parametrize(
    ("language", "few", "many"),
    [("fr", "3,8", "1\u00a0042"), ("nl", "3,8", "1.042"), ("en", "3.8", "1,042")],
)
def test_a_rate_is_written_as_each_language_writes_it(language: str, few: str, many: str) -> None:
    words = Words(language)
    assert per_10000(115, 304_523, words) == few
    assert per_10000(12_500, 120_000, words) == many


def test_a_summary_tells_the_title_the_whole_and_the_most() -> None:
    chart = charts("en")["needs"]
    first = chart.spots[0]
    assert chart.summary.startswith("Needs, October 2026: 1,")
    assert f"{first.name} {first.told}" in chart.summary
    assert chart.summary.count(",") < 12
    heat = charts("en")["calls_by_hour"]
    assert ":00 25" in heat.summary
    assert "; " in heat.summary, "names with commas are set apart by semicolons"


def test_a_chart_says_what_its_dots_are_and_that_sums_need_not_add_up() -> None:
    few = charts("en", a_report(300))["unmet_needs"]
    assert any(spot.told == DOT for spot in few.spots)
    assert few.notes[-2:] == (
        "· = none, or too few to be told",
        "each sum is rounded by itself, and need not add up",
    )
    assert not any("·" in note for note in charts("en")["needs"].notes)


@pytest.mark.parametrize("name", EVERY)
def test_of_nothing_a_plain_sentence_is_told(name: str) -> None:
    nothing = charts("en", a_report(0))[name]
    assert nothing.is_empty
    assert "There is nothing to show" in nothing.summary


@pytest.mark.parametrize("name", EVERY)
def test_arrows_reach_every_number_of_a_chart(name: str) -> None:
    spots = charts("fr", a_report(3000))[name].spots
    reached, ahead = {0}, [0]
    while ahead and spots:
        at = ahead.pop()
        for way in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            then = step(spots, at, *way)
            if then not in reached:
                reached.add(then)
                ahead.append(then)
    assert reached == set(range(len(spots) or 1))


def test_arrows_go_where_the_eye_goes() -> None:
    chart: Chart = charts()["calls_by_commune"]
    names = [spot.name for spot in chart.spots]

    def after(name: str, down: int, right: int) -> str:
        return names[step(chart.spots, names.index(name), down, right)]

    assert after("Ganshoren", 0, 1) == "Jette"
    assert after("Jette", 0, 1) == "Schaerbeek", "over what is empty"
    assert after("Ixelles", -1, 0) == "Bruxelles"
    assert after("Ganshoren", -1, 0) == "Ganshoren", "an edge is the end"


def test_a_quarter_is_a_span_of_months() -> None:
    made = a_report(100, quarter_of(OCTOBER))
    drawn = charts(made=made)["calls_by_month"]
    assert [spot.name for spot in drawn.spots] == ["10/2026", "11/2026", "12/2026"]
