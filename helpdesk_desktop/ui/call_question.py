"""A question about the call on the desk, answered in a line."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from helpdesk_desktop.ui.call_desk import CallDesk
from helpdesk_desktop.ui.line_strip import LineStrip
from helpdesk_domain.calls import Call, CallId

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
        strip.answered.connect(self._answered)
        calls.changed.connect(self._follow_call)

    def ask(self) -> None:
        """Ask; a call begins by itself, so that nothing is lost by forgetting F2."""
        call = self._calls.opened().call
        self._asked_of = call.id
        self._strip.ask(self._known(call))

    def _answered(self, answer: T | None) -> None:
        self._answer(self._calls, answer)

    def _follow_call(self) -> None:
        """The question was about the call that was on the desk; no other answers it."""
        current = self._calls.current
        if (current.call.id if current else None) != self._asked_of:
            self._strip.close_strip()
