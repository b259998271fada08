"""Sheets as an XLSX file; the only home of XlsxWriter.

The same sheets and the same moment give the same bytes. No text becomes a formula or a link.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

import xlsxwriter

from helpdesk_desktop.reports.exports.room import heights, widths
from helpdesk_desktop.reports.exports.sheet import (
    Amount,
    Bars,
    Cell,
    Chart,
    Grid,
    InPlace,
    Length,
    MonthCell,
    Percent,
    Sheet,
)
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_domain.spreadsheet_text import is_like_a_formula

MOST_ROWS: Final = 1_048_576
"""Of a sheet, as Excel has it: what is below would be lost without a word."""

_LONGEST_EDGE: Final = 255
"""Of what stands at the head or the foot of a page, its signs taken in."""

_NOT_IN_XML: Final = re.compile("[\ufffe\uffff\ud800-\udfff]")
_LOCALES: Final = {"fr": "80C", "nl": "813", "en": "809"}
"""Belgian French, Belgian Dutch, British English: the names of months are those of the file."""
_DAY_OF_CHART: Final = "dd/mm"
_TIME: Final = "hh:mm"
_RIGHT: Final = {"align": "right"}
_AIR: Final = "_0"
"""As wide as a figure: LibreOffice forgets the indent of some numbers, and not this."""
_TITLE_POINTS, _TITLE_HIGH = 14, 19.5
_SECONDS_A_DAY: Final = 24 * 60 * 60
_BAR: Final = "#2F5D8C"
_PICTURE: Final = {"object_position": 3}
"""A chart stays as it is when rows are filtered away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a file says of itself as a whole.

    Attributes:
        head, foot: On each printed page.
        when: Aware.
        language: `fr`, `nl` or `en`.
    """

    title: str
    author: str
    head: str
    foot: str
    when: datetime
    language: str


class TooManyRows(Exception):
    """A table is longer than a sheet."""


def workbook(sheets: Sequence[Sheet], cover: Cover, step: Step) -> bytes:
    """`sheets` as a file, in their order.

    Raises:
        TooManyRows: One of them does not go into it whole.
    """
    if any(grid.next_row > MOST_ROWS for sheet in sheets for grid in sheet.grids):
        raise TooManyRows
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options | {"strings_to_numbers": False})
    created = cover.when.astimezone(UTC).replace(tzinfo=None)
    about = {"title": cover.title, "author": cover.author, "comments": cover.foot}
    book.set_properties({name: _sound(text) for name, text in about.items()} | {"created": created})
    writer = _Writer(book, cover)
    for place, sheet in enumerate(sheets):
        step(place / (len(sheets) + 1))
        writer.write(sheet)
    step(len(sheets) / (len(sheets) + 1))
    book.close()
    return file.getvalue()


class _Writer:
    """Writes sheets in the looks of this house."""

    def __init__(self, book: Any, cover: Cover) -> None:
        self._book, self._cover = book, cover
        self._months = f"[$-{_LOCALES[cover.language]}]mmmm yyyy"
        self._looks = {
            str: self._look(text_wrap=True),
            int: self._number("#,##0"),
            Percent: self._number("0%"),
            Length: self._number('[m]" min "ss'),
            InPlace: self._number("@"),
            date: self._look(align="left", num_format="dd/mm/yyyy"),
            time: self._look(align="left", num_format=_TIME),
            MonthCell: self._look(align="left", num_format=self._months),
        }
        self._amounts: dict[str, Any] = {}
        self._quoted = self._look(text_wrap=True, quote_prefix=True)
        self._title = book.add_format({"bold": True, "font_size": _TITLE_POINTS})
        head = {"bold": True, "bottom": 1, "bg_color": "#E4ECF4", "text_wrap": True}
        self._head = self._look(**head)
        self._number_head = self._look(**head, num_format=f"@{_AIR}", **_RIGHT)

    def _look(self, **looks: Any) -> Any:
        return self._book.add_format({"valign": "top", **looks})

    def _number(self, shown: str) -> Any:
        """At the right, with air before the next column."""
        return self._look(num_format=f"{shown}{_AIR}", **_RIGHT)

    def _amount(self, unit: str) -> Any:
        if unit not in self._amounts:
            self._amounts[unit] = self._number(f'#,##0" {unit}"')
        return self._amounts[unit]

    def write(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        for row, line in enumerate(sheet.lines):
            page.write_string(row, 0, _sound(line), None if row else self._title)
        for grid in sheet.grids:
            self._write_grid(page, grid)
        columns = widths(sheet.grids)
        for column, width in columns.items():
            page.set_column(column, column, width)
        page.set_row(0, _TITLE_HIGH)
        for row, high in heights(sheet.grids, columns).items():
            page.set_row(row, high)
        if sheet.main is not None:
            self._keep_heads(page, sheet.main)
        if sheet.chart is not None:
            self._insert_chart(page, sheet, sheet.chart)
        self._set_page(page)

    def _write_grid(self, page: Any, grid: Grid) -> None:
        for place, head in enumerate(grid.heads):
            look = self._number_head if grid.is_of_numbers(place) else self._head
            page.write_string(grid.row, grid.column + place, _sound(head), look)
        for row, cells in enumerate(grid.rows, start=grid.first_row):
            if grid.spread > 1:
                last = grid.column + len(cells) - 1
                page.merge_range(row, last, row, last + grid.spread - 1, "", self._looks[str])
            for column, cell in enumerate(cells, start=grid.column):
                self._write_cell(page, row, column, cell)

    def _write_cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        match cell:
            case str():
                look = self._quoted if is_like_a_formula(cell) else self._looks[str]
                page.write_string(row, column, _sound(cell), look)
            case InPlace(text=text):
                page.write_string(row, column, _sound(text), self._looks[InPlace])
            case Amount(value=value, unit=unit):
                page.write_number(row, column, value, self._amount(unit))
            case int() | Percent() | Length():
                page.write_number(row, column, _as_number(cell), self._looks[type(cell)])
            case MonthCell(first_day=day):
                page.write_datetime(row, column, day, self._looks[MonthCell])
            case date() | time():
                page.write_datetime(row, column, cell, self._looks[type(cell)])

    def _keep_heads(self, page: Any, main: Grid) -> None:
        """In sight and on each printed page, with a filter."""
        last = main.column + main.width - 1
        page.freeze_panes(main.first_row, 0)
        page.repeat_rows(main.row)
        if main.rows:
            page.autofilter(main.row, main.column, main.next_row - 1, last)

    def _insert_chart(self, page: Any, sheet: Sheet, chart: Chart) -> None:
        grid, across = chart.grid, chart.bars is Bars.ACROSS
        drawn = self._book.add_chart({"type": "bar" if across else "column"})
        first, last = grid.first_row, grid.first_row + min(len(grid.rows), chart.most) - 1
        names = [sheet.name, first, grid.column, last, grid.column]
        number = grid.column + grid.width - 1
        numbers = [sheet.name, first, number, last, number]
        looks = {"fill": {"color": _BAR}, "gap": 40, "data_labels": {"value": across}}
        drawn.add_series({"categories": names, "values": numbers, **looks})
        drawn.set_title({"name": _sound(chart.title), "name_font": {"size": 12}, "overlay": False})
        drawn.set_legend({"none": True})
        named: dict[str, Any] = {"major_gridlines": {"visible": False}}
        named |= self._axis_of(grid.rows[0][0])
        numbered = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
        # XlsxWriter calls axes by where they are drawn: names stand upright beside bars across
        drawn.set_x_axis(numbered if across else named)
        drawn.set_y_axis(named | {"reverse": True} if across else numbered)
        drawn.set_size({"width": 640, "height": 120 + 22 * (last - first + 1) if across else 320})
        at = max(one.column + one.width for one in sheet.grids) + 1
        described = {"description": _sound(chart.description), **_PICTURE}
        page.insert_chart(grid.row, at, drawn, described)

    def _axis_of(self, first: Cell) -> dict[str, Any]:
        """How names that are no texts are shown: as numbers, they would be days since 1900."""
        match first:
            case MonthCell():
                return {"num_format": self._months, "text_axis": True}
            case date():
                return {"num_format": _DAY_OF_CHART, "date_axis": True}
            case time():
                return {"num_format": _TIME, "text_axis": True}
        return {}

    def _set_page(self, page: Any) -> None:
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_header(_edge("&L", self._cover.head))
        page.set_footer(_edge("&L", self._cover.foot, "&R&P / &N"))


def _as_number(cell: int | Percent | Length) -> float:
    match cell:
        case Percent(value=value):
            return value / 100
        case Length(seconds=seconds):
            return seconds / _SECONDS_A_DAY
    return cell


def _sound(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _edge(before: str, text: str, after: str = "") -> str:
    """`text` for the edge of a page, as much of it as goes in; & is written twice there."""
    kept = _sound(text)
    while len(kept.replace("&", "&&")) > _LONGEST_EDGE - len(before) - len(after) - 1:
        kept = kept[:-1]
    end = "" if kept == _sound(text) else "…"
    return before + kept.replace("&", "&&") + end + after
