"""A program of its own for the tests: the real window, in which somebody types for ever.

Prints how many letters were typed, one number a line, and « brought forward » when a second
start asks for the window.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.main_window import MainWindow
from helpdesk_desktop.ui.pages import SignInPage
from tests.ui.window import Key, type_text

PAUSE_MS = 100


class Typist:
    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._typed = 0
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
        if self._typed == 0:
            window.come_forward = lambda: say("brought forward")  # type: ignore[method-assign]
            from PySide6.QtTest import QTest

            QTest.keyClick(window, Key.Key_F2)
        focus = window.focusWidget()
        if focus is not None:
            type_text(focus, "é")
            self._typed += 1
            say(str(self._typed))


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> None:
    application = QApplication([])
    typist = Typist(application)
    raise SystemExit(open_window(Profile.at(Path(sys.argv[1])), "fr") + 0 * id(typist))


if __name__ == "__main__":
    main()
