"""Widgets one after the other in a line that goes on below where it is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

ACROSS, DOWN = 10, 2
"""Pixels between two of them, and between two lines."""


class Flow(QLayout):
    """Each as wide as it likes, never wider than the line; hidden ones take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._hints: list[tuple[QLayoutItem, QSize]] | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def invalidate(self) -> None:
        """Something is larger, smaller, hidden or new."""
        self._hints = None
        super().invalidate()

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [hint for _, hint in self._sized()]
        across = sum(size.width() for size in sizes) + ACROSS * max(0, len(sizes) - 1)
        return QSize(across, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """One below the other, so that the widest says how narrow it may be."""
        sizes = [item.minimumSize() for item in self._shown()]
        least = QSize(0, 0)
        for size in sizes:
            least = least.expandedTo(size)
        return least

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, moving=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _sized(self) -> list[tuple[QLayoutItem, QSize]]:
        """Each with the size it likes, asked once: a button with a style sheet reckons long."""
        if self._hints is None:
            self._hints = [(item, item.sizeHint()) for item in self._shown()]
        return self._hints

    def _place(self, area: QRect, *, moving: bool) -> int:
        """Put each where it belongs when `moving`; how high all of them are."""
        at, line = area.topLeft(), 0
        for item, hint in self._sized():
            size = QSize(min(hint.width(), max(1, area.width())), hint.height())
            if at.x() > area.left() and at.x() + size.width() > area.left() + area.width():
                at, line = QPoint(area.left(), at.y() + line + DOWN), 0
            if moving:
                item.setGeometry(QRect(at, size))
            at += QPoint(size.width() + ACROSS, 0)
            line = max(line, size.height())
        return at.y() + line - area.top()
