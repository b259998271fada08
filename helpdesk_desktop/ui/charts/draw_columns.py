"""Draws a span of time: a column for each day or month, and the line of the moving average."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from helpdesk_desktop.ui.charts.canvas import MIDDLE, RIGHT, Canvas
from helpdesk_desktop.ui.charts.chart import FULL, Columns
from helpdesk_desktop.ui.charts.letters import Letters
from helpdesk_desktop.ui.charts.shades import shade

_PLOT: Final = 8.5
"""Height of the columns, in lines of text."""
_LINES: Final = 4
"""Lines across, at most."""
_WIDEST: Final = 4.0
_MONDAY_EVERY: Final = 7


@dataclass(frozen=True, slots=True)
class _Lay:
    """Attributes:
    ticks: What the lines across stand for; the last is the top.
    edge: Where the chart ends; the plot may end before.
    """

    plot: QRectF
    ticks: Sequence[int]
    across: float
    edge: float

    def column(self, number: int) -> QRectF:
        left = self.plot.left() + number * self.across
        return QRectF(left, self.plot.top(), self.across, self.plot.height())

    def y(self, value: float) -> float:
        return self.plot.bottom() - self.plot.height() * value / self.ticks[-1]


def height(chart: Columns, letters: Letters) -> float:
    key = 1.6 if chart.average else 0.6
    return (key + _PLOT + 1.4) * letters.line


def least_width(chart: Columns, letters: Letters) -> float:
    return letters.line * 6 + len(chart.spots) * 2 * letters.dot


def areas(chart: Columns, area: QRectF, letters: Letters) -> list[QRectF]:
    """Where each column is, its room above included."""
    lay = _laid(chart, area, letters)
    return [lay.column(number) for number in range(len(chart.spots))]


def draw(chart: Columns, canvas: Canvas, area: QRectF) -> None:
    lay = _laid(chart, area, canvas.letters)
    _draw_ticks(chart, canvas, area, lay)
    _draw_columns(chart, canvas, lay)
    _draw_marks(chart, canvas, lay)
    if chart.average:
        _draw_average(chart, canvas, lay)
        _draw_key(chart, canvas, area)


def _draw_ticks(chart: Columns, canvas: Canvas, area: QRectF, lay: _Lay) -> None:
    line = canvas.letters.line
    for tick in lay.ticks:
        y = lay.y(tick)
        ends = [QPointF(lay.plot.left(), y), QPointF(lay.plot.right(), y)]
        canvas.line(ends, canvas.ink("border" if tick else "field_border"))
        named = QRectF(area.left(), y - line / 2, lay.plot.left() - area.left() - line * 0.4, line)
        told = chart.words.number(tick)
        small, ink = canvas.letters.small, canvas.ink("secondary")
        canvas.write(named, told, align=RIGHT, face=small, ink=ink)


def _draw_columns(chart: Columns, canvas: Canvas, lay: _Lay) -> None:
    dot = canvas.letters.dot
    is_thin = lay.across < 4 * dot
    gap = 0.0 if is_thin else lay.across * 0.14
    accent = canvas.ink("accent")
    # lighter than its edge, so that the line of the average is seen on it
    light = accent if is_thin else shade(canvas.colours, 50, 100)
    for number, spot in enumerate(chart.spots):
        if spot.size:
            whole = lay.column(number).adjusted(gap, 0, -gap, 0)
            whole.setTop(min(lay.y(spot.size), whole.bottom() - dot))
            canvas.fill(whole, light, edge=None if is_thin else accent)
            canvas.fill(QRectF(whole.left(), whole.top(), whole.width(), 2 * dot), accent)


def _draw_marks(chart: Columns, canvas: Canvas, lay: _Lay) -> None:
    """What is below the columns: as many as there is room for, and as evenly."""
    letters = canvas.letters
    widest = max(map(letters.small.advance, chart.marks), default=0)
    every = _every(ceil((widest + letters.line * 0.8) / lay.across), len(chart.marks))
    for number in range(0, len(chart.marks), every):
        column = lay.column(number)
        place = QRectF(0, lay.plot.bottom(), widest + 2, letters.line * 1.3)
        place.moveLeft(column.center().x() - place.width() / 2)
        place.moveLeft(max(place.left(), lay.plot.left() - letters.line * 0.4))
        place.moveRight(min(place.right(), lay.edge))
        ink = canvas.ink("secondary")
        canvas.write(place, chart.marks[number], align=MIDDLE, face=letters.small, ink=ink)


def _draw_average(chart: Columns, canvas: Canvas, lay: _Lay) -> None:
    ends = [
        QPointF(lay.column(number).center().x(), lay.y(value))
        for number, value in enumerate(chart.average)
        if value is not None
    ]
    if len(ends) > 1:
        canvas.line(ends, canvas.ink("pane"), dots=5)
        canvas.line(ends, canvas.ink("text"), dots=2)


def _draw_key(chart: Columns, canvas: Canvas, area: QRectF) -> None:
    """What columns and line are."""
    letters = canvas.letters
    line, dot = letters.line, letters.dot
    texts = [chart.counted, chart.words.say("average of the last 7 days")]
    left = area.left()
    for number, text in enumerate(texts):
        box = QRectF(left, area.top() + line * 0.25, line, line * 0.5)
        if number:
            middle = box.center().y()
            ends = [QPointF(box.left(), middle), QPointF(box.right(), middle)]
            canvas.line(ends, canvas.ink("text"), dots=2)
        else:
            light = shade(canvas.colours, 50, 100)
            canvas.fill(box, light, edge=canvas.ink("accent"))
        start = box.right() + 5 * dot
        room = min(letters.small.advance(text) + 2.0, area.right() - start)
        place = QRectF(start, area.top(), max(0.0, room), line)
        canvas.write(place, text, face=letters.small, ink=canvas.ink("secondary"))
        left = place.right() + line


def _laid(chart: Columns, area: QRectF, letters: Letters) -> _Lay:
    most = max((spot.size for spot in chart.spots), default=0.0)
    ticks = list(_ticks(max(most, *(value or 0 for value in chart.average), FULL)))
    numbers = letters.widest([chart.words.number(tick) for tick in ticks])
    top = area.top() + (1.6 if chart.average else 0.6) * letters.line
    plot = QRectF(area.left() + numbers + letters.line * 0.4, top, 0, _PLOT * letters.line)
    plot.setRight(area.right())
    across = plot.width() / max(1, len(chart.spots))
    return _Lay(plot, ticks, min(across, _WIDEST * letters.line), area.right())


def _ticks(most: float) -> Iterator[int]:
    """Even numbers from 0 up to one that is at least `most`; steps of 1, 2 or 5 tens."""
    rough = most / _LINES
    power = 10 ** max(0, int(log10(rough)) if rough >= 1 else 0)
    apart = next(step * power for step in (1, 2, 5, 10) if step * power >= rough)
    yield from range(0, ceil(most / apart) * apart + 1, apart)


def _every(least: int, marks: int) -> int:
    """Days are told a week apart, where more than a few are left out."""
    if least <= 1 or marks <= _MONDAY_EVERY:
        return max(1, least)
    return ceil(least / _MONDAY_EVERY) * _MONDAY_EVERY if marks > 24 else least
