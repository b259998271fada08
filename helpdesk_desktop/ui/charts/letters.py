"""Letters of a chart and what they measure: every length of a chart comes from them."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from helpdesk_desktop.ui.parts.plain import in_whole_words

_PIECES: Final = re.compile(r"[^\s-]+-?\s*|-\s*")
"""Where a line may end: at a blank, and behind a hyphen."""
_REMEMBERED: Final = 4000
"""Texts of which a face remembers the width."""
_LINE_PIXELS: Final = 16
"""Height of a line of text of the usual size, in which lines and gaps are reckoned."""


class Face:
    """A font, and what texts measure in it; each is measured once.

    Attributes:
        wraps: What `wrapped` made of texts.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._advances: dict[str, int] = {}
        self.wraps: dict[tuple[str, int, int], Sequence[str]] = {}
        self.height = self._metrics.height()

    def advance(self, words: str) -> int:
        """Pixels that `words` take across."""
        known = self._advances.get(words)
        if known is None:
            if len(self._advances) >= _REMEMBERED:
                self._advances.clear()
            known = self._advances[words] = self._metrics.horizontalAdvance(words)
        return known

    def fitted(self, words: str, width: float) -> str:
        """`words`, or as many of them as fit."""
        room = int(width)
        if self.advance(words) <= room:
            return words
        return in_whole_words(words, self._metrics, room)


class Letters:
    """Fonts in pixels, so that a screen, a picture and a page measure them alike.

    Attributes:
        line: Height of a line.
        dot: What is a pixel where text has its usual size; lines are drawn in it.
    """

    def __init__(self, font: QFont) -> None:
        self._pixels = QFontInfo(font).pixelSize()
        self._font = font
        self.plain = self._face(1.0)
        self.line = self.plain.height
        self.dot = self.line / _LINE_PIXELS

    @cached_property
    def bold(self) -> Face:
        return self._face(1.0, QFont.Weight.DemiBold)

    @cached_property
    def small(self) -> Face:
        return self._face(0.88)

    @cached_property
    def title(self) -> Face:
        return self._face(1.1, QFont.Weight.DemiBold)

    def widest(self, texts: Sequence[str]) -> int:
        """Pixels of the widest of `texts`."""
        return max(map(self.plain.advance, texts), default=0)

    def _face(self, times: float, weight: QFont.Weight = QFont.Weight.Normal) -> Face:
        made = QFont(self._font)
        made.setPixelSize(max(1, round(self._pixels * times)))
        made.setWeight(weight)
        return Face(made)


_made: dict[tuple[object, ...], Letters] = {}
_FONTS: Final = 16
"""So many are kept: a screen uses one at a time."""


def letters_of(font: QFont) -> Letters:
    """The letters of `font`, made once: measuring takes longer than painting."""
    pixels, tags = QFontInfo(font).pixelSize(), len(font.featureTags())
    key = font.key(), pixels, tags, font.hintingPreference()
    if key not in _made:
        if len(_made) >= _FONTS:
            _made.clear()
        _made[key] = Letters(font)
    return _made[key]


def wrapped(words: str, face: Face, width: float, most: int) -> Sequence[str]:
    """`words` in lines of `width` pixels; the last of `most` ends in « … » where there is more."""
    asked = words, int(width), most
    if asked not in face.wraps:
        if len(face.wraps) >= _REMEMBERED:
            face.wraps.clear()
        face.wraps[asked] = _wrapped(words, face, width, most)
    return face.wraps[asked]


def _wrapped(words: str, face: Face, width: float, most: int) -> Sequence[str]:
    pieces, lines = _PIECES.findall(words), [""]
    for number, piece in enumerate(pieces):
        together = lines[-1] + piece
        if not lines[-1] or face.advance(together.rstrip()) <= int(width):
            lines[-1] = together
        elif len(lines) == most:
            lines[-1] += "".join(pieces[number:])
            break
        else:
            lines.append(piece)
    return tuple(face.fitted(line.rstrip(), width) for line in lines)


def widest_word(texts: Sequence[str], face: Face) -> int:
    """Pixels of the widest part of `texts` that no line can break."""
    pieces = (piece.rstrip() for text in texts for piece in _PIECES.findall(text))
    return max(map(face.advance, pieces), default=0)
