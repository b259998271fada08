"""The calls on the desk: the one in progress, the parked ones, and what F12 undoes.

Holds no widget: panels show `current` when `changed` says so. What is done to the call in
progress is in `call_steps`.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.call.draft_keeper import DraftKeeper
from helpdesk_desktop.ui.call.guard import kept_note, kept_words
from helpdesk_desktop.ui.call.heard import NOTHING_HEARD, Heard, mark_noted, noted
from helpdesk_desktop.ui.call.narrowing import Narrowings
from helpdesk_desktop.ui.call.open_call import OpenCall, Step, call_of, new_call
from helpdesk_desktop.ui.call.parked_calls import ParkedCalls
from helpdesk_desktop.ui.call.saving import CallSaver
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.call_terms import CallerProfile, Channel
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId


class CallDesk(QObject):
    """Which calls are on the desk; begun, parked, saved and taken back here."""

    changed = Signal()
    """The call in progress is another one, or is different."""

    said = Signal(str, dict)
    """A marked sentence and its values: what just happened."""

    remarked = Signal(str, dict)
    """The same, when nothing was done."""

    left = Signal()
    """A call went to be saved: the desk is free for the next one."""

    def __init__(
        self,
        desk: Desk,
        parent: QObject | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._ticks = ticks
        self.author: PersonId | None = None
        self.current: OpenCall | None = None
        self.parked = ParkedCalls(ticks)
        self.last_profile: CallerProfile | None = None
        """Who rang last: proposed in wrap-up by the caret, never written by itself."""
        self.heard: Heard = NOTHING_HEARD
        """What the search last read in the words of the box."""
        self._idle_words = ""
        self._aside: list[Callable[[], None]] = []
        self.questions: list[Callable[[], bool]] = []
        """Asked before the call leaves the desk: what is being typed about it counts."""
        self.narrowings = Narrowings(lambda: self.current, self)
        self.narrowings.said.connect(self.said)
        self.drafts = DraftKeeper(desk, ticks, clock, self)
        self.drafts.said.connect(self.said)
        self._saver = CallSaver(desk, ticks, clock, self)
        self._saver.said.connect(self.said)
        self._saver.failed.connect(lambda opened, _: self._bring_back(opened))
        self._saver.failed.connect(lambda _, problem: desk.failed.emit(problem))
        self._saver.taken_back.connect(self._bring_back)

    def now(self) -> datetime:
        """The device's clock; aware."""
        return self._clock()

    @property
    def search_text(self) -> str:
        """What belongs in the search box now."""
        return self.current.search_text if self.current else self._idle_words

    def start(self, channel: Channel = Channel.PHONE) -> None:
        """A new call; the one in progress is parked, never lost.

        Words searched while no call was open are this caller's: the operator listened first.
        """
        self._settle()
        listened = bool(self._idle_words.strip())
        self._begin(channel)
        self.changed.emit()
        if not listened:
            self.narrowings.clear()

    def switch(self, call_id: CallId | None = None) -> bool:
        """Bring back the call that was left last, or that one; False when it is not put aside.

        Once more, the one left before, and so on around.
        """
        coming = self.parked.take(call_id)
        if coming is None:
            return False
        self._settle()
        self._park_what_was_asked()
        if self.current:
            self._put_aside(self.current, comes_last=call_id is None)
        self.current = coming
        self.changed.emit()
        return True

    def write_note(self, words: str) -> None:
        """The note as it stands; the first letter of one starts a call, if there is none."""
        before = self.current.call.note if self.current else ""
        kept = kept_note(words, before, self.remarked.emit)
        if self.current is None and not kept:
            return
        begins = self.current is None
        opened = self.current or self._begin()
        opened.amend(lambda call: replace(call, note=kept))
        self.touch()
        if begins or opened.call.note != words:
            self.changed.emit()

    def write_search(self, words: str) -> None:
        """What stands in the search box; it belongs to the call, if there is one."""
        kept = kept_words(words, self.remarked.emit)
        if self.current is None:
            self._idle_words = kept
        elif self.current.search_text != kept:
            self.current.search_text = kept
            self.touch()

    def finish(self) -> None:
        """First time: open wrap-up. Second time: save, even if something is missing."""
        opened = self.current or (self._begin() if self._idle_words.strip() else None)
        if opened is None or not self._settle():
            return
        if not opened.is_wrapping:
            opened.wrap_up(mark("wrap-up"), noted(opened, self.heard), self._ticks())
            mark_noted(opened, self.heard)
            self.touch()
            self.changed.emit()
            return
        opened.call = noted(opened, self.heard)
        mark_noted(opened, self.heard)
        leaving, self.current = opened, None
        self._aside.clear()  # F12 takes back the saving now, not what was before it
        self.drafts.forget(leaving.call.id)
        self._saver.save(leaving, self.author)
        self.changed.emit()
        self.left.emit()

    def back_to_call(self) -> None:
        """Close wrap-up without saving."""
        if self.current and self.current.is_wrapping:
            self.current.back_to_call(self._ticks())
            self.changed.emit()

    def undo(self) -> None:
        """Take back the last command, or the last save when nothing else is on the desk."""
        if self.narrowings.undo():
            return
        if self.current and (step := self.current.undo(self._ticks())):
            self._undone(step)
        elif self.current and not self.current.may_go():
            self.remarked.emit(mark("There is nothing more to undo."), {})
        elif self.current:
            self._idle_words, gone = self.current.search_text, self.current.call.id
            self.current = None
            self.drafts.drop(gone, self.author)
            self.changed.emit()
        elif self._aside:
            self._aside.pop()()
        else:
            self._saver.take_back()

    def resume(self, draft: Draft) -> None:
        """Put a call back on the desk as it was left; one that is there already stays as it is."""
        if self.come_back_to(draft.call.id):
            return
        self._settle()
        self._park_what_was_asked()
        self._park()
        self._saver.forget(draft.call.id)
        self.current = call_of(draft, self._ticks())
        self.said.emit(mark("The call is back as it was left."), {})
        self.changed.emit()

    def come_back_to(self, call_id: CallId) -> bool:
        """Show the call that is on the desk, parked or not; False when it is not."""
        if self.current and self.current.call.id == call_id:
            self.remarked.emit(mark("This call is open already."), {})
            return True
        return self.switch(call_id)

    def find(self, call_id: CallId) -> OpenCall | None:
        """The call on the desk, in progress or parked; None when it is not here."""
        here = (one for one in (self.current, *self.parked) if one and one.call.id == call_id)
        return next(here, None)

    def timed(self, opened: OpenCall) -> Call:
        """A call with the seconds spent on it up to now."""
        return opened.timed(self._ticks())

    def opened(self) -> OpenCall:
        """The call in progress; one starts by itself, so that nothing is lost by forgetting F2."""
        if self.current is None:
            opened = self._begin()
            self.changed.emit()
            return opened
        return self.current

    def touch(self) -> None:
        """The call in progress is not what the file holds any more."""
        if self.current:
            self.drafts.changed(self.current)

    def do(self, did: str, after: Call) -> bool:
        """Make `after` the call, by a step that F12 takes back; whether it changed anything."""
        if not self.opened().do(did, after, self._ticks()):
            return False
        self.touch()
        self.changed.emit()
        return True

    def did_aside(self, take_back: Callable[[], None]) -> None:
        """Something was done that is no part of a call; F12 takes it back in its turn."""
        if self.current:
            self.current.did_aside(take_back)
        else:
            self._aside.append(take_back)

    @property
    def last_was_aside(self) -> bool:
        """Whether what F12 takes back is no part of a call."""
        return self.current.last_was_aside if self.current else bool(self._aside)

    def _settle(self) -> bool:
        """Have every question take what was typed; False when one of them cannot."""
        settled = [settle() for settle in self.questions]
        return all(settled)

    def _undone(self, step: Step) -> None:
        if step.take_back:
            step.take_back()
            return
        self.touch()
        self.said.emit(mark("Undone: {what}."), {"what": step.did})
        self.changed.emit()

    def _begin(self, channel: Channel = Channel.PHONE) -> OpenCall:
        words = self._idle_words if self.current is None else ""
        self._idle_words = ""
        if self._park():
            self._say_parked()
        call_id = CallId(str(uuid.uuid4()))
        self.current = new_call(call_id, self._clock(), self._ticks(), channel)
        self.current.search_text = words
        return self.current

    def _park(self) -> bool:
        """Put the call in progress aside, if there is anything in it."""
        if self.current is None or not self.current.worth_keeping():
            return False
        self._put_aside(self.current)
        return True

    def _say_parked(self) -> None:
        said = mark("The other call is parked. {key} comes back to it.")
        self.remarked.emit(said, {"key": Key.PARKED})

    def _put_aside(self, opened: OpenCall, *, comes_last: bool = False) -> None:
        self.drafts.write()
        self.parked.put(opened, comes_last=comes_last)

    def _park_what_was_asked(self) -> None:
        """What somebody asked before any call is a call of its own, when another comes."""
        if self.current is None and self._idle_words.strip():
            self._begin()
            self.touch()
            self._park()
            self.current = None

    def _bring_back(self, opened: OpenCall) -> None:
        """A call that was not saved, or not to be; never over another that is being typed."""
        if self.find(opened.call.id):
            return
        self.drafts.changed(opened)
        self._park_what_was_asked()
        if self.current is None:
            self.current = opened
        else:
            self.parked.put(opened)
            self._say_parked()
        self.changed.emit()
