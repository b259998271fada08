"""The strip that asks when to come back to a caller: « j+2 14:30 rappeler le CPAS », Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from helpdesk_desktop.ui.follow_up_words import planned_words, typed_again
from helpdesk_desktop.ui.plain import identified, label, part, put_away, state
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.follow_ups import TASK_LIMIT, FollowUp, MomentPassed, NoMoment, planned
from helpdesk_domain.national_numbers import without_national_numbers
from helpdesk_domain.typed_moments import NoSuchMoment

MOMENT_ROOM = 40
"""Letters the longest moment takes before the task."""


class FollowUpStrip(QFrame):
    """Says under the line how it is read, while it is typed; Escape promises nothing."""

    planned = Signal(object)
    """The `FollowUp`; None when the line was emptied."""

    left = Signal()
    """It closed: the keyboard goes back to where it was."""

    def __init__(
        self,
        identifier: str,
        speech: Speech,
        parent: QWidget | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._clock = clock
        self._read: FollowUp | None = None
        identified(self, identifier)
        part(self, "wrapup")
        self.title = label(f"{identifier}.title", "title", wrap=True)
        self.words = QLineEdit(maxLength=TASK_LIMIT + MOMENT_ROOM)
        identified(self.words, f"{identifier}.words")
        self.reading = label(f"{identifier}.reading", "secondary", wrap=True)
        self.words.textChanged.connect(lambda _: self._say_reading())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        layout.addWidget(self.reading)
        self.hide()
        self.say()

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        self.title.setText(words.say("When, and what is to be done?"))
        self.setAccessibleName(self.title.text())
        self.words.setAccessibleName(self.title.text())
        self.words.setPlaceholderText(words.say("d+2 14:30 ring the CPAS"))
        self._say_reading()

    def ask(self, known: FollowUp | None) -> None:
        """Ask when; `known` is what was promised so far."""
        self.words.setText(typed_again(known) if known else "")
        self.say()
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def close_strip(self) -> None:
        """Put it away, and let no key that was meant for it fall on what is under it."""
        if put_away(self):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field leaves of a key comes here: Enter does."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        self._say_reading()  # time has gone on since the last letter
        if self._read is None and self.words.text().strip():
            return
        self.hide()
        self.planned.emit(self._read)
        self.left.emit()

    def _say_reading(self) -> None:
        typed = without_national_numbers(self.words.text())
        problem, said = "", ""
        self._read = None
        try:
            self._read = planned(typed, self._speech.words.language, self._clock())
            said = planned_words(self._read, self._speech.words)
        except NoMoment:
            said = self._speech.words.say("First when: d+2, mo, tomorrow 14:30, 15/01; then what.")
        except (NoSuchMoment, MomentPassed) as fault:
            problem = self._problem(fault)
        self.reading.setText(problem or said)
        state(self.reading, "problem" if problem else "")

    def _problem(self, fault: NoSuchMoment | MomentPassed) -> str:
        words = self._speech.words
        if isinstance(fault, MomentPassed):
            return words.say("That moment has passed.")
        return words.say("{typed}: there is no such moment.", typed=fault.typed)
