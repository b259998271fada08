"""Answers an intake in the real window, from inside its process: a letter to painted rows."""

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
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.background.heap import share_one_heap
from helpdesk_desktop.ui.search.offer_index import OfferIndex

CALLS = 10
PAUSE_MS = 60
"""Between two keys: what the last one left to do in the background is not timed with the next."""

ANSWERS = (
    ("health_cover", Qt.Key.Key_N),
    ("right_to_open", Qt.Key.Key_A),
    ("right_to_open", Qt.Key.Key_Return),
    ("housing_state", Qt.Key.Key_S),
)
"""The questions that a new call is asked first, and the key that answers each."""


class Operator(QObject):
    """Answers the first questions of one call after the other; what is timed ends with paint."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.opened_ms: list[float] = []
        self.answered_ms: list[float] = []
        self._then: Callable[[], None] | None = None
        self._waiting = QTimer(self, interval=50)
        self._waiting.timeout.connect(self._come)
        self._waiting.start()
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, then)  # one event paints all that changed
        return False

    def _come(self) -> None:
        for window in self._application.topLevelWidgets():
            offer, box = window.findChild(OfferIndex), window.findChild(QWidget, "search.text")
            if offer is None or offer.index is None or offer.is_busy or box is None:
                continue
            if window.findChild(Desk) is not None and box.isVisible():
                self._waiting.stop()
                self._window = window
                QTimer.singleShot(PAUSE_MS, self._take)

    def _take(self) -> None:
        if len(self.opened_ms) == CALLS:
            self._application.quit()
            return
        QTest.keyClick(self._window, Qt.Key.Key_F2)
        self._began = time.monotonic()
        QTest.keyClick(self._window, Qt.Key.Key_F5)
        self._look()

    def _look(self) -> None:
        held = self._window.focusWidget()
        if held is None or not held.objectName().startswith("intake.health_cover"):
            QTimer.singleShot(0, self._look)
            return
        self._then = self._opened
        held.update()

    def _opened(self) -> None:
        self.opened_ms.append(self._since())
        QTimer.singleShot(PAUSE_MS, lambda: self._answer(0))

    def _answer(self, number: int) -> None:
        if number == len(ANSWERS):
            QTest.keyClick(self._window, Qt.Key.Key_Escape)
            QTimer.singleShot(PAUSE_MS, self._take)
            return
        question, key = ANSWERS[number]
        held = self._window.focusWidget()
        assert held is not None
        assert held.objectName().startswith(f"intake.{question}"), held.objectName()
        self._then = lambda: self._answered(number)
        self._began = time.monotonic()
        QTest.keyClick(held, key)

    def _answered(self, number: int) -> None:
        self.answered_ms.append(self._since())
        QTimer.singleShot(PAUSE_MS, lambda: self._answer(number + 1))

    def _since(self) -> float:
        return (time.monotonic() - self._began) * 1000


def main() -> None:
    share_one_heap()
    application = QApplication(sys.argv[:1])
    operator = Operator(application)
    open_window(Profile.at(Path(sys.argv[1])), "fr")
    told = {"opened_ms": operator.opened_ms, "answered_ms": operator.answered_ms}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
