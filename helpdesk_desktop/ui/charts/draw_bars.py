"""Draws bars: a name, a bar as long as its number, the number behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

from helpdesk_desktop.ui.charts.canvas import Canvas
from helpdesk_desktop.ui.charts.chart import FULL, Spot
from helpdesk_desktop.ui.charts.letters import Letters, wrapped

NAMES: Final = 0.44
"""Of the width, what names take at most; where that is too little they stand above the bars."""
_LEAST_NAME: Final = 7.5
"""Lines of text that a name needs of width to stand beside its bar."""
_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class _Row:
    area: QRectF
    name: QRectF
    lines: Sequence[str]
    bar: QRectF


def height(spots: Sequence[Spot], width: float, letters: Letters) -> float:
    rows = _rows(spots, QRectF(0, 0, width, 0), letters)
    return rows[-1].area.bottom() if rows else 0.0


def areas(spots: Sequence[Spot], area: QRectF, letters: Letters) -> list[QRectF]:
    """Where each is."""
    return [row.area for row in _rows(spots, area, letters)]


def draw(spots: Sequence[Spot], canvas: Canvas, area: QRectF, most: float) -> None:
    """Args: most: The number that is as long as there is room for, but for a small one."""
    letters = canvas.letters
    numbers = letters.widest([_number(spot) for spot in spots]) + letters.line * 0.5
    rows = _rows(spots, area, letters)
    for spot, row in zip(spots, rows, strict=True):
        canvas.write_lines(row.name, row.lines)
        longest = max(0.0, row.bar.width() - numbers)
        long = longest * spot.size / max(most, FULL)
        if spot.size:
            bar = QRectF(row.bar.topLeft(), row.bar.size())
            bar.setWidth(max(long, 2 * letters.dot))
            thin = letters.line * 0.1
            canvas.fill(bar.adjusted(0, thin, 0, -thin), canvas.ink("accent"))
        after = row.bar.adjusted(long + letters.line * 0.35, 0, 0, 0)
        canvas.write(after, _number(spot))
    for row in rows[:1] if _are_beside(spots, area.width(), letters) else ():
        foot = QRectF(row.bar.left() - letters.dot, row.area.top(), letters.dot, 0)
        foot.setBottom(rows[-1].area.bottom())
        canvas.fill(foot, canvas.ink("field_border"))


def _number(spot: Spot) -> str:
    return f"{spot.told} ({spot.also})" if spot.also else spot.told


def _are_beside(spots: Sequence[Spot], width: float, letters: Letters) -> bool:
    """Whether names stand beside their bars, and not above them."""
    widest = letters.widest([spot.name for spot in spots])
    return NAMES * width >= min(widest, _LEAST_NAME * letters.line)


def _rows(spots: Sequence[Spot], area: QRectF, letters: Letters) -> list[_Row]:
    if not _are_beside(spots, area.width(), letters):
        return _stacked(spots, area, letters)
    most = NAMES * area.width()
    widest = letters.widest([spot.name for spot in spots])
    names, gap, rows = min(widest, most), letters.line * 0.5, []
    top, room = area.top(), letters.line * 0.35
    for spot in spots:
        lines = wrapped(spot.name, letters.plain, names + 1, _LINES)
        high = letters.line * len(lines) + room
        whole = QRectF(area.left(), top, area.width(), high)
        bar = QRectF(area.left() + names + gap, 0, area.width() - names - gap, letters.line)
        bar.moveTop(top + (high - letters.line) / 2)
        rows.append(_Row(whole, QRectF(area.left(), top, names, high), lines, bar))
        top += high
    return rows


def _stacked(spots: Sequence[Spot], area: QRectF, letters: Letters) -> list[_Row]:
    rows, top = [], area.top()
    for spot in spots:
        lines = wrapped(spot.name, letters.plain, area.width(), _LINES)
        named = QRectF(area.left(), top, area.width(), letters.line * len(lines))
        bar = QRectF(area.left(), named.bottom(), area.width(), letters.line)
        high = named.height() + letters.line * 1.4
        rows.append(_Row(QRectF(area.left(), top, area.width(), high), named, lines, bar))
        top += high
    return rows
