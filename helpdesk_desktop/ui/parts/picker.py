"""A line that narrows a list lying over the window: one thing of many, found by its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import identified, label, part, tell
from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import Words

T = TypeVar("T")

WIDTH: Final = 560
ROWS: Final = 9
"""Things seen at once."""

NAME: Final = 0
"""The column that takes what room is left."""

MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a picker says of itself, in marked words.

    Attributes:
        name: What it is.
        question: What is typed in its line.
        listed: What its list is called.
        nothing: Said when nothing has the words.
        columns: What the columns are called.
    """

    name: str
    question: str
    listed: str
    nothing: str
    columns: Sequence[str]


class Picker(QFrame, Generic[T]):
    """The keyboard stays in its line, which moves the list.

    Args:
        over: The widget it lies over, and takes its size from.
        things: All there are, asked when it opens.
        cells: What is said of one, in the order of the columns.
        matches: Whether one has the words that were typed.
    """

    picked = Signal(object)

    closed = Signal()

    def __init__(
        self,
        identifier: str,
        asking: Asking,
        speech: Speech,
        over: QWidget,
        things: Callable[[], Sequence[T]],
        cells: Callable[[T, Words], Sequence[str]],
        matches: Callable[[T, str], bool],
    ) -> None:
        super().__init__(over)
        self._asking, self._speech, self._over = asking, speech, over
        self._things, self._matches = things, matches
        self._able: Sequence[T] = ()
        self._held: QWidget | None = None
        identified(self, identifier)
        part(self, "palette")
        self.words = QLineEdit()
        identified(self.words, f"{identifier}.words")
        self.words.textChanged.connect(lambda _: self._find())
        rows = RowModel(asking.columns, cells, speech)
        self.table = RowTable[T](f"{identifier}.table", rows, NAME)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda _: self._pick())
        self.table.selectionModel().currentRowChanged.connect(lambda row, _: self._tell(row))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.words)
        self.none = label(f"{identifier}.none", "secondary", wrap=True)
        layout.addWidget(self.none)
        layout.addWidget(self.table, 1)
        self.hide()
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.setAccessibleName(words.say(self._asking.name))
        self.words.setAccessibleName(words.say(self._asking.question))
        self.words.setPlaceholderText(words.say(self._asking.question))
        self.table.setAccessibleName(words.say(self._asking.listed))
        self.none.setText(words.say(self._asking.nothing))
        self.table.rows.say()

    def turn(self) -> None:
        """Open it, or put it away; the keyboard goes back to where it was."""
        if self.isVisible():
            self._close()
            return
        self._held = self.window().focusWidget()
        self._able = self._things()
        self.words.clear()
        self._find()
        self._settle()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line leaves of a key comes here."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in ENTERS:
            self._pick()
        elif event.key() in MOVES:
            self.table.keyPressEvent(event)
        else:
            event.accept()  # nothing that is typed here falls on what lies under it

    def _find(self) -> None:
        found = [one for one in self._able if self._matches(one, self.words.text())]
        self.table.rows.show(found)
        self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.none.setVisible(not found)
        if not found:
            tell(self.words, self.none.text())

    def _tell(self, row: QModelIndex) -> None:
        """What Enter would pick: the keyboard stays in the line, and a screen reader with it."""
        if row.isValid():
            tell(self.words, str(row.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _pick(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            self._close()
            self.picked.emit(chosen)

    def _close(self) -> None:
        self.hide()
        if self._held is not None and isValid(self._held) and self._held.isVisible():
            self._held.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _settle(self) -> None:
        """In the upper middle of the window, as high as its rows, no higher than the window."""
        over = self._over
        rows = ROWS * self.table.verticalHeader().defaultSectionSize()
        wanted = rows + self.table.horizontalHeader().sizeHint().height() + 70
        width = min(round(WIDTH * scale()), over.width() - 20)
        left, top = (over.width() - width) // 2, over.height() // 8
        self.setGeometry(left, top, width, min(wanted, over.height() - top - 10))
