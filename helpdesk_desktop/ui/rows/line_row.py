"""A question that is answered by typing: words, a number, a date."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.rows.row import ONWARD, Row

LONGEST = 2000
"""Characters of a line that is kept; what is longer is a file."""


class LineRow(Row):
    """One line; what it says is told with each letter, so that no word is lost.

    Args:
        longest: Characters of it that are kept.
    """

    typed = Signal(str)

    def __init__(self, identifier: str, longest: int = LONGEST) -> None:
        super().__init__(identifier)
        self.line = QLineEdit()
        identified(self.line, f"{identifier}.line")
        self.line.setMaxLength(longest)
        self.inside.addWidget(self.line)
        self.inside.addWidget(self.problem)
        self.line.textEdited.connect(self.typed)
        self.watch(self.line)

    @property
    def stop(self) -> QWidget:
        return self.line

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The field leaves these keys alone."""
        if event.key() in ENTERS and not event.isAutoRepeat():
            self.moved.emit(ONWARD)
        else:
            super().keyPressEvent(event)
