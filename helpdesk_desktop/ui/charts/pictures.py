"""A chart as a picture for a text of somebody else: PNG, or SVG that can be enlarged."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from helpdesk_desktop.ui.charts.chart import Chart
from helpdesk_desktop.ui.charts.painting import height_of, paint, wanted_width_of
from helpdesk_desktop.ui.look.palette import PAPER
from helpdesk_desktop.ui.look.style import FAMILIES
from helpdesk_desktop.whole_file import write_whole

WIDTH: Final = 720
"""Pixels of a picture, at usual size; wider where a chart needs it."""
MARGIN: Final = 24
LETTERS: Final = 14
"""Pixels of its letters."""
SHARP: Final = 2
"""Pixels of a PNG for each of these."""


def to_png(chart: Chart, path: Path) -> None:
    """Write `chart` as a PNG, whole or not at all.

    Raises:
        FileNotWritten: The disk is full, or the folder cannot be written.
    """
    size = _size(chart)
    image = QImage(size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(QColor(PAPER.pane))
    painter = QPainter(image)
    _paint(chart, painter, size)
    buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs have « bytes » here
    write_whole(path, bytes(buffer.data().data()))


def to_svg(chart: Chart, path: Path) -> None:
    """Write `chart` as an SVG, whole or not at all; its description is the summary.

    Raises:
        FileNotWritten: The disk is full, or the folder cannot be written.
    """
    size, buffer = _size(chart), _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(chart.title)
    generator.setDescription(chart.summary)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(PAPER.pane))
    _paint(chart, painter, size)
    write_whole(path, bytes(buffer.data().data()))


def _paint(chart: Chart, painter: QPainter, size: QSize) -> None:
    area = QRectF(MARGIN, MARGIN, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN)
    paint(chart, painter, area, PAPER, _font())
    painter.end()


def _size(chart: Chart) -> QSize:
    width = max(WIDTH, round(wanted_width_of(chart, _font())))
    high = height_of(chart, width, _font())
    return QSize(width + 2 * MARGIN, round(high) + 2 * MARGIN)


def _font() -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(LETTERS)
    return font


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
