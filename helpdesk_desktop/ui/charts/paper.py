"""Pages of A4: blocks below each other, none cut by the end of a page, the same foot on each."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from helpdesk_desktop.ui.charts.canvas import RIGHT, Canvas
from helpdesk_desktop.ui.charts.letters import Letters, letters_of, wrapped
from helpdesk_desktop.ui.look.palette import PAPER
from helpdesk_desktop.ui.look.style import FAMILIES

MARGINS = QMarginsF(18, 16, 18, 12)
"""Of a page, in millimetres."""
DPI = 300
POINTS, SMALL_POINTS, TITLE_POINTS = 9.5, 7.5, 18.0
PROGRAM = "helpdesk-desktop"
_FOOT_LINES = 4
_NUMBER = 0.15
"""Of the width, for the number of the page."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands on one page.

    Attributes:
        height: Dots of the paper.
        draw: Draws it into an area that is so high.
        before: Room above it, but at the top of a page.
        goes_with_next: It is never the last on a page.
        least: With so little height it does as well, at the end of a page: it is drawn smaller, or
            parted; None: it takes its height.
        split: What of it goes into so much height, and the rest, if any; None: it is never parted.
    """

    height: float
    draw: Callable[[Canvas, QRectF], object]
    before: float = 0.0
    goes_with_next: bool = False
    least: float | None = None
    split: "Callable[[float], tuple[Block, Block | None]] | None" = None

    @property
    def needed(self) -> float:
        return self.height if self.least is None else min(self.least, self.height)


@dataclass(frozen=True, slots=True)
class _Page:
    """Blocks, each with where its top is and how high it is there."""

    blocks: list[tuple[float, float, Block]] = field(default_factory=list)


class Paper:
    """Sizes and letters of the page; `pdf` puts blocks on pages.

    Args:
        foot: Stands at the foot of every page, beside its number.
    """

    def __init__(self, title: str, foot: Sequence[str]) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(DPI)
        self._writer.setTitle(title)
        self._writer.setCreator(PROGRAM)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._writer.setPageOrientation(QPageLayout.Orientation.Portrait)
        self._writer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        self.letters, self.small = lettered(POINTS), lettered(SMALL_POINTS)
        self.width = float(self._writer.width())
        room = self.width * (1 - _NUMBER)
        self._foot = [
            line for words in foot for line in wrapped(words, self.small.plain, room, _FOOT_LINES)
        ]
        self._foot_height = (max(1, len(self._foot)) + 1) * self.small.line
        self.height = self._writer.height() - self._foot_height

    def pdf(self, blocks: Sequence[Block]) -> bytes:
        """The file; a block higher than a page has one of its own."""
        pages = list(_pages(blocks, self.height))
        painter = QPainter(self._writer)
        canvas = Canvas(painter, PAPER, self.letters)
        for number, page in enumerate(pages):
            if number:
                self._writer.newPage()
            for top, high, block in page.blocks:
                painter.save()
                painter.translate(0, top)
                if high < block.height:
                    painter.scale(high / block.height, high / block.height)
                block.draw(canvas, QRectF(0, 0, self.width, block.height))
                painter.restore()
            self._draw_foot(Canvas(painter, PAPER, self.small), f"{number + 1} / {len(pages)}")
        painter.end()
        self._buffer.close()
        return bytes(self._buffer.data().data())

    def _draw_foot(self, canvas: Canvas, number: str) -> None:
        line, ink = self.small.line, canvas.ink("secondary")
        top = self.height + line * 0.6
        canvas.line([QPointF(0, top), QPointF(self.width, top)], canvas.ink("border"))
        top += line * 0.3
        area = QRectF(0, top, self.width, line)
        canvas.write(area, number, align=RIGHT, ink=ink)
        said = QRectF(0, top, self.width * (1 - _NUMBER), line * len(self._foot))
        canvas.write_lines(said, self._foot, ink=ink)


def lettered(points: float) -> Letters:
    """Letters of so many points, in dots of the paper."""
    font = QFont(FAMILIES)
    font.setPixelSize(round(points * DPI / 72))
    # measured as they are printed, not as they would be fitted to the dots of a screen
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # signs that change with their neighbours (« : » between figures) could not be copied out again
    font.setFeature(QFont.Tag("calt"), 0)
    return letters_of(font)


def text(
    words: str, letters: Letters, width: float, *, ink: str = "text", bold: bool = False
) -> Block:
    """A paragraph, in as many lines as it needs."""
    face = letters.bold if bold else letters.plain
    lines = wrapped(words, face, width, len(words) + 1)

    def draw(canvas: Canvas, area: QRectF) -> None:
        canvas.write_lines(area, lines, face=face, ink=canvas.ink(ink))

    return Block(face.height * len(lines), draw, before=letters.line * 0.3)


def _pages(blocks: Sequence[Block], height: float) -> Sequence[_Page]:
    pages = [_Page()]
    top = 0.0
    left = deque(blocks)
    while left:
        before = left[0].before if pages[-1].blocks else 0.0
        if pages[-1].blocks and top + before + _together(left) > height:
            pages.append(_Page())
            top = before = 0.0
        block, room = left.popleft(), height - top - before
        if block.split is not None and block.needed <= room < block.height:
            block, rest = block.split(room)
            if rest is not None:
                left.appendleft(rest)
        high = max(block.needed, min(block.height, room))
        pages[-1].blocks.append((top + before, high, block))
        top += before + high
    return pages


def _together(blocks: Iterable[Block]) -> float:
    """Height that the first block needs with all that it goes with."""
    high = 0.0
    for number, block in enumerate(blocks):
        high += (block.before if number else 0.0) + block.needed
        if not block.goes_with_next:
            break
    return high
