"""What is behind the sign-in, one page at a time: the desk, and the screens a key leads to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import identified, label, part
from helpdesk_desktop.ui.words.speech import Speech


class Screen(QWidget):
    """One of them; Escape leads back to the desk.

    Attributes:
        inside: Everything below the heading goes in here, from top to bottom.
    """

    left = Signal()

    opened = Signal()
    """It put a call on the desk, and gives way to it."""

    def __init__(
        self, identifier: str, place: Place, speech: Speech, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._standing = place
        identified(self, identifier)
        part(self, "page")
        self.heading = label(f"{identifier}.heading", "heading")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(28, 20, 28, 20)
        self.inside.setSpacing(12)
        self.inside.addWidget(self.heading)

    @property
    def place(self) -> Place:
        """What the keyboard acts on here."""
        return self._standing

    def head(self, back: QWidget, between: QWidget | None = None) -> None:
        """Have `back` end the line of the heading; `between` them takes the room that is left."""
        self.inside.removeWidget(self.heading)
        head = QHBoxLayout()
        head.addWidget(self.heading, 0 if between else 1)
        if between:
            head.addWidget(between, 1)
        head.addWidget(back)
        self.inside.addLayout(head)

    def say(self) -> None:
        """Say every text in the language of the screens."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
