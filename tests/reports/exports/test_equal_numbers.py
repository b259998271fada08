"""Every number in a file is one of the report, and every number of the report is in the file."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.facts import made_up_facts
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.plain_data import json_text
from helpdesk_desktop.reports.exports.separated import belgian_csv, rfc_4180_csv
from helpdesk_desktop.reports.exports.spreadsheet import spreadsheet
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released, Scheme, Shown
from helpdesk_domain.statistics.figures import crossing
from helpdesk_domain.statistics.months import Month, month
from helpdesk_domain.statistics.results import Median, Share
from tests.reports.exports.made import (
    OCTOBER,
    an_export,
    grid_under,
    label_of,
    no_step,
    read_workbook,
)

D = Dimension
MORE = (crossing([D.NEED, D.COMMUNE, D.MONTH]), crossing([D.HOUR]), crossing([D.DAY, D.CHANNEL]))
PERIODS = (month(OCTOBER), month(Month(2026, 3)))

exports = st.fixed_dictionaries(
    {
        "calls": st.sampled_from([0, 1, 7, 60, 400, 2500]),
        "seed": st.integers(0, 10**6),
        "scheme": st.sampled_from(Scheme),
        "filters": st.sampled_from(
            [{}, {D.LANGUAGE: "nl"}, {D.PROFILE: "gp"}, {D.COMMUNE: "21004", D.OUTCOME: "referred"}]
        ),
        "language": st.sampled_from(["fr", "nl", "en"]),
        "period": st.sampled_from(PERIODS),
    }
)


def made(asked: dict[str, Any]) -> Export:
    known = {name: told for name, told in asked.items() if name not in ("calls", "seed")}
    facts = made_up_facts(asked["period"].first, asked["calls"], asked["seed"])
    return an_export(facts, more=MORE, **known)


Number = tuple[Any, ...]
"""A figure, the sort and parts of a number, and the number."""


def banded(shown: Shown) -> tuple[int, bool]:
    return shown.value, shown.is_band


def numbers_of(export: Export, margins: bool = True) -> Iterator[Number]:
    """All that the report says, whatever anybody made of it."""
    for name, result in export.report.results.items():
        match result:
            case Released():
                yield name, "total", (), banded(result.total)
                yield from (
                    (name, "cell", key, banded(n)) for key, n in result.cells.items() if key
                )
                if margins:
                    yield from margins_of(name, export.figures[name].by, result)
            case Share():
                yield name, "share", banded(result.part), banded(result.whole), result.percent
            case Median():
                yield name, "median", result.value, banded(result.of)


def margins_of(name: str, by: tuple[Dimension, ...], released: Released) -> Iterator[Number]:
    for dimension, margin in zip(by, released.margins, strict=False):
        for code, shown in margin.items():
            yield name, "margin", (dimension, code), banded(shown)


def number_in(text: str) -> tuple[int, bool] | None:
    if not text:
        return None
    return (int(text.removeprefix("0–")), text.startswith("0–"))


def in_rfc_4180(data: bytes) -> Iterator[Number]:
    for row in csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True):

        def counted(name: str, row: dict[str, str] = row) -> tuple[int, bool]:
            return int(row[name]), row[f"{name}_is_up_to"] == "1"

        places = [place for place in (1, 2, 3) if row[f"dimension_{place}"]]
        key = tuple(row[f"code_{place}"] for place in places)
        match row["sort"]:
            case "total":
                yield row["figure"], "total", (), counted("value")
            case "cell":
                yield row["figure"], "cell", key, counted("value")
            case "margin":
                yield row["figure"], "margin", (row["dimension_1"], *key), counted("value")
            case "share":
                percent = int(row["percent"]) if row["percent"] else None
                yield row["figure"], "share", counted("value"), counted("of"), percent
            case "median":
                value = int(row["value"]) if row["value"] else None
                yield row["figure"], "median", value, counted("of")


def in_belgian_csv(data: bytes) -> Iterator[Number]:
    """Numbers alone, with their figure: what the parts are called is looked at elsewhere."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    for row in rows[1 : rows.index([])]:
        if any(row[8:12]):
            yield row[12], number_in(row[8]), number_in(row[10]), row[11]


def in_json(data: bytes) -> Iterator[Number]:
    def counted(told: dict[str, Any]) -> tuple[int, bool]:
        return told["value"], told.get("up_to", False)

    for one in json.loads(data)["figures"]:
        if "total" in one:
            yield one["id"], "total", (), counted(one["total"])
            for cell in one["cells"]:
                yield one["id"], "cell", tuple(cell["key"]), counted(cell)
        elif "percent" in one:
            part, whole = counted(one["part"]), counted(one["whole"])
            yield one["id"], "share", part, whole, one["percent"]
        else:
            yield one["id"], "median", one["median"], counted(one["of"])


def told_cell(cell: Any) -> tuple[int, bool]:
    """A number, which is one, or a band, which is a text."""
    if isinstance(cell.value, str):
        assert cell.value.startswith("0–")
        return int(cell.value.removeprefix("0–")), True
    assert type(cell.value) is int
    return cell.value, False


def in_its_unit(cell: Any) -> Any:
    """A median as the report has it; a length of time is one in a workbook."""
    return round(cell.value.total_seconds()) if cell.is_date else cell.value


def in_tables(export: Export, book: Any) -> Iterator[Number]:
    """What stands on the sheet of each table, by its words."""
    label = partial(label_of, labels=export.labels)
    titles = {export.title(figure): figure for figure in export.figures.values()}
    for sheet in book.worksheets[1:-1]:
        figure = titles[sheet["A1"].value]
        yield figure.id, "total", (), told_cell(sheet["B3"])
        for row in grid_under(sheet, 5, 1):
            yield figure.id, "cell", tuple(map(label, row[:-1])), told_cell(row[-1])
        for place, dimension in enumerate(figure.by if len(figure.by) > 1 else ()):
            for name, number in grid_under(sheet, 5, len(figure.by) + 3 + 3 * place):
                yield figure.id, "margin", (dimension, label(name)), told_cell(number)


def in_words(export: Export, number: Number) -> Number:
    """The same by its words."""
    name, sort, key, shown = number
    by = export.figures[name].by
    if sort == "margin":
        dimension, code = key
        return name, sort, (dimension, export.labels.value(dimension, code)), shown
    labels = (export.labels.value(one, code) for one, code in zip(by, key, strict=False))
    return name, sort, tuple(labels), shown


@settings(max_examples=25)
@given(exports)
def test_csv_and_json_say_what_the_report_says_and_nothing_else(asked: dict[str, Any]) -> None:
    export = made(asked)
    everything = Counter(numbers_of(export))
    assert Counter(in_rfc_4180(rfc_4180_csv(export, no_step))) == everything

    without_margins = Counter(numbers_of(export, margins=False))
    assert Counter(in_json(json_text(export, no_step))) == without_margins

    alone = []
    for name, sort, *rest in numbers_of(export):
        match sort, rest:
            case "share", [part, whole, percent]:
                alone.append((name, part, whole, "" if percent is None else f"{percent}%"))
            case "median", [value, of]:
                alone.append((name, None if value is None else (value, False), of, ""))
            case _, [_, shown]:
                alone.append((name, shown, None, ""))
    told = in_belgian_csv(belgian_csv(export, no_step))
    assert Counter(told) == Counter(alone)


@settings(max_examples=15)
@given(exports)
def test_a_workbook_says_what_the_report_says_and_nothing_else(asked: dict[str, Any]) -> None:
    export = made(asked)
    book = read_workbook(spreadsheet(export, no_step))

    # Tables
    expected = [
        in_words(export, number)
        for number in numbers_of(export)
        if number[1] in ("total", "cell", "margin") and export.figures[number[0]].by
    ]
    assert Counter(in_tables(export, book)) == Counter(expected)

    # The first sheet: each headline once, each share and each median
    first = book.worksheets[0]
    rows: dict[str, Any] = {}
    for row in first.iter_rows(min_row=4):
        rows.setdefault(row[0].value, row)
    for name, result in export.report.results.items():
        title = export.title(export.figures[name])
        match result:
            case Released() if title in rows:
                assert told_cell(rows[title][1]) == banded(result.total)
            case Share():
                percent, part, whole = rows[title][1:4]
                assert (told_cell(part), told_cell(whole)) == (
                    banded(result.part),
                    banded(result.whole),
                )
                if result.percent is None:
                    assert percent.value == "–"
                else:
                    assert (percent.value, percent.number_format) == (result.percent / 100, "0%_0")
            case Median():
                value, of = rows[title][1:3]
                assert (in_its_unit(value), told_cell(of)) == (
                    "–" if result.value is None else result.value,
                    banded(result.of),
                )
    totals = [name for name in ("calls", "non_calls", "needs") if name in export.report.results]
    assert all(export.title(export.figures[name]) in rows for name in totals)
