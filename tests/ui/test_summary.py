"""What professionals are handed over: what was told, no name unless the person agreed to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QTextEdit

from helpdesk_desktop.store.personal_records import withdraw_all
from helpdesk_desktop.store.reads import kept_marks
from helpdesk_desktop.ui.sheet.ways import Ways
from helpdesk_domain.reads import What, Why
from tests.blanks import typed
from tests.ui.intake_hands import answer, held, open_intake
from tests.ui.test_contact import open_contact, until_kept
from tests.ui.window import Key, Window

pytestmark = pytest.mark.usefixtures("no_mouse")


def summed_up(window: Window) -> str:
    """The summary as it is on the screen."""
    shown = window.find("summary.preview")
    assert isinstance(shown, QTextEdit)
    return typed(shown.toPlainText())


@pytest.fixture
def told(window: Window) -> Window:
    """A call in French about somebody without cover and home, with diabetes; a service given."""
    window.give_a_service()
    open_intake(window)
    window.strike("n")
    answer(window, "housing_state", "s")
    answer(window, "psychiatric", "o")
    answer(window, "chronic_diseases", "d")
    return window


def open_summary(window: Window) -> None:
    window.press(Key.Key_F7)
    window.until(lambda: held(window) == "summary.address")


def agree_to_a_hand_over(window: Window) -> None:
    open_contact(window)
    window.find("contact.purposes.hand_over").setFocus()
    window.press(Key.Key_Space)
    window.press(Key.Key_Return)
    window.strike("a")
    window.until(lambda: held(window) == "contact.name.line")
    window.type("Samira")
    window.press(Key.Key_Escape)
    until_kept(window, lambda it: it.identity.name == "Samira")


def test_it_says_what_was_told_why_and_what_was_given(told: Window) -> None:
    open_summary(told)
    said = summed_up(told)
    assert "En ordre de mutuelle ? non" in said
    assert "intégration (étude)" in said
    assert "χ²=7,5" in said
    assert "n=236" in said
    assert "Soins à domicile" in said
    assert "Ce résumé ne nomme personne." in said


def test_it_can_be_in_dutch_whatever_the_screens_speak(told: Window) -> None:
    open_summary(told)
    told.press(Key.Key_Down)
    assert "In orde met de ziekteverzekering? nee" in summed_up(told)


def test_nothing_is_summed_up_before_anything_was_told(window: Window) -> None:
    window.press(Key.Key_F2)
    open_intake(window)
    window.press(Key.Key_F7)
    window.until_says("status.message", "Rien à résumer")
    assert window.find("intake").isVisible()


def test_without_consent_no_name_can_be_chosen(told: Window) -> None:
    open_summary(told)
    assert not told.find("summary.named").isEnabled()


def test_with_consent_the_name_is_said_once_somebody_chooses_so(told: Window) -> None:
    agree_to_a_hand_over(told)
    told.until(lambda: held(told).startswith("intake."))
    open_summary(told)
    told.until(lambda: told.find("summary.named").isEnabled())
    # Not by itself
    assert "Samira" not in summed_up(told)
    told.find("summary.named").setFocus()
    told.press(Key.Key_Space)
    told.until(lambda: "Samira" in summed_up(told))
    # And no more than was read aloud: who it is, not the situation; only for those services
    assert "mutuelle" not in summed_up(told)
    assert "Soins à domicile Le Pont" in summed_up(told)
    assert "nulle part ailleurs" in summed_up(told)
    # And that it was read is noted
    marks = told.store.read(kept_marks)
    assert [(mark.what, mark.why) for mark in marks] == [(What.IDENTITY, Why.SUMMARY)]


def test_escape_leads_back_to_the_intake(told: Window) -> None:
    open_summary(told)
    told.press(Key.Key_Escape)
    told.until(lambda: held(told).startswith("intake."))
    assert told.find("intake").isVisible()


def test_a_draft_of_an_e_mail_holds_the_summary(told: Window) -> None:
    drafts: list[str] = []
    open_summary(told)
    told.workplace.late.summary.handing.ways = Ways(
        open_draft=lambda url: not drafts.append(url)  # type: ignore[func-returns-value]
    )
    told.press(Key.Key_Up)
    told.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    told.press(Key.Key_Return)
    told.until(lambda: bool(drafts))
    assert drafts[0].startswith("mailto:")


def test_a_consent_that_was_withdrawn_meanwhile_lets_no_name_out(told: Window) -> None:
    # Given a summary with a name on the screen
    agree_to_a_hand_over(told)
    told.until(lambda: held(told).startswith("intake."))
    open_summary(told)
    told.until(lambda: told.find("summary.named").isEnabled())
    told.find("summary.named").setFocus()
    told.press(Key.Key_Space)
    told.until(lambda: "Samira" in summed_up(told))
    # When the person withdraws at another desk, and that comes down
    call_id = told.workplace.calls.current.call.id  # type: ignore[union-attr]
    told.store.run(lambda session: withdraw_all(session, call_id, told.workplace.calls.now(), None))
    # Then a copy holds no name, and the screen none either
    QGuiApplication.clipboard().setText("before")
    told.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    told.until(lambda: "Samira" not in summed_up(told))
    assert QGuiApplication.clipboard().text() == "before"
    assert not told.find("summary.named").isEnabled()


def test_the_levels_stand_below_each_other_however_long_their_dimension_is_called(
    told: Window,
) -> None:
    open_summary(told)
    told.until(lambda: "circulation de l’information" in summed_up(told))
    shown = told.find("summary.preview")
    assert isinstance(shown, QTextEdit)
    begins = {
        title: _begins(shown, title)
        for title in ("Suggéré", "accessibilité", "circulation de l’information", "globalité")
    }
    assert len(set(begins.values())) == 1, begins


def _begins(shown: QTextEdit, title: str) -> int:
    """Where the text beside a title begins, in pixels."""
    block = shown.document().begin()
    while not block.text().startswith(title):
        block = block.next()
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.text().index("\t") + 1)
    return shown.cursorRect(cursor).left()
