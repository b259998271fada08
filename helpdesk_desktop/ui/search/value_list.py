"""The values of a facet: each chosen or not, with how many of the services found have it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.ui.call.narrowing import Narrowings
from helpdesk_desktop.ui.look.palette import ink
from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.parts.strokes import ENTERS, letters_of
from helpdesk_desktop.ui.search.facets import Value

Index = QModelIndex | QPersistentModelIndex
Counts = Mapping[Facet, Mapping[str, int]]

ROWS = 8
"""Values seen at once: the results below stay in sight."""
_MARGIN = 10
_BOX = 34
"""Pixels that the box to tick and the gaps beside it and before the count take."""
_SECTION_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ValueModel(QAbstractListModel):
    """The values of one section, each chosen or not, with how many services have it."""

    def __init__(self, narrowings: Narrowings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._narrowings = narrowings
        self._values: Sequence[Value] = ()
        self._counts: Counts = {}

    def show(self, shown: Sequence[Value]) -> None:
        self.beginResetModel()
        self._values = shown
        self.endResetModel()

    def show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self.refresh()

    def refresh(self) -> None:
        """What is chosen, or how often each value is found, has changed."""
        if self._values:
            self.dataChanged.emit(self.index(0), self.index(len(self._values) - 1))

    def value(self, index: Index) -> Value | None:
        return self._values[index.row()] if index.isValid() else None

    def count(self, value: Value) -> int | None:
        """How many of the services found have `value`; None when nobody counted."""
        if not self._counts:
            return None
        return self._counts.get(value.choice.facet, {}).get(value.choice.value, 0)

    def is_chosen(self, value: Value) -> bool:
        return value.choice in self._narrowings.now.chosen

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._values)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.value(index)
        if value is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return value.name
            case Qt.ItemDataRole.CheckStateRole:
                chosen = self.is_chosen(value)
                return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                count = self.count(value)
                return value.name if count is None else f"{value.name}, {count}"
            case Qt.ItemDataRole.ForegroundRole:
                idle = self.count(value) == 0 and not self.is_chosen(value)
                return ink("placeholder" if idle else "text")
        return None


class ValuePainter(QStyledItemDelegate):
    """Qt's own row with a box to tick, and the count at its right."""

    def __init__(self, shown: ValueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _row_height(option.fontMetrics))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """As Qt has it, the name cut short where the count would cover it."""
        super().initStyleOption(option, index)
        taken = _BOX + _MARGIN + option.fontMetrics.horizontalAdvance(self._count(index))
        room = option.rect.width() - taken
        cut = Qt.TextElideMode.ElideRight
        option.text = option.fontMetrics.elidedText(option.text, cut, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), ink("accent"))
        option.rect = area.adjusted(_MARGIN // 2, 0, 0, 0)
        super().paint(painter, option, index)
        count = self._count(index)
        painter.save()
        painter.setPen(ink("placeholder" if count == "0" else "secondary"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(0, 0, -_MARGIN, 0), flags, count)
        painter.restore()

    def _count(self, index: Index) -> str:
        value = self._shown.value(index)
        count = self._shown.count(value) if value else None
        return "" if count is None else str(count)


class ValueList(QListView):
    """The values; letters jump, Space and Enter choose, Delete chooses none."""

    toggled = Signal()
    cleared = Signal()
    turned = Signal(int)
    letter = Signal(str)
    left = Signal()
    focused = Signal(bool)

    def __init__(self, shown: ValueModel) -> None:
        super().__init__()
        identified(self, "search.facets.values")
        self.setModel(shown)
        self.setItemDelegate(ValuePainter(shown, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _: self.toggled.emit())

    def sizeHint(self) -> QSize:
        return QSize(200, ROWS * _row_height(self.fontMetrics()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Space, *ENTERS):
            self.toggled.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif key in _SECTION_STEPS:
            self.turned.emit(_SECTION_STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif letters := letters_of(event):
            self.letter.emit(letters)
        else:
            super().keyPressEvent(event)


def _row_height(metrics: QFontMetrics) -> int:
    """At least 24 pixels: a mouse must be able to hit it (WCAG 2.5.8)."""
    return max(24, metrics.height() + 6)
