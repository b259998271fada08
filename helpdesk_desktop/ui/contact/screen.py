"""Ties consent and contact to the call on the desk, or to a call that the team follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from helpdesk_desktop.store import personal_records
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.reads import note_read
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.guard import kept_words
from helpdesk_desktop.ui.contact.asked import Asked, aloud, lacks, record_of_answer
from helpdesk_desktop.ui.contact.page import ContactPage
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
from helpdesk_domain.languages import CONTENT_LANGUAGES, mark
from helpdesk_domain.people import PersonId
from helpdesk_domain.personal_rules import is_a_year
from helpdesk_domain.reads import What, Why

SAVED_AFTER_MS = 500
"""So long after the last letter, what is typed of an identity is in the file."""


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
        self._is_unsaved = False
        self._problem = ""
        self.page = ContactPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self._back: Callable[[], None] | None = None
        screens.add(self.page, back=self._leave)
        screens.turned.connect(self.save)
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
        if not self._screens.show(self.page):
            return
        self._call = call or self._calls.opened().call
        self._back, self._record, self._problem = back, None, ""
        self._asked = _begun(self._call, self._speech.words.language)
        self._show()
        opening = partial(
            opened, call_id=self._call.id, person=self._calls.author, now=self._calls.now()
        )
        self._desk.write(opening, Changed(0), done=partial(self._read, self._call.id))

    def save(self) -> None:
        """Have what was typed in the file."""
        self._soon.stop()
        if self._record is None or not self._is_unsaved:
            return
        self._is_unsaved = False
        self._keep(self._record)

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
        page.withdrawn.connect(self._withdraw)
        self._speech.changed.connect(self._show)

    def _read(self, call_id: CallId, record: PersonalRecord | None) -> None:
        if self._call is None or self._call.id != call_id:
            return  # another call's page is open by now
        if self._record is None:
            self._record = record
        self._show()
        if self._screens.shown is self.page:  # else somebody types elsewhere by now
            self.page.begin()

    def _show(self) -> None:
        if self._call is None:
            return
        given = {one.service_name: one.service_name for one in self._call.referrals}
        asked, record = self._asked, self._record
        self.page.show_question(
            asked.purposes, given, asked.services, asked.language, asked.mode, aloud(asked)
        )
        answer = record.consent.answer if record else None
        has_consent = record is not None and stands(record.consent)
        problem = self._speech.words.say(self._problem) if self._problem else ""
        self.page.show_answer(answer, has_consent, problem)
        self.page.show_identity(record.identity if record else NOBODY)

    def _ask(self, **said: object) -> None:
        """Another question than was answered: the answer to it is still to be heard."""
        self._asked = replace(self._asked, **said)  # type: ignore[arg-type]
        if Purpose.HAND_OVER in self._asked.purposes and not self._asked.services and self._call:
            every = tuple(one.service_name for one in self._call.referrals)
            self._asked = replace(self._asked, services=every)
        self._problem = ""
        self._show()

    def _answered(self, answer: ConsentAnswer | None) -> None:
        if answer is None or self._call is None:
            self._show()
            return
        self._problem = lacks(self._asked, answer)
        if self._problem:
            self._show()
            return
        before, self._is_unsaved = self._record, False
        made = record_of_answer(self._asked, answer, self._call.id, self._calls.now())
        if before is not None and stands(before.consent):
            if answer is ConsentAnswer.ACCEPTED:
                made = replace(made, identity=before.identity)
            self._erase(before)
        self._record = made
        self._keep(made)
        self._show()
        if answer is ConsentAnswer.ACCEPTED:
            self.page.begin()
        else:
            self._calls.said.emit(mark("Noted: nothing is kept of who it is."), {})

    def _typed(self, field: str, line: str) -> None:
        if self._record is None or not stands(self._record.consent):
            return
        identity: Identity = replace(self._record.identity, **{field: self._kept(line)})
        self._record = replace(self._record, identity=identity)
        self._is_unsaved = True
        self._soon.start()
        self.page.show_identity(identity)

    def _withdraw(self) -> None:
        if self._record is None:
            return
        self._erase(self._record)
        self._record, self._is_unsaved = None, False
        self._asked = replace(self._asked, purposes=())
        self._calls.said.emit(
            mark("Consent withdrawn: erased here now, elsewhere at the next sync."), {}
        )
        self._show()
        self.page.begin()

    def _keep(self, record: PersonalRecord) -> None:
        if not is_a_year(record.identity.birth_year):
            record = replace(record, identity=replace(record.identity, birth_year=""))
        author, now = self._calls.author, self._calls.now()
        self._desk.write(
            lambda session: personal_records.keep_record(session, record, author, now),
            Changed.PERSONAL,
        )

    def _erase(self, record: PersonalRecord) -> None:
        author, now = self._calls.author, self._calls.now()
        self._desk.write(
            lambda session: personal_records.withdraw(session, record.id, now, author),
            Changed.PERSONAL,
        )

    def _leave(self) -> None:
        self.save()
        (self._back or self._screens.to_the_desk)()

    def _kept(self, line: str) -> str:
        return kept_words(line, self._calls.remarked.emit)


def _begun(call: Call, screens: str) -> Asked:
    """What is likely to be asked: to ring back, where that was promised; in their language.

    Args:
        screens: The language of the screens: it is read, where the caller speaks another.
    """
    wishes = (call.caller_language, screens, *CONTENT_LANGUAGES)
    language = next(one for one in wishes if one in CONTENT_LANGUAGES)
    promised = call.follow_up is not None and call.follow_up.is_open
    return Asked(
        purposes=(Purpose.CALL_BACK,) if promised else (),
        language=language,
    )


def opened(
    session: Session, call_id: CallId, person: PersonId | None, now: datetime
) -> PersonalRecord | None:
    """What is kept of the person of the call; that it is read is noted where it names somebody."""
    record = personal_records.record_of(session, call_id)
    if record is not None and record.identity != NOBODY:
        note_read(session, What.IDENTITY, record.id, Why.CONTACT, person, now)
    return record
