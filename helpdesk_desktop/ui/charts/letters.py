"""Letters of a chart and what they measure: every length of a chart comes from them."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from helpdesk_desktop.ui.parts.plain import in_whole_words

_PIECES: Final = re.compile(r"[^\s-]+-?\s*|-\s*")
"""Where a line may end: at a blank, and behind a hyphen."""
_LINE_PIXELS: Final = 16
"""Height of a line of text of the usual size, in which lines and gaps are reckoned."""


class Letters:
    """Fonts in pixels, so that a screen, a picture and a page measure them alike.

    Attributes:
        line: Height of a line.
        dot: What is a pixel where text has its usual size; lines are drawn in it.
    """

    def __init__(self, font: QFont) -> None:
        self.plain = _sized(font, 1.0)
        self.metrics = QFontMetrics(self.plain)
        self.line = self.metrics.height()
        self.dot = self.line / _LINE_PIXELS

    @cached_property
    def bold(self) -> QFont:
        return _sized(self.plain, 1.0, bold=True)

    @cached_property
    def small(self) -> QFont:
        return _sized(self.plain, 0.88)

    @cached_property
    def title(self) -> QFont:
        return _sized(self.plain, 1.1, bold=True)

    @cached_property
    def bold_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.bold)

    @cached_property
    def small_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.small)

    @cached_property
    def title_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.title)

    def widest(self, texts: Sequence[str]) -> int:
        """Pixels of the widest of `texts`."""
        return max(map(self.metrics.horizontalAdvance, texts), default=0)


def _sized(font: QFont, times: float, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(1, round(QFontInfo(font).pixelSize() * times)))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def wrapped(words: str, metrics: QFontMetrics, width: float, most: int) -> list[str]:
    """`words` in lines of `width` pixels; the last of `most` ends in « … » where there is more."""
    room = int(width)
    pieces, lines = _PIECES.findall(words), [""]
    for number, piece in enumerate(pieces):
        together = lines[-1] + piece
        if not lines[-1] or metrics.horizontalAdvance(together.rstrip()) <= room:
            lines[-1] = together
        elif len(lines) == most:
            lines[-1] += "".join(pieces[number:])
            break
        else:
            lines.append(piece)
    return [in_whole_words(line.rstrip(), metrics, room) for line in lines]


def widest_word(texts: Sequence[str], metrics: QFontMetrics) -> int:
    """Pixels of the widest part of `texts` that no line can break."""
    pieces = (piece.rstrip() for text in texts for piece in _PIECES.findall(text))
    return max(map(metrics.horizontalAdvance, pieces), default=0)
