"""Where the operator types: its arrows move the list below, and its Enter refers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from helpdesk_desktop.ui.parts.just_now import JustNow
from helpdesk_desktop.ui.parts.plain import identified, part
from helpdesk_desktop.ui.parts.strokes import ENTERS

QUERY_LIMIT = 2000
"""Letters kept: a whole e-mail may be pasted. The search reads its first 500."""


class SearchBox(QLineEdit):
    """A line edit; the keyboard lives here, and never has to leave."""

    moved = Signal(int)
    paged = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._came_back = JustNow()
        identified(self, "search.text")
        part(self, "search")
        self.setMaxLength(QUERY_LIMIT)
        self.textChanged.connect(lambda _: self._came_back.end())

    @property
    def hears_enter(self) -> bool:
        """Not at once after the keyboard came back: the Enter of what closed is struck twice."""
        return not self._came_back.is_echo()

    def come_back(self) -> None:
        """The keyboard comes back from a question, or from another screen."""
        self._came_back.begin()

    def take_keyboard(self) -> None:
        """A key of its own brings the keyboard here, the caret where it was."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_back.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Where no key of its own brings the keyboard here, something closed."""
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.come_back()
        super().focusInEvent(event)

    def put(self, words: str) -> None:
        """Put `words` in the box without calling it typing."""
        self.blockSignals(True)
        self.setText(words)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in ENTERS:
            if self.hears_enter and not event.isAutoRepeat():
                self.entered.emit()
            return
        self._came_back.end()
        if plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
