"""« Not known » and « declined to say », beside an answer that is typed or picked from a list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from helpdesk_desktop.reports.told import OPEN_SAID
from helpdesk_desktop.ui.rows.choice_button import call_it, choice_button, show_chosen
from helpdesk_desktop.ui.rows.flow import Flow
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import Open


class OpenAnswers(QWidget):
    """No letters: those are typed there. Tab and Space, or the mouse."""

    left_open = Signal(object)
    """The `Open` that was said."""

    def __init__(self, identifier: str, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._line = Flow(self)
        self._buttons = {one: choice_button(f"{identifier}.{one.value}") for one in Open}
        for one, made in self._buttons.items():
            self._line.addWidget(made)
            made.clicked.connect(lambda _=False, one=one: self.left_open.emit(one))

    @property
    def buttons(self) -> Sequence[QAbstractButton]:
        return tuple(self._buttons.values())

    def show_open(self, asked: str, said: Open | None) -> None:
        """Show what was said of the question `asked`."""
        for one, made in self._buttons.items():
            call_it(made, "", self._speech.words.say(OPEN_SAID[one]))
            made.setAccessibleDescription(asked)
            show_chosen(made, one is said)
