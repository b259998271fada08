"""A call, as an operator lives it, through the real window."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from helpdesk_desktop.store.drafts import drafts
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_search_box_is_ready_for_the_next_caller_once_the_call_is_saved(
    window: Window,
) -> None:
    window.log_a_call("logement", refer=False)

    window.until(lambda: window.says("search.text") == "")
    assert window.main.focusWidget() is window.find("search.text")


def test_between_two_calls_the_operator_sees_what_was_done_today(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    def told() -> bool:
        today = window.lines("card.body")
        return any("1 appel · 1 orientation · 1 à compléter" in line for line in today)

    window.until(told)


def test_a_referral_given_before_f2_starts_the_call_by_itself(window: Window) -> None:
    window.search("logement")

    window.press(Key.Key_Return)

    assert len(window.referrals()) == 1
    assert window.workplace.calls.current is not None
    assert window.says("search.text") == "logement"


def test_enter_struck_before_the_results_are_there_refers_once_they_are(window: Window) -> None:
    window.press(Key.Key_F2)
    window.type("logement")
    window.press(Key.Key_Return)

    window.until(lambda: len(window.referrals()) == 1)


def test_f12_takes_back_each_step_in_turn(window: Window) -> None:
    # Given a call with a language and two referrals
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("soins")
    window.press(Key.Key_Return)
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)
    assert len(window.referrals()) == 2

    # When F12 is struck again and again, from the search box
    window.press(Key.Key_F12)
    assert len(window.referrals()) == 1
    window.press(Key.Key_F12)
    assert window.referrals() == []
    window.press(Key.Key_F12)

    # Then the language goes too, and what was typed stays
    current = window.workplace.calls.current
    assert current is not None
    assert current.call.caller_language is None
    assert window.says("search.text") == "soins"


def test_f12_brings_a_call_back_that_was_saved_too_soon(window: Window) -> None:
    window.log_a_call("logement")

    window.press(Key.Key_F12)

    window.until(lambda: len(window.referrals()) == 1)
    assert window.logged() == []
    assert window.says("search.text") == "logement"


def test_a_call_started_by_mistake_goes_away_and_leaves_nothing(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F12)

    assert window.workplace.calls.current is None


def test_a_second_line_parks_the_first_call_and_ctrl_tab_comes_back(window: Window) -> None:
    # Given a call in which a service was given
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)

    # When the second line rings
    window.press(Key.Key_F2)
    assert window.referrals() == []
    assert window.says("search.text") == ""

    # Then Ctrl+Tab brings the first call back, words and referrals
    window.press(Key.Key_Tab, CTRL)
    assert len(window.referrals()) == 1
    assert window.says("search.text") == "logement"


def test_a_call_with_something_missing_says_what_and_can_still_be_saved(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)

    assert "langue (F3)" in window.says("wrapup.missing")
    assert "qui appelle" in window.says("wrapup.missing")

    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    window.until_says("status.message", "à compléter")


def test_escape_in_wrap_up_goes_back_to_the_call_and_loses_nothing(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)

    window.press(Key.Key_Escape)

    assert not window.find("wrapup").isVisible()
    assert len(window.referrals()) == 1


def test_a_note_that_is_typed_is_in_the_call(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F6)
    window.press(Key.Key_F6)
    window.type("à rappeler demain")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.note == "à rappeler demain"


def test_what_was_typed_is_back_after_the_program_died(start: Callable[[], Window]) -> None:
    # Given a call in progress, kept as a draft within a second of the last letter
    first = start()
    first.press(Key.Key_F2)
    first.search("soins")
    first.press(Key.Key_Return)
    first.until_kept(timeout_ms=1000)
    first.close()

    # When the program starts again
    second = start()
    second.until_offered()
    assert second.main.focusWidget() is second.find("recovery.resume")

    # Then Enter brings the call back, and nothing came back by itself before
    assert second.referrals() == []
    second.press(Key.Key_Return)
    assert len(second.referrals()) == 1
    assert second.says("search.text") == "soins"
    assert not second.find("recovery").isVisible()


def test_enter_brings_back_one_call_after_another_and_refers_nothing(
    start: Callable[[], Window],
) -> None:
    # Given two calls that were open when the program died
    first = start()
    for words in ("soins", "logement"):
        first.press(Key.Key_F2)
        first.search(words)
        first.until_kept(timeout_ms=1000)
    first.close()
    second = start()
    second.until_offered()
    assert "encore 1" in second.says("recovery.message")

    # When Enter is struck once for each
    second.press(Key.Key_Return)
    assert "encore" not in second.says("recovery.message")
    second.press(Key.Key_Return)

    # Then both are back, and nothing was given to anybody
    calls = second.workplace.calls
    assert {one.search_text for one in (calls.opened(), *calls.parked)} == {"soins", "logement"}
    assert second.referrals() == []
    assert not second.find("recovery").isVisible()


def test_letters_struck_on_the_recovery_bar_are_searched(start: Callable[[], Window]) -> None:
    first = start()
    first.press(Key.Key_F2)
    first.search("soins")
    first.until_kept(timeout_ms=1000)
    first.close()
    second = start()
    second.until_offered()

    second.type("repas")

    assert second.says("search.text") == "repas"
    assert second.find("recovery").isVisible()


def test_what_was_being_typed_in_a_question_is_back_after_the_program_died(
    start: Callable[[], Window],
) -> None:
    # Given a promise that is half typed, and not understood yet
    first = start()
    first.press(Key.Key_F2)
    first.press(Key.Key_F8)
    first.type("rappeler le CPAS quand")
    first.until_kept(timeout_ms=1000)
    first.close()

    # When the call is resumed after a crash, and the same is asked
    second = start()
    second.until_offered()
    second.press(Key.Key_Return)
    second.press(Key.Key_F8)

    # Then the words stand there
    assert second.says("followup.words") == "rappeler le CPAS quand"
    second.press(Key.Key_Escape)
    second.press(Key.Key_F8)
    second.find("followup.words").setText("j+2 rappeler")  # type: ignore[attr-defined]
    second.press(Key.Key_Return)
    second.until_kept()
    second.close()

    # And once it was answered, nothing is left to be answered
    third = start()
    third.until_offered()
    third.press(Key.Key_Return)
    third.press(Key.Key_F8)
    assert "rappeler le CPAS" not in third.says("followup.words")


def test_an_unfinished_call_that_was_thrown_away_is_back_with_f12(
    start: Callable[[], Window],
) -> None:
    # Given an unfinished call that somebody throws away by mistake
    first = start()
    first.press(Key.Key_F2)
    first.search("soins")
    first.until_kept(timeout_ms=1000)
    first.close()
    second = start()
    second.until_offered()
    second.press(Key.Key_Tab)
    second.press(Key.Key_Space)
    assert not second.find("recovery").isVisible()
    second.until(lambda: second.store.read(drafts) == [])

    # When it is taken back
    second.press(Key.Key_F12)

    # Then it is offered again, and is in the file
    second.until(lambda: len(second.store.read(drafts)) == 1)
    assert second.find("recovery").isVisible()
    second.press(Key.Key_Return)
    assert second.says("search.text") == "soins"
