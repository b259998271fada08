"""A slip at the end of a call costs nothing: what was promised, asked or chosen is still there."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.words.labels import NON_CALL_KEYS, PROFILE_KEYS
from helpdesk_domain.call_terms import CallerProfile, NonCall, Outcome, UnmetReason
from helpdesk_domain.calls import Call
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
INTERNAL = "k"


def saved(window: Window) -> Call:
    """The one call that was logged."""
    window.until(lambda: len(window.logged()) == 1)
    return window.logged()[0].call


def take_back(window: Window) -> None:
    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)


def test_no_letter_of_what_is_no_call_says_who_rings_in_any_language() -> None:
    assert not set("".join(NON_CALL_KEYS.values())) & set("".join(PROFILE_KEYS.values()))


def test_a_promise_that_a_slip_would_cost_is_told_and_f12_brings_it_back(window: Window) -> None:
    # Given a call in which something was promised, and a letter beside the one that was meant
    window.press(Key.Key_F2)
    window.search("repas")
    window.press(Key.Key_F8)
    window.type("demain 10:00 rappeler")
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)
    window.strike(INTERNAL)

    # Then it is told before anything is saved
    assert "promis" in window.says("wrapup.missing")

    # And after it was saved all the same, one key has everything back
    window.press(Key.Key_F9)
    assert saved(window).non_call is NonCall.INTERNAL
    take_back(window)
    opened = window.workplace.calls.opened().call
    assert opened.follow_up is not None
    assert opened.follow_up.task == "rappeler"


def test_the_reason_why_there_was_nothing_is_back_too(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    window.strike("s")
    window.press(Key.Key_F9)
    window.strike("r")
    window.press(Key.Key_F9)
    assert saved(window).unmet_needs == ()

    take_back(window)
    (lacking,) = window.workplace.calls.opened().call.unmet_needs
    assert lacking.reason is UnmetReason.FULL


def test_a_wrong_number_of_nothing_needs_no_warning(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.strike("e")

    assert window.says("wrapup.missing") == "Rien ne manque."


def test_a_second_question_of_the_same_caller_is_a_need_too(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F4)
    window.search("repas chauds")
    window.press(Key.Key_F9)

    assert window.needs()[:2] == ["logement", "repas chauds"]
    window.press(Key.Key_F9)
    assert saved(window).needs == ("logement", "repas chauds")


def test_the_same_question_said_otherwise_is_one_need(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement ixelles")
    window.press(Key.Key_Return)
    window.press(Key.Key_F4)
    window.search("logement")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    assert saved(window).needs == ("logement ixelles",)


def test_a_need_that_is_taken_out_in_wrap_up_does_not_come_back_by_itself(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("repas chauds")
    window.press(Key.Key_F9)
    window.find("call.need.0").setFocus()
    window.press(Key.Key_Delete)
    window.press(Key.Key_F9)

    assert saved(window).needs == ()


def test_an_outcome_that_nobody_chose_is_proposed_anew_when_a_call_is_mended(
    window: Window,
) -> None:
    # Given a call that was logged as « information given »
    window.log_a_call("repas", refer=False)
    assert window.logged()[0].call.outcome is Outcome.INFORMATION

    # When it is opened again and a service is given
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    # Then it ended in a referral
    window.until(lambda: bool(window.logged()[0].call.referrals))
    assert window.logged()[0].call.outcome is Outcome.REFERRED


def test_what_is_cut_of_a_pasted_note_goes_with_one_undo(window: Window) -> None:
    # Given a note, and a paste that is far too long
    window.press(Key.Key_F2)
    note = window.find("call.note")
    note.setFocus()
    window.type("rappeler")
    QApplication.clipboard().setText(" x" * 50_000)
    window.press(Key.Key_V, CTRL)
    assert len(window.text("call.note")) == 2000

    # When it is undone in the text itself
    window.press(Key.Key_Z, CTRL)

    # Then the note is what it was
    assert window.text("call.note") == "rappeler"


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer that is set to another zone than that of Brussels."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_tokyo")
def test_hours_are_those_of_brussels_wherever_the_computer_is_set(window: Window) -> None:
    window.press(Key.Key_F9, SHIFT)
    window.type("hier 14:02 7 min")
    window.press(Key.Key_Return)
    assert "14:02" in window.says("call.title")

    window.search("repas")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    saved(window)
    window.press(Key.Key_J, CTRL)
    window.press(Key.Key_Left)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    assert window.table("mycalls.table")[0][0] == "14:02"


def test_enter_in_wrap_up_chooses_what_the_keyboard_is_on_before_it_saves(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F9)
    window.press(Key.Key_Down)
    window.until(lambda: window.workplace.page.call.wrap_up.hears_enter)
    window.press(Key.Key_Return)

    opened = window.workplace.calls.opened()
    assert opened.call.profile is not None
    assert window.logged() == []
    window.press(Key.Key_Return)
    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.profile is opened.call.profile


def test_a_letter_says_who_rings_also_when_the_keyboard_is_on_how_it_ended(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F9)
    window.find("wrapup.outcome").setFocus()
    window.strike("s")

    call = window.workplace.calls.opened().call
    assert (call.profile, call.outcome) == (CallerProfile.SOCIAL_WORKER, None)


def test_a_letter_of_what_was_no_call_struck_twice_says_it_once(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.strike("e")
    window.strike("e")

    assert window.workplace.calls.opened().call.non_call is NonCall.WRONG_NUMBER


def test_an_outcome_that_goes_against_what_was_given_is_told(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F9)
    window.strike("m")
    call_steps.set_outcome(window.workplace.calls, Outcome.REFERRED)
    assert window.says("wrapup.missing") == "Rien ne manque."

    call_steps.withdraw(window.workplace.calls, 0)

    assert window.says("wrapup.missing") == "« Orienté », avec 0 service donné ?"


def test_all_that_reaches_a_person_in_a_paste_is_named_and_stays_told(window: Window) -> None:
    window.press(Key.Key_F2)
    note = window.find("call.note")
    assert isinstance(note, QPlainTextEdit)
    note.insertPlainText("née le 12/03/1985, BE68 5390 0754 7034, fatima@example.be, 0470 12 34 56")

    said = window.says("status.message")
    for one in ("numéro de téléphone", "adresse e-mail", "compte bancaire", "date de naissance"):
        assert one in said
    window.press(Key.Key_F9)
    lacking = window.says("wrapup.missing")
    assert "À retirer de la note : compte bancaire, date de naissance" in lacking
