"""One window a profile: a second start raises the first window instead."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 1000


def _address(folder: Path) -> str:
    return "helpdesk-" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def raise_first(folder: Path) -> bool:
    """Ask the window that holds the profile in `folder` to come to the front; False if none."""
    line = QLocalSocket()
    line.connectToServer(_address(folder))
    reached = line.waitForConnected(ANSWER_MS)
    line.abort()
    return reached


class FirstWindow(QObject):
    """Listens for a second start on the same profile."""

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_address(folder))
        self._server.newConnection.connect(self._heard)
        self._server.listen(_address(folder))

    def _heard(self) -> None:
        line = self._server.nextPendingConnection()
        line.close()
        line.deleteLater()
        self.asked.emit()
