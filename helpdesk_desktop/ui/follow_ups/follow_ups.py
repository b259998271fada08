"""The follow-ups: reads them, and writes down what became of one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.store.errors import CallUnfinished, NoSuchCall
from helpdesk_desktop.store.follow_ups import (
    KnownCall,
    change_call,
    done_follow_ups,
    open_call,
    open_follow_ups,
)
from helpdesk_desktop.store.reads import note_texts_read
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.when_questions import typed_again
from helpdesk_desktop.ui.follow_ups.page import SHOWN_DONE, FollowUpsPage
from helpdesk_desktop.ui.words.follow_up_words import follow_up_of
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.follow_ups import FollowUp, FollowUpResult, ended, not_reached, said_again
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import Why


class FollowUps(QObject):
    """Ties the page to the store and to the desk."""

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        speech: Speech,
        parent: QObject | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._clock = clock
        self._postponing: KnownCall | None = None
        self.page = FollowUpsPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.page.table.opened.connect(self._open)
        self.page.table.ended.connect(self._end)
        self.page.table.not_reached.connect(self._not_reached)
        self.page.table.postponed.connect(self._ask_when)
        self.page.later.answered.connect(self._postpone)
        self.page.turned.connect(self.read)
        desk.changed.connect(self._desk_changed)

    def show(self) -> None:
        """What is to be done, the keyboard on it."""
        self.page.turn(done=False)
        self._desk.read(self, self._query(), self.page.show_calls)
        self.page.look()

    def read(self) -> None:
        """Read it again, if anybody sees it."""
        if self.page.isVisible():
            self._desk.read(self, self._query(), self.page.show_calls)

    def _query(self) -> Callable[[Session], list[KnownCall]]:
        if self.page.shows_done:
            since = self._clock() - SHOWN_DONE
            return partial(done_follow_ups, author=self._calls.author, since=since)
        return partial(open_follow_ups, author=self._calls.author)

    def _end(self, one: KnownCall, result: FollowUpResult) -> None:
        follow_up = ended(follow_up_of(one.call), result, self._clock())
        self._write(one, follow_up, mark("Noted: this follow-up is done."))

    def _not_reached(self, one: KnownCall) -> None:
        follow_up = not_reached(follow_up_of(one.call), self._clock())
        self._write(one, follow_up, mark("Noted: not reached, again on the next working day."))

    def _ask_when(self, one: KnownCall) -> None:
        before, later, asked = follow_up_of(one.call), self.page.later, self._postponing
        is_same = asked is not None and asked.call.id == one.call.id
        self._postponing = one
        later.ask(
            typed_again(before),
            later.words.text() if is_same and later.is_changed else None,
            was_escaped=later.isHidden(),
            completed=lambda told: said_again(told, one.call.follow_up),
        )

    def take_back(self) -> bool:
        """F12 on this screen: put away the line that is typed, or undo what was done from here."""
        if self.page.later.isVisible():
            self.page.later.dismiss()
            return True
        if self._calls.last_was_aside:
            self._calls.undo()  # it is seen to be taken back right here
            return True
        return False

    def _postpone(self, follow_up: FollowUp | None) -> None:
        one, self._postponing = self._postponing, None
        if one and follow_up:
            self._write(one, follow_up, mark("Postponed."))

    def _write(self, one: KnownCall, follow_up: FollowUp, said: str) -> None:
        """Not of a call somebody is writing on: what is done about it is said there."""

        def written(before: Call) -> None:
            self._calls.did_aside(partial(self._take_back, one.call.id, before.follow_up))
            self._calls.said.emit(said, {})

        self._change(one.call.id, lambda call: replace(call, follow_up=follow_up), written)

    def _take_back(self, call_id: CallId, before: FollowUp | None) -> None:
        self._change(
            call_id,
            lambda call: replace(call, follow_up=before),
            lambda _: self._calls.said.emit(mark("The follow-up is as it was before."), {}),
        )

    def _change(
        self, call_id: CallId, change: Callable[[Call], Call], done: Callable[[Call], None]
    ) -> None:
        if self._calls.find(call_id):  # maybe not in the file yet
            self._failed(CallUnfinished(call_id))
            return
        write = partial(
            change_call,
            call_id=call_id,
            change=change,
            author=self._calls.author,
            now=self._clock(),
        )
        self._desk.write(write, Changed.CALLS, done=done, failed=self._failed)

    def _open(self, one: KnownCall) -> None:
        """One that is on the desk already stays as it is there."""
        if self._calls.come_back_to(one.call.id):
            self.page.opened.emit()
            return
        opening = partial(
            opened_to_follow, call_id=one.call.id, person=self._calls.author, now=self._clock()
        )
        self._desk.write(opening, Changed.DRAFTS, done=self._opened, failed=self._failed)

    def _opened(self, draft: Draft) -> None:
        self._calls.resume(draft)
        self.page.opened.emit()

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CallUnfinished):
            said = mark("This call is open on the desk: finish it there.")
            self._calls.remarked.emit(said, {})
        elif isinstance(problem, NoSuchCall):
            said = mark("A colleague dealt with it meanwhile: it is no longer to be done.")
            self._calls.remarked.emit(said, {})
            self.read()
        else:
            self._desk.failed.emit(problem)

    def _desk_changed(self, changed: Changed) -> None:
        if changed & (Changed.CALLS | Changed.PERSONAL):
            self.read()


def opened_to_follow(
    session: Session, call_id: CallId, person: PersonId | None, now: datetime
) -> Draft:
    """The newest text of the call as a draft; that its words are read is noted.

    Raises:
        CallInFlight, NoSuchCall: As `open_call`; then nothing was read.
    """
    draft = open_call(session, call_id, now)
    note_texts_read(session, (draft.call,), Why.FOLLOW_UPS, person, now)
    return draft
