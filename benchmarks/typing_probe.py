"""Types into the real window from inside its process, and times each key until it is painted."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import helpdesk_desktop.ui.qt  # noqa: F401  (before anything else of Qt, as the program does)

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.memory import peak_mb
from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.background.heap import share_one_heap
from helpdesk_desktop.ui.search.search_panel import SearchPanel

SENTENCES = (
    "santé mentale molenbeek",
    "thuiszorg voor ouderen",
    "interprète arabe hôpital",
    "schuldbemiddeling anderlecht",
    "logement d'urgence famille",
)


class Typist(QObject):
    """Strikes a key when the answer to the last one is on the screen."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.key_ms: list[float] = []
        self._keys = self._strokes()
        self._struck = 0.0
        self._answered = False
        self._waiting = QTimer(self, interval=20)
        self._waiting.timeout.connect(self._begin)
        self._waiting.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._answered and event.type() == QEvent.Type.Paint:
            self._answered = False
            QTimer.singleShot(0, self._painted)
        return False

    def _begin(self) -> None:
        panels = [
            found
            for window in self._application.topLevelWidgets()
            for found in cast("list[SearchPanel]", window.findChildren(SearchPanel))
        ]
        if not panels or not panels[0]._searcher.has_index or not panels[0].isVisible():
            return
        self._waiting.stop()
        self._panel = panels[0]
        self._panel.painted.connect(self._found)
        self._panel.results.viewport().installEventFilter(self)
        self._strike()

    def _strokes(self) -> Iterator[str]:
        for sentence in SENTENCES:
            yield from sentence
            self._panel.box.clear()

    def _strike(self) -> None:
        character = next(self._keys, "")
        if not character:
            self._application.quit()
            return
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        self._struck = time.monotonic()
        self._application.postEvent(self._panel.box, event)

    def _found(self, words: str) -> None:
        self._answered = words == self._panel.box.text()

    def _painted(self) -> None:
        self.key_ms.append((time.monotonic() - self._struck) * 1000)
        self._strike()


def main() -> None:
    share_one_heap()
    application = QApplication(sys.argv[:1])
    typist = Typist(application)
    open_window(Profile.at(Path(sys.argv[1])))
    sys.stdout.write(json.dumps({"key_ms": typist.key_ms, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
