"""What is no call that rings now: an encounter in the field, a call written down later."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import Call
from helpdesk_domain.clock import BRUSSELS
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def save(window: Window) -> Call:
    window.press(Key.Key_F9)
    window.strike("s")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    return window.logged()[0].call


def test_an_encounter_has_no_clock_and_says_what_it_is(window: Window) -> None:
    window.press(Key.Key_F2, SHIFT)
    assert window.says("call.title") == "RENCONTRE"
    assert not window.find("call.timer").isVisible()
    window.search("logement")
    window.press(Key.Key_Return)

    call = save(window)
    assert (call.channel, call.talk_s, call.wrap_up_s) == (Channel.ENCOUNTER, 0, 0)


def test_a_call_on_paper_is_written_down_with_its_own_moment_and_length(window: Window) -> None:
    # Given a call that was taken on paper while the computer was off
    window.press(Key.Key_F2)
    window.press(Key.Key_F9, SHIFT)
    window.type("hier 14:02 7 min")
    assert "14:02, 7 min" in window.says("before.reading")
    window.press(Key.Key_Return)

    # Then it says so, no clock runs, and it is logged on its day
    assert window.says("call.title").startswith("APPEL –")
    assert not window.find("call.timer").isVisible()
    window.search("logement")
    call = save(window)
    began = call.started_at.astimezone(BRUSSELS)
    yesterday = datetime.now(BRUSSELS).date() - timedelta(days=1)
    assert (began.date(), began.strftime("%H:%M")) == (yesterday, "14:02")
    assert (call.talk_s, call.written_later) == (420, True)


def test_f12_and_an_emptied_line_make_it_a_call_of_now_again(window: Window) -> None:
    for undo in (True, False):
        window.press(Key.Key_F2)
        window.press(Key.Key_F9, SHIFT)
        window.type("hier 14:02")
        window.press(Key.Key_Return)
        assert window.workplace.calls.opened().call.written_later
        if undo:
            window.press(Key.Key_F12)
        else:
            window.press(Key.Key_F9, SHIFT)
            assert "14:02" in window.says("before.words")
            window.press(Key.Key_Delete)
            window.press(Key.Key_Return)
        call = window.workplace.calls.opened().call
        assert not call.written_later
        assert (datetime.now().astimezone() - call.started_at) < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02 10:00", "Cette date ou cette heure n’existe pas."),
        ("31/12/2090 10:00", "Ce moment est encore à venir."),
        ("1/1/2020 10:00", "C’était il y a plus d’un an."),
    ],
)
def test_a_moment_that_cannot_have_been_is_told(window: Window, typed: str, said: str) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9, SHIFT)
    window.type(typed)
    window.press(Key.Key_Return)
    assert window.says("before.reading") == said
    assert window.find("before").isVisible()


def test_its_clock_stays_off_after_a_crash(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9, SHIFT)
    window.type("hier 14:02 7 min")
    window.press(Key.Key_Return)
    window.press(Key.Key_F2)
    window.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.workplace.calls.opened().call.talk_s == 420


def test_an_encounter_speaks_of_no_call_and_nobody_rings_off(window: Window) -> None:
    # Given an encounter that ends
    window.press(Key.Key_F2, SHIFT)
    window.search("repas")
    window.press(Key.Key_F9)

    # Then it is asked who it is, and not why it was no call
    assert window.says("wrapup.profile.title") == "Qui est-ce ? (une lettre)"
    assert "La personne parle" in window.says("call.language.title")
    assert not window.find("wrapup.non_call.test").isVisible()
    window.strike("t")
    window.strike("p")
    window.press(Key.Key_F9)

    # And my calls tells it from a call
    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.non_call is None
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    assert window.table("mycalls.table")[0][1] == "rencontre"


def test_the_counts_of_a_day_tell_what_had_no_solution_and_what_was_no_call(
    window: Window,
) -> None:
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    window.strike("s")
    for letter in "me":
        window.press(Key.Key_F2)
        window.press(Key.Key_F9)
        window.strike(letter)
        window.press(Key.Key_F9)
    window.press(Key.Key_Tab, CTRL)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 3)

    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 3)
    assert "2 appels" in window.says("mycalls.counts")
    assert "1 sans solution · 1 hors appel" in window.says("mycalls.counts")


def test_a_question_by_e_mail_is_written_down_as_one_and_asked_back_as_it_was(
    window: Window,
) -> None:
    # Given an e-mail of this morning that was answered
    window.press(Key.Key_F9, SHIFT)
    window.type("hier 14:02 e-mail sortant")
    assert "e-mail, sortant" in window.says("before.reading")
    window.press(Key.Key_Return)

    # Then the line says the same again, and the call keeps it
    window.press(Key.Key_F9, SHIFT)
    assert window.says("before.words").endswith("14:02 e-mail sortant")
    window.press(Key.Key_Escape)
    call = save(window)
    assert (call.channel, call.is_outgoing, call.written_later) == (Channel.EMAIL, True, True)


def test_an_emptied_line_makes_a_call_of_it_again(window: Window) -> None:
    window.press(Key.Key_F9, SHIFT)
    window.type("hier 14:02 e-mail sortant")
    window.press(Key.Key_Return)
    window.press(Key.Key_F9, SHIFT)
    window.press(Key.Key_Delete)
    window.press(Key.Key_Return)

    call = save(window)
    assert (call.channel, call.is_outgoing, call.written_later) == (Channel.PHONE, False, False)
