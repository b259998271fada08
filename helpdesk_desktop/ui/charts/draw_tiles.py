"""Draws the communes as tiles where they lie, and beside them what is not one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

from helpdesk_desktop.ui.charts import draw_bars
from helpdesk_desktop.ui.charts.canvas import MIDDLE, Canvas
from helpdesk_desktop.ui.charts.chart import DOT, Group, Spot, TileMap
from helpdesk_desktop.ui.charts.letters import Letters, widest_word, wrapped
from helpdesk_desktop.ui.charts.shades import ink_on, shade
from helpdesk_desktop.ui.charts.tiles import ACROSS, ROWS

_WIDEST: Final = 6.2
_LEAST: Final = 3.6
"""Lines of text a tile has of width at most, and at least."""
_BESIDE: Final = 4.6
"""The same where there is a list beside the map."""
_LIST: Final = 17.5
"""The same of that list."""
_NAME_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class _Lay:
    """Attributes: beside: Where the groups are."""

    area: QRectF
    across: float
    high: float
    beside: QRectF

    def tile(self, spot: Spot) -> QRectF:
        row, column = spot.place
        left, top = self.area.left() + column * self.across, self.area.top() + row * self.high
        return QRectF(left, top, self.across, self.high)


def least_width(chart: TileMap, letters: Letters) -> float:
    """No part of a name is cut."""
    names = [spot.name for spot in chart.spots[: chart.tiles]]
    widest = widest_word(names, letters.small) + 7 * letters.dot
    return ACROSS * max(widest, _LEAST * letters.line)


def height(chart: TileMap, width: float, letters: Letters) -> float:
    lay = _laid(chart, QRectF(0, 0, width, 0), letters)
    beside = lay.beside.top() + sum(
        _group_height(chart, group, lay.beside.width(), letters) for group in chart.groups
    )
    return max(ROWS * lay.high, beside)


def areas(chart: TileMap, area: QRectF, letters: Letters) -> list[QRectF]:
    """Where each spot is."""
    lay = _laid(chart, area, letters)
    found = [lay.tile(spot) for spot in chart.spots[: chart.tiles]]
    for group, place in _places(chart, lay, letters):
        found += draw_bars.areas(_spots(chart, group), place, letters)
    return found


def draw(chart: TileMap, canvas: Canvas, area: QRectF) -> None:
    letters = canvas.letters
    lay = _laid(chart, area, letters)
    tiles = chart.spots[: chart.tiles]
    most = max((spot.size for spot in tiles), default=0.0)
    for spot in tiles:
        _draw_tile(spot, canvas, lay.tile(spot), most)
    for group, place in _places(chart, lay, letters):
        title = QRectF(place.left(), place.top() - 1.3 * letters.line, place.width(), letters.line)
        canvas.write(title, group.title, face=letters.bold, ink=canvas.ink("secondary"))
        spots = _spots(chart, group)
        longest = max((spot.size for spot in spots), default=0.0)
        draw_bars.draw(spots, canvas, place, max(longest, most))


def _draw_tile(spot: Spot, canvas: Canvas, area: QRectF, most: float) -> None:
    letters = canvas.letters
    dot = letters.dot
    inside = area.adjusted(dot, dot, -dot, -dot)
    ground = shade(canvas.colours, spot.size, most)
    canvas.fill(inside, ground, edge=canvas.ink("field_border"), round_by=3)
    ink = ink_on(ground, canvas.colours)
    lines = _name_lines(spot, letters, area.width())
    high = letters.small.height
    names = QRectF(area.left(), area.top() + 3 * dot, area.width(), high * len(lines))
    canvas.write_lines(names, lines, align=MIDDLE, face=letters.small, ink=ink)
    number = QRectF(area.left(), area.bottom() - letters.line * 1.25, area.width(), letters.line)
    if spot.also:
        number.translate(0, -high)
        also = QRectF(area.left(), number.bottom(), area.width(), high)
        canvas.write(also, spot.also, align=MIDDLE, face=letters.small, ink=ink)
    is_quiet = spot.told == DOT
    canvas.write(
        number,
        spot.told,
        align=MIDDLE,
        face=letters.plain if is_quiet else letters.bold,
        ink=canvas.ink("secondary") if is_quiet else ink,
    )


def _places(chart: TileMap, lay: _Lay, letters: Letters) -> list[tuple[Group, QRectF]]:
    """Where the bars of each group are, below its title."""
    found, top = [], lay.beside.top()
    for group in chart.groups:
        high = _group_height(chart, group, lay.beside.width(), letters)
        place = QRectF(lay.beside.left(), top, lay.beside.width(), high)
        found.append((group, place.adjusted(0, 1.3 * letters.line, 0, 0)))
        top += high
    return found


def _group_height(chart: TileMap, group: Group, width: float, letters: Letters) -> float:
    return 2.1 * letters.line + draw_bars.height(_spots(chart, group), width, letters)


def _spots(chart: TileMap, group: Group) -> Sequence[Spot]:
    return [chart.spots[number] for number in group.spots]


def _name_lines(spot: Spot, letters: Letters, across: float) -> Sequence[str]:
    return wrapped(spot.name, letters.small, across - 6 * letters.dot, _NAME_LINES)


def _laid(chart: TileMap, area: QRectF, letters: Letters) -> _Lay:
    """Beside the map there is room for a list, or it goes below."""
    line, gap = letters.line, letters.line * 1.2
    is_wide = bool(chart.groups) and area.width() >= (ACROSS * _BESIDE + _LIST) * line + gap
    room = area.width() - (_LIST * line + gap if is_wide else 0)
    across = min(room / ACROSS, _WIDEST * line)
    tiles = chart.spots[: chart.tiles]
    names = max((len(_name_lines(spot, letters, across)) for spot in tiles), default=1)
    also = letters.small.height if any(spot.also for spot in tiles) else 0
    high = names * letters.small.height + also + 1.6 * line
    beside = QRectF(area)
    if is_wide:
        beside.setLeft(area.left() + ACROSS * across + gap)
    else:
        beside.setTop(area.top() + ROWS * high + gap)
    return _Lay(area, across, high, beside)
