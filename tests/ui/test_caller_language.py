"""The language of the caller, when it is neither French nor Dutch."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from tests.ui.window import Key, Window

SHIFT = Qt.KeyboardModifier.ShiftModifier


def language(window: Window) -> str | None:
    current = window.workplace.calls.current
    return current.call.caller_language if current else None


def letters(window: Window, *keys: Key) -> None:
    for key in keys:
        window.press(key)


def test_a_few_letters_find_the_language_and_enter_says_it(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F3, SHIFT)
    letters(window, Key.Key_T, Key.Key_U)
    window.press(Key.Key_Return)

    assert language(window) == "tr"
    assert window.says("call.language.other") == "Turc"
    assert window.find("call.language.other").property("checked")
    assert not window.find("call.languages").isVisible()
    assert window.main.focusWidget() is window.find("search.text")
    assert window.says("search.text") == "logement"


def test_f3_goes_on_from_there_and_f12_takes_it_back(window: Window) -> None:
    window.press(Key.Key_F3, SHIFT)
    letters(window, Key.Key_T, Key.Key_U, Key.Key_Return)
    window.press(Key.Key_F3)
    assert language(window) == "fr"
    assert window.says("call.language.other") == "Autre"

    window.press(Key.Key_F12)
    assert language(window) == "tr"


def test_escape_changes_nothing(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.press(Key.Key_F3, SHIFT)
    window.press(Key.Key_Escape)

    assert language(window) == "fr"
    assert window.main.focusWidget() is window.find("search.text")


def test_the_question_ends_with_the_call_it_was_about(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F3, SHIFT)

    window.press(Key.Key_F2)

    assert not window.find("call.languages").isVisible()
    assert window.main.focusWidget() is window.find("search.text")


def test_a_parked_call_that_comes_back_takes_the_keyboard_to_its_words(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("repas")
    window.press(Key.Key_F2)
    window.press(Key.Key_F3, SHIFT)

    window.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)

    assert not window.find("call.languages").isVisible()
    assert window.main.focusWidget() is window.find("search.text")


def test_who_cannot_tell_which_says_another(window: Window) -> None:
    window.press(Key.Key_F3, SHIFT)
    window.press(Key.Key_Return)

    assert language(window) == "und"


def test_the_list_is_in_the_order_of_the_language_of_the_screens(window: Window) -> None:
    listed = window.find("call.languages")
    assert isinstance(listed, QListWidget)
    window.speech.use("nl")

    names = [listed.item(row).text() for row in range(listed.count())]
    assert names[0] == "Andere"
    assert names[1:] == sorted(names[1:], key=str.casefold)
    assert "Oekraïens" in names


def test_the_language_is_told_wherever_the_call_is(window: Window) -> None:
    window.press(Key.Key_F3, SHIFT)
    letters(window, Key.Key_T, Key.Key_U, Key.Key_Return)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)

    assert window.logged()[0].call.caller_language == "tr"
