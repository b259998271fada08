"""A table on paper: every row whole, two beside each other where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import inf

from PySide6.QtCore import QPointF, QRectF

from helpdesk_desktop.ui.charts.canvas import RIGHT, Canvas
from helpdesk_desktop.ui.charts.letters import Letters, widest_word, wrapped
from helpdesk_desktop.ui.charts.paper import Block

SIDES = 2
SHORT = 8
"""A table of so many rows is not parted."""
FEWEST = 3
"""Rows that a page has at least of a table that goes on."""
_GAP, _PAD, _BEFORE = 1.6, 0.5, 0.5
"""In lines of text: between the sides, between columns, and above a table."""
_BESIDE_NUMBERS = 3.0
"""Likewise, before a number that stands beside another one."""

Row = Sequence[str]
"""Words, and numbers in the last columns."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Attributes:
    widths: Of each column.
    numbers: How many columns, the last ones, are numbers.
    """

    letters: Letters
    widths: Sequence[float]
    numbers: int = 1

    @property
    def width(self) -> float:
        return sum(self.widths)

    def cells(self, row: Row) -> Sequence[Sequence[str]]:
        """The lines of each cell."""
        pad, face = _PAD * self.letters.line, self.letters.plain
        return [
            wrapped(cell, face, width - pad, len(cell) + 1)
            for cell, width in zip(row, self.widths, strict=True)
        ]

    def height(self, row: Row) -> float:
        lines = max(map(len, self.cells(row)))
        return self.letters.line * (lines + 0.25)


def table(heads: Row, rows: Sequence[Row], letters: Letters, width: float) -> Block:
    """A table that can go from page to page; each has the heads above it."""
    half = half_of(width, letters)
    shape = _shaped(heads, rows, letters, half)
    if shape is not None:
        return _flowing(_Drawn(shape, heads, [], half), rows, SIDES)
    return _flowing(_Drawn(_wide(heads, rows, letters, width), heads, [], half), rows, sides=1)


def _flowing(like: "_Drawn", rows: Sequence[Row], sides: int) -> Block:
    """Args: like: Its shape and its heads."""
    shape = like.shape
    head = shape.height(like.heads)

    def split(high: float) -> tuple[Block, Block | None]:
        chunk = _chunk(shape, rows, sides, high - head)
        rest = rows[sum(map(len, chunk)) :]  # none, where sides less even are less high
        return _block(replace(like, chunk=chunk)), _flowing(like, rest, sides) if rest else None

    whole = _block(replace(like, chunk=_chunk(shape, rows, sides, inf)))
    least = head + sum(map(shape.height, rows[:FEWEST]))
    return replace(whole, least=least, split=split)


def whole_table(
    heads: Row, rows: Sequence[Row], letters: Letters, width: float, numbers: int = 1
) -> Block:
    """A short table, all in one."""
    shape = _wide(heads, rows, letters, width, numbers)
    return _block(_Drawn(shape, heads, [rows], 0.0))


def half_of(width: float, letters: Letters) -> float:
    """The width of one of two things beside each other."""
    return (width - _GAP * letters.line) / SIDES


def _block(drawn: "_Drawn") -> Block:
    shape = drawn.shape
    tallest = max(sum(map(shape.height, side)) for side in drawn.chunk)
    return Block(shape.height(drawn.heads) + tallest, drawn.draw, shape.letters.line * _BEFORE)


@dataclass(frozen=True, slots=True)
class _Drawn:
    shape: _Shape
    heads: Row
    chunk: Sequence[Sequence[Row]]
    half: float

    def draw(self, canvas: Canvas, area: QRectF) -> None:
        shape = self.shape
        canvas = Canvas(canvas.painter, canvas.colours, shape.letters)
        for number, side in enumerate(self.chunk):
            left = area.left() + number * (self.half + _GAP * shape.letters.line)
            top = area.top()
            for place, row in enumerate((self.heads, *side)):
                high = shape.height(row)
                _draw_row(canvas, shape, row, QPointF(left, top), high, is_head=place == 0)
                top += high


def _draw_row(
    canvas: Canvas, shape: _Shape, row: Row, at: QPointF, high: float, *, is_head: bool
) -> None:
    letters, left = shape.letters, at.x()
    pad = _PAD * letters.line
    for place, (lines, width) in enumerate(zip(shape.cells(row), shape.widths, strict=True)):
        is_number = place >= len(row) - shape.numbers
        cell = QRectF(left, at.y(), width - (0 if is_number else pad), letters.line * len(lines))
        ink = canvas.ink("secondary" if is_head else "text")
        face = letters.bold if is_head else letters.plain
        if is_number:
            canvas.write_lines(cell, lines, align=RIGHT, face=face, ink=ink)
        else:
            canvas.write_lines(cell, lines, face=face, ink=ink)
        left += width
    y = at.y() + high - letters.line * 0.12
    ends = [QPointF(at.x(), y), QPointF(at.x() + shape.width, y)]
    canvas.line(ends, canvas.ink("field_border" if is_head else "border"), dots=0.6)


def _chunk(shape: _Shape, rows: Sequence[Row], sides: int, limit: float) -> Sequence[Sequence[Row]]:
    """The first rows in their order, down one side, then down the other."""
    parted = sides if len(rows) > SHORT else 1
    if parted > 1:
        # what is left is parted evenly, where it all fits
        heights = list(map(shape.height, rows))
        limit = min(limit, sum(heights) / parted + max(heights))
    chunk = []
    for _ in range(parted):
        side = _side(shape, rows, limit)
        rows = rows[len(side) :]
        if side:
            chunk.append(side)
    return chunk


def _side(shape: _Shape, rows: Sequence[Row], most: float) -> Sequence[Row]:
    taken, high = 0, 0.0
    for row in rows:
        high += shape.height(row)
        if taken and high > most:
            break
        taken += 1
    return rows[:taken]


def _shaped(
    heads: Row, rows: Sequence[Row], letters: Letters, width: float, numbers: int = 1
) -> _Shape | None:
    """Columns in so much width; None where a word would have to be cut."""
    pads = [_PAD * letters.line] * len(heads)
    pads[len(heads) - numbers + 1 :] = [_BESIDE_NUMBERS * letters.line] * (numbers - 1)
    pad = pads[-1]
    columns = list(zip_longest(heads, *rows, fillvalue=""))
    least = [_least(letters, column) + pad for pad, column in zip(pads, columns, strict=True)]
    wanted = [
        max(low, letters.widest(list(column)) * 1.05 + pad)
        for low, pad, column in zip(least, pads, columns, strict=True)
    ]
    # the head of a number may stand in several lines
    wanted[-1] = max(least[-1], letters.widest([row[-1] for row in rows]) + pad)
    spare = width - sum(least)
    if spare < 0:
        return None
    asked = sum(wanted) - sum(least)
    part = min(1.0, spare / asked) if asked else 0.0
    widths = [low + (want - low) * part for low, want in zip(least, wanted, strict=True)]
    widths[0] += max(0.0, width - sum(widths))
    return _Shape(letters, widths, numbers)


def _least(letters: Letters, texts: Sequence[str]) -> float:
    """No word is cut; heads are bold, hence somewhat wider."""
    return max(widest_word(texts, letters.plain), widest_word(texts[:1], letters.bold))


def _wide(
    heads: Row, rows: Sequence[Row], letters: Letters, width: float, numbers: int = 1
) -> _Shape:
    """Over the whole width; words wider than their part of it end in « … »."""
    shape = _shaped(heads, rows, letters, width, numbers)
    if shape is not None:
        return shape
    number = letters.widest([row[-1] for row in (heads, *rows)]) + _PAD * letters.line
    others = len(heads) - 1
    return _Shape(letters, [*([(width - number) / others] * others), number], numbers)
