"""Lets a sheet out, by mail program, clipboard, printer or file, and says how that went."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.reports.mail_draft import DraftTooLong, NoAddress, mail_draft
from helpdesk_desktop.reports.sheet import Sheet, as_text, subject
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.sheet.ways import Ways, copy_text, pdf_of, print_on
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.whole_file import FileNotWritten, write_whole
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import mark


class SheetHanding(QObject):
    """Nothing is sent from here, and no address is kept.

    Attributes:
        ways: The edges to the system.
    """

    handed = Signal(object)
    """The sheet is out; what `about` said when that was asked for."""

    def __init__(
        self, calls: CallDesk, speech: Speech, page: QWidget, parent: QObject | None = None
    ) -> None:
        """Args: page: What the dialogs of the system stand before."""
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._page = page
        self._files = Jobs(self)
        self.ways = Ways()
        self.about: object = None
        """Whose sheet it is; a file may be written only when another one is on the screen."""

    def close(self) -> None:
        """Let a file that is being written end."""
        self._files.close()

    def mail(self, recipient: str, sheet: Sheet) -> None:
        """Open a draft; a sheet that is too long for one goes by the clipboard."""
        said = mark("The draft is in your mail program; nothing is sent by itself.")
        try:
            draft = mail_draft(recipient, subject(sheet), as_text(sheet))
        except NoAddress:
            self._remark(mark("▲ This is no e-mail address. Write one, or none."))
            return
        except DraftTooLong:
            copy_text(as_text(sheet))
            paste = mark("Paste the sheet here (Ctrl+V), then take this line out.")
            draft = mail_draft(recipient, subject(sheet), self._speech.words.say(paste))
            said = mark("The draft is in your mail program: paste the sheet there (Ctrl+V).")
        if self.ways.open_draft(draft):
            self._out(said)
        else:
            self._remark(mark("▲ No mail program opened. Copy the sheet (Ctrl+C) into a message."))

    def copy(self, sheet: Sheet) -> None:
        """Put its text in the clipboard."""
        copy_text(as_text(sheet))
        self._out(mark("The text of the sheet is copied."))

    def print(self, sheet: Sheet) -> None:
        """Print it, once the system's dialog has asked where."""
        printer = self.ways.printer(self._page)
        if printer is None:
            return
        if print_on(printer, sheet):
            self._out(mark("The sheet is on its way to the printer."))
        else:
            self._remark(mark("▲ The printer does not take the sheet. Choose another, or a PDF."))

    def file(self, sheet: Sheet) -> None:
        """Write it as a PDF, whole or not at all; the folder may be far away, so nobody waits."""
        path = self.ways.file(self._page, f"fiche-{today_in_brussels():%Y-%m-%d}.pdf")
        if path is not None:
            self._files.run(
                partial(write_whole, path, pdf_of(sheet)),
                owner=self,
                done=partial(self._filed, path, self.about),
                failed=lambda problem: self._not_written(path, problem),
            )

    def _filed(self, path: Path, about: object, _: object) -> None:
        self.handed.emit(about)
        self._calls.said.emit(mark("{name} is written."), _named(path))

    def _out(self, said: str) -> None:
        self.handed.emit(self.about)
        self._calls.said.emit(said, {})

    def _not_written(self, path: Path, problem: Exception) -> None:
        if not isinstance(problem, FileNotWritten):
            self._remark(mark("Something went wrong. What you typed is kept."))
            return
        said = mark(
            "▲ {name} was not written: it is open elsewhere, the disk is full, or the folder "
            "is not yours. Choose another name or place."
        )
        self._calls.remarked.emit(said, _named(path))

    def _remark(self, sentence: str) -> None:
        self._calls.remarked.emit(sentence, {})


def _named(path: Path) -> dict[str, object]:
    return {"name": path.name}
