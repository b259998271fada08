"""Every command by its name (Ctrl+K), from wherever the keyboard is."""

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.ui.keys.menus import LANGUAGES, MENUS
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def names(window: Window) -> list[str]:
    return [name for name, _ in window.table("palette.table")]


def ask(window: Window, words: str) -> None:
    window.press(Key.Key_K, CTRL)
    assert window.main.focusWidget() is window.find("palette.words")
    window.type(words)


def test_a_command_is_found_by_a_word_of_its_name_and_shows_its_key(window: Window) -> None:
    ask(window, "appel nouv")
    assert window.table("palette.table") == [["Nouvel appel", "F2"]]

    window.press(Key.Key_Return)
    assert not window.find("palette").isVisible()
    assert window.workplace.calls.current is not None
    assert window.main.focusWidget() is window.find("search.text")


def test_the_name_may_be_said_in_either_language(window: Window) -> None:
    ask(window, "nieuwe opr")
    assert names(window) == ["Nouvel appel"]
    window.press(Key.Key_Escape)
    window.speech.use("nl")
    ask(window, "suivis")
    assert names(window) == ["Opvolgingen"]


def test_every_command_of_the_menus_is_there(window: Window) -> None:
    ask(window, "")
    said = {window.say(name) for menu in MENUS.values() for name in menu.values()}
    languages = {window.say(name) for name in LANGUAGES.values()}
    assert set(names(window)) == (said | languages) - {window.say("All commands")}


def test_the_language_of_the_screens_is_changed_by_its_name_in_either_language(
    window: Window,
) -> None:
    ask(window, "taal nederl")
    assert window.table("palette.table") == [["Langue des écrans : néerlandais", ""]]
    window.press(Key.Key_Return)
    assert window.speech.words.language == "nl"

    ask(window, "français")
    window.press(Key.Key_Return)
    assert window.speech.words.language == "fr"
    assert window.main.focusWidget() is window.find("search.text")


def test_words_that_no_command_has_are_told(window: Window) -> None:
    ask(window, "zzz")
    told = window.find("palette.none")
    assert told.isVisible()
    assert window.says("palette.none") == "Aucune commande ne contient ces mots."
    for _ in "zzz":
        window.press(Key.Key_Backspace)
    assert not told.isVisible()


def test_what_was_used_last_stands_first(window: Window) -> None:
    ask(window, "plein")
    window.press(Key.Key_Return)
    ask(window, "")
    assert names(window)[0] == "Plein écran"


@pytest.mark.parametrize("where", ["search.text", "call.note", "call.referrals", "card.body"])
def test_escape_gives_the_keyboard_back_to_where_it_was(window: Window, where: str) -> None:
    held = window.find(where)
    held.setFocus()
    ask(window, "zzz")
    assert names(window) == []
    window.press(Key.Key_Return)
    assert window.find("palette").isVisible()
    window.press(Key.Key_Escape)
    assert window.main.focusWidget() is held


def test_arrows_choose_and_nothing_falls_on_what_lies_under_it(window: Window) -> None:
    window.search("logement")
    ask(window, "suiv")
    assert len(names(window)) > 1
    chosen = window.workplace.page.search.results.chosen()
    window.press(Key.Key_Down)
    window.press(Key.Key_Down)
    window.press(Key.Key_Up)
    assert window.workplace.page.search.results.chosen() == chosen
    wanted = names(window)[1]
    window.press(Key.Key_Return)
    ask(window, "")
    assert names(window)[0] == wanted


def test_the_same_key_puts_it_away(window: Window) -> None:
    ask(window, "")
    window.press(Key.Key_K, CTRL)
    assert not window.find("palette").isVisible()
    assert window.main.focusWidget() is window.find("search.text")


def test_what_enter_would_do_is_told_while_the_keyboard_stays_in_the_line(window: Window) -> None:
    """As its description, which a screen reader says when it changes (on Linux)."""
    ask(window, "appel nouv")
    line = window.find("palette.words")
    assert line.accessibleDescription() == "Nouvel appel, F2"
    for letter in "zz":
        window.type(letter)
    assert line.accessibleDescription() == "Aucune commande ne contient ces mots."
    window.press(Key.Key_Escape)
    assert line.accessibleDescription() == ""
