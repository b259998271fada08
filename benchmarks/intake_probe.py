"""Answers an intake in the real window, from inside its process: a letter to painted rows."""

import time
from collections.abc import Callable, Sequence

from benchmarks.probe import PAUSE_MS, Operator, probe

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

CALLS = 10

ANSWERS = (
    ("health_cover", Qt.Key.Key_N),
    ("right_to_open", Qt.Key.Key_A),
    ("right_to_open", Qt.Key.Key_Return),
    ("housing_state", Qt.Key.Key_S),
)
"""The questions that a new call is asked first, and the key that answers each."""


class Asker(Operator):
    """Answers the first questions of one call after the other; what is timed ends with paint."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.opened_ms: list[float] = []
        self.answered_ms: list[float] = []
        self._began = 0.0
        self._then: Callable[[], None] | None = None

    def told(self) -> dict[str, Sequence[float]]:
        return {"opened_ms": self.opened_ms, "answered_ms": self.answered_ms}

    def begin(self) -> None:
        self.application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, then)  # one event paints all that changed
        return False

    def take(self) -> None:
        if len(self.opened_ms) == CALLS:
            self.application.quit()
            return
        QTest.keyClick(self.window, Qt.Key.Key_F2)
        self._began = time.monotonic()
        QTest.keyClick(self.window, Qt.Key.Key_F5)
        self._look()

    def _look(self) -> None:
        held = self.window.focusWidget()
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
            QTest.keyClick(self.window, Qt.Key.Key_Escape)
            QTimer.singleShot(PAUSE_MS, self.take)
            return
        question, key = ANSWERS[number]
        held = self.window.focusWidget()
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


if __name__ == "__main__":
    probe(Asker)
