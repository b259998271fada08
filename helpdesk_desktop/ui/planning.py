"""Promising a follow-up during a call (F8)."""

from PySide6.QtCore import QObject

from helpdesk_desktop.ui import call_steps
from helpdesk_desktop.ui.call_desk import CallDesk
from helpdesk_desktop.ui.follow_up_strip import FollowUpStrip
from helpdesk_domain.calls import CallId
from helpdesk_domain.follow_ups import FollowUp


class Planning(QObject):
    """Ties the strip to the call on the desk."""

    def __init__(self, calls: CallDesk, strip: FollowUpStrip) -> None:
        super().__init__(strip)
        self._calls = calls
        self._strip = strip
        self._asked_of: CallId | None = None
        strip.planned.connect(self._plan)
        calls.changed.connect(self._follow_call)

    def ask(self) -> None:
        """Ask when; a call begins by itself, so that nothing is lost by forgetting F2."""
        call = self._calls.opened().call
        self._asked_of = call.id
        self._strip.ask(call.follow_up)

    def _plan(self, follow_up: FollowUp | None) -> None:
        call_steps.plan(self._calls, follow_up)

    def _follow_call(self) -> None:
        """The question was about the call that was on the desk; no other answers it."""
        current = self._calls.current
        if (current.call.id if current else None) != self._asked_of:
            self._strip.close_strip()
