"""Which of the queries typed were really asked: those the operator looked at and moved on from.

A search runs at every letter, so most answers are to half-typed words: they say nothing of what
callers need. Only the words of the call at hand are remembered here, never the call.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.store.unanswered import count_unanswered
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.search.searcher import Answer
from helpdesk_domain.clock import today_in_brussels

PAUSE_S: Final = 8.0
"""Whoever types nothing for so long has read the answer: even a slip was asked then."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """A query whose answer is on screen, and of which nobody knows yet whether it was asked."""

    text: str
    unanswered: tuple[str, ...]


class AskedQueries(QObject):
    """Told what stands in the box and what was answered, tells what the offer had nothing for."""

    unanswered = Signal(tuple)
    """Words (folded) of a query that was asked; each once a call."""

    def __init__(
        self, parent: QObject | None = None, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._text = ""
        self._typed_at_s = ticks()
        self._standing: _Standing | None = None
        self._has_rested = False
        self._told: set[str] = set()

    def typed(self, text: str) -> None:
        """The operator made the box hold `text`."""
        left, before, now = self._standing, self._text, self._ticks()
        paused_s = now - self._typed_at_s
        self._text, self._typed_at_s = text, now
        if left is None:
            return
        self._has_rested |= paused_s >= PAUSE_S
        if _was_replaced(before, left.text, text):
            self.settle()
        elif text.startswith(left.text):
            self._drop()  # it was half of a longer one
        elif not left.text.startswith(text):  # letters taken back may be on their way to either
            self.settle() if self._has_rested else self._drop()

    def answered(self, answer: Answer) -> None:
        """The answer to what stands in the box is on screen.

        Words that an operator has taken a reading from are not in vain: they had an answer.
        """
        text = answer.question.words
        if self._standing is None or not self._standing.text.startswith(text):
            pieces = "" if answer.question.refused else " ".join(answer.found.unanswered)
            self._standing = _Standing(text, tuple(pieces.split()))

    def settle(self) -> None:
        """The operator moves on: what stands was asked."""
        asked = self._standing
        self._drop()
        words = dict.fromkeys(asked.unanswered if asked else ())
        new = tuple(word for word in words if word not in self._told)
        if new:
            self._told.update(new)
            self.unanswered.emit(new)

    def end(self, following: str) -> None:
        """The call at hand is over; the next one brings the words `following` into the box.

        They were told before, if they were asked: a parked call comes back with its words.
        """
        self.settle()
        self._text = following
        self._told = set(tokens(following))

    def _drop(self) -> None:
        self._standing = None
        self._has_rested = False


def _was_replaced(before: str, asked: str, after: str) -> bool:
    """Whether the box was emptied or other words took the place of those of `asked`.

    A change inside a word is a slip being mended; but several letters gone at one stroke were
    selected, to be typed over.

    Args:
        before: What stood in the box until now: `asked`, or what is left of it.
    """
    if not after.strip():
        return True
    if after.startswith(asked):
        return False
    if asked.startswith(after):
        return len(before) - len(after) > 1
    return not _common_beginning(asked, after)[-1:].isalnum()


def _common_beginning(one: str, other: str) -> str:
    alike = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in alike)


def count_in_file(desk: Desk, language: str, words: tuple[str, ...]) -> None:
    """Count `words` in the file; when that fails, it is not worth a word to the operator.

    Args:
        language: That of the screens.
    """
    today = today_in_brussels()
    desk.write(
        lambda session: count_unanswered(session, today, language, words),
        Changed(0),
        failed=lambda _: None,
    )
