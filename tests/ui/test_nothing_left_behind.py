"""What was typed, asked or taken out of a call is in it when it is saved, whatever came between."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from helpdesk_domain.calls import Call
from helpdesk_domain.person_concerned import AgeBand
from helpdesk_domain.territory import Nis
from tests.ui.small_offer import HOUSING
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
IXELLES, UCCLE = Nis("21009"), Nis("21016")


def save(window: Window) -> Call:
    before = len(window.logged())
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) > before)
    return window.logged()[0].call


def take_out(window: Window, chip: int) -> None:
    window.find(f"call.need.{chip}").setFocus()
    window.press(Key.Key_Delete)


# questions that gave way


def test_what_was_typed_in_a_question_that_gave_way_counts(window: Window) -> None:
    # Given somebody who is told of the person, and promises something before Enter
    window.press(Key.Key_F2)
    window.press(Key.Key_O, CTRL)
    window.type("ixelles 53 f")
    window.press(Key.Key_F8)
    window.type("demain 10:00 rappeler")
    window.press(Key.Key_Return)

    # Then both are in the call
    call = save(window)
    assert call.follow_up is not None
    assert (call.person.commune, call.person.age) == (IXELLES, AgeBand.FROM_45)


def test_what_was_being_typed_at_a_crash_counts_once_the_call_goes_on(
    start: Callable[[], Window],
) -> None:
    first = start()
    first.press(Key.Key_F2)
    first.press(Key.Key_O, CTRL)
    first.type("ixelles 53 f")
    first.until_kept(timeout_ms=1000)
    first.close()

    second = start()
    second.until_offered()
    assert "ixelles 53 f" in second.says("recovery.message")
    second.press(Key.Key_Return)
    assert save(second).person.commune == IXELLES


def test_what_is_escaped_does_not_count_and_what_is_not_understood_holds_up_once(
    window: Window,
) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_O, CTRL)
    window.type("ixelles")
    window.press(Key.Key_Escape)
    assert save(window).person.commune is None

    window.press(Key.Key_F2)
    window.press(Key.Key_O, CTRL)
    window.type("ixelles dupont")
    window.press(Key.Key_F8)
    window.press(Key.Key_Escape)
    window.press(Key.Key_F9)
    assert window.main.focusWidget() is window.find("person.words")
    assert not window.find("wrapup").isVisible()

    # And F9, letter, F9 struck by habit erases nothing of it, and is told what it costs
    window.strike("m")
    assert window.says("person.words") == "ixelles dupontm"
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    assert "« ixelles dupontm »" in window.says("wrapup.missing")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 2)
    window.until_says("status.message", "sans « ixelles dupontm »")


def test_what_is_added_of_the_person_keeps_the_commune_that_was_read(window: Window) -> None:
    window.search("logement ixelles")
    window.press(Key.Key_Return)
    window.press(Key.Key_O, CTRL)
    window.type("53 homme")
    window.press(Key.Key_Return)

    person = window.workplace.calls.opened().call.person
    assert (person.commune, person.age, person.is_place_proposed) == (
        IXELLES,
        AgeBand.FROM_45,
        False,
    )


def test_f12_in_a_line_puts_the_line_away_and_touches_nothing_else(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_O, CTRL)
    window.type("53 homme")
    window.press(Key.Key_F12)
    assert not window.find("person").isVisible()
    assert len(window.referrals()) == 1

    window.press(Key.Key_F12)
    assert window.referrals() == []


def test_ctrl_tab_comes_back_to_the_call_just_left_and_goes_around(window: Window) -> None:
    for words in ("soins", "logement", "repas"):
        window.press(Key.Key_F2)
        window.search(words)

    seen = []
    for _ in range(4):
        window.press(Key.Key_Tab, CTRL)
        seen.append(window.workplace.calls.opened().search_text)
    assert seen == ["logement", "soins", "repas", "logement"]


def test_f12_after_saving_has_the_line_that_was_not_understood(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_O, CTRL)
    window.type("ixelles dupont")
    for _ in range(3):
        window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)

    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)
    window.press(Key.Key_O, CTRL)
    assert window.says("person.words") == "ixelles dupont"


def test_an_escaped_line_is_not_thrown_away_with_a_call_that_is_undone(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_O, CTRL)
    window.type("ixelles 53 f")
    window.press(Key.Key_Escape)
    window.press(Key.Key_F12)

    assert window.workplace.calls.current is not None
    assert "rien à annuler" in window.says("status.message")


# needs


def test_a_number_alone_is_no_need_that_nothing_fits(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("0470 12 34 56")
    window.press(Key.Key_Return, SHIFT)

    assert not window.find("unmet").isVisible()
    assert "Tapez d’abord" in window.says("status.message")


@pytest.mark.parametrize(
    ("later", "needs"),
    [
        ("logement uccle", ("logement uccle",)),
        ("logement", ("logement",)),
        ("repas", ("logement", "repas")),
        ("?", ("logement",)),
    ],
)
def test_words_that_say_more_take_the_place_of_those_that_said_less(
    window: Window, later: str, needs: tuple[str, ...]
) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F4)
    window.search(later)

    call = save(window)
    assert call.needs == needs
    assert call.person.commune == (UCCLE if "uccle" in later else None)


def test_a_need_that_was_taken_out_stays_out_whatever_is_undone(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    take_out(window, 0)
    window.press(Key.Key_F3)
    window.press(Key.Key_F12)
    assert save(window).needs == ()

    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)
    assert save(window).needs == ()


def test_a_need_without_a_solution_that_was_taken_out_stays_out(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    window.strike("s")
    take_out(window, 0)

    assert save(window).needs == ()


def test_a_need_that_was_taken_out_stays_out_after_a_crash(start: Callable[[], Window]) -> None:
    first = start()
    first.search("logement")
    first.press(Key.Key_Return)
    take_out(first, 0)
    first.until_kept()
    first.close()

    second = start()
    second.until_offered()
    second.press(Key.Key_Return)
    assert save(second).needs == ()


def test_f9_before_the_answer_keeps_what_the_words_mean_all_the_same(window: Window) -> None:
    window.press(Key.Key_F2)
    window.type("logement uccle")
    window.press(Key.Key_F9)
    window.until(window.settled)
    window.until(lambda: len(window.needs()) == 2)
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    call = window.logged()[0].call
    assert (call.need_terms, call.person.commune) == ((HOUSING,), UCCLE)


def test_a_kind_alone_keeps_a_call_from_being_lost(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    take_out(window, 0)
    window.find("call.referrals").setFocus()
    window.press(Key.Key_Home)
    window.press(Key.Key_Delete)
    window.press(Key.Key_F4)
    window.press(Key.Key_Delete)
    window.press(Key.Key_F2)

    assert len(window.workplace.calls.parked) == 1


def test_a_service_given_twice_says_so_although_the_need_is_new(window: Window) -> None:
    window.search("logement social")
    window.press(Key.Key_Return)
    take_out(window, 0)
    window.press(Key.Key_F4)
    window.search("logement social d'ixelles")
    window.press(Key.Key_Return)

    assert "déjà" in window.says("status.message")


# the note


def test_what_was_typed_before_a_number_is_undone_after_it(window: Window) -> None:
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("Premier mot. NISS 85.07.30-033.28")
    assert window.text("call.note") == "Premier mot. NISS •••"

    for _ in range(40):
        window.press(Key.Key_Z, CTRL)
    assert window.text("call.note") == ""
    assert window.workplace.calls.opened().call.note == ""
