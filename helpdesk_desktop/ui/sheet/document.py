"""The hand-over sheet laid out, on the screen and on paper. No HTML: text is put in as text."""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from helpdesk_desktop.reports.sheet import Entry, Line, Part, Sheet
from helpdesk_desktop.ui.look.palette import PAPER
from helpdesk_desktop.ui.look.style import FAMILIES

POINTS, NAME_POINTS, HEADING_POINTS, FOOT_POINTS = 10.5, 12.0, 17.0, 9.0
INDENT, COLUMN, GAP = 20.0, 120.0, 12.0
"""What stands before the titles, their width, and what is between a longer one and its text; in
pixels of the screen, as all measures here."""
FOOT, NUMBER_PIXELS = 32.0, 12
"""What is kept free for the number of the page, and how large that is."""

_ENTRY = QTextFormat.Property.UserProperty.value + 1
"""Which service a block belongs to, of those that may go to the next page; the foot is the last."""


def document_of(sheet: Sheet) -> QTextDocument:
    """`sheet` as a document; each language begins a page."""
    document = QTextDocument()
    font = QFont(FAMILIES)
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    for number, part in enumerate(sheet):
        _head(cursor, part, is_first=number == 0)
        for place, entry in enumerate(part.entries, 1):
            _entry(cursor, place, entry)
        _foot(cursor, part)
    return document


def paint(document: QTextDocument, paper: QPagedPaintDevice) -> bool:
    """Put `document` on `paper`, page by page; False when it takes nothing.

    Pages are numbered where there are several.
    """
    painter = QPainter()
    if not painter.begin(paper):
        return False
    # laid out as on the screen, then enlarged: Qt turns only some measures into those of paper
    larger = paper.logicalDpiX() / QGuiApplication.primaryScreen().logicalDotsPerInchX()
    painter.scale(larger, larger)
    painter.setFont(_small(document))
    painter.setPen(QColor(PAPER.secondary))
    page = QRectF(0, 0, paper.width() / larger, paper.height() / larger - FOOT)
    document.setUseDesignMetrics(True)
    document.setPageSize(page.size())
    _keep_together(document, page.height())
    pages = document.pageCount()
    took = True
    for number in range(pages):
        took = took and (number == 0 or paper.newPage())
        _paint_page(painter, document, page.translated(0, number * page.height()))
        if pages > 1:
            here = QRectF(0, page.height(), page.width(), FOOT)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(here, f"{number + 1} / {pages}", QTextOption(side))
    return painter.end() and took


def _small(document: QTextDocument) -> QFont:
    """For the number of a page; in pixels: points would be enlarged twice."""
    font = QFont(document.defaultFont())
    font.setPixelSize(NUMBER_PIXELS)
    return font


def _paint_page(painter: QPainter, document: QTextDocument, view: QRectF) -> None:
    painter.save()
    painter.translate(0, -view.top())
    painter.setPen(QColor(PAPER.text))
    document.drawContents(painter, view)
    painter.restore()


def _keep_together(document: QTextDocument, height: float) -> None:
    """A service that would be cut in two by the end of a page goes to the next one."""
    layout = document.documentLayout()
    for number, blocks in groupby(_blocks(document), lambda block: _number(block)):
        held = list(blocks)
        top = layout.blockBoundingRect(held[0]).top()
        bottom = layout.blockBoundingRect(held[-1]).bottom()
        if number and top // height != (bottom - 1) // height and bottom - top < height:
            moved = QTextBlockFormat()
            moved.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(held[0]).mergeBlockFormat(moved)
            # laid out in part, Qt 6.11 leaves paragraphs further down without their lines
            document.setPageSize(document.pageSize())


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _number(block: QTextBlock) -> int:
    return block.blockFormat().intProperty(_ENTRY)


def _head(cursor: QTextCursor, part: Part, is_first: bool) -> None:
    shape = QTextBlockFormat()
    shape.setHeadingLevel(1)
    if not is_first:
        shape.setTopMargin(36)
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    _put(cursor, shape, (part.heading, _letters(HEADING_POINTS, bold=True)))
    _put(cursor, QTextBlockFormat(), (part.origin, _letters(POINTS, PAPER.secondary)))


def _entry(cursor: QTextCursor, place: int, entry: Entry) -> None:
    """The first service of a part stays below its heading, whatever becomes of the page."""
    shape = QTextBlockFormat()
    shape.setHeadingLevel(2)
    shape.setTopMargin(16)
    number = place if place > 1 else 0
    shape.setProperty(_ENTRY, number)
    name = _letters(NAME_POINTS, PAPER.accent, bold=True)
    _put(cursor, shape, (f"{place}. {entry.name}", name))
    column = _column(cursor, entry)
    for line in entry.lines:
        _line(cursor, line, number, column)


def _column(cursor: QTextCursor, entry: Entry) -> float:
    """So wide that each title of the entry fits: beside all of them the texts begin alike."""
    bold = QFont(cursor.document().defaultFont())
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    widest = max((metrics.horizontalAdvance(line.title) for line in entry.lines), default=0.0)
    return max(COLUMN, widest + GAP)


def _line(cursor: QTextCursor, line: Line, number: int, column: float) -> None:
    """A title in its column, the text beside it, however long it is."""
    shape = QTextBlockFormat()
    shape.setTopMargin(2)
    shape.setProperty(_ENTRY, number)
    text = line.text.replace("\n", "\N{LINE SEPARATOR}")
    if not line.title:
        shape.setLeftMargin(INDENT)
        _put(cursor, shape, (text, _letters(POINTS, PAPER.secondary)))
        return
    shape.setLeftMargin(INDENT + column)
    shape.setTextIndent(-column)
    shape.setTabPositions([QTextOption.Tab(column, QTextOption.TabType.LeftTab)])
    title = (f"{line.title}\t", _letters(POINTS, bold=True))
    _put(cursor, shape, title, (text, _letters(POINTS)))


def _foot(cursor: QTextCursor, part: Part) -> None:
    for place, said in enumerate(part.foot):
        shape = QTextBlockFormat()
        shape.setTopMargin(2 if place else 20)
        shape.setProperty(_ENTRY, len(part.entries) + 1)
        _put(cursor, shape, (said, _letters(FOOT_POINTS, PAPER.secondary)))


def _put(cursor: QTextCursor, shape: QTextBlockFormat, *texts: tuple[str, QTextCharFormat]) -> None:
    """One paragraph, at the end."""
    if cursor.document().isEmpty():
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)
    for words, letters in texts:
        cursor.insertText(words, letters)


def _letters(points: float, colour: str = PAPER.text, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontPointSize(points)
    made.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setForeground(QColor(colour))
    return made
