"""The line that tells the keys of where the keyboard is: as many of them as fit, whole."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.plain import label

BETWEEN = " · "


class KeyHint(QWidget):
    """One line; what has no room is left out from the end, and is heard all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._line = label("search.hint", "secondary")
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)

    def tell(self, said: str) -> None:
        """Show `said`, its keys apart by « · », the most needed first."""
        self._said = said
        self._line.setAccessibleName(said)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        told, metrics = self._said.split(BETWEEN), self._line.fontMetrics()
        while len(told) > 1 and metrics.horizontalAdvance(BETWEEN.join(told)) > self.width():
            told.pop()
        self._line.setText(BETWEEN.join(told))
