"""F1 tells the keys of where the operator is, and leads back to that very place."""

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.ui.help.page import EVERYWHERE
from helpdesk_desktop.ui.keys.key import Key as Keys
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def lines(window: Window) -> list[str]:
    return [": ".join(cells) for cells in window.table("help.table")]


@pytest.mark.parametrize("back", [Key.Key_F1, Key.Key_Escape])
def test_f1_shows_the_keys_and_the_words_and_the_caret_are_there_again_after(
    window: Window, back: Key
) -> None:
    window.press(Key.Key_F2)
    window.search("logement")

    window.press(Key.Key_F1)
    assert "Maj+Entrée: Rien ne convient : dire pourquoi" in lines(window)
    assert "F9" in "".join(lines(window))
    assert window.main.focusWidget() is window.find("help.table")
    window.press(back)

    assert window.main.focusWidget() is window.find("search.text")
    window.type("s")
    assert window.says("search.text") == "logements"


def test_the_keys_of_the_place_come_first(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.press(Key.Key_F1)
    assert "Qui appelle" in lines(window)[0]
    window.press(Key.Key_Escape)
    assert window.find("wrapup").isVisible()

    window.press(Key.Key_J, CTRL)
    window.press(Key.Key_F1)
    assert "Rouvrir un appel" in lines(window)[0]
    window.press(Key.Key_F1)
    assert window.find("mycalls").isVisible()


def test_a_key_of_the_desk_works_from_the_help(window: Window) -> None:
    window.press(Key.Key_F1)

    window.press(Key.Key_F2)

    assert window.workplace.calls.current is not None
    assert window.main.focusWidget() is window.find("search.text")


def test_the_keys_follow_the_language_of_the_screens(window: Window) -> None:
    window.press(Key.Key_F1)
    window.speech.use("nl")

    assert "Shift+Enter: Niets past: zeggen waarom" in lines(window)


def test_every_key_of_the_window_is_told() -> None:
    assert set(EVERYWHERE) == set(Keys) - {Keys.HELP, Keys.NO_SERVICE}
