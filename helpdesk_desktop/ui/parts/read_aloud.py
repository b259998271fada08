"""What is read and scrolled, never typed in; a screen reader reads it out when it is come to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget

from helpdesk_desktop.ui.parts.plain import identified, part


class ReadAloud(QFrame):
    """Holds the keyboard for what is in it; the scroll area around it shows that it does.

    A frame, since Qt gives it a role that assistive programs know; a scroll area has none.
    """

    held = Signal(bool)
    """Whether the keyboard is here."""

    def __init__(self, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identified(self, identifier)
        part(self, "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.held.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.held.emit(False)
