"""The note of a call: what is typed counts at once, and what may not be kept goes with one undo."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from helpdesk_desktop.ui.parts.plain import as_high_as_there_is_room, identified


class Note(QPlainTextEdit):
    """Tab leaves it.

    Args:
        typed: Told of every change; what of it is kept is shown by `show_note`.
    """

    def __init__(self, typed: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = typed
        self._is_typing = False
        identified(self, "call.note")
        self.setTabChangesFocus(True)
        as_high_as_there_is_room(self)
        self.textChanged.connect(self._changed)

    def show_note(self, note: str) -> None:
        """Show `note`; the caret stays as far from the end as it was.

        What is cut of a note that is being typed goes with what was typed: one Ctrl+Z takes both.
        """
        if self.toPlainText() == note:
            return
        if self._is_typing and self.document().isRedoAvailable():
            self.undo()  # Ctrl+Z brought back what may not be kept: one step further
            return
        silent = QSignalBlocker(self)
        behind = self._end() - self.textCursor().position()
        if self._is_typing:
            self._mend(note)
        else:
            self.setPlainText(note)
        caret = self.textCursor()
        caret.setPosition(max(0, self._end() - behind))
        self.setTextCursor(caret)
        silent.unblock()

    def _end(self) -> int:
        """The place behind the last letter, as Qt counts: some letters are two."""
        return self.document().characterCount() - 1

    def _mend(self, note: str) -> None:
        mending = QTextCursor(self.document())
        mending.joinPreviousEditBlock()
        mending.select(QTextCursor.SelectionType.Document)
        mending.insertText(note)
        mending.endEditBlock()

    def _changed(self) -> None:
        self._is_typing = True
        self._typed(self.toPlainText())
        self._is_typing = False
