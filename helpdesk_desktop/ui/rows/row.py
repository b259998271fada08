"""A line the keyboard can be on: a question, a decision, a step of a plan."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.plain import announce, identified, label, part, state
from helpdesk_desktop.ui.parts.strokes import ENTERS

BEFORE, AFTER, ONWARD = -1, 1, 2
_STEPS = {Qt.Key.Key_Up: BEFORE, Qt.Key.Key_Down: AFTER}


class Row(QFrame):
    """Says what is asked, then what can be answered; arrows and Enter go from one to the next.

    The hint is seen while the keyboard is in the row, and always there for a screen reader.

    Attributes:
        inside: What can be answered goes in here.
    """

    moved = Signal(int)
    """Where the keyboard wants to: the row before (-1), the next one (1), or onward (2) to the
    next one that still waits for an answer."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        identified(self, identifier)
        part(self, "question")
        self.title = label(f"{identifier}.title", "asked", wrap=True)
        self.hint = label(f"{identifier}.hint", "secondary", wrap=True)
        self.problem = label(f"{identifier}.problem", "problem", wrap=True)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(10, 4, 10, 6)
        self.inside.setSpacing(2)
        self.inside.addWidget(self.title)
        self.inside.addWidget(self.hint)
        self.hint.hide()
        self.problem.hide()

    @property
    def stop(self) -> QWidget:
        """What gets the keyboard when it comes to this row."""
        raise NotImplementedError

    @property
    def controls(self) -> Sequence[QWidget]:
        """What of it Tab goes through, in its order."""
        return (self.stop,)

    @property
    def has_keyboard(self) -> bool:
        held = self.window().focusWidget()
        return held is not None and (held is self or self.isAncestorOf(held))

    def take_keyboard(self) -> None:
        """What is said of it by an assistive program is said now."""
        self.stop.setFocus(Qt.FocusReason.TabFocusReason)

    def watch(self, control: QWidget) -> None:
        """The row is lit while the keyboard is on `control`."""
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            held = event.type() == QEvent.Type.FocusIn
            state(self, "held" if held else "")
            self.hint.setVisible(held and bool(self.hint.text()))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in ENTERS and not event.isAutoRepeat():
            self.moved.emit(ONWARD)
        else:
            event.ignore()

    def show_title(self, words: str, hint: str = "") -> None:
        """Say what is asked; nothing is laid out anew where that is what stands there."""
        if (words, hint) == (self.title.text(), self.hint.text()):
            return
        self.title.setText(words)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint) and self.has_keyboard)

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the answer; nothing of it is lost."""
        if words != self.problem.text():
            self.problem.setText(words)
            self.problem.setVisible(bool(words))
            if words and self.has_keyboard:
                announce(self, words)
