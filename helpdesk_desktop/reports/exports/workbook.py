"""Sheets as an XLSX file; the only home of XlsxWriter.

The same sheets and the same moment give the same bytes. No text becomes a formula or a link.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
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
_QUOTED, _HEAD, _NUMBER_HEAD = object(), object(), object()
"""Kinds of cells that no type tells."""

_AIR: Final = "_0"
"""As wide as a figure: LibreOffice forgets the indent of some numbers, and not this."""
_TITLE_POINTS, _TITLE_HIGH = 14, 19.5
_SECONDS_A_DAY: Final = 24 * 60 * 60
_BAR: Final = "#2F5D8C"
_PICTURE: Final = {"object_position": 3, "y_offset": 6}
"""A chart stays as it is when rows are filtered away; its edge touches no head."""


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


def _number(shown: str) -> dict[str, Any]:
    """At the right, with air before the next column."""
    return {"align": "right", "num_format": shown + _AIR}


def _of_amount(like: Amount) -> dict[str, Any]:
    return _number(f'#,##0" {like.unit}"')


class _Writer:
    """Writes sheets in the looks of this house."""

    def __init__(self, book: Any, cover: Cover) -> None:
        self._book, self._cover = book, cover
        self._months = f"[$-{_LOCALES[cover.language]}]mmmm yyyy"
        head = {"bold": True, "bottom": 1, "bg_color": "#E4ECF4", "text_wrap": True}
        self._looks: Mapping[object, Mapping[str, Any]] = {
            str: {"text_wrap": True},
            _QUOTED: {"text_wrap": True, "quote_prefix": True},
            _HEAD: head,
            _NUMBER_HEAD: head | _number("@"),
            int: _number("#,##0"),
            Percent: _number("0%"),
            Length: _number('[m]" min "ss'),
            InPlace: _number("@"),
            date: {"align": "left", "num_format": "dd/mm/yyyy"},
            time: {"align": "left", "num_format": _TIME},
            MonthCell: {"align": "left", "num_format": self._months},
        }
        self._made: dict[tuple[object, bool], Any] = {}
        self._title = book.add_format({"bold": True, "font_size": _TITLE_POINTS})

    def _look(self, kind: object, column: int) -> Any:
        """Of that kind of cell; what begins at the left has air before it, but at the edge."""
        known = (kind, column > 0)
        if known not in self._made:
            looks = _of_amount(kind) if isinstance(kind, Amount) else self._looks[kind]
            is_beside = column > 0 and looks.get("align") != "right"
            air = {"align": "left", "indent": 1} if is_beside else {}
            self._made[known] = self._book.add_format({"valign": "top", **looks, **air})
        return self._made[known]

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
            kind, column = _NUMBER_HEAD if grid.is_of_numbers(place) else _HEAD, grid.column + place
            page.write_string(grid.row, column, _sound(head), self._look(kind, column))
        for row, cells in enumerate(grid.rows, start=grid.first_row):
            if grid.spread > 1:
                last = grid.column + len(cells) - 1
                look = self._look(str, last)
                page.merge_range(row, last, row, last + grid.spread - 1, "", look)
            for column, cell in enumerate(cells, start=grid.column):
                self._write_cell(page, row, column, cell)

    def _write_cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        look = partial(self._look, column=column)
        match cell:
            case str():
                kind = _QUOTED if is_like_a_formula(cell) else str
                page.write_string(row, column, _sound(cell), look(kind))
            case InPlace(text=text):
                page.write_string(row, column, _sound(text), look(InPlace))
            case Amount(value=value, unit=unit):
                page.write_number(row, column, value, look(Amount(0, unit)))
            case int() | Percent() | Length():
                page.write_number(row, column, _as_number(cell), look(type(cell)))
            case MonthCell(first_day=day):
                page.write_datetime(row, column, day, look(MonthCell))
            case date() | time():
                page.write_datetime(row, column, cell, look(type(cell)))

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
        numbered = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "min": 0}
        # XlsxWriter calls axes by where they are drawn: names stand upright beside bars across
        drawn.set_x_axis(numbered if across else named)
        drawn.set_y_axis(named | {"reverse": True} if across else numbered)
        drawn.set_size({"width": 640, "height": 120 + 22 * (last - first + 1) if across else 320})
        at = max(one.column + one.width for one in sheet.grids) + 1
        described = {"description": _sound(chart.description), **_PICTURE}
        # below the heads: what stands beside them is printed on each page
        page.insert_chart(first, at, drawn, described)

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
