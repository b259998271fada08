"""F7: what was given is handed over in writing, in the language of the caller, by keys alone."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import unquote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit, QWidget

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.replica import import_records
from helpdesk_desktop.ui.sheet.document import HEADING_POINTS
from helpdesk_desktop.ui.sheet.ways import Ways
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Entity
from tests.ui.small_offer import NOON
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BRIDGE_FR, BRIDGE_NL = "Soins à domicile Le Pont", "Thuisverpleging De Brug"


@dataclass
class Outside:
    """What the system is asked for, and what it answers.

    Attributes:
        drafts: Addresses the mail program was to open.
        has_mail: Whether there is one.
        path: Where a file is to go; None when the person closes the dialog.
        names: What files were to be called.
    """

    folder: Path
    drafts: list[str] = field(default_factory=list)
    has_mail: bool = True
    path: Path | None = None
    names: list[str] = field(default_factory=list)

    @property
    def printed(self) -> Path:
        return self.folder / "printed.pdf"

    def draft(self, address: str) -> bool:
        self.drafts.append(address)
        return self.has_mail

    def file(self, _owner: QWidget, name: str) -> Path | None:
        self.names.append(name)
        return self.path

    def printer(self, _owner: QWidget) -> QPrinter:
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.printed))
        return made


@pytest.fixture
def outside(window: Window, tmp_path: Path) -> Outside:
    """The system around the window, in the hands of the test."""
    seen = Outside(tmp_path)
    window.workplace.late.sheet.handing.ways = Ways(seen.draft, seen.printer, seen.file)
    QGuiApplication.clipboard().clear()
    return seen


def preview(window: Window) -> str:
    shown = window.find("sheet.preview")
    assert isinstance(shown, QTextEdit)
    return shown.toPlainText()


def until_shown(window: Window, *words: str) -> None:
    window.until(lambda: all(word in preview(window) for word in words))


def give(window: Window, languages: int = 1, services: int = 1) -> None:
    """A call in which services were given, F3 so often for the caller's language: Le Pont alone,
    or as many as are wanted."""
    window.press(Key.Key_F2)
    for _ in range(languages):
        window.press(Key.Key_F3)
    window.search("soins à domicile" if services > 1 else "le pont")
    window.press(Key.Key_Return)
    for _ in range(services - 1):
        window.press(Key.Key_Down)
        window.press(Key.Key_Return)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def focused(window: Window) -> str:
    held = window.main.focusWidget()
    assert held is not None
    return held.objectName()


def test_f7_shows_what_was_given_in_the_language_of_the_caller_and_nothing_of_the_call(
    window: Window,
) -> None:
    # Given a Dutch-speaking caller, two services, and a note
    give(window, languages=2, services=2)
    given = window.workplace.calls.opened().call.referrals
    window.find("call.note").setFocus()
    window.type("madame pleure beaucoup")

    # When the operator asks for the sheet, her screens being French
    window.press(Key.Key_F7)
    until_shown(window, "1. ", "2. ")

    # Then the services stand there in their order, in Dutch, and not a word of the call does
    told = preview(window)
    assert "Waar u terechtkunt" in told
    assert "Où vous adresser" not in told
    assert BRIDGE_NL in told
    assert "1050 Elsene" in told
    places = [told.index(f"{n}. ") for n in (1, 2)]
    assert places == sorted(places)
    assert len(given) == 2
    for private in ("pleure", "soins à domicile", "huisarts"):
        assert private not in told
    assert focused(window) == "sheet.address"


@pytest.mark.parametrize("languages", [0, 3])
def test_a_caller_whose_language_is_not_known_or_another_one_gets_both(
    window: Window, languages: int
) -> None:
    give(window, languages)

    window.press(Key.Key_F7)

    until_shown(window, "Où vous adresser", BRIDGE_FR, "Waar u terechtkunt", BRIDGE_NL)
    assert window.find("sheet.language.both").isChecked()  # type: ignore[attr-defined]


def test_arrows_change_the_language_while_the_address_is_typed_and_letters_beside_it(
    window: Window,
) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "Où vous adresser")
    window.type("dr")

    window.press(Key.Key_Down)
    until_shown(window, "Waar u terechtkunt")
    assert "Où" not in preview(window)
    window.press(Key.Key_Down)
    until_shown(window, "Où vous adresser", "Waar u terechtkunt")
    window.press(Key.Key_Down)  # there is no fourth one
    assert window.find("sheet.language.both").isChecked()  # type: ignore[attr-defined]
    window.type("f")
    assert window.says("sheet.address") == "drf"
    window.press(Key.Key_Tab)
    window.strike("n")

    assert "Où" not in preview(window)
    assert window.find("sheet.language.nl").isChecked()  # type: ignore[attr-defined]


def test_the_screens_may_speak_one_language_and_the_sheet_the_other(window: Window) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "Où vous adresser")

    window.speech.use("nl")

    assert window.says("sheet.heading") == "Fiche voor de beller"
    assert "Où vous adresser" in preview(window)


def test_with_nothing_to_hand_over_f7_says_so_and_stays(window: Window) -> None:
    window.press(Key.Key_F2)

    window.press(Key.Key_F7)

    assert "Rien à remettre" in window.says("status.message")
    assert focused(window) == "search.text"


def test_before_anything_was_given_the_service_that_is_read_out_is_handed_over(
    window: Window, outside: Outside
) -> None:
    window.press(Key.Key_F2)
    window.search("soins à domicile")

    window.press(Key.Key_F7)
    until_shown(window, "1. ")

    # Then it is said so, and nothing was noted in the call
    assert window.says("card.name") in preview(window)
    assert "2. " not in preview(window)
    assert "Rien n’a encore été donné" in window.says("sheet.about")
    assert window.workplace.calls.opened().call.referrals == ()


def test_a_service_that_left_the_offer_since_keeps_its_name_and_says_so(window: Window) -> None:
    give(window)
    (given,) = window.workplace.calls.opened().call.referrals
    change(window, given.service_id, {"status": "defunct"})

    window.press(Key.Key_F7)

    until_shown(window, "1. Soins à domicile Le Pont", "n’est plus dans notre répertoire")


def test_what_the_offer_says_now_is_handed_over_not_what_it_said_when_it_was_given(
    window: Window,
) -> None:
    give(window)
    (given,) = window.workplace.calls.opened().call.referrals
    change(window, given.service_id, {"phones": [{"id": given.service_id, "number": "107"}]})

    window.press(Key.Key_F7)

    until_shown(window, "Téléphone :\t107")


def change(window: Window, service: str, told: dict[str, object]) -> None:
    """The offer says something else of a service."""
    body = {"id": service, "name": BRIDGE_FR, "status": "active"} | told
    record = OfferRecord(Entity.SERVICE, service, body)
    window.store.run(partial(import_records, records=[record], now=NOON))


def test_enter_opens_a_draft_for_the_address_which_is_kept_nowhere(
    window: Window, outside: Outside, profile_folder: Path
) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "Où vous adresser")
    window.type("dr.p@cabinet.example")
    window.press(Key.Key_Return)

    # Then the mail program got one recipient, the subject and the text, and nothing was sent
    (draft,) = outside.drafts
    assert draft.startswith("mailto:dr.p@cabinet.example?subject=")
    assert "Soins à domicile Le Pont\r\n" in unquote(draft)
    assert "rien ne part tout seul" in window.says("status.message")

    # And when the sheet is left, the address is gone, its undoing as well
    window.press(Key.Key_Escape)
    window.press(Key.Key_F7)
    assert window.says("sheet.address") == ""
    window.press(Key.Key_Z, CTRL)
    assert window.says("sheet.address") == ""
    window.until_kept()
    for file in profile_folder.rglob("*"):
        assert not file.is_file() or b"cabinet.example" not in file.read_bytes()


def test_what_is_no_address_opens_nothing_and_stays_to_be_mended(
    window: Window, outside: Outside
) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "Où vous adresser")

    window.type("a@b.example?bcc=c@d.example")
    window.press(Key.Key_Return)

    assert outside.drafts == []
    assert "pas une adresse e-mail" in window.says("status.message")
    assert window.says("sheet.address") == "a@b.example?bcc=c@d.example"
    assert focused(window) == "sheet.address"


def test_a_sheet_too_long_for_a_draft_goes_by_the_clipboard_and_the_draft_says_so(
    window: Window, outside: Outside
) -> None:
    give(window, languages=0, services=3)
    window.press(Key.Key_F7)
    until_shown(window, "3. ", "Waar u terechtkunt")
    window.press(Key.Key_Return)

    (draft,) = outside.drafts
    assert len(draft) <= 2000
    assert draft.startswith("mailto:?subject=")
    assert "Collez la fiche ici (Ctrl+V)" in unquote(draft)
    assert "collez-y la fiche" in window.says("status.message")
    assert clipboard().startswith("Où vous adresser")
    assert "Waar u terechtkunt" in clipboard()


def test_where_there_is_no_mail_program_the_operator_is_told_what_else_to_do(
    window: Window, outside: Outside
) -> None:
    outside.has_mail = False
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")

    window.press(Key.Key_Return)

    assert "Aucun programme de courrier" in window.says("status.message")


def test_ctrl_c_copies_the_sheet_unless_letters_of_the_address_are_selected(
    window: Window, outside: Outside
) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    window.type("dr.p@cabinet.example")

    window.press(Key.Key_C, CTRL)
    assert clipboard().startswith("Où vous adresser\nHelpdesk, ")
    assert "est copié" in window.says("status.message")
    window.press(Key.Key_A, CTRL)
    window.press(Key.Key_C, CTRL)
    assert clipboard() == "dr.p@cabinet.example"
    window.find("sheet.preview").setFocus()
    window.press(Key.Key_C, CTRL)

    assert clipboard().startswith("Où vous adresser")


def test_the_call_keeps_in_which_language_the_services_were_handed_over(window: Window) -> None:
    # Given a caller who gets a service in writing, in Dutch
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.press(Key.Key_F3)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    window.press(Key.Key_C, CTRL)
    window.press(Key.Key_Escape)

    # Then the referral says so, and no key takes the sheet back
    assert window.referrals()[0].endswith("✉ NL")
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)
    window.press(Key.Key_F12)
    assert len(window.referrals()) == 1
    assert window.referrals()[0].endswith("✉ NL")


def test_a_file_that_is_written_late_is_noted_with_its_own_call(window: Window) -> None:
    # Given a PDF of one call, asked for while another is begun
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    handing = window.workplace.late.sheet.handing
    window.press(Key.Key_C, CTRL)
    about = handing.about
    window.press(Key.Key_Escape)
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)

    # When it is written at last
    handing.handed.emit(about)

    # Then the call on the desk is none the wiser
    assert "✉" not in window.referrals()[0]


def test_ctrl_e_writes_a_pdf_whose_name_says_nothing_of_anybody(
    window: Window, outside: Outside
) -> None:
    outside.path = outside.folder / "fiche.pdf"
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    window.type("dr")

    window.press(Key.Key_E, CTRL)

    window.until_says("status.message", "fiche.pdf est enregistré")
    assert outside.path.read_bytes().startswith(b"%PDF-")
    assert outside.names[0].startswith("fiche-20")
    assert window.says("sheet.address") == "dr"


def test_a_file_that_cannot_be_written_is_told_and_leaves_no_half_of_it(
    window: Window, outside: Outside
) -> None:
    outside.path = outside.folder / "taken.pdf"
    outside.path.mkdir()  # as a file that another program holds: nothing can take its place
    before = sorted(outside.folder.iterdir())
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")

    window.press(Key.Key_E, CTRL)

    window.until_says("status.message", "taken.pdf n’a pas pu être enregistré")
    assert sorted(outside.folder.iterdir()) == before


def test_a_dialog_that_is_closed_writes_nothing_and_says_nothing(
    window: Window, outside: Outside
) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    said = window.says("status.message")

    window.press(Key.Key_E, CTRL)

    assert outside.names
    assert window.says("status.message") == said


def test_f7_once_more_prints_the_sheet(window: Window, outside: Outside) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")

    window.press(Key.Key_F7)

    assert "envoyée à l’imprimante" in window.says("status.message")
    assert outside.printed.read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(os.name != "posix", reason="the name of a folder is refused in another way")
def test_a_printer_that_takes_nothing_is_told(window: Window, outside: Outside) -> None:
    outside.printed.mkdir()
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")

    window.press(Key.Key_F7)

    assert "ne prend pas la fiche" in window.says("status.message")


def test_a_key_struck_before_the_offer_is_read_waits_for_it(
    window: Window, outside: Outside
) -> None:
    # Given a store that is slow
    give(window)
    free = Event()
    window.workplace.desk.read(window.workplace, lambda _: free.wait(20), lambda _: None)

    # When the address is typed and Enter struck at once
    window.press(Key.Key_F7)
    window.type("dr.p@cabinet.example")
    window.press(Key.Key_Return)
    assert outside.drafts == []
    free.set()

    # Then the draft holds the whole sheet
    window.until(lambda: len(outside.drafts) == 1)
    assert "Soins à domicile Le Pont" in unquote(outside.drafts[0])


def test_a_key_that_waits_is_forgotten_with_the_sheet(window: Window, outside: Outside) -> None:
    give(window)
    free = Event()
    window.workplace.desk.read(window.workplace, lambda _: free.wait(20), lambda _: None)
    window.press(Key.Key_F7)
    window.press(Key.Key_Return)

    window.press(Key.Key_Escape)
    free.set()

    until_shown(window, "1. ")
    assert outside.drafts == []


def test_help_leads_back_to_the_address_and_every_other_way_forgets_it(window: Window) -> None:
    give(window)
    window.press(Key.Key_F7)
    window.type("dr.p@cabinet.example")

    window.press(Key.Key_F1)
    assert "Imprimer" in " ".join(" ".join(row) for row in window.table("help.table")[:4])
    window.press(Key.Key_Escape)
    assert window.says("sheet.address") == "dr.p@cabinet.example"
    assert focused(window) == "sheet.address"
    window.press(Key.Key_F4)

    assert focused(window) == "search.text"
    assert window.says("sheet.address") == ""


def test_escape_leads_back_to_where_the_keyboard_was(window: Window) -> None:
    give(window)
    window.press(Key.Key_F9)
    held = focused(window)
    assert held.startswith("wrapup.")

    window.press(Key.Key_P, CTRL)
    assert focused(window) == "sheet.address"
    window.press(Key.Key_Escape)

    assert focused(window) == held
    assert window.find("wrapup").isVisible()


def test_a_hostile_name_is_shown_letter_by_letter_and_fetches_nothing(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("hostile")
    window.press(Key.Key_Return)

    window.press(Key.Key_F7)

    until_shown(window, '<img src="file:///etc/passwd">Centre hostile</b>')
    shown = window.find("sheet.preview")
    assert isinstance(shown, QTextEdit)
    for letters in shown.document().allFormats():
        assert not letters.isImageFormat()
        assert not letters.toCharFormat().isAnchor()


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1280, 800), (1024, 600)])
def test_every_control_has_a_name_and_room_for_its_words(
    window: Window, language: str, size: tuple[int, int]
) -> None:
    window.main.resize(*size)
    window.speech.use(language)
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")

    assert (window.main.width(), window.main.height()) == size, "the window grew past the screen"
    for control in window.find("sheet").findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
            assert control.accessibleName() or control.property("text"), control
            assert control.accessibleIdentifier() == control.objectName() != "", control
        if isinstance(control, QAbstractButton):
            assert control.width() >= control.sizeHint().width(), control.objectName()
            assert control.visibleRegion().boundingRect() == control.rect(), control.objectName()


LARGE = [(100, (1366, 768)), (150, (1024, 600)), (200, (1366, 768)), (200, (1024, 600))]


@pytest.mark.parametrize(("percent", "size"), LARGE)
def test_the_sheet_is_read_in_the_size_of_the_text_and_scrolled_once(
    start_with: Callable[[Settings], Window], percent: int, size: tuple[int, int]
) -> None:
    window = start_with(Settings(text_size=percent))
    window.main.resize(*size)
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    QApplication.processEvents()

    shown = window.find("sheet.preview")
    assert isinstance(shown, QTextEdit)
    letters = shown.document().begin().begin().fragment().charFormat()
    assert letters.fontPointSize() == HEADING_POINTS * percent / 100
    assert shown.visibleRegion().boundingRect() == shown.rect()
    assert shown.viewport().height() >= 7 * shown.fontMetrics().lineSpacing()
    assert shown.viewport().width() >= 24 * shown.fontMetrics().averageCharWidth()
    back = window.find("sheet.back")
    assert back.visibleRegion().boundingRect() == back.rect()
    assert not window.find("sheet.scroll").isAncestorOf(shown)


def test_a_sheet_that_somebody_comes_back_to_has_the_size_of_the_text(window: Window) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "1. ")
    window.press(Key.Key_Comma, CTRL)
    window.preferences.choose(replace(window.preferences.now, text_size=150))
    window.press(Key.Key_Escape)

    shown = window.find("sheet.preview")
    assert isinstance(shown, QTextEdit)
    letters = shown.document().begin().begin().fragment().charFormat()
    assert letters.fontPointSize() == HEADING_POINTS * 1.5
    assert shown.isVisible()


def test_letters_are_shown_beside_the_languages_only_while_they_choose(window: Window) -> None:
    give(window)
    window.press(Key.Key_F7)
    until_shown(window, "Où vous adresser")
    assert window.says("sheet.language.nl") == "en néerlandais"

    window.press(Key.Key_Tab)
    assert window.says("sheet.language.nl") == "N  en néerlandais"
    window.strike("n")
    assert window.find("sheet.language.nl").isChecked()  # type: ignore[attr-defined]
    window.find("sheet.address").setFocus()
    assert window.says("sheet.language.nl") == "en néerlandais"
