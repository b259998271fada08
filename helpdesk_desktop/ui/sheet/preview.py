"""The sheet on the screen, as it will be on paper: read and scrolled, never typed in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QAbstractSlider, QTextEdit, QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.parts.plain import identified, part

LEAST = 160
"""Pixels of height: in a lower window, the page scrolls."""

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
        self.setMinimumHeight(LEAST)

    def show_document(self, document: QTextDocument) -> None:
        """Show it from its beginning."""
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
