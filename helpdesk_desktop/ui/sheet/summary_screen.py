"""The summary of a complex situation, let out to the professionals involved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from helpdesk_desktop.reports.sheet import Sheet, SheetLanguage, sheet_language
from helpdesk_desktop.reports.summary import Situation, summary
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.personal_records import record_of
from helpdesk_desktop.store.reads import note_read
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.sheet.document import document_of
from helpdesk_desktop.ui.sheet.handing import SheetHanding
from helpdesk_desktop.ui.sheet.page import SheetPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.consent import PersonalRecord, Purpose, allows
from helpdesk_domain.languages import mark
from helpdesk_domain.reads import What, Why


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
        self._named = None
        self.named.setChecked(False)
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
        self._say()

    def _may_name(self, told: Situation, record: PersonalRecord | None) -> None:
        """The person agreed that it is said who they are; somebody still chooses to say it."""
        if told is self._told and record is not None:
            self._named = record
            self.named.setEnabled(True)
            self.page.tell(self._about())

    def _say_who(self, named: bool) -> None:
        """Who it is is shown once it is noted, in the file, that it is read."""
        record = self._named
        if not named or record is None:
            self._show()
            return
        author, now = self._calls.author, self._calls.now()
        self._desk.write(
            lambda session: note_read(session, What.IDENTITY, record.id, Why.SUMMARY, author, now),
            Changed(0),
            done=lambda _: self._show(),
        )

    def _say(self) -> None:
        said = mark("Say who it is about, as the person agreed")
        self.named.setText(self._speech.words.say(said))

    def _about(self) -> str:
        if self._named is not None:
            return mark("Without a name, unless you choose otherwise: the person agreed to it.")
        return mark("Without a name: nobody agreed that it is handed over.")

    def _write_in(self, language: SheetLanguage) -> None:
        self._language = language
        self.page.show_language(language)
        self._show()

    def _show(self) -> None:
        if self._told is not None:
            self.page.preview.show_document(document_of(self._written()))

    def _let_out(self, way: Callable[[Sheet], object]) -> None:
        if self._told is not None:
            way(self._written())

    def _written(self) -> Sheet:
        assert self._told is not None
        record = self._named if self.named.isChecked() else None
        told = replace(self._told, identity=record.identity if record else None)
        return summary(told, self._language, today_in_brussels())


def handed_over(session: Session, call_id: CallId) -> PersonalRecord | None:
    """The record of the person of the call, where they agreed that professionals hear who it is."""
    record = record_of(session, call_id)
    purposes = (Purpose.HAND_OVER, Purpose.CASE_DISCUSSION)
    if record is None or not any(allows(record.consent, one) for one in purposes):
        return None
    return record
