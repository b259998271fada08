"""What every probe of the real window does: wait until it can be typed in, and tell at the end."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import helpdesk_desktop.ui.qt  # noqa: F401  (before anything else of Qt, as the program does)

# isort: split
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.background.heap import share_one_heap
from helpdesk_desktop.ui.search.offer_index import OfferIndex

PAUSE_MS = 60
"""Between two things timed: what the last one left to do in the background is not timed with it."""


class Operator(QObject):
    """Takes calls in the window once its search answers; `window` and `box` are there from then."""

    window: QWidget
    box: QWidget

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.application = application
        self._waiting = QTimer(self, interval=50)
        self._waiting.timeout.connect(self._come)
        self._waiting.start()

    def begin(self) -> None:
        """The window is there."""
        raise NotImplementedError

    def take(self) -> None:
        """Take the next call."""
        raise NotImplementedError

    def told(self) -> dict[str, Sequence[float]]:
        """What was timed, in milliseconds."""
        raise NotImplementedError

    def _come(self) -> None:
        for window in self.application.topLevelWidgets():
            offer, box = window.findChild(OfferIndex), window.findChild(QWidget, "search.text")
            if offer is None or offer.index is None or offer.is_busy:
                continue
            if box is not None and box.isVisible():
                self._waiting.stop()
                self.window, self.box = window, box
                self.begin()
                QTimer.singleShot(PAUSE_MS, self.take)


def probe(operator_of: Callable[[QApplication], Operator]) -> None:
    """Open the profile that the command line names, and print what its operator has timed."""
    share_one_heap()
    application = QApplication(sys.argv[:1])
    operator = operator_of(application)
    open_window(Profile.at(Path(sys.argv[1])), "fr")
    sys.stdout.write(json.dumps(operator.told()) + "\n")
