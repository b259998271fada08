"""Controls above what they are about; beside it where the window is too low for both."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.scrolled import Scrolled, scrolling

LEAST = 220
"""Pixels of height, of text at 100 %, under which what is read is put beside the controls."""

SHARE = 0.4
"""Of the width, for the controls; more when they need more."""

UNBOUNDED = 16_777_215
"""Qt's own « as large as you like » (QWIDGETSIZE_MAX)."""

BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


@dataclass(frozen=True, slots=True)
class Controls:
    """What is done, in a widget that can be narrow.

    Attributes:
        high_in: Pixels of height it takes in so many of width, not being narrow.
        least: Pixels of width under which words of it are cut.
        be_narrow: Told whether it has to do with a part of the width.
    """

    widget: QWidget
    high_in: Callable[[int], int]
    least: Callable[[], int]
    be_narrow: Callable[[bool], object]


class Halves(QWidget):
    """Neither of the two is ever scrolled inside the other."""

    def __init__(
        self, identifier: str, controls: Controls, read: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controls = controls
        self._scroll: Scrolled = scrolling(identifier, controls.widget)
        self._row = QBoxLayout(BELOW, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._scroll)
        self._row.addWidget(read, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def fit(self) -> None:
        """Choose where each stands: the window is another, or the words are."""
        controls, scroll = self._controls, self._scroll
        controls.be_narrow(False)
        needed = controls.high_in(self.width())
        is_low = self.height() - needed < LEAST * scale()
        controls.be_narrow(is_low)
        self._row.setDirection(BESIDE if is_low else BELOW)
        if is_low:
            least = controls.least() + scroll.verticalScrollBar().sizeHint().width()
            scroll.setFixedWidth(max(least, round(SHARE * self.width())))
            scroll.setMinimumHeight(1)
            scroll.setMaximumHeight(UNBOUNDED)
        else:
            scroll.setMinimumWidth(0)
            scroll.setMaximumWidth(UNBOUNDED)
            scroll.setFixedHeight(needed)
