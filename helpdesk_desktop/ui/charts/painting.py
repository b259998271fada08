"""Paints a chart, the same on a screen, in a picture and on paper."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from helpdesk_desktop.ui.charts import draw_bars, draw_columns, draw_grid, draw_tiles
from helpdesk_desktop.ui.charts.canvas import Canvas
from helpdesk_desktop.ui.charts.chart import Bars, Chart, Columns, Grid, TileMap, nothing
from helpdesk_desktop.ui.charts.letters import Letters, letters_of, wrapped
from helpdesk_desktop.ui.look.palette import Colours

_HEAD_LINES: Final = 2
_NOTHING_LINES: Final = 3
_NARROWEST: Final = 14.0
"""Lines of text that any chart has of width at least."""
_GAP: Final = 0.6


def paint(chart: Chart, painter: QPainter, area: QRectF, colours: Colours, font: QFont) -> None:
    """Draw `chart` into `area`, which is `height_of` it high or higher."""
    painter.save()
    canvas = Canvas(painter, colours, letters_of(font))
    _draw_head(chart, canvas, area)
    body = _body(chart, area, canvas.letters)
    if chart.is_empty:
        _draw_lines(canvas, body, _nothing(chart, body.width(), canvas.letters))
    else:
        _draw_body(chart, canvas, body)
        notes = QRectF(body.left(), body.bottom(), body.width(), 0)
        notes.setTop(body.bottom() + _GAP * canvas.letters.line)
        _draw_lines(canvas, notes, _note_lines(chart, area.width(), canvas.letters), small=True)
    painter.restore()


def height_of(chart: Chart, width: float, font: QFont) -> float:
    """Pixels of height that `chart` takes in so many of width."""
    letters = letters_of(font)
    head = _head_height(chart, width, letters)
    if chart.is_empty:
        return head + len(_nothing(chart, width, letters)) * letters.line
    notes = len(_note_lines(chart, width, letters)) * letters.small.height
    return head + _body_height(chart, width, letters) + (notes and notes + _GAP * letters.line)


def least_width_of(chart: Chart, font: QFont) -> float:
    """Pixels of width under which parts of `chart` could not be told apart."""
    letters = letters_of(font)
    needed = 0.0
    if isinstance(chart, Grid) and not chart.is_empty:
        needed = draw_grid.least_width(chart, letters)
    elif isinstance(chart, Columns):
        needed = draw_columns.least_width(chart, letters)
    elif isinstance(chart, TileMap):
        needed = draw_tiles.least_width(chart, letters)
    return max(needed, _NARROWEST * letters.line)


def wanted_width_of(chart: Chart, font: QFont) -> float:
    """Pixels of width in which every number of `chart` can be written."""
    least = least_width_of(chart, font)
    if isinstance(chart, Grid) and not chart.is_empty:
        return max(least, draw_grid.wanted_width(chart, letters_of(font)))
    return least


def areas_of(chart: Chart, area: QRectF, font: QFont) -> Sequence[QRectF]:
    """Where each spot of `chart` is, when it is painted into `area`; none of an empty one."""
    letters = letters_of(font)
    body = _body(chart, area, letters)
    if chart.is_empty:
        return ()
    match chart:
        case Bars():
            return draw_bars.areas(chart.spots, body, letters)
        case Grid():
            return draw_grid.areas(chart, body, letters)
        case Columns():
            return draw_columns.areas(chart, body, letters)
        case TileMap():
            return draw_tiles.areas(chart, body, letters)
    raise TypeError(chart)


def _draw_body(chart: Chart, canvas: Canvas, body: QRectF) -> None:
    match chart:
        case Bars():
            most = max((spot.size for spot in chart.spots), default=0.0)
            draw_bars.draw(chart.spots, canvas, body, most)
        case Grid():
            draw_grid.draw(chart, canvas, body)
        case Columns():
            draw_columns.draw(chart, canvas, body)
        case TileMap():
            draw_tiles.draw(chart, canvas, body)


def _body_height(chart: Chart, width: float, letters: Letters) -> float:
    match chart:
        case Bars():
            return draw_bars.height(chart.spots, width, letters)
        case Grid():
            return draw_grid.height(chart, width, letters)
        case Columns():
            return draw_columns.height(chart, letters)
        case TileMap():
            return draw_tiles.height(chart, width, letters)
    raise TypeError(chart)


def _body(chart: Chart, area: QRectF, letters: Letters) -> QRectF:
    top = area.top() + _head_height(chart, area.width(), letters)
    high = 0.0 if chart.is_empty else _body_height(chart, area.width(), letters)
    return QRectF(area.left(), top, area.width(), high)


def _draw_head(chart: Chart, canvas: Canvas, area: QRectF) -> None:
    letters, top = canvas.letters, area.top()
    titles, abouts = _head_lines(chart, area.width(), letters)
    for lines, face, ink in ((titles, letters.title, "text"), (abouts, letters.small, "secondary")):
        high = face.height * len(lines)
        place = QRectF(area.left(), top, area.width(), high)
        canvas.write_lines(place, lines, face=face, ink=canvas.ink(ink))
        top += high


def _head_lines(
    chart: Chart, width: float, letters: Letters
) -> tuple[Sequence[str], Sequence[str]]:
    titles = wrapped(chart.title, letters.title, width, _HEAD_LINES)
    about = wrapped(chart.about, letters.small, width, _HEAD_LINES) if chart.about else []
    return titles, about


def _head_height(chart: Chart, width: float, letters: Letters) -> float:
    titles, abouts = _head_lines(chart, width, letters)
    high = letters.title.height * len(titles)
    return high + letters.small.height * len(abouts) + _GAP * letters.line


def _nothing(chart: Chart, width: float, letters: Letters) -> Sequence[str]:
    return wrapped(nothing(chart.words), letters.plain, width, _NOTHING_LINES)


def _note_lines(chart: Chart, width: float, letters: Letters) -> Sequence[str]:
    """What has to be known to read it, one behind the other."""
    notes = list(chart.notes)
    if isinstance(chart, Grid) and draw_grid.has_squares(chart, QRectF(0, 0, width, 0), letters):
        notes.append(chart.words.say("the larger a square, the more"))
    said = "; ".join(notes)
    return wrapped(said, letters.small, width, _NOTHING_LINES) if said else []


def _draw_lines(canvas: Canvas, area: QRectF, lines: Sequence[str], small: bool = False) -> None:
    face = canvas.letters.small if small else canvas.letters.plain
    place = QRectF(area.left(), area.top(), area.width(), face.height * len(lines))
    canvas.write_lines(place, lines, face=face, ink=canvas.ink("secondary"))
