"""The summary of a complex situation, let out to the professionals involved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from helpdesk_desktop.reports.sheet import Sheet, SheetLanguage, sheet_language
from helpdesk_desktop.reports.summary import Situation, summary
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.parts.plain import identified
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.sheet.document import document_of
from helpdesk_desktop.ui.sheet.handing import SheetHanding
from helpdesk_desktop.ui.sheet.page import SheetPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import mark


class SummaryScreen(QObject):
    """Without identity, unless the person consented to the hand-over and somebody asks for it."""

    def __init__(
        self,
        calls: CallDesk,
        screens: Screens,
        speech: Speech,
        situation: Callable[[], Situation | None],
        back: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        """Args: back: Shows the intake again."""
        super().__init__(parent)
        self._calls, self._screens, self._speech = calls, screens, speech
        self._situation = situation
        self._told: Situation | None = None
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
        self.named.setChecked(False)
        self.named.setEnabled(self._told.identity is not None)
        self._screens.show(self.page)
        self.page.begin(self._language, self._about())
        self._show()

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
        self.named.toggled.connect(lambda _: self._show())
        self._speech.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        said = mark("Say who it is about, as the person agreed")
        self.named.setText(self._speech.words.say(said))

    def _about(self) -> str:
        if self._told and self._told.identity is not None:
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
        named = self.named.isChecked()
        told = self._told if named else replace(self._told, identity=None)
        return summary(told, self._language, today_in_brussels())
