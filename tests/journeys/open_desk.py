"""A program of its own for the tests: the real window, which says when it is brought forward."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.app import open_window
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.ui.single import FirstWindow
from helpdesk_desktop.ui.window.main_window import MainWindow

LOOK_MS = 20


def listen(application: QApplication) -> None:
    """Say « open » once the window hears a second start, and again when there is one."""
    (window,) = [w for w in application.topLevelWidgets() if isinstance(w, MainWindow)]
    window.come_forward = lambda: say("brought forward")  # type: ignore[method-assign]
    if window.findChild(FirstWindow) is None:
        QTimer.singleShot(LOOK_MS, lambda: listen(application))
    else:
        say("open")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> None:
    application = QApplication([])
    QTimer.singleShot(0, lambda: listen(application))
    raise SystemExit(open_window(Profile.at(Path(sys.argv[1])), "fr"))


if __name__ == "__main__":
    main()
