"""A report as one long table: a line for each number, its parts beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_domain.languages import mark
from helpdesk_domain.statistics.dimensions import MOST_CROSSED, Dimension, Measure
from helpdesk_domain.statistics.disclosure import Released, Shown
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.results import Median, Share
from helpdesk_domain.statistics.tables import table


class Sort(StrEnum):
    """What the number of a line is."""

    TOTAL = "total"
    """Of a whole count, rounded by itself."""
    MARGIN = "margin"
    """Of one value of one dimension, whatever the others; rounded by itself."""
    CELL = "cell"
    SHARE = "share"
    MEDIAN = "median"
    WITHHELD = "withheld"
    """No number: the figure cannot be told under the filters."""


class Unit(StrEnum):
    """In what a median is told."""

    SECONDS = "s"
    HOURS = "h"


UNITS: Final = {
    Measure.TALK_S: Unit.SECONDS,
    Measure.WRAP_UP_S: Unit.SECONDS,
    Measure.CALL_BACK_H: Unit.HOURS,
}


UNIT_WORDS: Final = {Unit.SECONDS: mark("seconds"), Unit.HOURS: mark("hours")}


@dataclass(frozen=True, slots=True)
class Part:
    """A dimension and its value, as a code and in words."""

    dimension: Dimension
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number.

    Attributes:
        parts: At most `MOST_CROSSED`.
        value: Of a share how many, of a median the median; None where none is told.
        of: Of a share and of a median how many it is of.
        percent: Of a share.
        unit: Of a median.
    """

    figure: Figure
    sort: Sort
    parts: tuple[Part, ...] = ()
    value: Shown | None = None
    of: Shown | None = None
    percent: int | None = None
    unit: Unit | None = None


def lines(export: Export) -> Iterator[Line]:
    """A line for each number of the report, and one for each figure that is withheld."""
    for figure, result in export.told():
        match result:
            case Released():
                yield from _of_count(export, figure, result)
            case Share():
                yield Line(
                    figure=figure,
                    sort=Sort.SHARE,
                    value=result.part,
                    of=result.whole,
                    percent=result.percent,
                )
            case Median():
                yield _of_median(figure, result)
    for name in export.report.withheld:
        yield Line(figure=export.figures[name], sort=Sort.WITHHELD)


def _of_median(figure: Figure, result: Median) -> Line:
    assert figure.measure is not None
    return Line(
        figure=figure,
        sort=Sort.MEDIAN,
        value=None if result.value is None else Shown(result.value),
        of=result.of,
        unit=UNITS[figure.measure],
    )


def _of_count(export: Export, figure: Figure, released: Released) -> Iterator[Line]:
    yield Line(figure=figure, sort=Sort.TOTAL, value=released.total)
    for dimension, margin in zip(figure.by, released.margins, strict=False):
        for code, shown in margin.items():
            part = Part(dimension, code, export.labels.value(dimension, code))
            yield Line(figure=figure, sort=Sort.MARGIN, parts=(part,), value=shown)
    for line in table(figure, released, export.labels).lines:
        if line.key:
            parts = map(Part, figure.by, line.key, line.labels)
            yield Line(figure=figure, sort=Sort.CELL, parts=tuple(parts), value=line.shown)


PARTS: Final = range(MOST_CROSSED)
"""Places of the parts of a line."""
