"""Keys struck in a hurry, with a caller on the line: nothing is lost, nothing happens by itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from helpdesk_domain.call_terms import ReferralStatus
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
STRIPS = ("referral", "unmet", "followup", "before", "flag")


def a_call(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins à domicile")


def open_strips(window: Window) -> list[str]:
    found = {strip: window.main.findChild(QFrame, strip) for strip in STRIPS}
    return [strip for strip, frame in found.items() if frame is not None and frame.isVisible()]


def test_a_promise_that_was_read_out_counts_although_enter_was_forgotten(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F8)
    window.type("j+2 14:30 rappeler le CPAS")
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    follow_up = window.logged()[0].call.follow_up
    assert follow_up is not None
    assert follow_up.task == "rappeler le CPAS"


def test_a_line_that_is_not_understood_holds_the_call_up_once(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F8)
    window.type("rappeler le CPAS")
    window.press(Key.Key_F9)
    assert window.main.focusWidget() is window.find("followup.words")
    assert "pas encore comprise" in window.says("status.message")
    window.press(Key.Key_F9)
    assert window.find("wrapup").isVisible()


def test_what_is_typed_in_a_question_is_there_again(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F8)
    window.type("j+2 rapp")
    window.press(Key.Key_F4)
    window.press(Key.Key_F8)
    assert window.says("followup.words") == "j+2 rapp"
    window.press(Key.Key_Escape)
    window.press(Key.Key_F8)
    assert window.says("followup.words") == "j+2 rapp"


def test_a_second_line_rings_while_a_promise_is_typed(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F8)
    window.type("j+2 14:30 rappeler")
    window.press(Key.Key_F2)
    assert open_strips(window) == []
    window.press(Key.Key_Tab, CTRL)
    follow_up = window.workplace.calls.opened().call.follow_up
    assert follow_up is not None
    assert follow_up.task == "rappeler"


def test_enter_struck_twice_gives_no_service(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F8)
    window.type("j+2")
    window.press(Key.Key_Return)
    window.press(Key.Key_Return)
    assert window.workplace.calls.opened().call.referrals == ()
    window.until(lambda: window.workplace.page.search.box.hears_enter)
    window.press(Key.Key_Return)
    assert len(window.workplace.calls.opened().call.referrals) == 1


def test_enter_after_new_words_gives_a_service_however_fast_they_came(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F8)
    window.type("j+2")
    window.press(Key.Key_Return)
    window.type(" un")
    window.press(Key.Key_Return)
    window.until(lambda: len(window.workplace.calls.opened().call.referrals) == 1)


def test_enter_struck_twice_saves_no_call(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F9)
    window.press(Key.Key_F8)
    window.type("j+2")
    window.press(Key.Key_Return)
    window.press(Key.Key_Return)
    assert window.workplace.calls.current is not None
    assert window.logged() == []


def test_a_letter_struck_twice_is_one_answer(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_Return)
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")
    window.strike("r")
    assert window.find("referral").isVisible()
    (referral,) = window.workplace.calls.opened().call.referrals
    assert (referral.status, referral.reason) == (ReferralStatus.REFUSED, None)


def test_one_question_at_a_time_and_none_after_the_call(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_Return)
    for key, modifiers, strip in (
        (Key.Key_F8, Qt.KeyboardModifier.NoModifier, "followup"),
        (Key.Key_Return, SHIFT, "unmet"),
        (Key.Key_F8, SHIFT, "referral"),
        (Key.Key_F9, SHIFT, "before"),
    ):
        window.press(key, modifiers)
        assert open_strips(window) == [strip]
        assert window.find(strip).isAncestorOf(window.main.focusWidget())
    window.press(Key.Key_D, CTRL)
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    assert open_strips(window) == []


def test_the_question_about_a_service_goes_with_the_service_and_keeps_its_words(
    window: Window,
) -> None:
    a_call(window)
    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 1")
    window.press(Key.Key_F4)
    window.press(Key.Key_Down)
    assert open_strips(window) == []
    window.press(Key.Key_D, CTRL)
    assert not window.find("flag.words").isVisible()
    window.press(Key.Key_Escape)
    window.press(Key.Key_Up)
    window.press(Key.Key_D, CTRL)
    assert window.says("flag.words") == "02 1"


def test_minutes_that_were_typed_by_mistake_go_with_f12(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_F9, SHIFT)
    window.type("hier 14:02 47 min")
    window.press(Key.Key_Return)
    window.press(Key.Key_F12)
    call = window.workplace.calls.opened().call
    assert (call.talk_s, call.written_later) == (0, False)
    assert window.find("call.timer").isVisible()


def test_a_report_made_in_wrap_up_and_taken_back_leaves_the_call_where_it_is(
    window: Window,
) -> None:
    a_call(window)
    window.press(Key.Key_F9)
    window.press(Key.Key_D, CTRL)
    window.strike("s")
    window.press(Key.Key_Return)
    window.until_says("status.message", "Signalé")
    window.press(Key.Key_Escape)
    window.press(Key.Key_F12)
    window.press(Key.Key_F9)
    assert window.find("wrapup").isVisible()
    assert window.logged() == []


def test_a_command_struck_over_the_palette_is_seen(window: Window) -> None:
    window.press(Key.Key_K, CTRL)
    window.press(Key.Key_F2)
    assert not window.find("palette").isVisible()
    window.type("psy")
    assert window.says("search.text") == "psy"


def test_f12_on_the_follow_ups_touches_no_call_that_nobody_sees(window: Window) -> None:
    a_call(window)
    window.press(Key.Key_Return)
    window.press(Key.Key_L, CTRL)
    window.press(Key.Key_F12)
    assert window.find("desk").isVisible()
