"""The ways a sheet leaves the program: the mail program, the clipboard, the printer, a file.

Nothing is sent from here: a draft is opened in the operator's own mail program.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
)
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.reports.sheet import Sheet, subject
from helpdesk_desktop.ui.parts.file_question import ask_for_file
from helpdesk_desktop.ui.sheet.document import document_of, paint
from helpdesk_desktop.ui.sheet.mail_program import open_mail_program

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PROGRAM = "helpdesk-desktop"
MARGINS = QMarginsF(20, 18, 20, 14)
"""Of an A4 page, in millimetres."""
PDF_DPI = 300


def ask_for_printer(owner: QWidget) -> "QPrinter | None":
    """The printer chosen in the system's own dialog; None when it was closed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # read when first used

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    on_a4(printer)
    dialog = QPrintDialog(printer, owner)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


@dataclass(frozen=True, slots=True)
class Ways:
    """What belongs to the system; a test puts others in their places.

    Attributes:
        open_draft: Opens a `mailto:` address; False when nothing did.
        printer: Asks which printer; None for none.
        file: Asks where, a name proposed; None for nowhere.
    """

    open_draft: Callable[[str], bool] = open_mail_program
    printer: "Callable[[QWidget], QPrinter | None]" = ask_for_printer
    file: Callable[[QWidget, str], Path | None] = ask_for_file


def copy_text(text: str) -> None:
    """Put `text` in the clipboard."""
    QGuiApplication.clipboard().setText(text)


def on_a4(paper: QPagedPaintDevice) -> None:
    """A page of A4, upright."""
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paper.setPageOrientation(QPageLayout.Orientation.Portrait)
    paper.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)


def pdf_of(sheet: Sheet) -> bytes:
    """`sheet` as a PDF file; in it stands nothing but what is on the sheet."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle(subject(sheet))
    writer.setCreator(PROGRAM)
    on_a4(writer)
    paint(document_of(sheet), writer)
    buffer.close()
    return bytes(buffer.data().data())


def print_on(printer: "QPrinter", sheet: Sheet) -> bool:
    """Whether `printer` took `sheet`."""
    printer.setDocName(PROGRAM)
    printer.setCreator(PROGRAM)
    return paint(document_of(sheet), printer)
