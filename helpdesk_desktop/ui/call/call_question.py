"""A question about the call on the desk, answered in a line."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.parts.line_strip import LineStrip
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.languages import mark

T = TypeVar("T")


class CallQuestion(QObject, Generic[T]):
    """Ties a strip to the call.

    Args:
        known: What the call says so far, as it would be typed.
        answer: What is done with the answer; None for an emptied line.
    """

    def __init__(
        self,
        calls: CallDesk,
        strip: LineStrip[T],
        known: Callable[[Call], str],
        answer: Callable[[CallDesk, T | None], None],
    ) -> None:
        super().__init__(strip)
        self._calls, self._strip = calls, strip
        self._known, self._answer = known, answer
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
        self._calls.write_answer(self._name, "")
        self._answer(self._calls, answer)

    def _keep(self, typed: str) -> None:
        self._has_insisted = False
        self._calls.write_answer(self._name, typed)

    def _set_aside(self) -> None:
        if self._calls.current:
            self._calls.current.set_aside.add(self._name)

    def _follow_call(self) -> None:
        """The question was about the call that was on the desk; no other answers it."""
        current = self._calls.current
        if (current.call.id if current else None) != self._asked_of:
            self._strip.close_strip()
