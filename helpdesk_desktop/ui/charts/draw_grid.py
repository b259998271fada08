"""Draws rows by columns: the number in each field, and a shade that says it once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt

from helpdesk_desktop.ui.charts.canvas import LEFT, MIDDLE, RIGHT, Canvas
from helpdesk_desktop.ui.charts.chart import DOT, Grid, Head, Matrix, Spot
from helpdesk_desktop.ui.charts.letters import Letters, widest_word, wrapped
from helpdesk_desktop.ui.charts.shades import ink_on, shade

_NAMES: Final = 0.36
"""Of the width, what the names of rows take at most."""
_LEAST, _LEAST_SQUARE = 1.05, 0.7
"""Lines of text that a field has of width at least, below the name of a column and elsewhere."""
_WIDEST: Final = 5.5
_TALLEST_HEAD: Final = 9.0
"""Lines of text that the name of a column takes where it is written upwards."""
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class _Lay:
    """How a grid stands in its area.

    Attributes:
        upright: Names of columns are written upwards.
        sums: Width of the column of sums; 0 without.
        tops: Where each row begins, and where the last one ends.
    """

    area: QRectF
    names: float
    across: float
    heads: float
    upright: bool
    sums: float
    tops: Sequence[float]
    high_sums: float

    def cell(self, row: int, column: int) -> QRectF:
        left = self.area.left() + self.names + column * self.across
        return QRectF(left, self.tops[row], self.across, self.tops[row + 1] - self.tops[row])


def least_width(grid: Grid, letters: Letters) -> float:
    """Pixels under which no square could be told from the next."""
    least = _LEAST if isinstance(grid, Matrix) else _LEAST_SQUARE
    return _width(grid, letters, least * letters.line)


def wanted_width(grid: Grid, letters: Letters) -> float:
    """Pixels in which every number can be written."""
    numbers = [*_numbers(grid), *(head.total for head in grid.columns)]
    across = letters.widest(numbers) + 2 * letters.dot
    return max(least_width(grid, letters), _width(grid, letters, across))


def _width(grid: Grid, letters: Letters, across: float) -> float:
    fields = len(grid.columns) * across
    names = _names(grid, letters)
    return min(fields + names, fields / (1 - _NAMES)) + _sums(grid, letters)


def height(grid: Grid, width: float, letters: Letters) -> float:
    lay = _laid(grid, QRectF(0, 0, width, 0), letters)
    return lay.tops[-1] + lay.high_sums


def areas(grid: Grid, area: QRectF, letters: Letters) -> list[QRectF]:
    """Where each spot is."""
    lay = _laid(grid, area, letters)
    across = len(grid.columns)
    return [lay.cell(number // across, number % across) for number in range(len(grid.spots))]


def has_squares(grid: Grid, area: QRectF, letters: Letters) -> bool:
    """Whether fields are too narrow for their numbers."""
    return letters.widest(_numbers(grid)) > _laid(grid, area, letters).across


def draw(grid: Grid, canvas: Canvas, area: QRectF) -> None:
    lay = _laid(grid, area, canvas.letters)
    _draw_heads(grid, canvas, lay)
    most = max((spot.size for spot in grid.spots), default=0.0)
    squares = has_squares(grid, area, canvas.letters)
    for number, head in enumerate(grid.rows):
        named = lay.cell(number, 0)
        named = QRectF(area.left(), named.top(), lay.names - canvas.letters.line * 0.4, 0)
        named.setBottom(lay.tops[number + 1])
        lines = wrapped(head.name, canvas.letters.plain, named.width() + 1, _LINES - 1)
        canvas.write_lines(named, lines)
        for column, spot in enumerate(grid.row(number)):
            _draw_cell(spot, canvas, lay.cell(number, column), most, squares)
    if lay.sums:
        _draw_sums(grid, canvas, lay)


def _draw_cell(spot: Spot, canvas: Canvas, area: QRectF, most: float, squares: bool) -> None:
    """The number on its shade; a square as large as the number where there is no room for it."""
    dot = canvas.letters.dot
    inside = area.adjusted(dot / 2, dot / 2, -dot / 2, -dot / 2)
    is_quiet = spot.told == DOT
    if not squares:
        ground = shade(canvas.colours, spot.size, most)
        ink = canvas.ink("secondary") if is_quiet else ink_on(ground, canvas.colours)
        canvas.fill(inside, ground, edge=canvas.ink("border"), round_by=2)
        canvas.write(area, spot.told, align=MIDDLE, ink=ink)
        return
    canvas.fill(inside, canvas.ink("pane"), edge=canvas.ink("border"))
    if spot.size:
        side = min(area.width(), area.height()) * 0.92 * (spot.size / most) ** 0.5
        square = QRectF(0, 0, side, side)
        square.moveCenter(area.center())
        canvas.fill(square, canvas.ink("accent"))
    elif is_quiet:
        canvas.write(area, spot.told, align=MIDDLE, ink=canvas.ink("secondary"))


def _draw_heads(grid: Grid, canvas: Canvas, lay: _Lay) -> None:
    letters = canvas.letters
    gap = letters.line * 0.25
    texts = [head.name for head in grid.columns]
    skipped = 1 if lay.upright or isinstance(grid, Matrix) else _skip(texts, lay.across, letters)
    for column, text in enumerate(texts):
        left = lay.area.left() + lay.names + column * lay.across
        place = QRectF(left, lay.area.top(), lay.across, lay.heads - gap)
        if lay.upright:
            _write_upwards(canvas, place, text)
        elif column % skipped == 0:
            wide = place.adjusted(0, 0, lay.across * (skipped - 1), 0) if skipped > 1 else place
            _write_head(canvas, wide, text, MIDDLE if skipped == 1 else LEFT)
    if lay.sums:
        _write_head(canvas, _sum_place(lay, lay.area.top(), lay.heads - gap), _total(grid), RIGHT)


def _write_head(canvas: Canvas, place: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
    letters = canvas.letters
    lines = wrapped(text, letters.small, place.width(), _LINES)
    high = letters.small.height * len(lines)
    low = QRectF(place.left(), place.bottom() - high, place.width(), high)
    canvas.write_lines(low, lines, align=align, face=letters.small, ink=canvas.ink("secondary"))


def _write_upwards(
    canvas: Canvas, place: QRectF, text: str, align: Qt.AlignmentFlag = LEFT
) -> None:
    painter, letters = canvas.painter, canvas.letters
    painter.save()
    painter.translate(QPointF(place.left(), place.bottom()))
    painter.rotate(-90)
    area = QRectF(0, 0, place.height(), place.width())
    ink = canvas.ink("secondary" if align == LEFT else "text")
    canvas.write(area, text, align=align, face=letters.small, ink=ink)
    painter.restore()


def _draw_sums(grid: Grid, canvas: Canvas, lay: _Lay) -> None:
    bold = canvas.letters.bold
    for number, head in enumerate(grid.rows):
        cell = lay.cell(number, 0)
        place = _sum_place(lay, cell.top(), cell.height())
        canvas.write(place, head.total, align=RIGHT, face=bold)
    top, high = lay.tops[-1], lay.high_sums
    named = QRectF(lay.area.left(), top, lay.names - canvas.letters.line * 0.4, high)
    canvas.write(named, _total(grid), face=bold)
    for column, head in enumerate(grid.columns):
        place = lay.cell(0, column)
        place = QRectF(place.left(), top, place.width(), high)
        if _fit(grid.columns, canvas.letters, lay.across):
            canvas.write(place, head.total, align=MIDDLE, face=bold)
        else:
            place.adjust(0, canvas.letters.line * 0.25, 0, 0)
            _write_upwards(canvas, place, head.total, RIGHT)


def _fit(columns: Sequence[Head], letters: Letters, across: float) -> bool:
    """Whether the sums of columns can stand beside each other."""
    widest = max(letters.bold.advance(one.total) for one in columns)
    return widest + 2 * letters.dot <= across


def _sums_height(grid: Grid, letters: Letters, across: float) -> float:
    if _fit(grid.columns, letters, across):
        return 1.7 * letters.line
    widest = max(letters.small.advance(one.total) for one in grid.columns)
    return max(1.7 * letters.line, widest + 0.6 * letters.line)


def _sum_place(lay: _Lay, top: float, high: float) -> QRectF:
    return QRectF(lay.area.right() - lay.sums, top, lay.sums, high)


def _laid(grid: Grid, area: QRectF, letters: Letters) -> _Lay:
    line, count = letters.line, max(1, len(grid.columns))
    sums = _sums(grid, letters)
    names = min(_names(grid, letters), _NAMES * (area.width() - sums))
    across = min((area.width() - names - sums) / count, _WIDEST * line)
    area = QRectF(area.left(), area.top(), names + sums + across * count, area.height())
    texts = [head.name for head in grid.columns]
    upright = isinstance(grid, Matrix) and widest_word(texts, letters.small) > across
    heads = _head_height(texts, across, upright, letters)
    tops = [area.top() + heads]
    for head in grid.rows:
        lines = wrapped(head.name, letters.plain, names - line * 0.4 + 1, _LINES - 1)
        tops.append(tops[-1] + max(1.7 * line, len(lines) * line + 0.3 * line))
    below = _sums_height(grid, letters, across) if sums else 0.0
    return _Lay(area, names, across, heads, upright, sums, tops, below)


def _head_height(texts: Sequence[str], across: float, upright: bool, letters: Letters) -> float:
    gap = letters.line * 0.35
    if upright:
        widest = max(map(letters.small.advance, texts), default=0)
        return min(widest + 2.0, _TALLEST_HEAD * letters.line) + gap
    lines = max((len(wrapped(t, letters.small, across, _LINES)) for t in texts), default=1)
    return lines * letters.small.height + gap


def _skip(texts: Sequence[str], across: float, letters: Letters) -> int:
    """Every how many columns there is room for a name."""
    widest = max(map(letters.small.advance, texts), default=0)
    return max(1, -(-int(widest + letters.line * 0.2) // max(1, int(across))))


def _sums(grid: Grid, letters: Letters) -> float:
    if not isinstance(grid, Matrix) or not grid.has_sums:
        return 0.0
    texts = [_total(grid), *(head.total for head in grid.rows)]
    widest = max(map(letters.bold.advance, texts))
    return widest + letters.line * 0.6


def _total(grid: Grid) -> str:
    return grid.words.say("Total")


def _names(grid: Grid, letters: Letters) -> float:
    return letters.widest([head.name for head in grid.rows]) + letters.line * 0.5


def _numbers(grid: Grid) -> list[str]:
    return [spot.told for spot in grid.spots]
