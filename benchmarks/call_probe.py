"""Takes calls in the real window, from inside its process: F2 to the caret, F9 to saved."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import helpdesk_desktop.ui.qt  # noqa: F401  (before anything else of Qt, as the program does)

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.background.heap import share_one_heap
from helpdesk_desktop.ui.search.offer_index import OfferIndex

CALLS = 40
PAUSE_MS = 60
"""Between two calls: what the last one left to do in the background is not timed with the next."""

WORDS, PROFILE = "LOGEMENT", Qt.Key.Key_M


class Operator(QObject):
    """Takes one call after the other; what is timed ends with a painted box, or a kept call."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.caret_ms: list[float] = []
        self.saved_ms: list[float] = []
        self._began = 0.0
        self._waits_for_paint = False
        self._waiting = QTimer(self, interval=50)
        self._waiting.timeout.connect(self._come)
        self._waiting.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._waits_for_paint and event.type() == QEvent.Type.Paint:
            self._waits_for_paint = False
            self._after(self._caret)
        return False

    def _come(self) -> None:
        for window in self._application.topLevelWidgets():
            offer, box = window.findChild(OfferIndex), window.findChild(QWidget, "search.text")
            desk = window.findChild(Desk)
            if offer is None or offer.index is None or offer.is_busy or desk is None:
                continue
            if box is not None and box.isVisible():
                self._waiting.stop()
                self._window, self._box = window, box
                box.installEventFilter(self)
                desk.changed.connect(self._kept)
                QTimer.singleShot(PAUSE_MS, self._take)

    def _take(self) -> None:
        if len(self.saved_ms) == CALLS:
            self._application.quit()
            return
        self._began, self._waits_for_paint = time.monotonic(), True
        self._strike(Qt.Key.Key_F2)

    def _caret(self) -> None:
        assert self._window.focusWidget() is self._box
        self.caret_ms.append((time.monotonic() - self._began) * 1000)
        self._strike(Qt.Key.Key_F3)
        for letter in WORDS:
            QTest.keyClick(self._box, getattr(Qt.Key, f"Key_{letter}"))
        self._strike(Qt.Key.Key_F9)
        asked = self._window.focusWidget()
        assert asked is not None
        QTest.keyClick(asked, PROFILE)
        self._began = time.monotonic()
        self._strike(Qt.Key.Key_F9)

    def _kept(self, changed: Changed) -> None:
        if self._began and Changed.CALLS in changed and len(self.saved_ms) < len(self.caret_ms):
            self.saved_ms.append((time.monotonic() - self._began) * 1000)
            QTimer.singleShot(PAUSE_MS, self._take)

    def _strike(self, key: Qt.Key) -> None:
        QTest.keyClick(self._window, key)

    def _after(self, then: Callable[[], None]) -> None:
        """Once the event that is under way is over."""
        QTimer.singleShot(0, then)


def main() -> None:
    share_one_heap()
    application = QApplication(sys.argv[:1])
    operator = Operator(application)
    open_window(Profile.at(Path(sys.argv[1])), "fr")
    told = {"caret_ms": operator.caret_ms, "saved_ms": operator.saved_ms}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
