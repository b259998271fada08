"""The bottom of the window: what just happened, and how things stand with the server."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from helpdesk_desktop.ui.plain import announce, identified, label, part, state
from helpdesk_desktop.ui.speech import Speech

SHAPES = {"available": "●", "unknown": "○", "waiting_list": "▲"}
"""All is well, not known yet, something waits."""


class StatusBar(QWidget):
    """Two sentences; neither ever covers anything or takes the focus."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "status")
        part(self, "status")
        self.message = label("status.message")
        self.sync = label("status.sync", "pill")
        self.sync.hide()
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
        announce(self, sentence)

    def clear(self) -> None:
        """There is nothing to say any more: the desk is gone."""
        self.message.clear()
        self.sync.clear()
        self.sync.hide()

    def stand(self, sentence: str, mood: str) -> None:
        """Say how things stand; a word and a shape first, the colour last.

        Args:
            mood: A key of `SHAPES`.
        """
        self.sync.setText(f"{SHAPES[mood]} {sentence}")
        self.sync.setAccessibleName(sentence)
        self.sync.show()
        state(self.sync, mood)
