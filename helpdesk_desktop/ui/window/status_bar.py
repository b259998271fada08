"""The bottom of the window: what just happened, and how things stand with the server."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import announce, identified, in_whole_words, label, part, state
from helpdesk_desktop.ui.words.speech import Speech

SHAPES = {"available": "●", "unknown": "○", "waiting_list": "▲"}
"""All is well, not known yet, something waits."""

ROOM_BETWEEN = 80
"""Pixels of margins, and of the edge around how things stand."""


class StatusBar(QWidget):
    """Two sentences; neither ever covers anything or takes the focus."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "status")
        part(self, "status")
        self._standing = ""
        self.message = label("status.message", wrap=True)
        self.sync = label("status.sync", "pill")
        self.sync.hide()
        # long sentences make it higher, never the window wider
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.addWidget(self.message, 1)
        layout.addWidget(self.sync)
        self.say()

    def say(self) -> None:
        self.setAccessibleName(self._speech.words.say("State"))

    def tell(self, sentence: str) -> None:
        """Say what just happened."""
        self.message.setText(sentence)
        self._fit()
        announce(self, sentence)

    def clear(self) -> None:
        """There is nothing to say any more: the desk is gone."""
        self.message.clear()
        self._standing = ""
        self.sync.clear()
        self.sync.hide()

    def stand(self, sentence: str, mood: str) -> None:
        """Say how things stand; a word and a shape first, the colour last.

        Args:
            mood: A key of `SHAPES`.
        """
        self._standing = f"{SHAPES[mood]} {sentence}"
        self.sync.setAccessibleName(sentence)
        self.sync.setToolTip(sentence)
        self.sync.show()
        state(self.sync, mood)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """How things stand gives way to what just happened; Ctrl+R shows all of it."""
        told = self.message.fontMetrics().horizontalAdvance(self.message.text())
        room = max(self.width() // 3, self.width() - told - round(ROOM_BETWEEN * scale()))
        self.sync.setText(in_whole_words(self._standing, self.sync.fontMetrics(), room))
