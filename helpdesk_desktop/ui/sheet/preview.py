"""The sheet on the screen, as it will be on paper: read and scrolled, never typed in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractSlider, QTextEdit, QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import identified, part

_READING = (
    Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
)


class SheetPreview(QTextEdit):
    """Shows a document made by `sheet_document`; it is given no text, so it reads no HTML."""

    def __init__(self, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identified(self, identifier)
        part(self, "paper")
        self.setReadOnly(True)
        self.setTextInteractionFlags(_READING)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self._times = 1.0

    @property
    def is_as_large_as_the_text(self) -> bool:
        """Whether the size of the text is still the one the sheet is shown in."""
        return self._times == scale()

    def show_document(self, document: QTextDocument) -> None:
        """Show it from its beginning, as large as the text of the screens; paper is its own."""
        self._times = scale()
        _enlarge(document, self._times)
        document.setParent(self)
        before = self.document()
        self.setDocument(document)
        if isValid(before):  # Qt deletes the one it made itself
            before.deleteLater()

    def turn_page(self, way: int) -> None:
        """Scroll by a page, forth (1) or back (-1)."""
        action = QAbstractSlider.SliderAction
        steps = action.SliderPageStepAdd if way > 0 else action.SliderPageStepSub
        self.verticalScrollBar().triggerAction(steps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying while nothing is selected is copying the sheet: the page does it."""
        copies = event.matches(QKeySequence.StandardKey.Copy)
        if copies and not self.textCursor().hasSelection():
            event.ignore()
        else:
            super().keyPressEvent(event)


def _enlarge(document: QTextDocument, times: float) -> None:
    block = document.begin()
    while block.isValid() and times != 1:
        cursor, shape = QTextCursor(block), block.blockFormat()
        shape.setTopMargin(shape.topMargin() * times)
        shape.setLeftMargin(shape.leftMargin() * times)
        shape.setTextIndent(shape.textIndent() * times)
        tabs = shape.tabPositions()
        shape.setTabPositions([QTextOption.Tab(tab.position * times, tab.type) for tab in tabs])
        cursor.setBlockFormat(shape)
        _enlarge_letters(block, cursor, times)
        block = block.next()


def _enlarge_letters(block: QTextBlock, cursor: QTextCursor, times: float) -> None:
    pieces = []
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        pieces.append((piece.position(), piece.length(), piece.charFormat()))
        at += 1
    for position, length, letters in pieces:
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        letters.setFontPointSize(letters.fontPointSize() * times)
        cursor.setCharFormat(letters)
