"""The first sheet of a workbook: what counts most, and what the export is."""

from collections.abc import Iterator
from typing import Final

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.imprint import imprint_lines
from helpdesk_desktop.reports.exports.long_table import UNIT_WORDS, UNITS
from helpdesk_desktop.reports.exports.sheet import (
    Amount,
    Cell,
    Grid,
    InPlace,
    Length,
    Percent,
    Sheet,
)
from helpdesk_desktop.reports.exports.table_sheets import number_cell
from helpdesk_domain.statistics.dimensions import Measure
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.period_words import period_words
from helpdesk_domain.statistics.results import Median, Result, Share

TOO_FEW: Final = InPlace("–")
"""Of a share or a median that is of too few to be told."""

_FIRST_ROW: Final = 3
_SPREAD: Final = 6
"""Columns beside the name of a line of the imprint: what it says may be long."""

Row = tuple[Cell, ...]
Part = tuple[tuple[str, ...], tuple[Row, ...]]
"""Heads and rows."""


def first_sheet(export: Export) -> Sheet:
    words = export.labels.words
    grids = list(_below_each_other(_counts(export), _shares(export), _medians(export)))
    below = grids[-1].next_row + 1 if grids else _FIRST_ROW
    imprint = Grid(heads=(), rows=imprint_lines(export), row=below, spread=_SPREAD)
    return Sheet(
        name=words.say("Overview"),
        lines=(words.say("Call statistics"), period_words(export.report.asked.period, words)),
        others=(*grids, imprint),
    )


def _below_each_other(*parts: Part) -> Iterator[Grid]:
    row = _FIRST_ROW
    for heads, rows in parts:
        if rows:
            grid = Grid(heads=heads, rows=rows, row=row)
            yield grid
            row = grid.next_row + 1


def _counts(export: Export) -> Part:
    """The total of each count, once where several figures part the same whole, or what is known
    of it.
    """
    words = export.labels.words
    rows: list[Row] = []
    seen: list[object] = []
    for figure, result in export.told():
        whole = (figure.unit, figure.only)
        if isinstance(result, Released) and whole not in seen:
            seen.append(whole)
            rows.append(
                (export.title(figure), _headline(export, figure, result), *_before(export, figure))
            )
    return (words.say("Counts"), words.say("Number"), *_before_head(export)), tuple(rows)


def _shares(export: Export) -> Part:
    words = export.labels.words
    heads = (words.say("Shares"), words.say("Percentage"), words.say("Number"), words.say("Of"))
    rows = tuple(
        (
            export.title(figure),
            _headline(export, figure, result),
            number_cell(result.part),
            number_cell(result.whole),
            *_before(export, figure),
        )
        for figure, result in export.told()
        if isinstance(result, Share)
    )
    return (*heads, *_before_head(export)), rows


def _medians(export: Export) -> Part:
    words = export.labels.words
    heads = (words.say("Medians"), words.say("Median"), words.say("Of"))
    rows = tuple(
        (
            export.title(figure),
            _headline(export, figure, result),
            number_cell(result.of),
            *_before(export, figure),
        )
        for figure, result in export.told()
        if isinstance(result, Median)
    )
    return (*heads, *_before_head(export)), rows


def _headline(export: Export, figure: Figure, result: Result) -> Cell:
    """The one number that is read first."""
    match result:
        case Released():
            return number_cell(result.total)
        case Share():
            return TOO_FEW if result.percent is None else Percent(result.percent)
        case Median(value=int(value)) if figure.measure is Measure.TALK_S:
            return Length(value)
        case Median(value=int(value)) if figure.measure is not None:
            return Amount(value, export.labels.words.say(UNIT_WORDS[UNITS[figure.measure]]))
    return TOO_FEW


def _before_head(export: Export) -> tuple[str, ...]:
    if not export.report.before:
        return ()
    return (period_words(export.report.asked.period.before, export.labels.words),)


def _before(export: Export, figure: Figure) -> Row:
    """The same of as many months before; nothing where nobody looked, as of what has parts."""
    if not export.report.before:
        return ()
    result = export.report.before.get(figure.id)
    return (None if result is None else _headline(export, figure, result),)
