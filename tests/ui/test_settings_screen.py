"""Ctrl+, shows the settings: a few letters find one, arrows choose, and it holds at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.look.palette import DARK, LIGHT, worn
from helpdesk_desktop.ui.settings.lines import LINES
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def kept(profile_folder: Path) -> Settings:
    return Settings.load(profile_folder / "settings.json")


def shown_settings(window: Window) -> list[str]:
    """The settings that are left on the page."""
    return [line.field for line in LINES if window.find(f"settings.{line.field}").isVisible()]


def is_chosen(window: Window, identifier: str) -> bool:
    choice = window.find(identifier)
    assert isinstance(choice, QAbstractButton)
    return choice.isChecked()


def choose(window: Window, words: str, steps: int = 1) -> None:
    """Open the settings, look for one, and go some choices to the right."""
    window.press(Key.Key_Comma, CTRL)
    window.type(words)
    window.press(Key.Key_Return)
    for _ in range(steps):
        window.press(Key.Key_Right)


def test_the_text_grows_at_once_and_is_that_size_at_the_next_start(
    start: Callable[[], Window], profile_folder: Path
) -> None:
    window = start()
    before = window.find("search.text").fontMetrics().height()

    choose(window, "taille", steps=2)

    assert window.main.focusWidget() is window.find("settings.text_size.150")
    assert window.find("search.text").fontMetrics().height() >= 1.4 * before
    assert kept(profile_folder).text_size == 150
    window.close()


def test_dark_colours_hold_at_once_and_the_keyboard_stays(
    window: Window, profile_folder: Path
) -> None:
    choose(window, "sombre", steps=2)

    assert worn() == DARK
    assert window.main.focusWidget() is window.find("settings.theme.dark")
    assert kept(profile_folder).theme == "dark"


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sombre", "theme"),
        ("donker", "theme"),
        ("dark", "theme"),
        ("THÈM", "theme"),
        ("tekstgr", "text_size"),
        ("agrandir", "text_size"),
        ("150", "text_size"),
        ("scherm taal", "language"),
        ("gids nederl", "content_language"),
        ("synchro", "sync_every_s"),
    ],
)
def test_words_of_any_language_find_a_setting(
    window: Window, language: str, typed: str, found: str
) -> None:
    window.speech.use(language)
    window.press(Key.Key_Comma, CTRL)
    assert shown_settings(window) == [line.field for line in LINES]

    window.type(typed)

    assert found in shown_settings(window)
    assert len(shown_settings(window)) <= 2


def test_words_that_no_setting_has_say_so_and_escape_shows_all_again(window: Window) -> None:
    window.press(Key.Key_Comma, CTRL)

    window.type("zzqx")
    assert shown_settings(window) == []
    assert window.find("settings.none").isVisible()
    window.press(Key.Key_Escape)

    assert shown_settings(window) == [line.field for line in LINES]
    assert window.find("settings").isVisible()


@pytest.mark.parametrize("back", ["escape", "again"])
def test_one_comes_back_to_the_very_letter(window: Window, back: str) -> None:
    window.press(Key.Key_F2)
    window.search("logement")

    window.press(Key.Key_Comma, CTRL)
    assert window.main.focusWidget() is window.find("settings.search")
    window.press(*((Key.Key_Escape,) if back == "escape" else (Key.Key_Comma, CTRL)))

    assert window.main.focusWidget() is window.find("search.text")
    window.type("s")
    assert window.says("search.text") == "logements"


def test_help_and_settings_lead_back_one_after_the_other(window: Window) -> None:
    window.press(Key.Key_Comma, CTRL)
    window.press(Key.Key_F1)
    assert "Seulement les réglages" in window.table("help.table")[0][1]
    window.press(Key.Key_Comma, CTRL)
    assert window.find("settings").isVisible()
    window.press(Key.Key_Escape)
    assert window.find("help").isVisible()
    window.press(Key.Key_Escape)

    assert window.main.focusWidget() is window.find("search.text")


def test_f12_takes_back_the_choices_of_this_visit_and_leaves_the_call_alone(
    window: Window, profile_folder: Path
) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    choose(window, "couleurs", steps=2)
    window.press(Key.Key_Right)
    assert kept(profile_folder).theme == "contrast"

    window.press(Key.Key_F12)
    assert worn() == DARK
    assert "Annulé : Couleurs" in window.says("status.message")
    window.press(Key.Key_F12)
    window.press(Key.Key_F12)
    window.press(Key.Key_F12)

    assert worn() == LIGHT
    assert kept(profile_folder).theme == "system"
    assert is_chosen(window, "settings.theme.system")
    assert "plus rien" in window.says("status.message")
    assert len(window.referrals()) == 1, "F12 on the settings is about the settings"


def test_f12_back_at_the_desk_is_about_the_call_again(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    choose(window, "couleurs", steps=2)
    window.press(Key.Key_Escape)
    window.press(Key.Key_Escape)

    window.press(Key.Key_F12)

    assert window.referrals() == []
    assert worn() == DARK


def test_the_language_of_the_screens_changes_where_it_is_chosen(
    window: Window, profile_folder: Path
) -> None:
    choose(window, "interface")

    assert window.says("settings.heading") == "Instellingen"
    assert window.main.focusWidget() is window.find("settings.language.nl")
    assert kept(profile_folder).language == "nl"
    window.press(Key.Key_F12)
    assert window.says("settings.heading") == "Réglages"


def test_services_are_shown_in_the_language_that_was_chosen_whatever_the_screens_speak(
    window: Window,
) -> None:
    window.search("logement")
    window.until(lambda: "Logement social" in "".join(window.rows()))

    choose(window, "gids", steps=2)
    window.press(Key.Key_Escape)
    window.press(Key.Key_Escape)
    window.until(window.settled)

    window.until(lambda: "Sociale huisvesting Elsene" in "".join(window.rows()))
    assert window.says("call.title") == "PAS D’APPEL"


def test_a_full_disk_says_so_and_the_choice_holds_all_the_same(
    window: Window, profile_folder: Path
) -> None:
    (profile_folder / "settings.json").mkdir()

    choose(window, "sombre", steps=2)

    assert worn() == DARK
    assert "ne peut pas être gardé" in window.says("status.message")


def test_behind_the_sign_in_there_are_no_settings_of_a_desk(window: Window) -> None:
    window.entrance.ask_to_sign_in()

    window.press(Key.Key_Comma, CTRL)

    assert not window.workplace.late.settings.page.isVisible()
    assert window.find("signin.server").isVisible()


def test_the_sign_in_is_one_key_away(window: Window) -> None:
    window.press(Key.Key_Comma, CTRL)
    window.type("mot de passe")
    window.press(Key.Key_Return)
    assert window.main.focusWidget() is window.find("settings.signin")

    window.press(Key.Key_Return)

    assert window.main.focusWidget() is window.find("signin.server")


def test_the_settings_open_at_their_top_and_name_f12_once_there_is_something_to_undo(
    window: Window,
) -> None:
    window.main.resize(1024, 600)
    window.press(Key.Key_Comma, CTRL)
    assert "F12" not in window.says("settings.hint")
    window.preferences.choose(replace(window.preferences.now, theme="dark"))
    assert "F12" in window.says("settings.hint")
    window.press(Key.Key_F12)
    assert "F12" not in window.says("settings.hint")
    window.find("settings.signin").setFocus()
    scroll = window.find("settings.scroll")
    assert isinstance(scroll, QAbstractScrollArea)
    window.until(lambda: scroll.verticalScrollBar().value() > 0)
    window.press(Key.Key_Escape)

    window.press(Key.Key_Comma, CTRL)

    assert scroll.verticalScrollBar().value() == 0
    assert "F12" not in window.says("settings.hint")
