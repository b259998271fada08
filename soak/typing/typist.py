"""A program of its own: the real window, in which somebody types and parks calls, for ever.

    python -m soak.typing.typist PROFILE SEED [DEFECT]

After each letter it prints a line: the moment, and all that stands typed by then in each call on
the desk, the one in hand last. The moments are those of `time.monotonic`, which all programs of
a computer share.
"""

import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.call import draft_keeper
from helpdesk_desktop.ui.parts.pages import SignInPage
from helpdesk_desktop.ui.window.main_window import MainWindow
from soak.typing.campaign import DEFECTS

PAUSE_MS = 40
"""Between two letters: faster than anyone types."""

CALLS = 3
"""A call is known by the digit its words begin with."""

WORDS = "aide à domicile, ménage et soins à Forest — né en 1950, « seul » "
BOXES = {"search.text": "search", "call.note": "note"}


class Typist:
    """Types a letter at each tick; where the next ones go is drawn from the seed."""

    def __init__(self, application: QApplication, seed: str) -> None:
        self._application = application
        self._chance = random.Random(seed)
        self._calls: list[dict[str, str]] = []
        self._timer = QTimer(application, interval=PAUSE_MS)
        self._timer.timeout.connect(self.type)
        self._timer.start()

    def type(self) -> None:
        window = next(w for w in self._application.topLevelWidgets() if isinstance(w, MainWindow))
        page = window.pages.currentWidget()
        if isinstance(page, SignInPage):
            page.later.emit()
        elif page is not None and page.objectName() == "desk":
            self._type(window)

    def _type(self, window: MainWindow) -> None:
        if not self._calls or (len(self._calls) < CALLS and self._chance.random() < 0.03):
            QTest.keyClick(window, Qt.Key.Key_F2)
            self._calls.append(dict.fromkeys(BOXES.values(), ""))
        elif not self._calls[-1]["note"] and self._chance.random() < 0.05:
            # only this way round: back in the search box, what stands there would be replaced
            while window.focusWidget() is not window.findChild(QWidget, "call.note"):
                QTest.keyClick(window, Qt.Key.Key_F6)
        box = window.focusWidget()
        if box is None or box.objectName() not in BOXES:
            return
        name = BOXES[box.objectName()]
        typed = self._calls[-1]
        words = f"{len(self._calls)} {WORDS}"
        letter = words[len(typed[name]) % len(words)]
        strike(box, letter)
        typed[name] += letter
        sys.stdout.write(json.dumps([time.monotonic(), self._calls]) + "\n")
        sys.stdout.flush()


def strike(box: QWidget, letter: str) -> None:
    """Type a letter as a keyboard does; QTest types no « é »."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(box, key)


def main() -> None:
    profile, seed, *defects = sys.argv[1:]
    for defect in defects:
        draft_keeper.PAUSE_MS = DEFECTS[defect]
    application = QApplication([])
    typist = Typist(application, seed)
    raise SystemExit(open_window(Profile.at(Path(profile)), "fr") + 0 * id(typist))


if __name__ == "__main__":
    main()
