"""A chart on the screen: the keyboard goes through its numbers, and each is told."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from helpdesk_desktop.ui.charts.canvas import RIGHT, Canvas
from helpdesk_desktop.ui.charts.chart import Chart, Spot, step
from helpdesk_desktop.ui.charts.letters import Letters, letters_of
from helpdesk_desktop.ui.charts.painting import (
    areas_of,
    height_of,
    least_width_of,
    paint,
    wanted_width_of,
)
from helpdesk_desktop.ui.look.palette import LIGHT, worn
from helpdesk_desktop.ui.parts.plain import identified, tell
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech

_MARGIN: Final = 0.75
"""In lines of text, around the chart."""
_USUAL: Final = 24.0
"""Lines of text that a chart likes to have of width."""
_FOOT: Final = 1.7
"""What is kept below it for the number the cursor is on."""
_ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ChartView(QWidget):
    """Held by the keyboard as a whole; the arrows move from number to number.

    Attributes:
        at: The number the cursor is on, of the spots of the chart.
    """

    opened = Signal(object)
    """Enter on a number: its `Spot`, whose key says of what it is."""

    def __init__(
        self,
        identifier: str,
        speech: Speech,
        parent: QWidget | None = None,
        *,
        can_open: bool = False,
    ) -> None:
        """Args: can_open: Whether there is something behind a number."""
        super().__init__(parent)
        self._speech, self._can_open = speech, can_open
        self._chart: Chart | None = None
        self._summary = ""
        self.at = 0
        identified(self, identifier)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_chart(self, chart: Chart, meaning: str = "") -> None:
        """Show `chart`; the cursor stays where it was, if that is still a number.

        Args:
            meaning: What its numbers are; said behind them.
        """
        held = self.spot
        self._chart, self._summary = chart, f"{chart.summary} {meaning}".rstrip()
        same = (n for n, one in enumerate(chart.spots) if held and _is_same(one, held))
        self.at = next(same, 0)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(self._summary)
        self.updateGeometry()
        self.update()

    @property
    def spot(self) -> Spot | None:
        """What the cursor is on; None where there is nothing."""
        if self._chart is None or self._chart.is_empty:
            return None
        return self._chart.spots[self.at]

    def sizeHint(self) -> QSize:
        """Wide enough for every number."""
        letters = self._letters()
        wide = _USUAL * letters.line
        if self._chart is not None:
            wide = max(wide, wanted_width_of(self._chart, letters.plain.font))
        across = round(wide + 2 * _MARGIN * letters.line)
        return QSize(across, self.heightForWidth(across))

    def minimumSizeHint(self) -> QSize:
        """Wide enough to tell numbers apart, if need be as squares."""
        letters = self._letters()
        if self._chart is None:
            return QSize(0, 0)
        wide = least_width_of(self._chart, letters.plain.font) + 2 * _MARGIN * letters.line
        return QSize(round(wide), round(4 * letters.line))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        letters = self._letters()
        if self._chart is None:
            return 0
        inside = width - 2 * _MARGIN * letters.line
        high = height_of(self._chart, inside, letters.plain.font)
        return round(high + (2 * _MARGIN + _FOOT) * letters.line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setAccessibleDescription(self._summary)  # not the number it was left on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self._move(*_ARROWS[Qt.Key(event.key())])
        elif event.key() in ENTERS and self._can_open and self.spot is not None:
            self.opened.emit(self.spot)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cursor goes where the mouse is."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for number, area in enumerate(self._areas()):
            if area.contains(event.position()):
                self._go(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot, areas = self.spot, self._areas()
        if self._can_open and spot and areas[self.at].contains(event.position()):
            self.opened.emit(spot)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, letters = QPainter(self), self._letters()
        canvas = Canvas(painter, worn() or LIGHT, letters)
        canvas.fill(QRectF(self.rect()), canvas.ink("pane"), round_by=8)
        if self._chart is not None:
            paint(self._chart, painter, self._inside(), canvas.colours, letters.plain.font)
        if self.hasFocus():
            self._paint_cursor(canvas)
            self._paint_foot(canvas)
            self._paint_ring(canvas)
        painter.end()

    def _move(self, down: int, right: int) -> None:
        if self._chart is not None and self.spot is not None:
            self._go(step(self._chart.spots, self.at, down, right))

    def _go(self, number: int) -> None:
        """Move the cursor to a number, tell it, and bring it into sight."""
        self.at = number
        if self.spot is None:
            return
        tell(self, self.spot.said)
        self._show_in_page(self._areas()[number])
        self.update()

    def _show_in_page(self, area: QRectF) -> None:
        """Scroll what is around, where the cursor went out of sight."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            middle = self.mapTo(inside, area.center().toPoint())
            margin = round(area.height() / 2 + self._letters().line)
            around.ensureVisible(middle.x(), middle.y(), 0, margin)

    def _paint_cursor(self, canvas: Canvas) -> None:
        """A frame of two colours: one of them is seen on any shade."""
        if self.spot is None:
            return
        dot = canvas.letters.dot
        around = self._areas()[self.at].adjusted(-dot, -dot, dot, dot)
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
        for name, width in (("pane", 5), ("text", 2)):
            canvas.painter.setPen(QPen(canvas.ink(name), width * dot))
            canvas.painter.drawRoundedRect(around, 2 * dot, 2 * dot)

    def _paint_foot(self, canvas: Canvas) -> None:
        """What the cursor is on, and what the keys do."""
        letters, words = canvas.letters, self._speech.words
        inside = self._inside()
        foot = QRectF(inside.left(), inside.bottom(), inside.width(), letters.line * _FOOT)
        keys = words.say("Enter: open") if self._can_open else ""
        taken = letters.small.advance(keys)
        ink: QColor = canvas.ink("secondary")
        canvas.write(foot, keys, align=RIGHT, face=letters.small, ink=ink)
        if self.spot is not None:
            number = " ".join(part for part in (self.spot.told, self.spot.also) if part)
            canvas.write(foot, number, face=letters.bold)
            wide = letters.bold.advance(number) + 0.6 * letters.line
            canvas.write(foot.adjusted(wide, 0, -taken - letters.line, 0), self.spot.name)

    def _paint_ring(self, canvas: Canvas) -> None:
        dots = 2 * canvas.letters.dot
        around = QRectF(self.rect()).adjusted(dots / 2, dots / 2, -dots / 2, -dots / 2)
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
        canvas.painter.setPen(QPen(canvas.ink("accent"), dots))
        canvas.painter.drawRoundedRect(around, 8, 8)

    def _letters(self) -> Letters:
        return letters_of(self.font())

    def _inside(self) -> QRectF:
        """Where the chart is."""
        margin = _MARGIN * self._letters().line
        foot = _FOOT * self._letters().line
        return QRectF(self.rect()).adjusted(margin, margin, -margin, -margin - foot)

    def _areas(self) -> Sequence[QRectF]:
        if self._chart is None:
            return ()
        return areas_of(self._chart, self._inside(), self._letters().plain.font)


def _is_same(one: Spot, other: Spot) -> bool:
    """Whether they are of the same, whatever number and language."""
    return (one.by, one.key) == (other.by, other.key)
