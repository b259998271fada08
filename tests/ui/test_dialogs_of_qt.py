"""The dialogs that Qt itself brings speak the language of the screens, whichever it becomes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from helpdesk_desktop.ui.words.speech import Speech
from tests.blanks import typed

OTHERS = ("QMimeType:", "QShortcut:")
"""What kind of file lies in the folder at hand, and names of keys: no words of a dialog."""


class Listening(QTranslator):
    """Asked last of all: for what nobody says."""

    def __init__(self) -> None:
        super().__init__()
        self.unsaid: set[str] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        self.unsaid.add(f"{context}: {source}")
        return ""


@pytest.fixture
def listening(dressed: QApplication) -> Iterator[Listening]:
    made = Listening()
    QCoreApplication.installTranslator(made)
    yield made
    QCoreApplication.removeTranslator(made)


def file_dialog(qtbot: QtBot) -> QDialog:
    made = QFileDialog(None, "", "fiche.pdf", "PDF (*.pdf)")
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setFileMode(QFileDialog.FileMode.AnyFile)
    return shown(qtbot, made)


def shown(qtbot: QtBot, dialog: QDialog) -> QDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


def titles(dialog: QDialog) -> set[str]:
    return {typed(label.text()).replace("&", "") for label in dialog.findChildren(QLabel)}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_word_of_the_dialogs_for_files_and_printers_is_english(
    qtbot: QtBot, listening: Listening, language: str
) -> None:
    speech = Speech(language)
    printer = QPrinter()
    listening.unsaid.clear()  # Qt also asks which way the language is written

    file_dialog(qtbot)
    shown(qtbot, QPrintDialog(printer))

    assert [one for one in listening.unsaid if not one.startswith(OTHERS)] == []
    assert speech.words.language == language


def test_a_dialog_that_is_opened_after_another_language_was_chosen_has_that_one(
    qtbot: QtBot, dressed: QApplication
) -> None:
    speech = Speech("fr")
    assert "Type de fichiers :" in titles(file_dialog(qtbot))

    speech.use("nl")
    assert "Bestandstype:" in titles(file_dialog(qtbot))
    assert not any("fichier" in title for title in titles(file_dialog(qtbot)))
    speech.use("en")
    assert "Files of type:" in titles(file_dialog(qtbot))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_what_nobody_translates_stays_as_it_is_and_a_page_has_its_size(
    dressed: QApplication, language: str
) -> None:
    speech = Speech(language)

    assert QCoreApplication.translate("QNowhere", "Some words") == "Some words"
    assert QPageSize(QPageSize.PageSizeId.A4).isValid()
    assert speech.words.language == language
