"""Where each text of a painted picture stands: read back out of its SVG."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator

from helpdesk_desktop.ui.charts.chart import Chart
from helpdesk_desktop.ui.charts.painting import height_of, paint
from helpdesk_desktop.ui.look.palette import Colours
from helpdesk_desktop.ui.look.style import FAMILIES

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Text:
    """A text, and the field it covers."""

    words: str
    area: QRectF


def painted(chart: Chart, width: float, pixels: int, colours: Colours) -> tuple[bytes, QSize]:
    """`chart` as SVG, in letters of so many pixels."""
    font = QFont(FAMILIES)
    font.setPixelSize(pixels)
    size = QSize(round(width), round(height_of(chart, width, font)))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    painter = QPainter(generator)
    painter.fillRect(0, 0, size.width(), size.height(), QColor(colours.pane))
    paint(chart, painter, QRectF(0, 0, width, size.height()), colours, font)
    painter.end()
    return bytes(buffer.data().data()), size


def texts(svg: bytes) -> list[Text]:
    """Every text of `svg`."""
    found: list[Text] = []
    for group in ElementTree.fromstring(svg).iter(f"{_SVG}g"):
        for text in group.findall(f"{_SVG}text"):
            words = "".join(text.itertext()).strip()
            if words:
                found.append(Text(words, _area(group, text, words)))
    return found


def _area(group: ElementTree.Element, text: ElementTree.Element, words: str) -> QRectF:
    font = QFont(FAMILIES)
    font.setPixelSize(round(float(group.attrib["font-size"])))
    font.setWeight(QFont.Weight(int(group.attrib["font-weight"])))
    metrics = QFontMetricsF(font)
    # as high as figures and capitals: what hangs below a line may come near the next
    high = metrics.capHeight()
    left, base = float(text.attrib["x"]), float(text.attrib["y"])
    flat = QRectF(left, base - high, metrics.horizontalAdvance(words), high)
    return _transform(group.attrib.get("transform", "")).mapRect(flat)


def _transform(written: str) -> QTransform:
    numbers = [float(one) for one in re.findall(r"-?[\d.]+(?:e-?\d+)?", written)]
    return QTransform(*numbers) if numbers else QTransform()
