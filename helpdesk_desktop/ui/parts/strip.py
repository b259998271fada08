"""A question that opens under what it is about, one key, and closes by itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.letter_choices import LetterChoices
from helpdesk_desktop.ui.parts.plain import identified, label, part, put_away

MARGINS = (12, 8, 12, 10)


class Strip(QFrame):
    """Its title, then what it asks; hidden until somebody asks."""

    left = Signal()
    """It closed: the keyboard goes back to where it was."""

    def __init__(self, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identified(self, identifier)
        part(self, "wrapup")
        self.title = label(f"{identifier}.title", "title", wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(*MARGINS)
        self._body.setSpacing(4)
        self._body.addWidget(self.title)
        self.hide()

    def lay(self, *asked: QWidget | QLayout) -> None:
        """Put what it asks under the title, in this order."""
        for one in asked:
            self._body.addLayout(one) if isinstance(one, QLayout) else self._body.addWidget(one)

    def room(self) -> int:
        """Pixels it needs across in the language of the screens, shown or hidden."""
        grids = [one for one in self._body.children() if isinstance(one, LetterChoices)]
        return max((grid.room() for grid in grids), default=0) + MARGINS[0] + MARGINS[2]

    def dismiss(self) -> None:
        """Escape: nothing was said."""
        self.close_strip()

    def close_strip(self) -> None:
        """Put it away, and let no key that was meant for it fall on what is under it."""
        if put_away(self):
            self.left.emit()
