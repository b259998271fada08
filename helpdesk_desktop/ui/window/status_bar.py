"""The bottom of the window: what just happened, and how things stand with the server."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import (
    announce,
    hint,
    identified,
    in_whole_words,
    label,
    part,
    state,
)
from helpdesk_desktop.ui.words.speech import Speech

SHAPES = {"available": "●", "unknown": "○", "waiting_list": "▲"}
"""All is well, not known yet, something waits."""

ROOM_BETWEEN = 80
"""Pixels of margins, and of the edge around how things stand."""


class OneLine(QLabel):
    """Words on one line: those that have no room are in its tooltip, and a screen reader has all.

    `text()` is the whole of it.
    """

    def __init__(self, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        identified(self, identifier)

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def shown(self) -> str:
        """As much of it as there is room for."""
        return in_whole_words(self.text(), self.fontMetrics(), self.width())

    def fit(self) -> None:
        """A tooltip only where it says more than the line does."""
        hint(self, "" if self.shown == self.text() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.shown)


class StatusBar(QWidget):
    """Two sentences on a line that never grows; neither covers anything or takes the focus."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "status")
        part(self, "status")
        self._standing: tuple[str, ...] = ()
        self.message = OneLine("status.message")
        self.sync = label("status.sync", "pill")
        always_as_high = self.sync.sizePolicy()
        always_as_high.setRetainSizeWhenHidden(True)
        self.sync.setSizePolicy(always_as_high)
        self.sync.hide()
        # a long sentence makes neither the line higher nor the window wider
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(16, 6, 16, 6)
        self._line.addWidget(self.message, 1)
        self._line.addWidget(self.sync)
        self._fit()
        self.say()

    def say(self) -> None:
        self.setAccessibleName(self._speech.words.say("State"))

    def tell(self, sentence: str) -> None:
        """Say what just happened; nothing, when it is over."""
        self.message.setText(sentence)
        self._fit()
        if sentence:
            announce(self, sentence)

    def clear(self) -> None:
        """There is nothing to say any more: the desk is gone."""
        self.message.clear()
        self._standing = ()
        self.sync.clear()
        self.sync.hide()
        self._fit()

    def stand(self, sentence: str, in_brief: Sequence[str], mood: str) -> None:
        """Say how things stand; a word and a shape first, the colour last.

        Args:
            in_brief: Ever shorter ways to say it, for where there is no room.
            mood: A key of `SHAPES`.
        """
        self._standing = tuple(f"{SHAPES[mood]} {words}" for words in (sentence, *in_brief))
        self.sync.setAccessibleName(sentence)
        hint(self.sync, sentence)
        self.sync.show()
        state(self.sync, "quiet" if mood == "available" else mood)
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
        told, metrics = self.message.text(), self.sync.fontMetrics()
        state(self, "" if told or self._standing else "empty")
        room = self.width() - round(ROOM_BETWEEN * scale())
        room -= self.message.fontMetrics().horizontalAdvance(told)
        fitting = (it for it in self._standing if metrics.horizontalAdvance(it) <= room)
        shown = next(fitting, self._standing[-1] if self._standing else "")
        self.sync.setText(in_whole_words(shown, metrics, max(self.width() // 3, room)))
        self._line.activate()
        self.message.fit()
