"""A question that is answered by typing: words, a number, a date."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.rows.open_answers import OpenAnswers
from helpdesk_desktop.ui.rows.row import ONWARD, Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import Open

LONGEST = 2000
"""Characters of a line that is kept; what is longer is a file."""


class LineRow(Row):
    """One line; what it says is told with each letter, so that no word is lost.

    Args:
        longest: Characters of it that are kept.
        speech: Where it may be said that there is no answer: that of « not known ».
    """

    typed = Signal(str)

    left_open = Signal(object)
    """The `Open` that was said."""

    def __init__(
        self, identifier: str, longest: int = LONGEST, speech: Speech | None = None
    ) -> None:
        super().__init__(identifier)
        self.line = QLineEdit()
        identified(self.line, f"{identifier}.line")
        self.line.setMaxLength(longest)
        self.inside.addWidget(self.line)
        self._open = OpenAnswers(identifier, speech) if speech else None
        if self._open:
            self.inside.addWidget(self._open)
            self._open.left_open.connect(self.left_open)
        self.inside.addWidget(self.problem)
        self.line.textEdited.connect(self.typed)
        for control in self.controls:
            self.watch(control)

    @property
    def stop(self) -> QWidget:
        return self.line

    @property
    def controls(self) -> Sequence[QWidget]:
        return (self.line, *(self._open.buttons if self._open else ()))

    def take_keyboard(self) -> None:
        """Behind the words: the next letter goes on with them, and erases none."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)

    def show_title(self, words: str, hint: str = "") -> None:
        super().show_title(words, hint)
        self.line.setAccessibleName(words)
        self.line.setAccessibleDescription(hint)

    def show_words(self, words: str, *, verbatim: bool = True) -> None:
        """Show what is answered.

        Args:
            verbatim: It is kept letter by letter: what differs from what was typed was taken out
                of it. Else « 2,50 » stays as it is being typed, though it is kept as a number.
        """
        is_typing = self.line.hasFocus() and bool(self.line.text())
        if self.line.text() != words and (verbatim or not is_typing):
            self.line.setText(words)

    def show_open(self, said: Open | None) -> None:
        """Show that there is no answer, and why."""
        if self._open:
            self._open.show_open(self.title.text(), said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The field leaves these keys alone."""
        if event.key() in ENTERS and not event.isAutoRepeat():
            self.moved.emit(ONWARD)
        else:
            super().keyPressEvent(event)
