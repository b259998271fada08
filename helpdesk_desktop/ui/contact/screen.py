"""Ties consent and contact to the call on the desk, or to a call that the team follows."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from helpdesk_desktop.store.personal_records import KeptRecord
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.guard import kept_words
from helpdesk_desktop.ui.contact import keeping
from helpdesk_desktop.ui.contact.asked import (
    Asked,
    aloud,
    answer_to,
    asked_in,
    begun,
    lacks,
    record_of_answer,
)
from helpdesk_desktop.ui.contact.lock import is_locked
from helpdesk_desktop.ui.contact.page import ContactPage
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.consent import (
    NOBODY,
    ConsentAnswer,
    Identity,
    PersonalRecord,
    Purpose,
    stands,
)
from helpdesk_domain.languages import mark

SAVED_AFTER_MS = 500
"""So long after the last letter, what is typed of an identity is in the file."""


_Done = TypeVar("_Done")


class ContactScreen(QObject):
    """Nothing of an identity is in a call, a draft or on any other screen."""

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        screens: Screens,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._calls, self._screens, self._speech = desk, calls, screens, speech
        self._call: Call | None = None
        self._asked = Asked()
        self._record: PersonalRecord | None = None
        self._stored: KeptRecord | None = None
        self._is_read = self._is_unsaved = self._was_away = False
        self._problem = ""
        self.page = ContactPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self._back: Callable[[], None] | None = None
        screens.add(self.page, back=self._leave)
        screens.turned.connect(self._turned)
        self._soon = QTimer(self, interval=SAVED_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self.save)
        self._connect()

    def open(self, call: Call | None = None, back: Callable[[], None] | None = None) -> None:
        """Show what is kept of the person of `call`; of the call on the desk, when left out.

        Args:
            back: What leaving the page does; None: the desk is shown.
        """
        if self._screens.shown is self.page:
            self._leave()
            return
        self._was_away = False
        if not self._screens.show(self.page):
            return
        self._call = call or self._calls.opened().call
        self._back, self._is_read = back, False
        self._forget()
        self._asked = begun(self._call, self._speech.words.language)
        self._show()
        self.page.wait()
        self.read_again()

    @property
    def is_shown(self) -> bool:
        return self._screens.shown is self.page

    def read_again(self) -> None:
        """What is kept may be another thing by now: somebody asked again, or it was withdrawn."""
        if self._call is None or self._is_unsaved:
            return
        author, now = self._calls.author, self._calls.now()
        opening = partial(keeping.opened, call_id=self._call.id, person=author, now=now)
        self._desk.write(opening, Changed(0), done=partial(self._read, self._call.id))

    def follow_sync(self) -> None:
        """Nobody reads anything new by it: it only may be gone."""
        if self._call is not None and self._is_read and not self._is_unsaved:
            query = partial(keeping.newest, call_id=self._call.id)
            self._desk.read(self, query, partial(self._read, self._call.id))

    def save(self) -> None:
        """Have what was typed in the file; until it is there, it is tried again."""
        self._soon.stop()
        typed = self._record
        if typed is None or not self._is_unsaved:
            return
        self._is_worth_keeping(typed.call_id)
        author, now = self._calls.author, self._calls.now()

        def kept(_: PersonalRecord) -> None:
            if self._record is typed:  # else a letter came since
                self._is_unsaved = False

        self._desk.write(
            partial(keeping.kept_as_typed, record=typed, author=author, now=now),
            Changed.PERSONAL,
            done=kept,
        )

    def close(self) -> None:
        """Lose nothing of what was typed last."""
        self.save()

    def _connect(self) -> None:
        page = self.page
        page.asked_for.connect(lambda purposes: self._ask(purposes=purposes))
        page.named.connect(lambda names: self._ask(services=names))
        page.read_in.connect(lambda language: self._ask(language=language))
        page.given_by.connect(lambda mode: self._ask(mode=mode))
        page.represented.connect(lambda so: self._ask(representative=so))
        page.reasoned.connect(lambda line: self._ask(reason=self._kept(line)))
        page.answered.connect(self._answered)
        page.typed.connect(self._typed)
        page.settled.connect(self._settle)
        page.withdrawn.connect(self._withdraw)
        self._speech.changed.connect(self._show)

    def _read(self, call_id: CallId, kept: KeptRecord | None) -> None:
        if self._call is None or self._call.id != call_id or self._is_unsaved:
            return  # another call's page is open by now, or somebody types
        first, self._is_read = not self._is_read, True
        self._stored, record = kept, kept.record if kept else None
        gone = self._record is not None and (record is None or not stands(record.consent))
        if gone or record is None or not stands(record.consent):
            self.page.forget()
        self._record = record
        if first and record is not None and stands(record.consent):
            self._asked = asked_in(record.consent)
        self._show()
        if first:
            self._go_on()

    def _show(self) -> None:
        if self._call is None:
            return
        asked, record = self._asked, self._record
        given = [one.service_name for one in self._call.referrals]
        self.page.show_question(asked, dict.fromkeys([*given, *asked.services]), aloud(asked))
        has_consent = record is not None and stands(record.consent)
        problem = self._speech.words.say(self._problem) if self._problem else ""
        self.page.show_answer(answer_to(asked, record), has_consent, problem)
        self.page.show_lock(self._stored)
        self.page.show_identity(record.identity if record and has_consent else NOBODY)

    def _ask(self, **said: object) -> None:
        """Another question than was answered: the answer to it is still to be heard."""
        self._asked = replace(self._asked, **said)  # type: ignore[arg-type]
        if Purpose.HAND_OVER in self._asked.purposes and not self._asked.services and self._call:
            every = tuple(one.service_name for one in self._call.referrals)
            self._asked = replace(self._asked, services=every)
        self._problem = ""
        self._show()

    def _answered(self, answer: ConsentAnswer | None) -> None:
        """The new word takes the place of every one before it, in one transaction."""
        if answer is None or self._call is None or not self._is_read:
            self._show()
            return
        self._problem = lacks(self._asked, answer)
        if self._problem:
            self._show()
            return
        made = record_of_answer(self._asked, answer, self._call.id, self._calls.now())
        before = self._record
        accepts = answer is ConsentAnswer.ACCEPTED
        self._stored = None
        if accepts and before is not None and stands(before.consent):
            made = replace(made, identity=before.identity)
        self._is_unsaved = False
        self.page.wait()  # a name that is typed at once is not lost
        self._is_worth_keeping(made.call_id)
        self._write(partial(keeping.answered, record=made), partial(self._heard, made.call_id))

    def _heard(self, call_id: CallId, record: PersonalRecord) -> None:
        if self._call is None or self._call.id != call_id:
            return
        self._stored, self._record = None, record
        if not stands(record.consent):
            self.page.forget()
        self._show()
        self._go_on()
        if not stands(record.consent):
            self._calls.said.emit(mark("Noted: nothing is kept of who it is."), {})

    def _go_on(self) -> None:
        """The keyboard goes on, unless somebody types elsewhere by now."""
        if self.is_shown:
            self.page.begin()
        else:
            self.page.stop_waiting()

    def _typed(self, field: str, line: str) -> None:
        if self._record is None or not stands(self._record.consent) or is_locked(self._stored):
            return
        identity: Identity = replace(self._record.identity, **{field: self._kept(line)})
        self._record = replace(self._record, identity=identity)
        self._is_unsaved = True
        self._soon.start()
        self.page.show_identity(identity)

    def _settle(self, theirs: bool) -> None:
        """Of two that were kept at once, one was chosen by somebody who saw both."""
        kept = self._stored
        if kept is None or kept.theirs is None:
            return
        chosen = kept.theirs if theirs else kept.record
        self._write(partial(keeping.settled, record=chosen), partial(self._heard, chosen.call_id))

    def _withdraw(self) -> None:
        """Of the call, whoever asked; said once it is so."""
        if self._call is None:
            return
        self._soon.stop()
        self._is_unsaved = False
        self._write(partial(keeping.withdrawn, call_id=self._call.id), lambda _: self._erased())

    def _erased(self) -> None:
        self._forget()
        self._asked = replace(self._asked, purposes=(), services=())
        said = mark("Consent withdrawn: erased here now, elsewhere at the next sync.")
        self._calls.said.emit(said, {})
        self._show()
        self._go_on()

    def _write(self, work: Callable[..., _Done], done: Callable[[_Done], None]) -> None:
        """Have it in the file under the name of who is signed in."""
        work = partial(work, author=self._calls.author, now=self._calls.now())
        self._desk.write(work, Changed.PERSONAL, done=done, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        """What the file refused did not happen: the page shows what is kept."""
        self._desk.failed.emit(problem)
        self.page.stop_waiting()
        self._show()
        self._go_on()

    def _is_worth_keeping(self, call_id: CallId) -> None:
        """The call on the desk, if it is one: for that alone, it is not lost at F2."""
        if opened_call := self._calls.find(call_id):
            opened_call.has_record = True
            self._calls.drafts.changed(opened_call)

    def _forget(self) -> None:
        """No word of who it was stays on the page, nor behind its Ctrl+Z."""
        self._record, self._is_unsaved, self._problem = None, False, ""
        self._stored = None
        self.page.forget()

    def _turned(self) -> None:
        """Elsewhere, the page holds nobody; shown again, it reads again. Help only covers it."""
        self.save()
        if self.is_shown and self._was_away:
            self._was_away = False
            self.read_again()
        elif not self.is_shown and self._screens.place is not Place.HELP:
            self._was_away = True
            if not self._is_unsaved:
                self._record = None
            self.page.forget()

    def _leave(self) -> None:
        self.save()
        (self._back or self._screens.to_the_desk)()

    def _kept(self, line: str) -> str:
        return kept_words(line, self._calls.remarked.emit)
