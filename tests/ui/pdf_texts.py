"""Reads the texts of a PDF back, page by page, as Qt writes them: a reader of its own for tests."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.S)
_STREAM = re.compile(rb"^(.*?)stream\n(.*?)\nendstream", re.S)
_RANGE = re.compile(r"<(\w+)> <(\w+)> (?:<(\w+)>|\[([^\]]*)\])")


@dataclass(frozen=True)
class Run:
    """What was drawn at once.

    Attributes:
        x, y: Where it begins, in points from the left and the top of the page.
    """

    words: str
    x: float
    y: float


def pages(pdf: bytes) -> list[list[Run]]:
    """The texts of each page, in the order in which they were drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    found = []
    for body in objects.values():
        if b"/Type /Page\n" in body:
            [contents] = re.findall(rb"/Contents (\d+) 0 R", body)
            [resources] = re.findall(rb"/Resources (\d+) 0 R", body)
            [height] = re.findall(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\]", body)
            named = re.findall(rb"/(F\d+) (\d+) 0 R", objects[int(resources)])
            fonts = {name.decode(): _letters(objects, int(number)) for name, number in named}
            drawn = _stream(objects[int(contents)]).decode("latin1")
            found.append(list(_Page(fonts, float(height)).runs(drawn)))
    return found


def text(runs: list[Run]) -> str:
    """All of a page, run after run."""
    return "\n".join(run.words for run in runs)


def _letters(objects: Mapping[int, bytes], font: int) -> Mapping[int, str]:
    """What each glyph of a font stands for."""
    [number] = re.findall(rb"/ToUnicode (\d+) 0 R", objects[font])
    written = _stream(objects[int(number)]).decode("latin1")
    found = {}
    for first, last, one, many in _RANGE.findall(written):
        start = int(first, 16)
        if many:
            for place, code in enumerate(re.findall(r"<(\w+)>", many)):
                found[start + place] = _character(code)
        else:
            for place in range(int(last, 16) - start + 1):
                found[start + place] = chr(int(one, 16) + place)
    return found


def _character(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")


def _stream(body: bytes) -> bytes:
    found = _STREAM.match(body)
    assert found is not None
    packed = b"/FlateDecode" in found[1]
    return zlib.decompressobj().decompress(found[2]) if packed else found[2]


@dataclass
class _Page:
    """Goes through what is drawn; of the operators of PDF those that place and write texts."""

    fonts: Mapping[str, Mapping[int, str]]
    height: float
    at: QTransform = field(default_factory=QTransform)
    here: QTransform = field(default_factory=QTransform)
    kept: list[QTransform] = field(default_factory=list)
    letters: Mapping[int, str] = field(default_factory=dict)
    words: str = ""

    def runs(self, drawn: str) -> Iterator[Run]:
        """A run for each text object."""
        before: list[str] = []
        for token in drawn.split():
            if token == "ET" and self.words.strip():
                point = (self.here * self.at).map(QPointF(0.0, 0.0))
                yield Run(" ".join(self.words.split()), point.x(), self.height - point.y())
            elif token in ("q", "Q", "cm"):
                self._placed(token, before)
            elif token in ("BT", "Tf", "Tm", "Td", "Tj"):
                self._written(token, before)
            before.append(token)

    def _placed(self, operator: str, before: list[str]) -> None:
        if operator == "q":
            self.kept.append(QTransform(self.at))
        elif operator == "cm":
            self.at = QTransform(*map(float, before[-6:])) * self.at
        elif self.kept:
            self.at = self.kept.pop()

    def _written(self, operator: str, before: list[str]) -> None:
        if operator == "BT":
            self.words = ""
        elif operator == "Tf":
            self.letters = self.fonts[before[-2].lstrip("/")]
        elif operator == "Tm":
            self.here = QTransform(*map(float, before[-6:]))
        elif operator == "Tj":
            glyphs = re.findall(r"\w{4}", before[-1])
            self.words += "".join(self.letters.get(int(one, 16), "?") for one in glyphs)
        elif not self.words:
            self.here = QTransform.fromTranslate(*map(float, before[-2:])) * self.here
