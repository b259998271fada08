"""Whether a mouse was used: asked by the tests that promise none, for every event pays for it."""

from PySide6.QtCore import QEvent, QObject


class MouseWatch(QObject):
    """Notes every press of a mouse button in whatever it is installed on."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.seen.append(event.type())
        return False
