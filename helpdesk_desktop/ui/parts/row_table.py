"""A table to be read row by row: every cell is words, nothing is edited in it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import Words

T = TypeVar("T")
ROW_GAP = 12
"""Pixels of a row above and below its letters."""
WIDE_LETTERS = 20
"""Letters of the widest column that are seen at least."""
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel, Generic[T]):
    """A thing a row.

    Args:
        columns: What the columns are called, as marked words.
        cells: What is said of a thing, in the order of `columns`.
    """

    def __init__(
        self,
        columns: Sequence[str],
        cells: Callable[[T, Words], Sequence[str]],
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._cells, self._speech = columns, cells, speech
        self.things: Sequence[T] = ()

    def show(self, things: Sequence[T]) -> None:
        self.beginResetModel()
        self.things = things
        self.endResetModel()

    def name(self, columns: Sequence[str]) -> None:
        """Call the columns otherwise; there are as many."""
        self._columns = columns
        self.say()

    def say(self) -> None:
        """Say every cell in the language of the screens."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.things)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cells = self._cells(self.things[index.row()], self._speech.words)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(cells)  # who goes down the first column hears whole rows
        return cells[index.column()]

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or way is not Qt.Orientation.Horizontal:
            return None
        return self._speech.words.say(self._columns[section])


class RowTable(QTableView, Generic[T]):
    """Gone through with the arrow keys; Tab leaves it.

    Args:
        wide: The column that takes what room is left.
        spared: Columns that are left out where there is no room for all, the first one first; who
            hears a row hears them all the same.
    """

    def __init__(
        self,
        identifier: str,
        rows: RowModel[T],
        wide: int,
        parent: QWidget | None = None,
        spared: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        identified(self, identifier)
        self._wide, self._spared = wide, spared
        self.rows = rows
        self.rows.setParent(self)
        self.setModel(rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.rows.modelReset.connect(self._fit)
        self.rows.layoutChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Rows as high as their letters, and only the columns that there is room for."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_GAP)
        for column in self._spared:
            self.setColumnHidden(column, False)
        for column in self._spared:
            if self._needed() <= self.viewport().width():
                return
            self.setColumnHidden(column, True)

    def _needed(self) -> int:
        """Pixels across that the columns which are shown ask for."""
        shown = [at for at in range(self.rows.columnCount()) if not self.isColumnHidden(at)]
        header = self.horizontalHeader()
        asked = {at: max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in shown}
        asked[self._wide] = self.fontMetrics().averageCharWidth() * WIDE_LETTERS
        return sum(asked.values())

    def chosen(self) -> T | None:
        """What the row under the cursor is of."""
        row = self.currentIndex().row()
        return self.rows.things[row] if 0 <= row < len(self.rows.things) else None
