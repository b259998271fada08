"""The bottom line: what just happened, in the language of the screens, whichever it becomes.

It is said until it is old news: of another call, of another page, or of before somebody went on.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.words import named
from helpdesk_desktop.ui.window.status_bar import StatusBar
from helpdesk_desktop.ui.words.notices import problem_sentence
from helpdesk_desktop.ui.words.speech import Speech

READ_AFTER_S: Final = 10
"""Seconds of work after which it was read."""

UNDO_FOR_S: Final = 5
"""Seconds for which a sentence that names the key of undo stays, whatever is done."""

LOOK_MS: Final = 500


class Bulletin(QObject):
    """Says one thing at a time; the last one counts.

    Args:
        about: What is on the screen: the page and the call.

    Attributes:
        ticks: Seconds of a clock that never jumps.
    """

    def __init__(
        self,
        status: StatusBar,
        speech: Speech,
        about: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._status = status
        self._speech = speech
        self._about = about
        self.ticks: Callable[[], float] = time.monotonic
        self._told: Callable[[], str] | None = None
        self._stays = False
        self._told_of: object = None
        self._told_s = 0.0
        self._over_s: float | None = None
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settled)

    def say(self) -> None:
        """Say it again: the screens have changed their language."""
        if self._told:
            self._status.tell(self._told())

    def hush(self) -> None:
        """Say nothing more of it."""
        self._clock.stop()
        self._settling.stop()
        self._told = self._over_s = None
        self._status.tell("")

    def touched(self) -> None:
        """Somebody goes on working: in a while, what was said is old."""
        if self._told and not self._stays and self._over_s is None:
            self._be_over_at(self.ticks() + READ_AFTER_S)

    def follow(self) -> None:
        """Another page is shown, or another call: what was said of the one before is old."""
        if self._told is None or self._settling.isActive() or self._about() == self._told_of:
            return
        held_s = UNDO_FOR_S if self._names_undo() else 0
        self._be_over_at(max(self.ticks(), self._told_s + held_s))
        self.look()

    def look(self) -> None:
        """Hush, if it is time."""
        if self._over_s is not None and self.ticks() >= self._over_s:
            self.hush()

    def said(self, sentence: str, values: dict[str, object]) -> None:
        """Something was done: a marked sentence and its values."""
        self._tell(lambda: "✓ " + self._sentence(sentence, values))

    def remarked(self, sentence: str, values: dict[str, object]) -> None:
        """The same, when nothing was done."""
        self._tell(lambda: self._sentence(sentence, values))

    def failed(self, problem: Exception) -> None:
        """Something went wrong: it is said until something else is, or the screen is another."""
        self._tell(lambda: "▲ " + problem_sentence(problem, self._speech.words), stays=True)

    def _sentence(self, sentence: str, values: dict[str, object]) -> str:
        words = self._speech.words
        what = values.get("what", ())
        marked = what if isinstance(what, tuple) else (what,)
        if marked:
            values = values | {"what": ", ".join(words.say(str(one)) for one in marked)}
        return words.say(sentence, **values)

    def _names_undo(self) -> bool:
        key = named(self._speech.keymap.shown(Key.UNDO), self._speech.words)
        return self._told is not None and key in self._told()

    def _be_over_at(self, seconds: float) -> None:
        self._over_s = seconds
        self._clock.start()

    def _tell(self, told: Callable[[], str], stays: bool = False) -> None:
        self._clock.stop()
        self._told, self._stays, self._over_s = told, stays, None
        self._told_s = self.ticks()
        self._settling.start()
        self._status.tell(told())

    def _settled(self) -> None:
        """What was said is of what is on the screen once all that was done is done."""
        self._told_of = self._about()
