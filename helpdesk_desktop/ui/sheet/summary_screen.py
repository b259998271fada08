"""The summary of a complex situation, let out to the professionals involved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QCheckBox

from helpdesk_desktop.reports.sheet import Sheet, SheetLanguage, sheet_language
from helpdesk_desktop.reports.summary import Situation, summary
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.personal_records import record_of
from helpdesk_desktop.store.reads import note_read
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import check, identified
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.sheet.document import document_of
from helpdesk_desktop.ui.sheet.handing import SheetHanding
from helpdesk_desktop.ui.sheet.page import SheetPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.consent import Consent, Identity, PersonalRecord, Purpose, allows
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import What, Why

FORGOTTEN_AFTER_MS = 30_000
"""So long a name that was copied stays in the clipboard ."""


class SummaryScreen(QObject):
    """Without identity, unless the person consented to the hand-over and somebody asks for it."""

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        screens: Screens,
        speech: Speech,
        situation: Callable[[], Situation | None],
        back: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        """Args: back: Shows the intake again."""
        super().__init__(parent)
        self._desk, self._calls, self._screens, self._speech = desk, calls, screens, speech
        self._situation = situation
        self._told: Situation | None = None
        self._named: PersonalRecord | None = None
        """What the consent let out and the file has a mark of; None: the summary names nobody."""
        self._may: Consent | None = None
        self._copied = ""
        self._forgets = QTimer(self, interval=FORGOTTEN_AFTER_MS, singleShot=True)
        self._forgets.timeout.connect(self._forget_copy)
        self._language = SheetLanguage.BOTH
        self.page = SheetPage(speech, name="summary", title=mark("Summary for the professionals"))
        self.handing = SheetHanding(calls, speech, self.page, self)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.named = QCheckBox()
        identified(self.named, "summary.named")
        self.page.inside.insertWidget(1, self.named)
        screens.add(self.page, back=back)
        self._connect()

    def open(self) -> None:
        """Show the summary of the call on the desk; once more: print it."""
        if self._screens.shown is self.page:
            self.page.printed.emit()
            return
        self._told = self._situation()
        if self._told is None:
            self._calls.remarked.emit(mark("Nothing to sum up yet: answer a question first."), {})
            return
        opened = self._calls.current
        self._language = sheet_language(opened.call.caller_language if opened else None)
        self._named = self._may = None
        check(self.named, False)
        self.named.setEnabled(False)
        self._screens.show(self.page)
        self.page.begin(self._language, self._about())
        self._show()
        if opened:
            query = partial(handed_over, call_id=opened.call.id)
            self._desk.read(self, query, partial(self._may_name, self._told))

    def close(self) -> None:
        """Let a file that is being written end."""
        self.handing.close()

    def _connect(self) -> None:
        page, handing = self.page, self.handing
        page.language_chosen.connect(self._write_in)
        page.mailed.connect(lambda to: self._let_out(partial(handing.mail, to)))
        page.printed.connect(lambda: self._let_out(handing.print))
        page.filed.connect(lambda: self._let_out(handing.file))
        page.copied.connect(lambda: self._let_out(handing.copy))
        self.named.toggled.connect(self._say_who)
        self._speech.changed.connect(self._say)
        self._screens.turned.connect(self._turned)
        self._say()

    def _may_name(self, told: Situation, record: PersonalRecord | None) -> None:
        """The person agreed that it is said who they are; somebody still chooses to say it."""
        if told is self._told and record is not None:
            self._may = record.consent
            self.named.setEnabled(True)
            self.page.tell(self._about())

    def _say_who(self, named: bool) -> None:
        if named:
            self._released(self._named_so)
        else:
            self._named = None
            self._show()

    def _released(self, then: Callable[[PersonalRecord | None], object]) -> None:
        """Read anew who it is, where the consent still stands; noted, in the file, before it is."""
        opened = self._calls.current
        if opened is None:
            return
        author, now = self._calls.author, self._calls.now()
        releasing = partial(released, call_id=opened.call.id, person=author, now=now)
        self._desk.write(releasing, Changed(0), done=then, failed=self._not_released)

    def _named_so(self, record: PersonalRecord | None) -> None:
        self._named = record
        if record is None:
            self._no_longer()
        self._show()

    def _not_released(self, problem: Exception) -> None:
        self._desk.failed.emit(problem)
        self._unname()

    def _no_longer(self) -> None:
        said = mark("▲ The person no longer agrees: the summary names nobody.")
        self._calls.remarked.emit(said, {})
        self._may = None
        self.named.setEnabled(False)
        self._unname()
        self.page.tell(self._about())

    def _unname(self) -> None:
        self._named = None
        check(self.named, False)
        self._show()

    def _say(self) -> None:
        said = mark("Say who it is about, as the person agreed")
        self.named.setText(self._speech.words.say(said))

    def _about(self) -> str:
        if self._may is None:
            return mark("Without a name: nobody agreed that it is handed over.")
        if allows(self._may, Purpose.CASE_DISCUSSION):
            return mark("Without a name, unless you choose otherwise: the person agreed to it.")
        return mark(
            "Without a name. The person agreed that services hear who it is, not their situation: "
            "with a name, the summary says no more."
        )

    def _write_in(self, language: SheetLanguage) -> None:
        self._language = language
        self.page.show_language(language)
        self._show()

    def _show(self) -> None:
        if self._told is not None:
            self.page.preview.show_document(document_of(self._written(self._named)))

    def _let_out(self, way: Callable[[Sheet], object]) -> None:
        """With a name only as long as the consent stands at that very moment."""
        if self._told is None:
            return
        if self._named is None:
            way(self._written(None))
        else:
            self._released(partial(self._out, way))

    def _out(self, way: Callable[[Sheet], object], record: PersonalRecord | None) -> None:
        if record is None:
            self._no_longer()
            return
        self._named = record
        way(self._written(record))
        if way == self.handing.copy:
            self._copied = QGuiApplication.clipboard().text()
            self._forgets.start()

    def _forget_copy(self) -> None:
        """A name stays in the clipboard no longer than it takes to paste it."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def _turned(self) -> None:
        """Elsewhere, the page holds nobody; help only covers it."""
        if self._screens.shown is not self.page and self._screens.place is not Place.HELP:
            self._named = self._may = None
            check(self.named, False)
            self.page.preview.show_document(QTextDocument())

    def _written(self, record: PersonalRecord | None) -> Sheet:
        assert self._told is not None
        told = self._told if record is None else with_name(self._told, record)
        return summary(told, self._language, today_in_brussels())


def with_name(told: Situation, record: PersonalRecord) -> Situation:
    """`told` with who it is: what was read aloud to the person, and nothing more.

    A hand-over is a name and how to reach them; their situation is told by name only where they
    agreed that it is discussed.
    """
    identity, consent = record.identity, record.consent
    if allows(consent, Purpose.CASE_DISCUSSION):
        return replace(told, identity=identity, recipients=consent.services)
    reached = Identity(name=identity.name, phone=identity.phone, email=identity.email)
    return replace(told, identity=reached, recipients=consent.services, is_whole=False)


def released(
    session: Session, call_id: CallId, person: PersonId | None, now: datetime
) -> PersonalRecord | None:
    """Who it is, to be handed over; that it is read is noted."""
    record = handed_over(session, call_id)
    if record is not None:
        note_read(session, What.IDENTITY, record.id, Why.SUMMARY, person, now)
    return record


def handed_over(session: Session, call_id: CallId) -> PersonalRecord | None:
    """The record of the person of the call, where they agreed that professionals hear who it is."""
    record = record_of(session, call_id)
    purposes = (Purpose.HAND_OVER, Purpose.CASE_DISCUSSION)
    if record is None or not any(allows(record.consent, one) for one in purposes):
        return None
    return record
