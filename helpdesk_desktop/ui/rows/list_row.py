"""A question with more choices than there are letters: a list, in which letters search."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.rows.open_answers import OpenAnswers
from helpdesk_desktop.ui.rows.row import Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import Open

NOBODY_SAID = -1


class ListBox(QComboBox):
    """Letters choose; arrows, Enter and the wheel are for the rows around it."""

    erased = Signal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.erased.emit()
        elif event.text().isalpha() or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F4):
            super().keyPressEvent(event)
        else:
            event.ignore()


class ListRow(Row):
    """One of many."""

    chosen = Signal(object)
    """The code that is chosen now, in a tuple; empty for none."""

    left_open = Signal(object)
    """The `Open` that was said."""

    def __init__(self, identifier: str, speech: Speech) -> None:
        super().__init__(identifier)
        self.list = ListBox()
        identified(self.list, f"{identifier}.list")
        self._codes: tuple[str, ...] = ()
        self.inside.addWidget(self.list, 0, Qt.AlignmentFlag.AlignLeft)
        self._open = OpenAnswers(identifier, speech)
        self._open.left_open.connect(self.left_open)
        self.inside.addWidget(self._open)
        self.inside.addWidget(self.problem)
        self.list.activated.connect(lambda at: self.chosen.emit((self._codes[at],)))
        self.list.erased.connect(lambda: self.chosen.emit(()))
        for control in self.controls:
            self.watch(control)

    @property
    def controls(self) -> Sequence[QWidget]:
        return (self.list, *self._open.buttons)

    @property
    def stop(self) -> QWidget:
        return self.list

    def show_title(self, words: str, hint: str = "") -> None:
        super().show_title(words, hint)
        self.list.setAccessibleName(words)
        self.list.setAccessibleDescription(hint)

    def offer(self, labels: Mapping[str, str]) -> None:
        """Have these choices, by their codes."""
        shown = [self.list.itemText(at) for at in range(self.list.count())]
        if (tuple(labels), list(labels.values())) == (self._codes, shown):
            return
        self._codes = tuple(labels)
        self.list.clear()
        self.list.addItems(list(labels.values()))
        self.list.setCurrentIndex(NOBODY_SAID)

    def show_answer(self, code: str | None, open_: Open | None) -> None:
        """Show what is answered."""
        self._open.show_open(self.title.text(), open_)
        at = self._codes.index(code) if code in self._codes else NOBODY_SAID
        self.list.setCurrentIndex(at)
