"""Opens the real window beside a server, and times how long its event loop ever stood still.

Prints a line once it stands idle with its offer indexed, waits for a line on standard input, then
syncs what the server got meanwhile and prints all the gaps between two beats, in milliseconds.
"""

import json
import sys
import time
from pathlib import Path
from threading import Thread
from typing import TypeVar

import helpdesk_desktop.ui.qt  # noqa: F401  (before anything else of Qt, as the program does)

# isort: split
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.background.heap import share_one_heap
from helpdesk_desktop.ui.search.offer_index import OfferIndex
from helpdesk_desktop.ui.sync.status import SyncStatus

T = TypeVar("T", bound=QObject)

BEAT_MS = 5
IDLE_S = 3.0
"""Long enough for a figure of the machine alone: the baseline of this run."""


class Pulse(QObject):
    """Beats in the window's own thread; what comes between two beats stood in its way."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.gaps: dict[str, list[float]] = {"idle": [], "sync": []}
        self._now = "before"
        self._asked = self._was_busy = False
        self._last = self._until = time.monotonic()
        self._beats = QTimer(self, interval=BEAT_MS)
        self._beats.setTimerType(Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self._beat)
        self._beats.start()

    def _beat(self) -> None:
        now = time.monotonic()
        if self._now in self.gaps:
            self.gaps[self._now].append((now - self._last) * 1000 - BEAT_MS)
        self._last = now
        getattr(self, f"_{self._now}")()

    def _before(self) -> None:
        """Until the offer is indexed, and nothing has been at work for a while."""
        status, offer = self._found(SyncStatus), self._found(OfferIndex)
        if status is None or offer is None or offer.index is None or offer.is_busy:
            self._until = time.monotonic() + IDLE_S
        elif time.monotonic() > self._until:
            self._go("idle")

    def _idle(self) -> None:
        if time.monotonic() > self._until:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            Thread(target=self._hear, daemon=True).start()
            self._go("asking")

    def _asking(self) -> None:
        if self._asked:
            status = self._found(SyncStatus)
            assert status is not None
            status.hurry()
            self._go("sync")

    def _sync(self) -> None:
        """Until what came is in the index, and it stays so for a while."""
        offer = self._found(OfferIndex)
        assert offer is not None
        self._was_busy |= offer.is_busy
        if offer.is_busy or not self._was_busy:
            self._until = time.monotonic() + IDLE_S
        elif time.monotonic() > self._until:
            self._application.quit()

    def _go(self, following: str) -> None:
        self._now = following
        self._until = time.monotonic() + IDLE_S

    def _hear(self) -> None:
        self._asked = bool(sys.stdin.readline())

    def _found(self, kind: type[T]) -> T | None:
        windows = self._application.topLevelWidgets()
        return next((one for window in windows for one in window.findChildren(kind)), None)


def main() -> None:
    share_one_heap()
    application = QApplication(sys.argv[:1])
    pulse = Pulse(application)
    open_window(Profile.at(Path(sys.argv[1])))
    sys.stdout.write(json.dumps(pulse.gaps) + "\n")


if __name__ == "__main__":
    main()
