"""The field for the address a sheet is mailed to: seen while it is needed, kept nowhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from helpdesk_desktop.ui.parts.plain import identified

LONGEST = 254
"""Characters of an address that mail servers carry (RFC 5321, erratum 1690)."""

_OF_THE_PAGE = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))


class SheetAddress(QLineEdit):
    """Leaves the page the keys that mean nothing in a line of text."""

    held = Signal(bool)
    """The keyboard is in it, or not any more: letters are those of an address, or they choose."""

    def __init__(self, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identified(self, identifier)
        self.setMaxLength(LONGEST)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhEmailCharactersOnly | hints.ImhSensitiveData | hints.ImhNoPredictiveText
        )

    def forget(self) -> None:
        """Neither the address nor its undoing is left."""
        self.setText("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.held.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.held.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copies = event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText()
        if copies or is_to_file(event) or event.key() in _OF_THE_PAGE:
            event.ignore()
        else:
            super().keyPressEvent(event)


def is_to_file(event: QKeyEvent) -> bool:
    """Ctrl+E, in French « exporter »; in a line of text, GNOME and macOS go to its end by it."""
    control = Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_E and event.modifiers() == control
