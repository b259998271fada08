"""A service under something to consider: Enter gives it; its name is cut where there is no room."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from helpdesk_desktop.ui.parts.plain import hint, identified, part

AROUND = 24
"""Pixels of a button that are no text."""


class ServiceButton(QPushButton):
    """Never asks for more width than there is; the tooltip and a screen reader have it all."""

    def __init__(self, identifier: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._name = ""
        identified(self, identifier)
        part(self, "quiet")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _=False: pressed())

    def call_it(self, name: str, about: str) -> None:
        """Show the name; `about` is what it is offered for."""
        self._name = name
        self.setAccessibleName(name)
        hint(self, name)
        self.setAccessibleDescription(about)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(0, self.width() - AROUND)
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText((shown or self._name).replace("&", "&&"))
