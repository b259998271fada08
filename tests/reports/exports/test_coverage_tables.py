"""What the offer lacks leaves the desk with the figures: typed, defined, and nobody's words."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from helpdesk_desktop.reports.coverage import Coverage
from helpdesk_desktop.reports.exports.coverage_tables import coverage_tables
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.plain_data import json_text
from helpdesk_desktop.reports.exports.spreadsheet import spreadsheet
from helpdesk_desktop.reports.exports.writing import MADE, Format
from helpdesk_domain.offer import ServiceId, TermId
from helpdesk_domain.statistics.coverage import Gap, Touched
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Scheme, Shown
from helpdesk_domain.statistics.searched_words import SearchedWord
from helpdesk_domain.territory import Nis
from tests.domain.statistics.test_coverage import a_card
from tests.reports.exports.made import an_export, no_step, read_workbook

HOSTILE = "=HYPERLINK(1)"
WORD = "mevrouw janssens"

FOUND = Coverage(
    gaps=(
        Gap(
            need=TermId("need-00"),
            commune=Nis("21008"),
            asked=Shown(40),
            full=(ServiceId("one"), ServiceId("two")),
            elsewhere=(ServiceId("three"),),
        ),
        Gap(
            need=TermId("need-01"),
            commune=Nis("21009"),
            asked=Shown(15),
            full=(),
            elsewhere=(),
            broader=(ServiceId("four"), ServiceId("five")),
        ),
    ),
    contradicted=(
        Touched(service=ServiceId("b"), referrals=Shown(25), card=a_card(HOSTILE, "care")),
    ),
    stale=(
        Touched(
            service=ServiceId("c"),
            referrals=Shown(20),
            card=a_card("Le Pont", "care", assured_date=date(2024, 2, 1)),
        ),
        Touched(
            service=ServiceId("d"),
            referrals=Shown(10),
            card=a_card("La Rive", "care", assured_date=None),
        ),
    ),
    words=(SearchedWord(word=WORD, language="nl", shown=Shown(15)),),
)


def covered(found: Coverage = FOUND, **asked: Any) -> Export:
    made = an_export(names={"need-00": "Logement", "need-01": "Répit"}, **asked)
    return replace(made, coverage=found)


def sheets(export: Export) -> list[Any]:
    names = [one.name for one in coverage_tables(export)]
    book = read_workbook(spreadsheet(export, no_step))
    return [sheet for sheet in book.worksheets if sheet["A1"].value in names]


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=6)]


def test_gaps_refusals_and_stale_records_are_three_sheets_before_the_definitions() -> None:
    gaps, contradicted, stale = sheets(covered())
    assert rows(gaps) == [
        ["Logement", "Ganshoren", "2 services, tous saturés · 1 ailleurs", 40],
        ["Répit", "Ixelles", "aucun classé ainsi · 2 services classés plus largement", 15],
    ]
    assert rows(contradicted) == [[HOSTILE, datetime(2026, 10, 1), 25]]
    assert rows(stale) == [["Le Pont", datetime(2024, 2, 1), 20], ["La Rive", "jamais", 10]]
    assert [cell.value for cell in gaps[5]] == ["Besoin", "Commune", "Ce qu’il y a", "Nombre"]

    # And a day is one, and what would like to be a formula is a text that stays one
    assert stale["B6"].number_format == "dd/mm/yyyy"
    assert contradicted["A6"].data_type == "s"
    assert contradicted["A6"].quotePrefix
    assert all(sheet.auto_filter.ref.startswith("A5") for sheet in (gaps, contradicted, stale))


def test_each_list_is_defined_on_the_last_sheet() -> None:
    export = covered()
    last = read_workbook(spreadsheet(export, no_step)).worksheets[-1]
    defined = {row[0].value: row for row in last.iter_rows(min_row=4)}
    for one in coverage_tables(export):
        row = defined[one.name]
        assert row[1].value == f"{one.meaning} {one.as_of}"
        assert row[2].value in ("besoins", "orientations")
        assert row[4].value == one.left_out != ""


def test_a_list_with_nothing_on_it_says_so() -> None:
    none = Coverage(gaps=(), contradicted=(), stale=())
    for sheet in sheets(covered(none)):
        assert sheet["A4"].value
        assert sheet["A6"].value is None
    assert len(sheets(covered(none))) == 3


def test_a_list_of_which_the_numbers_are_withheld_is_left_out_of_every_file() -> None:
    # Given filters under which needs by commune cannot be told
    narrow = {Dimension.LANGUAGE: "nl", Dimension.OUTCOME: "referred"}
    export = covered(filters=narrow)
    assert "needs_by_commune" in export.report.withheld

    told = [one.id for one in coverage_tables(export)]
    assert "gaps" not in told
    assert list(json.loads(json_text(export, no_step))["coverage"]) == told
    assert len(sheets(export)) == len(told) > 0


def test_json_has_them_by_codes_and_names() -> None:
    told = json.loads(json_text(covered(language="nl"), no_step))["coverage"]
    assert told["gaps"][0] == {
        "need": "need-00",
        "need_name": "Logement",
        "commune": "21008",
        "commune_name": "Ganshoren",
        "asked": 40,
        "full": ["one", "two"],
        "elsewhere": ["three"],
        "broader": [],
    }
    assert told["gaps"][1]["broader"] == ["four", "five"]
    assert told["stale"] == [
        {"service": "c", "name": "Le Pont", "last_verified": "2024-02-01", "referrals": 20},
        {"service": "d", "name": "La Rive", "last_verified": None, "referrals": 10},
    ]
    assert [one["name"] for one in told["contradicted"]] == [HOSTILE]
    assert "coverage" not in json.loads(json_text(an_export(), no_step))


def test_what_is_published_says_what_lacks_and_of_no_service_that_its_record_is_wrong() -> None:
    export = covered(scheme=Scheme.PUBLIC)
    assert [one.id for one in coverage_tables(export)] == ["gaps"]
    told = json.loads(json_text(export, no_step))["coverage"]
    assert list(told) == ["gaps"]
    [gap, _] = told["gaps"]
    assert (gap["full"], gap["elsewhere"], gap["broader"]) == (2, 1, 0), "how many, not which"


@pytest.mark.parametrize("format", MADE)
def test_a_word_that_somebody_searched_stays_on_the_desk(format: Format) -> None:
    data = MADE[format](covered(), no_step)
    if format is Format.XLSX:
        book = read_workbook(data)
        data = repr([cell.value for sheet in book for row in sheet for cell in row]).encode()
    assert b"janssens" not in data
