"""Where the operator types: its arrows move the list below, and its Enter refers."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from helpdesk_desktop.ui.parts.plain import identified, part

QUERY_LIMIT = 2000
"""Letters kept: a whole e-mail may be pasted. The search reads its first 500."""

MEANT_FOR_IT_MS = 400
"""An Enter sooner after the keyboard came back was struck at what closed, if nothing was typed."""


class SearchBox(QLineEdit):
    """A line edit; the keyboard lives here, and never has to leave."""

    moved = Signal(int)
    paged = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._back_for = QElapsedTimer()
        identified(self, "search.text")
        part(self, "search")
        self.setMaxLength(QUERY_LIMIT)

    @property
    def hears_enter(self) -> bool:
        """Not at once after a question was answered: its Enter may have been struck twice."""
        return not self._back_for.isValid() or self._back_for.hasExpired(MEANT_FOR_IT_MS)

    def come_back(self) -> None:
        """The keyboard comes back from a question."""
        self._back_for.start()

    def put(self, words: str) -> None:
        """Put `words` in the box without calling it typing."""
        self.blockSignals(True)
        self.setText(words)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.hears_enter:
                self.entered.emit()
            return
        self._back_for.invalidate()
        if plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
