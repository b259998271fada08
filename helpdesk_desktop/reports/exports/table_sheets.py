"""A sheet for each table of a report, typed: days are dates, hours times, numbers numbers."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Final

from helpdesk_desktop.reports.exports.coverage_tables import NOTHING, coverage_tables
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.sheet import (
    Bars,
    Cell,
    Chart,
    Grid,
    InPlace,
    MonthCell,
    Sheet,
)
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released, Shown
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.tables import table

_HEAD_ROW: Final = 4
_MOST_BARS: Final = 15
"""Of what has no order of its own: the rest is in the table."""
_MOST_COLUMNS: Final = 366


def number_cell(shown: Shown) -> Cell:
    """A number; a band as a text, of which no sum is made by mistake."""
    return InPlace(f"0–{shown.value}") if shown.is_band else shown.value


def table_sheets(export: Export) -> Iterator[Sheet]:
    """One for each count that has parts; each is named by its title, to be shortened."""
    for figure, result in export.told():
        if isinstance(result, Released) and figure.by:
            yield _sheet(export, figure, result)


def coverage_sheets(export: Export) -> Iterator[Sheet]:
    """One for each list of what the offer lacks."""
    for one in coverage_tables(export):
        rows = tuple(tuple(map(_cell, row)) for row in one.rows)
        nothing = () if rows else (export.labels.words.say(NOTHING),)
        yield Sheet(
            name=one.name,
            lines=(one.name, one.meaning, one.as_of, *nothing),
            main=Grid(heads=one.heads, rows=rows, row=_HEAD_ROW),
        )


def _cell(told: str | date | Shown) -> Cell:
    return number_cell(told) if isinstance(told, Shown) else told


def _sheet(export: Export, figure: Figure, released: Released) -> Sheet:
    labels = export.labels
    number, title = labels.words.say("Number"), export.title(figure)
    told = table(figure, released, labels)
    rows = tuple(
        (*map(_part, figure.by, line.key, line.labels), number_cell(line.shown))
        for line in told.lines
    )
    main = Grid(heads=(*told.heads, number), rows=rows, row=_HEAD_ROW)
    total = Grid(heads=(), rows=((labels.words.say("Total"), number_cell(told.total)),), row=2)
    meaning = told.meaning.formula
    return Sheet(
        name=title,
        lines=(title, meaning),
        main=main,
        others=(total, *_margins(export, figure, released, main.width + 1)),
        chart=_chart(figure, main, title, meaning),
    )


def _margins(export: Export, figure: Figure, released: Released, column: int) -> Iterator[Grid]:
    """The subtotals of each dimension, beside the table, so that no sum takes them in twice."""
    labels = export.labels
    for dimension, margin in zip(figure.by, released.margins, strict=False):
        rows = tuple(
            (_part(dimension, code, labels.value(dimension, code)), number_cell(shown))
            for code, shown in _in_order(dimension, margin.items())
        )
        heads = (labels.dimension(dimension), labels.words.say("Subtotal"))
        yield Grid(heads=heads, rows=rows, row=_HEAD_ROW, column=column)
        column += 3


def _in_order(dimension: Dimension, margin: Iterable[tuple[str, Shown]]) -> list[tuple[str, Shown]]:
    if dimension in _IN_TIME:
        return sorted(margin, key=lambda one: (not one[0], len(one[0]), one[0]))
    return sorted(margin, key=lambda one: (-one[1].value, one[0]))


def _part(dimension: Dimension, code: str, label: str) -> Cell:
    if not code:
        return label
    match dimension:
        case Dimension.DAY:
            return date.fromisoformat(code)
        case Dimension.MONTH:
            return MonthCell(Month.parse(code).first_day)
        case Dimension.HOUR:
            return time(int(code))
    return label


def _chart(figure: Figure, grid: Grid, title: str, description: str) -> Chart | None:
    """Of a table of one dimension."""
    if len(figure.by) != 1 or not grid.rows:
        return None
    across = figure.by[0] not in _IN_TIME
    return Chart(
        title=title,
        description=description,
        grid=grid,
        bars=Bars.ACROSS if across else Bars.UP,
        most=_MOST_BARS if across else _MOST_COLUMNS,
    )


_IN_TIME: Final = frozenset({Dimension.DAY, Dimension.WEEKDAY, Dimension.MONTH, Dimension.HOUR})
