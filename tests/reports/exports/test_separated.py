"""CSV for spreadsheets and for programs: each to the byte as whoever opens it wants it."""

import csv
import io
import re
from dataclasses import replace

import pytest

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.separated import belgian_csv, rfc_4180_csv
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.figures import FigureId
from tests.domain.statistics.facts import a_fact
from tests.reports.exports.made import EXPORT_ID, an_export, no_step

FILTERS = {Dimension.COMMUNE: "21009", Dimension.LANGUAGE: "nl"}


def test_a_spreadsheet_of_belgium_opens_it_at_once() -> None:
    data = belgian_csv(an_export(filters=FILTERS), no_step)
    assert data.startswith("\ufeff".encode())
    text = data.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")

    # The numbers come first, under one line of heads; what the export is comes after a gap
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    gap = rows.index([])
    assert {len(row) for row in rows[:gap]} == {16}
    assert {len(row) for row in rows[gap + 1 :]} == {2}
    said = " ".join(row[1] for row in rows[gap + 1 :])
    for told in (EXPORT_ID, "Amélie", "Ixelles", "néerlandais", "2026-1"):
        assert told.casefold() in said.casefold()


def test_shares_are_percentages_and_numbers_are_whole() -> None:
    text = belgian_csv(an_export(), no_step).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    rows = rows[1 : rows.index([])]
    assert {row[11] for row in rows if row[12] == "referred"} != {""}
    assert all(re.fullmatch(r"\d{1,3}%|", row[11]) for row in rows)
    assert all(re.fullmatch(r"\d+|0–\d+|", row[place]) for row in rows for place in (8, 10))


def test_ages_do_not_become_dates_in_a_spreadsheet() -> None:
    export = an_export(a_fact(age=age) for age in ("12-17", "0-11") for _ in range(20))
    text = belgian_csv(export, no_step).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert {row[3] for row in rows if len(row) > 12 and row[12] == "calls_by_age" and row[3]} == {
        "12–17",
        "0–11",
    }


def test_a_program_reads_it_by_the_rules() -> None:
    data = rfc_4180_csv(an_export(filters=FILTERS), no_step)
    assert not data.startswith("\ufeff".encode())
    assert data.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)

    # Each line says whose it is and of what, so that files can be put together
    for row in rows:
        assert row["export_id"] == EXPORT_ID
        assert row["filter_codes"] == "commune=21009 language=nl"
        assert (row["period_from"], row["period_to"]) == ("2026-10", "2026-10")
        assert (row["scheme"], row["definitions"]) == ("a", "2026-1")
        assert (row["exported_by"], row["purpose"]) == ("Amélie", "annual_report")
        assert row["exported_at"] == "2026-11-09T09:15:30.000125+00:00"


def separated_lines(export: Export) -> list[dict[str, str]]:
    text = rfc_4180_csv(export, no_step).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_is_withheld_is_a_line_that_says_why() -> None:
    export = an_export(filters=FILTERS)
    rows = separated_lines(export)
    why = {row["figure"]: row["why_withheld"] for row in rows if row["sort"] == "withheld"}
    assert tuple(why) == export.report.withheld
    assert why["non_calls"] != why["unmet_needs_by_basin"]
    assert all(why.values())


def test_a_figure_newer_than_its_period_is_said_to_be_withheld_for_that() -> None:
    # Given a report of all calls, of which one figure was not counted when the period closed
    export = an_export()
    name = FigureId("talk")
    results = {other: one for other, one in export.report.results.items() if other != name}
    made = replace(export, report=replace(export.report, results=results, withheld=(name,)))
    [why] = [line for line in separated_lines(made) if line["sort"] == "withheld"]
    narrowed = separated_lines(an_export(filters=FILTERS))
    by_filters = {line["why_withheld"] for line in narrowed if line["sort"] == "withheld"}

    # Then no filter is blamed for it
    assert why["figure"] == name
    assert why["why_withheld"]
    assert why["why_withheld"] not in by_filters


@pytest.mark.parametrize("write", [belgian_csv, rfc_4180_csv])
def test_the_same_export_is_the_same_bytes(write: type) -> None:
    assert write(an_export(), no_step) == write(an_export(), no_step)
