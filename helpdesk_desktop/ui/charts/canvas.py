"""What charts are drawn with: letters, fields and lines in the colours of a theme."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from helpdesk_desktop.ui.charts.letters import Face, Letters
from helpdesk_desktop.ui.look.palette import Colours

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter


class Canvas:
    """A painter, the letters of the chart and the colours of the theme."""

    def __init__(self, painter: QPainter, colours: Colours, letters: Letters) -> None:
        self.painter = painter
        self.colours = colours
        self.letters = letters
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def ink(self, name: str) -> QColor:
        return QColor(getattr(self.colours, name))

    def write(
        self,
        area: QRectF,
        words: str,
        *,
        align: Qt.AlignmentFlag = LEFT,
        face: Face | None = None,
        ink: QColor | None = None,
    ) -> None:
        """A line of `words`, ended by « … » where `area` is too narrow."""
        face = face or self.letters.plain
        shown = face.fitted(words, area.width() + 1)
        self.painter.setFont(face.font)
        self.painter.setPen(ink or self.ink("text"))
        flags = int(align) | int(Qt.TextFlag.TextDontClip) | int(Qt.TextFlag.TextSingleLine)
        self.painter.drawText(area, flags, shown)

    def write_lines(
        self,
        area: QRectF,
        lines: Sequence[str],
        *,
        align: Qt.AlignmentFlag = LEFT,
        face: Face | None = None,
        ink: QColor | None = None,
    ) -> None:
        """`lines` below each other, in the middle of the height of `area`."""
        high = (face or self.letters.plain).height
        top = area.top() + (area.height() - high * len(lines)) / 2
        for number, line in enumerate(lines):
            here = QRectF(area.left(), top + number * high, area.width(), high)
            self.write(here, line, align=align, face=face, ink=ink)

    def fill(
        self, area: QRectF, colour: QColor, *, edge: QColor | None = None, round_by: float = 0
    ) -> None:
        """A field; its edge, one dot wide, is inside `area`."""
        dot = self.letters.dot
        self.painter.setBrush(QBrush(colour))
        self.painter.setPen(QPen(edge, dot) if edge else QPen(Qt.PenStyle.NoPen))
        inside = area.adjusted(dot / 2, dot / 2, -dot / 2, -dot / 2) if edge else area
        self.painter.drawRoundedRect(inside, round_by * dot, round_by * dot)

    def line(self, ends: Sequence[QPointF], colour: QColor, dots: float = 1) -> None:
        pen = QPen(colour, dots * self.letters.dot)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF(list(ends)))
