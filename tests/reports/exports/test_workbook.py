"""A workbook: typed, filtered, charted, said in the language of the file, the same twice."""

import io
import math
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.sheet_names import LONGEST, sheet_names
from helpdesk_desktop.reports.exports.spreadsheet import spreadsheet
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Scheme, Shown
from helpdesk_domain.statistics.figures import FigureId, crossing, figures
from helpdesk_domain.statistics.months import Period, quarter_of
from helpdesk_domain.statistics.results import Median
from tests.reports.exports.made import (
    EXPORT_ID,
    OCTOBER,
    WHEN,
    an_export,
    no_step,
    read_workbook,
)

ILLEGAL = re.compile(r"[\[\]:*?/\\]")


def sheet_of(export: Export, book: Any, name: str) -> Any:
    title = export.title(export.figures[name])
    return next(sheet for sheet in book.worksheets if sheet["A1"].value == title)


def imprint_on(sheet: Any) -> list[str]:
    """The second column: what the lines of the imprint say, below the numbers."""
    return [str(row[1].value) for row in sheet.iter_rows(min_row=4) if row[1].value]


def test_days_are_dates_hours_times_numbers_numbers() -> None:
    export = an_export(period=quarter_of(OCTOBER))
    book = read_workbook(spreadsheet(export, no_step))

    day = sheet_of(export, book, "calls_by_day")
    first = day["A6"]
    assert (first.value, first.number_format) == (datetime(2026, 10, 1), "dd/mm/yyyy")
    assert all(type(row[1].value) is int for row in day.iter_rows(min_row=6, max_row=60))

    months = sheet_of(export, book, "calls_by_month")
    assert [cell.value for cell in months["A"][5:8]] == [
        datetime(2026, 10, 1),
        datetime(2026, 11, 1),
        datetime(2026, 12, 1),
    ]
    assert months["A6"].number_format == "[$-80C]mmmm yyyy", "octobre 2026 in Belgian French"

    hours = sheet_of(export, book, "calls_by_hour")
    assert (hours["A6"].value, hours["B6"].value) == ("lundi", time(8))


def test_each_table_can_be_filtered_and_keeps_its_heads_in_sight_and_on_paper() -> None:
    export = an_export()
    book = read_workbook(spreadsheet(export, no_step))
    for sheet in book.worksheets[1:]:
        head = 3 if sheet is book.worksheets[-1] else 5
        is_empty = sheet.cell(head + 1, 1).value is None
        assert is_empty or f"A{head}:" in sheet.auto_filter.ref
        assert sheet.freeze_panes == f"A{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
        assert all(cell.font.bold for cell in sheet[head] if cell.value)
        assert all(one.width >= 9 for one in sheet.column_dimensions.values())
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_needs_and_months_are_charts_of_their_own_cells() -> None:
    export = an_export(period=quarter_of(OCTOBER))
    book = read_workbook(spreadsheet(export, no_step))

    needs = sheet_of(export, book, "needs")
    [pareto] = needs._charts
    assert pareto.barDir == "bar"
    assert (pareto.x_axis.scaling.orientation, pareto.y_axis.scaling.orientation) == (
        "maxMin",
        "minMax",
    ), "the most stands at the top, and bars begin at the left"
    assert pareto.ser[0].val.numRef.f.endswith("$B$6:$B$20"), "the first fifteen"
    numbers = [needs.cell(row, 2).value for row in range(6, 21)]
    assert numbers == sorted(numbers, reverse=True)

    [months] = sheet_of(export, book, "calls_by_month")._charts
    assert months.barDir == "col"
    names = months.ser[0].cat.strRef or months.ser[0].cat.numRef
    assert names.f.endswith("$A$6:$A$8")
    assert months.ser[0].val.numRef.f.endswith("$B$6:$B$8")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_last_sheet_says_what_every_figure_means_in_the_language_of_the_file(
    language: str,
) -> None:
    filters = {Dimension.LANGUAGE: "nl"}
    export = an_export(language=language, filters=filters)
    last = read_workbook(spreadsheet(export, no_step)).worksheets[-1]

    rows = [tuple(cell.value or "" for cell in row[:6]) for row in last.iter_rows(min_row=4)]
    assert export.report.withheld, "also what is withheld is defined"
    assert set(rows) == {
        (told.name, told.formula, told.counted, told.among, told.left_out, told.source)
        for one in figures().figure
        for told in [one.meaning(language)]
    }
    assert len(rows) == len(figures().figure)


def test_the_imprint_is_on_the_first_sheet_and_at_the_foot_of_each_page() -> None:
    filters = {Dimension.COMMUNE: "21009"}
    export = an_export(filters=filters, who="Amélie & fils")
    book = read_workbook(spreadsheet(export, no_step))

    texts = " ".join(imprint_on(book.worksheets[0]))
    for told in (EXPORT_ID, "Amélie & fils", "Ixelles", "2026-1", "09/11/2026 10:15"):
        assert told in texts
    for sheet in book.worksheets:
        foot = sheet.oddFooter.left.text
        assert EXPORT_ID in foot
        assert "Amélie" in foot
        assert "Ixelles" in foot
        assert sheet.oddFooter.right.text
        assert "2026" in sheet.oddHeader.left.text


def test_an_imprint_too_long_for_a_page_is_cut_and_whole_on_the_first_sheet() -> None:
    who = "&" * 300 + "é" * 40000
    book = read_workbook(spreadsheet(an_export(who=who), no_step))
    assert book.worksheets[0].oddFooter.left.text.startswith(EXPORT_ID)
    assert who[:32767] in imprint_on(book.worksheets[0])


def test_the_same_export_is_the_same_bytes_and_another_moment_is_not() -> None:
    export = an_export()
    assert spreadsheet(export, no_step) == spreadsheet(an_export(), no_step)
    later = replace(export, imprint=replace(export.imprint, when=WHEN + timedelta(minutes=1)))
    assert spreadsheet(later, no_step) != spreadsheet(export, no_step)

    # Only where the moment is said: the numbers are the same
    tables = [
        {name: file.read(name) for name in file.namelist() if "sheet3" in name}
        for file in (
            zipfile.ZipFile(io.BytesIO(spreadsheet(one, no_step))) for one in (export, later)
        )
    ]
    assert tables[0] == tables[1] != {}


def test_a_workbook_says_when_and_by_whom_it_was_made() -> None:
    book = read_workbook(spreadsheet(an_export(), no_step))
    assert book.properties.created.replace(tzinfo=UTC) == WHEN.replace(microsecond=0)
    assert book.properties.creator == "Amélie"


def test_under_the_scheme_of_publication_few_is_a_text_and_so_no_part_of_a_sum() -> None:
    export = an_export([], scheme=Scheme.PUBLIC)
    book = read_workbook(spreadsheet(export, no_step))
    overview = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=4)}
    assert overview["Appels"] == "0–9"
    shares = [export.title(export.figures[name]) for name in ("referred", "talk")]
    assert [overview[title] for title in shares] == ["–", "–"]


def test_several_months_name_themselves_and_have_no_period_before() -> None:
    export = an_export(period=Period(OCTOBER, OCTOBER.after()))
    first = read_workbook(spreadsheet(export, no_step)).worksheets[0]
    assert "2026" in first["A2"].value
    assert first["C4"].value is None


def test_what_nobody_looked_up_of_the_period_before_is_left_empty_and_is_no_dash() -> None:
    # Given a report that knows of the month before what it looks up of it: figures without parts
    export = an_export()
    whole = {name: told for name, told in export.report.results.items() if told_whole(name)}
    known = replace(export, report=replace(export.report, before=whole))

    # When it is a workbook
    first = read_workbook(spreadsheet(known, no_step)).worksheets[0]

    # Then what has parts has nothing there, and what has none has its number
    before = {row[0].value: row[2].value for row in first.iter_rows(min_row=5, max_row=9)}
    assert before["Appels"] == first["B5"].value > 0
    assert before["Besoins"] is None
    assert "–" not in before.values()


def told_whole(name: str) -> bool:
    return not figures()[name].by


def test_a_total_of_what_is_known_of_the_calls_does_not_stand_beside_the_calls() -> None:
    export = an_export()
    first = read_workbook(spreadsheet(export, no_step)).worksheets[0]
    counts = [row[0].value for row in first.iter_rows(min_row=5, max_row=10)]
    assert counts == [
        export.title(figures()[name])
        for name in (
            "calls",
            "non_calls",
            "needs",
            "unmet_needs",
            "referrals",
            "saturated_services",
        )
    ]


def test_a_length_of_a_call_is_told_in_minutes_and_others_in_their_unit() -> None:
    export = an_export()
    talk = Median(280, Shown(40))
    results = {**export.report.results, FigureId("talk"): talk}
    before = {FigureId("wrap_up"): results[FigureId("wrap_up")]}
    known = replace(export, report=replace(export.report, results=results, before=before))
    first = read_workbook(spreadsheet(known, no_step)).worksheets[0]
    cells = {row[0].value: row for row in first.iter_rows(min_row=5)}

    length = cells[export.title(figures()["talk"])][1]
    assert length.value == timedelta(minutes=4, seconds=40)
    assert length.number_format.startswith('[m]" min "ss'), "4 min 40"
    wrap_up = cells[export.title(figures()["wrap_up"])]
    assert type(wrap_up[1].value) is int
    assert '" secondes"' in wrap_up[1].number_format
    assert (wrap_up[3].value, wrap_up[3].number_format) == (
        wrap_up[1].value,
        wrap_up[1].number_format,
    )


def test_a_row_is_as_high_as_its_longest_text_in_the_file_itself() -> None:
    # LibreOffice makes no row higher than the file says, so one line would be printed over another
    export = an_export(language="fr")
    book = read_workbook(spreadsheet(export, no_step))
    for sheet in (book.worksheets[0], book.worksheets[-1]):
        room = {
            get_column_letter(at): one.width
            for one in sheet.column_dimensions.values()
            for at in range(one.min, one.max + 1)
        }
        merged = {str(one).partition(":")[0]: one for one in sheet.merged_cells.ranges}
        lines = 0
        for cell in (cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value):
            spread = merged.get(cell.coordinate)
            columns = [cell.column_letter]
            if spread is not None:
                columns = list(map(get_column_letter, range(spread.min_col, spread.max_col + 1)))
            signs = sum(room.get(name, 9) for name in columns)
            wanted = math.ceil(len(str(cell.value)) / signs)
            lines = max(lines, wanted)
            high = sheet.row_dimensions[cell.row].height or 15
            assert high >= 15 * wanted or isinstance(cell.value, int | float), cell.value
        assert lines > 1


def test_numbers_end_under_the_end_of_their_head_with_air_before_the_next_column() -> None:
    export = an_export()
    day = sheet_of(export, read_workbook(spreadsheet(export, no_step)), "calls_by_day")
    head, number = day["B5"], day["B6"]
    assert (head.alignment.horizontal, number.alignment.horizontal) == ("right", "right")
    assert head.number_format.endswith("_0")
    assert number.number_format.endswith("_0")
    assert day["A6"].alignment.horizontal == "left", "a day is a name here"


def test_a_month_has_room_for_its_longest_name_and_bars_begin_at_nothing() -> None:
    # A spreadsheet shows ### for a date that its column has no room for
    export = an_export(period=quarter_of(OCTOBER))
    months = sheet_of(export, read_workbook(spreadsheet(export, no_step)), "calls_by_month")
    assert months.column_dimensions["A"].width >= len("septembre 2026") + 3
    [chart] = months._charts
    assert chart.anchor._from.row == 5, "below the heads, which are printed on each page"
    assert chart.y_axis.scaling.min == 0


def test_a_text_beside_another_begins_with_air() -> None:
    last = read_workbook(spreadsheet(an_export(), no_step)).worksheets[-1]
    for row in (3, 4):
        assert last.cell(row, 1).alignment.indent == 0
        assert last.cell(row, 2).alignment.indent == 1
        assert last.cell(row, 2).alignment.horizontal == "left", "no indent is told without"


def test_days_and_hours_are_told_as_such_along_a_chart() -> None:
    export = an_export(more=(crossing([Dimension.HOUR]),))
    book = read_workbook(spreadsheet(export, no_step))
    [days] = sheet_of(export, book, "calls_by_day")._charts
    assert days.x_axis.number_format.formatCode == "dd/mm"
    [hours] = next(sheet for sheet in book if sheet["A5"].value == "Heure")._charts
    assert hours.x_axis.number_format.formatCode == "hh:mm"


def test_the_period_before_stands_beside_the_headlines_where_it_is_known() -> None:
    export = an_export()
    before = replace(export.report, before=export.report.results)
    first = read_workbook(spreadsheet(replace(export, report=before), no_step)).worksheets[0]
    assert first["B5"].value == first["C5"].value
    assert first["C4"].value is not None


def test_what_somebody_crossed_is_named_by_its_dimensions() -> None:
    figure = crossing([Dimension.NEED, Dimension.COMMUNE])
    export = an_export(more=(figure,))
    titles = [sheet["A1"].value for sheet in read_workbook(spreadsheet(export, no_step))]
    assert "Besoins – Besoin × Commune" in titles


titles = st.lists(st.text(st.one_of(st.sampled_from("ab é'/[]:*?\\"), st.characters())), max_size=9)


@given(st.one_of(titles, st.lists(st.sampled_from(["", "A" * 40, "a" * 40, "History", "'x'"]))))
def test_every_sheet_has_a_name_that_a_workbook_takes(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles) == len(names)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST
        assert not ILLEGAL.search(name)
        assert name[0] != "'" != name[-1]
        assert name.casefold() != "history"


def test_names_of_sheets_are_cut_at_a_blank_and_keep_the_word_they_differ_by() -> None:
    assert sheet_names(
        [
            "Besoins sans réponse, par motif",
            "Besoins sans réponse, par motif et bassin",
            "Besoins sans réponse, par motif et commune",
            "Besoins sans réponse, par motif et selon la commune",
            "Anticonstitutionnellement, toujours",
        ]
    ) == [
        "Besoins sans réponse, par motif",
        "Besoins sans réponse… bassin",
        "Besoins sans réponse… commune",
        "Besoins sans réponse… commune 2",
        "Anticonstitutionnelle… toujours",
    ]
