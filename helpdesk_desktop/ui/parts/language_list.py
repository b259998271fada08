"""Which other language the caller speaks: a list that a few letters search."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from helpdesk_desktop.search.words.fold import fold
from helpdesk_desktop.ui.parts.plain import identified, part, put_away
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.language_names import NAMES, UNKNOWN, name_alone
from helpdesk_domain.languages import CONTENT_LANGUAGES

HEIGHT: Final = 150
CODE: Final = Qt.ItemDataRole.UserRole


class LanguageList(QListWidget):
    """Opens on Shift+F3; letters go to a language, Enter chooses it, Escape changes nothing."""

    chosen = Signal(str)
    left = Signal()
    """It closed: the keyboard goes back to where it was."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "call.languages")
        part(self, "choices")
        self.setFixedHeight(HEIGHT)
        self._opened_at = 0
        self.itemClicked.connect(self._choose)
        self.hide()

    def say(self) -> None:
        """Say every language in that of the screens; first « another », for who cannot tell."""
        words = self._speech.words
        self.setAccessibleName(words.say("Which language does the caller speak?"))
        others = [code for code in NAMES if code not in CONTENT_LANGUAGES]
        named = sorted(
            ((name_alone(code, words), code) for code in others), key=lambda one: fold(one[0])
        )
        self.clear()
        for name, code in [(words.say("Another"), UNKNOWN), *named]:
            item = QListWidgetItem(name)
            item.setData(CODE, code)
            self.addItem(item)

    def open_at(self, language: str | None) -> None:
        """Open it at `language`, else at the beginning."""
        codes = [self.item(row).data(CODE) for row in range(self.count())]
        self._opened_at = codes.index(language) if language in codes else 0
        self.setCurrentRow(self._opened_at)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> bool:
        """The call is about to leave the desk: the language that letters went to is chosen."""
        if self.isVisible() and self.currentRow() != self._opened_at:
            self._choose(self.currentItem())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self._choose(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(CODE))
        self.close_list()

    def close_list(self) -> None:
        """Close it; the keyboard goes back only when it was here."""
        if put_away(self):
            self.left.emit()
