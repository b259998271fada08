"""Two groups of controls beside each other; one below the other where there is no room for that."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

GAP = 8

_WAY = QBoxLayout.Direction


class SideBySide(QWidget):
    """Never asks the window to be wider than the wider of its two groups; one may hold two more.

    Args:
        widest: The one of them that takes what room is left.
    """

    def __init__(
        self, first: QWidget, second: QWidget, widest: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._groups = (first, second)
        self._row = QBoxLayout(_WAY.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        for group in self._groups:
            self._row.addWidget(group, 1 if group is widest else 0)

    def sizeHint(self) -> QSize:
        """As wide as both beside each other."""
        together = sum(group.sizeHint().width() for group in self._groups) + GAP
        return QSize(together, self._row.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = max(group.minimumSizeHint().width() for group in self._groups)
        return QSize(least, self._row.minimumSize().height())

    def high_in(self, width: int) -> int:
        """How high it is in so many pixels, whatever it has now."""
        highs = [_high(group, width) for group in self._groups]
        return max(highs) if self._has_room(width) else sum(highs) + GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self._has_room(self.width())
        self._row.setDirection(_WAY.LeftToRight if beside else _WAY.TopToBottom)

    def _has_room(self, width: int) -> bool:
        return self.sizeHint().width() <= width


def _high(group: QWidget, width: int) -> int:
    return group.high_in(width) if isinstance(group, SideBySide) else group.sizeHint().height()


def in_a_row(controls: Sequence[QWidget], *, widest: QWidget | None = None) -> QWidget:
    """A group of `controls`; what room is left goes to the `widest`, or behind them all."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    for control in controls:
        row.addWidget(control, 1 if control is widest else 0)
    if widest is None:
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return group
