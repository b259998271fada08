"""What could not be answered, and what was no call, through the real window."""

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.ui.call.call_steps import set_outcome
from helpdesk_domain.call_terms import CallerProfile, Outcome, UnmetReason
from helpdesk_domain.calls import Call
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def saved(window: Window) -> Call:
    """The one call that was logged."""
    window.until(lambda: len(window.logged()) == 1)
    return window.logged()[0].call


def test_in_dutch_other_letters_say_the_same(window: Window) -> None:
    window.speech.use("nl")
    window.search("huisvesting")
    window.press(Key.Key_Return, SHIFT)
    window.strike("v")
    window.press(Key.Key_F9)
    window.strike("e")
    assert window.find("wrapup.non_call.wrong_number").property("checked")
    window.strike("h")
    window.press(Key.Key_F9)

    call = saved(window)
    assert call.unmet_needs[0].reason is UnmetReason.FULL
    assert (call.non_call, call.profile) == (None, CallerProfile.GP)


def test_escape_says_nothing_and_f12_takes_back_what_was_said(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    window.press(Key.Key_Escape)
    assert not window.find("unmet").isVisible()
    assert window.workplace.calls.current is None
    assert window.main.focusWidget() is window.find("search.text")

    window.press(Key.Key_Return, SHIFT)
    window.strike("c")
    window.press(Key.Key_F12)
    assert "rien" not in "".join(window.needs())


def test_the_same_letter_again_takes_the_reason_back(window: Window) -> None:
    window.search("logement")
    for _ in range(2):
        window.press(Key.Key_Return, SHIFT)
        window.strike("s")

    assert window.needs() == ["logement", "Logement"]
    assert "Retiré" in window.says("status.message")


def test_a_slip_onto_what_was_no_call_costs_nothing_that_was_chosen(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)
    window.strike("s")
    set_outcome(window.workplace.calls, Outcome.FOLLOW_UP)

    window.strike("e")
    wrap_up = window.workplace.page.call.wrap_up
    window.until(lambda: not wrap_up._was_none.is_echo("e"))
    window.strike("e")
    window.press(Key.Key_F9)

    call = saved(window)
    assert (call.profile, call.outcome) == (CallerProfile.SOCIAL_WORKER, Outcome.FOLLOW_UP)


def test_arrows_among_who_rings_never_say_that_it_was_no_call(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    for _ in range(12):
        window.press(Key.Key_Down)

    assert window.workplace.calls.opened().call.non_call is None


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_F12])
def test_no_key_meant_for_the_question_falls_on_a_button(window: Window, key: Key) -> None:
    # Given a call that is parked, and the question about the one on the desk
    window.press(Key.Key_F2)
    window.search("repas")
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)

    # When another call comes on the desk, then the keyboard is in the search box
    window.press(key, CTRL if key is Key.Key_Tab else Qt.KeyboardModifier.NoModifier)
    assert not window.find("unmet").isVisible()
    assert window.main.focusWidget() is window.find("search.text")


def test_other_words_end_the_question_about_those_before(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    window.press(Key.Key_F4)
    window.type("repas")

    assert not window.find("unmet").isVisible()


def test_without_a_word_there_is_no_need_to_be_told_of(window: Window) -> None:
    window.press(Key.Key_Return, SHIFT)

    assert not window.find("unmet").isVisible()
    assert "Tapez d’abord" in window.says("status.message")


def test_a_call_that_is_said_to_have_no_solution_asks_why(window: Window) -> None:
    # Given an operator who says in wrap-up that there was nothing
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("logement")
    window.press(Key.Key_F9)
    window.strike("m")
    set_outcome(window.workplace.calls, Outcome.NO_SOLUTION)
    assert "pourquoi sans solution" in window.says("wrapup.missing")

    # When she says why, then nothing is missing any more, and the keyboard is where it was
    window.press(Key.Key_Return, SHIFT)
    window.strike("z")
    assert window.says("wrapup.missing") == "Rien ne manque."
    assert window.main.focusWidget() is window.find("wrapup.profile.gp")


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_F9])
def test_a_question_about_one_call_is_not_answered_for_another(window: Window, key: Key) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)

    window.press(key)

    assert not window.find("unmet").isVisible()


def test_the_arrows_go_through_the_reasons_and_only_enter_chooses(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    for _ in range(2):
        window.press(Key.Key_Down)
    assert window.find("unmet").isVisible()
    window.press(Key.Key_Return)

    opened = window.workplace.calls.current
    assert opened is not None
    assert [one.reason for one in opened.call.unmet_needs] == [UnmetReason.OUTSIDE_AREA]


def test_a_note_keeps_its_shift_enter(window: Window) -> None:
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("un")
    window.press(Key.Key_Return, SHIFT)

    assert not window.find("unmet").isVisible()


def test_a_wrong_number_is_no_call_of_the_day(window: Window) -> None:
    window.log_a_call("logement")
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.strike("r")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 2)

    window.until(lambda: any("1 appel ·" in line for line in window.lines("card.body")))
