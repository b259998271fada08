"""The calls on the desk: the one in progress, the parked ones, and what F12 undoes.

Holds no widget: panels show `current` when `changed` says so.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.store.calls import Draft, log_call, reopen
from helpdesk_desktop.ui.desk import Changed, Desk
from helpdesk_desktop.ui.draft_keeper import DraftKeeper
from helpdesk_desktop.ui.open_call import OpenCall, new_call
from helpdesk_domain.calls import (
    NOTE_LIMIT,
    Call,
    CallerProfile,
    CallId,
    Outcome,
    Referral,
    closed,
    is_worth_keeping,
    missing,
    need,
    refer,
)
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId
from helpdesk_domain.service_card import ServiceCard

CALLER_LANGUAGES = ("fr", "nl", "other")


class CallDesk(QObject):
    """The operator's commands on calls; each one can be undone."""

    changed = Signal()
    """The call in progress is another one, or is different."""

    said = Signal(str, dict)
    """A marked sentence and its values: what just happened."""

    saved = Signal()

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
        self.parked: list[OpenCall] = []
        self._last_saved: OpenCall | None = None
        self._last_profile: CallerProfile | None = None
        self._leaving: OpenCall | None = None
        self._undo_when_saved = False
        self._idle_words = ""
        self.drafts = DraftKeeper(desk, ticks, clock, self)

    # what the operator does

    @property
    def search_text(self) -> str:
        """What belongs in the search box now."""
        return self.current.search_text if self.current else self._idle_words

    def start(self) -> None:
        """A new call; the one in progress is parked, never lost.

        Words searched while no call was open are this caller's: the operator listened first.
        """
        words = self._idle_words if self.current is None else ""
        self._idle_words = ""
        if self._park():
            self.said.emit(mark("The other call is parked. Ctrl+Tab comes back to it."), {})
        self.current = new_call(CallId(str(uuid.uuid4())), self._clock(), self._ticks())
        self.current.search_text = words
        self.changed.emit()

    def switch(self) -> None:
        """Bring back the call that was parked first, and park this one."""
        if not self.parked:
            return
        coming = self.parked.pop(0)
        self._park()
        self.current = coming
        self.changed.emit()

    def set_language(self, language: str) -> None:
        """The caller's language; the same one again takes it back."""
        opened = self._opened()
        chosen = None if opened.call.caller_language == language else language
        self._do(mark("caller's language"), replace(opened.call, caller_language=chosen))

    def next_language(self) -> None:
        """French, then Dutch, then another."""
        known = self._opened().call.caller_language
        place = CALLER_LANGUAGES.index(known) + 1 if known in CALLER_LANGUAGES else 0
        following = CALLER_LANGUAGES[place % len(CALLER_LANGUAGES)]
        self._do(mark("caller's language"), replace(self._opened().call, caller_language=following))

    def refer(self, card: ServiceCard) -> None:
        """Give `card` to the caller; what was searched becomes a need of the call."""
        opened = self._opened()
        given = Referral(service_id=card.id, service_name=card.name.words, given_at=self._clock())
        after = need(refer(opened.call, given), opened.search_text)
        if self._do(mark("referral"), after):
            said = mark("{name} was added to the referrals ({n}).")
            self.said.emit(said, {"name": card.name.words, "n": len(after.referrals)})
        else:
            self.said.emit(mark("{name} was already given."), {"name": card.name.words})

    def withdraw(self, place: int) -> None:
        """Take the referral at `place` out of the call."""
        call = self._opened().call
        left = tuple(given for at, given in enumerate(call.referrals) if at != place)
        self._do(mark("referral taken out"), replace(call, referrals=left))

    def set_profile(self, profile: CallerProfile) -> None:
        self._last_profile = profile
        self._do(mark("caller's profile"), replace(self._opened().call, profile=profile))

    def set_outcome(self, outcome: Outcome | None) -> None:
        self._do(mark("outcome"), replace(self._opened().call, outcome=outcome))

    def write_note(self, words: str) -> None:
        if self.current or words:
            opened = self._opened()
            opened.call = replace(opened.call, note=words[:NOTE_LIMIT])
            self._touch()

    def write_search(self, words: str) -> None:
        """What stands in the search box; it belongs to the call, if there is one."""
        if self.current is None:
            self._idle_words = words
        elif self.current.search_text != words:
            self.current.search_text = words
            self._touch()

    def finish(self) -> None:
        """First time: open wrap-up. Second time: save, even if something is missing."""
        if not self.current or self._leaving:
            return
        if self.current.wrapping_since_s is None:
            self._wrap_up(self.current)
        else:
            self._save(self.current)

    def back_to_call(self) -> None:
        """Close wrap-up without saving."""
        if self.current and self.current.wrapping_since_s is not None:
            self.current.wrapping_since_s = None
            self.changed.emit()

    def undo(self) -> None:
        """Take back the last command, or the last save when nothing else is on the desk."""
        if self.current and (step := self.current.undo()):
            self._touch()
            self.said.emit(mark("Undone: {what}."), {"what": step.did})
            self.changed.emit()
        elif self.current and is_worth_keeping(self.current.call):
            self.said.emit(mark("There is nothing more to undo."), {})
        elif self.current:
            self._idle_words, self.current = self.current.search_text, None
            self.changed.emit()
        elif self._leaving:
            self._undo_when_saved = True
        elif self._last_saved:
            change = partial(reopen, call_id=self._last_saved.call.id, now=self._clock())
            self._desk.write(change, Changed.CALLS | Changed.DRAFTS, done=self._reopened)

    # drafts

    def resume(self, draft: Draft) -> None:
        """Put a recovered call back on the desk, as it was left."""
        self._park()
        self.current = self._from_draft(draft)
        self.said.emit(mark("The call is back as it was left."), {})
        self.changed.emit()

    def discard(self, draft: Draft) -> None:
        """Set a recovered call aside."""
        self.drafts.discard(draft.call.id)

    # inside

    def _opened(self) -> OpenCall:
        """The call in progress; one starts by itself, so that nothing is lost by forgetting F2."""
        if self.current is None:
            self.start()
        assert self.current is not None
        return self.current

    def _do(self, did: str, after: Call) -> bool:
        if not self._opened().do(did, after):
            return False
        self._touch()
        self.changed.emit()
        return True

    def _touch(self) -> None:
        if self.current:
            self.drafts.changed(self.current)

    def _park(self) -> bool:
        """Put the call in progress aside, if there is anything in it."""
        self.drafts.write()
        parked = self.current is not None and self.current.worth_keeping()
        if self.current and parked:
            self.parked.append(self.current)
        return parked

    def _wrap_up(self, opened: OpenCall) -> None:
        opened.wrapping_since_s = self._ticks()
        after = need(opened.call, opened.search_text) if not opened.call.needs else opened.call
        if after.profile is None and self._last_profile:
            after = replace(after, profile=self._last_profile)
        opened.do(mark("wrap-up"), after)
        self._touch()
        self.changed.emit()

    def _save(self, opened: OpenCall) -> None:
        """The call leaves the desk at once; it comes back if the file does not take it."""
        self.drafts.forget()
        call = closed(opened.timed(self._ticks()))
        change = partial(
            log_call, call=call, author=self.author, now=self._clock(), base_rev=opened.base_rev
        )
        self._leaving, self.current = opened, None
        self._desk.write(
            change,
            Changed.CALLS | Changed.DRAFTS,
            done=lambda _: self._saved(call),
            failed=self._unsaved,
        )
        self.changed.emit()
        self.saved.emit()

    def _saved(self, call: Call) -> None:
        self._last_saved, self._leaving = self._leaving, None
        said = mark("The call is saved.")
        if missing(call):
            said = mark("The call is saved, to be completed.")
        self.said.emit(said, {})
        if self._undo_when_saved:
            self._undo_when_saved = False
            self.undo()

    def _unsaved(self, problem: Exception) -> None:
        left, self._leaving = self._leaving, None
        self._undo_when_saved = False
        if self.current:
            self.parked.append(self.current)
        self.current = left
        self.changed.emit()
        self._desk.failed.emit(problem)

    def _reopened(self, draft: Draft) -> None:
        left, self._last_saved = self._last_saved, None
        self.current = self._from_draft(draft)
        self.current.search_text = left.search_text if left else draft.search_text
        self.said.emit(mark("Undone: {what}."), {"what": mark("saving the call")})
        self.changed.emit()

    def _from_draft(self, draft: Draft) -> OpenCall:
        return OpenCall(
            draft.call,
            clock_s=self._ticks(),
            search_text=draft.search_text,
            base_rev=draft.base_rev,
        )
