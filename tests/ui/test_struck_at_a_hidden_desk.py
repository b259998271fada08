"""Whoever types before looking loses no letter, and answers nothing that nobody saw."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def test_enter_struck_twice_at_the_hidden_desk_gives_no_service(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    window.workplace.curtain.draw()

    window.press(Key.Key_Return)
    assert window.find("search.text").hasFocus()
    window.press(Key.Key_Return)

    assert window.workplace.calls.opened().call.referrals == ()


def test_a_letter_at_a_hidden_desk_answers_nothing_that_nobody_saw(window: Window) -> None:
    window.give_a_service("logement")
    window.press(Key.Key_F9)
    window.workplace.curtain.draw()

    window.strike("m")

    call = window.workplace.calls.opened().call
    assert window.find("wrapup").isVisible()
    assert (call.profile, call.needs) == (None, ("logement",))
    assert window.says("search.text") == "logement"


def test_enter_struck_twice_at_a_hidden_wrap_up_saves_nothing(window: Window) -> None:
    window.give_a_service("logement")
    window.press(Key.Key_F9)
    window.strike("m")
    window.workplace.curtain.draw()
    screen = window.main.windowHandle()

    QTest.keyClick(screen, Key.Key_Return)
    assert window.find("wrapup").isVisible()
    window.until(lambda: window.workplace.page.call.wrap_up.hears_enter)
    window.workplace.curtain._shown.begin()  # however long that took
    QTest.keyClick(screen, Key.Key_Return)

    assert window.workplace.calls.current is not None
    assert window.logged() == []


def test_what_is_typed_at_a_hidden_desk_goes_on_with_the_line_it_was_in(window: Window) -> None:
    window.give_a_service("logement")
    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 511 22 ")
    window.workplace.curtain.draw()

    window.strike("3")
    window.type("3")

    assert window.says("flag.words") == "02 511 22 33"
