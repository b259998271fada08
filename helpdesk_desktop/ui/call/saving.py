"""Saving a call, and taking the saving back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.store.calls import log_call, reopen, take_back_correction
from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.calls import CallId, closed, missing
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId

TOUCHED = Changed.CALLS | Changed.DRAFTS


class CallSaver(QObject):
    """Hands calls to the file; remembers the last one, so that it can be taken back."""

    failed = Signal(object, Exception)
    """The `OpenCall` that the file did not take, and why."""

    said = Signal(str, dict)
    """A marked sentence and its values: what became of it."""

    taken_back = Signal(object)
    """The `OpenCall` whose saving was undone."""

    def __init__(
        self, desk: Desk, ticks: Callable[[], float], clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticks = ticks
        self._clock = clock
        self._leaving: OpenCall | None = None
        self._last: OpenCall | None = None
        self._author: PersonId | None = None
        self._is_wanted_back = False

    def save(self, opened: OpenCall, author: PersonId | None) -> None:
        """Log `opened` as it is now: the call, its outbox row, the end of its draft; or none."""
        self._leaving, self._author, self._is_wanted_back = opened, author, False
        change = partial(
            log_call,
            call=closed(opened.timed(self._ticks())),
            author=author,
            now=self._clock(),
            base_rev=opened.base_rev,
        )
        self._desk.write(
            change,
            TOUCHED,
            done=lambda _: self._saved(opened),
            failed=partial(self._failed, opened),
        )

    def forget(self, call_id: CallId) -> None:
        """The call is on the desk again: taking its saving back would take it out of the log."""
        if self._last and self._last.call.id == call_id:
            self._last = None

    def take_back(self) -> bool:
        """Undo the last saving; False when there is none to undo."""
        if self._leaving is not None:
            self._is_wanted_back = True
            return True
        last, self._last = self._last, None
        if last is None:
            return False
        now = self._clock()
        self._desk.write(
            partial(reopen, call_id=last.call.id, now=now)
            if last.corrects is None
            else partial(take_back_correction, before=last.corrects, author=self._author, now=now),
            TOUCHED,
            done=partial(self._taken_back, last),
            failed=partial(self._stays, last),
        )
        return True

    def _saved(self, opened: OpenCall) -> None:
        self._last = opened
        self._left(opened)
        if line := opened.unanswered:
            said = mark("The call is saved, without “{line}”. {key} brings it back.")
            self.said.emit(said, {"line": line, "key": Key.UNDO})
        elif missing(opened.call):
            self.said.emit(mark("The call is saved, to be completed."), {})
        else:
            self.said.emit(mark("The call is saved."), {})
        if self._is_wanted_back:
            self._is_wanted_back = False
            self.take_back()

    def _failed(self, opened: OpenCall, problem: Exception) -> None:
        self._left(opened)
        self.failed.emit(opened, problem)

    def _left(self, opened: OpenCall) -> None:
        if self._leaving is opened:
            self._leaving = None

    def _taken_back(self, last: OpenCall, draft: Draft) -> None:
        """As it was before wrap-up: what the log left out of it is there again."""
        logged = draft.call
        self.taken_back.emit(
            OpenCall(
                replace(last.call, talk_s=logged.talk_s, wrap_up_s=logged.wrap_up_s),
                since_s=self._ticks(),
                search_text=last.search_text,
                base_rev=draft.base_rev,
                corrects=last.corrects,
                unread=last.unread,
                noted_words=last.noted_words,
                has_record=last.has_record,
            )
        )
        self.said.emit(mark("Undone: {what}."), {"what": mark("saving the call")})

    def _stays(self, last: OpenCall, problem: Exception) -> None:
        self._last = last
        self._desk.failed.emit(problem)
