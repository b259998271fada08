"""A question about the call on the desk, answered in a line."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.guard import kept_words
from helpdesk_desktop.ui.parts.line_strip import LineStrip
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.languages import mark

T = TypeVar("T")


class CallQuestion(QObject, Generic[T]):
    """Ties a strip to the call.

    Args:
        known: What the call says so far, as it would be typed.
        answer: What is done with the answer; None for an emptied line.
        completed: An answer with what stays true of what the call says so far.
    """

    def __init__(
        self,
        calls: CallDesk,
        strip: LineStrip[T],
        known: Callable[[Call], str],
        answer: Callable[[CallDesk, T | None], None],
        completed: Callable[[Call, T], T] = lambda _, read: read,
    ) -> None:
        super().__init__(strip)
        self._calls, self._strip = calls, strip
        self._known, self._answer, self._completed = known, answer, completed
        self._asked_of: CallId | None = None
        self._name = strip.objectName()
        self._has_insisted = False
        strip.answered.connect(self._answered)
        strip.words.textEdited.connect(self._keep)
        strip.dismissed.connect(self._set_aside)
        calls.changed.connect(self._follow_call)
        calls.questions.append(self.settle)

    def ask(self) -> None:
        """Ask; a call begins by itself, so that nothing is lost by forgetting F2.

        What was typed and not answered yet is there again.
        """
        opened = self._calls.opened()
        if self._strip.isVisible() and self._asked_of == opened.call.id:
            self._strip.take_keyboard()
            return
        self._asked_of, self._has_insisted = opened.call.id, False
        self._strip.ask(
            self._known(opened.call),
            opened.unread.get(self._name),
            was_escaped=self._name in opened.set_aside,
            completed=partial(self._completed, opened.call),
        )

    def settle(self) -> bool:
        """The call is about to leave the desk: what was typed and understood counts.

        What is not understood is shown once more, and False then; the second time it is let go.
        """
        opened = self._calls.current
        if opened and not self._strip.isVisible() and opened.waits_for(self._name):
            self.ask()  # it gave way to another question, or was in a draft
        if not self._strip.isVisible() or not self._strip.is_changed:
            return True
        if self._strip.answer():
            return True
        if self._has_insisted:
            return True
        self._has_insisted = True
        self._strip.take_keyboard()
        self._calls.remarked.emit(mark("This line is not understood yet: correct or empty it."), {})
        return False

    def _answered(self, answer: T | None) -> None:
        self._write("")
        self._answer(self._calls, answer)

    def _keep(self, typed: str) -> None:
        self._has_insisted = False
        self._write(typed)

    def _write(self, words: str) -> None:
        """What is being typed goes to the draft; nothing once it was answered."""
        opened = self._calls.current
        if opened is None or words == opened.unread.get(self._name, ""):
            return
        if words:
            opened.unread[self._name] = kept_words(words, self._calls.remarked.emit)
            opened.set_aside.discard(self._name)
        else:
            del opened.unread[self._name]
        self._calls.touch()

    def _set_aside(self) -> None:
        if self._calls.current:
            self._calls.current.set_aside.add(self._name)

    def _follow_call(self) -> None:
        """The question was about the call that was on the desk; no other answers it."""
        current = self._calls.current
        if (current.call.id if current else None) != self._asked_of:
            self._strip.close_strip()
