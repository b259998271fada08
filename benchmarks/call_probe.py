"""Takes calls in the real window, from inside its process: F2 to the caret, F9 to saved."""

import time
from collections.abc import Sequence

from benchmarks.probe import PAUSE_MS, Operator, probe

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.ui.background.desk import Changed, Desk

CALLS = 40

WORDS, PROFILE = "LOGEMENT", Qt.Key.Key_M


class CallTaker(Operator):
    """Takes one call after the other; what is timed ends with a painted box, or a kept call."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.caret_ms: list[float] = []
        self.saved_ms: list[float] = []
        self._began = 0.0
        self._waits_for_paint = False

    def told(self) -> dict[str, Sequence[float]]:
        return {"caret_ms": self.caret_ms, "saved_ms": self.saved_ms}

    def begin(self) -> None:
        self.box.installEventFilter(self)
        desk = self.window.findChild(Desk)
        assert desk is not None
        desk.changed.connect(self._kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._waits_for_paint and event.type() == QEvent.Type.Paint:
            self._waits_for_paint = False
            QTimer.singleShot(0, self._caret)  # once the event that is under way is over
        return False

    def take(self) -> None:
        if len(self.saved_ms) == CALLS:
            self.application.quit()
            return
        self._began, self._waits_for_paint = time.monotonic(), True
        self._strike(Qt.Key.Key_F2)

    def _caret(self) -> None:
        assert self.window.focusWidget() is self.box
        self.caret_ms.append((time.monotonic() - self._began) * 1000)
        self._strike(Qt.Key.Key_F3)
        for letter in WORDS:
            QTest.keyClick(self.box, getattr(Qt.Key, f"Key_{letter}"))
        self._strike(Qt.Key.Key_F9)
        asked = self.window.focusWidget()
        assert asked is not None
        QTest.keyClick(asked, PROFILE)
        self._began = time.monotonic()
        self._strike(Qt.Key.Key_F9)

    def _kept(self, changed: Changed) -> None:
        if self._began and Changed.CALLS in changed and len(self.saved_ms) < len(self.caret_ms):
            self.saved_ms.append((time.monotonic() - self._began) * 1000)
            QTimer.singleShot(PAUSE_MS, self.take)

    def _strike(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)


if __name__ == "__main__":
    probe(CallTaker)
