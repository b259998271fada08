"""A strip with one line that is read while it is typed, and says how; Enter takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from helpdesk_desktop.ui.parts.plain import announce, identified, label, put_away, state
from helpdesk_desktop.ui.parts.strip import Strip
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.national_numbers import without_national_numbers

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[T]):
    """What is asked, in marked words, and how the answer is read.

    Attributes:
        example: Stands in the empty line.
        hint: Said while the line says nothing yet.
        read: From what was typed, the language of the screens and the moment; raises one of
            `problems`, or `unsaid` while nothing is said.
        said: The answer in words, as it was understood.
        adds: What is typed next is added to what is known; otherwise it takes its place.
        problems: Why a line cannot be read, in marked words that may name the `word` at fault.
    """

    title: str
    example: str
    hint: str
    read: Callable[[str, str, datetime], T]
    said: Callable[[T, Words], str]
    unsaid: type[Exception]
    problems: Mapping[type[Exception], str]
    longest: int
    adds: bool = False


class LineStrip(Strip, Generic[T]):
    """Escape says nothing; an emptied line takes back what was said before."""

    dismissed = Signal()
    """Escape: what is typed stays for the next time, and counts as not said."""

    answered = Signal(object)
    """What was read; None when the line was emptied."""

    def __init__(
        self,
        identifier: str,
        asked: Asked[T],
        speech: Speech,
        parent: QWidget | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(identifier, parent)
        self._asked, self._speech, self._clock = asked, speech, clock
        self._read: T | None = None
        self._completed: Callable[[T], T] = lambda read: read
        self._known = ""
        self.words = QLineEdit(maxLength=asked.longest)
        identified(self.words, f"{identifier}.words")
        self.reading = label(f"{identifier}.reading", "secondary", wrap=True)
        self.words.textChanged.connect(lambda _: self._say_reading())
        self.lay(self.words, self.reading)
        self.say()

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        self.title.setText(words.say(self._asked.title))
        self.setAccessibleName(self.title.text())
        self.words.setAccessibleName(self.title.text())
        self.words.setPlaceholderText(words.say(self._asked.example))
        self._say_reading()

    def ask(
        self,
        known: str,
        unfinished: str | None = None,
        *,
        was_escaped: bool = False,
        completed: Callable[[T], T] = lambda read: read,
    ) -> None:
        """Ask.

        Args:
            known: What was said so far, as it would be typed.
            unfinished: What was being typed when it was put away last.
            was_escaped: It was given up then: the next letter takes its place.
            completed: An answer, with what stays true of what was said before.
        """
        self._known, self._completed = known, completed
        self.words.setText(known if unfinished is None else unfinished)
        self.say()
        self.show()
        self.take_keyboard()
        if unfinished is None and known and self._asked.adds:
            self.words.insert(" ")
        elif unfinished is None or was_escaped:
            self.words.selectAll()

    def take_keyboard(self) -> None:
        """The caret behind what is typed: the next letter goes on with it, and erases nothing."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.deselect()
        self.words.end(False)

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than what was known."""
        return self.words.text().strip() != self._known

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line leaves of a key comes here: Enter does."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in ENTERS:
            self.answer()
        else:
            super().keyPressEvent(event)

    def dismiss(self) -> None:
        """Put it away, and what it says with it."""
        self.dismissed.emit()
        self.close_strip()

    def answer(self) -> bool:
        """Take what the line says; False, and it says so, when that is not understood."""
        self._say_reading()  # time has gone on since the last letter
        if self._read is None and self.words.text().strip():
            state(self.reading, "problem")
            announce(self.words, self.reading.text())
            return False
        self._known = self.words.text()
        had_keyboard = put_away(self)
        self.answered.emit(self._read)
        if had_keyboard:
            self.left.emit()
        return True

    def _say_reading(self) -> None:
        words, problem, said = self._speech.words, "", ""
        self._read = None
        try:
            typed = without_national_numbers(self.words.text())
            read = self._asked.read(typed, words.language, self._clock())
            self._read = self._completed(read)
            said = self._asked.said(self._read, words)
        except self._asked.unsaid:
            said = words.say(self._asked.hint)
        except tuple(self._asked.problems) as fault:
            why = self._asked.problems[type(fault)]
            problem = words.say(why, word=getattr(fault, "word", ""))
        self.reading.setText(problem or said)
        state(self.reading, "problem" if problem else "")
