"""Ctrl+, gives a command another key: in force at once, everywhere, and never one that clashes."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.ui.keys.key import Key as Keys
from tests.ui.window import NONE, Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def go_to(window: Window, command: str) -> None:
    """The keyboard on a command among the settings, whatever they showed before."""
    if not window.workplace.late.settings.page.isVisible():
        window.press(Key.Key_Comma, CTRL)
    until_on(window, "settings.search", Key.Key_Backtab, SHIFT)  # its words are selected then
    window.type(command)
    window.press(Key.Key_Return)
    until_on(window, "settings.keys.table", Key.Key_Tab, NONE)  # past others with these words


def until_on(window: Window, name: str, key: Key, modifiers: Qt.KeyboardModifier) -> None:
    """Strike a key until a control has the keyboard."""
    for _ in range(60):
        if window.main.focusWidget() is window.find(name):
            return
        window.press(key, modifiers)
    raise AssertionError(f"the keyboard does not come to {name}")


def has_call(window: Window) -> bool:
    return window.workplace.calls.current is not None


def row(window: Window) -> list[str]:
    """The first command that is shown: what it is called, its keys, its usual key."""
    return window.table("settings.keys.table")[0]


def kept(profile_folder: Path) -> dict[str, object]:
    return tomllib.loads((profile_folder / "keys.toml").read_text("utf-8"))


def test_a_new_key_runs_its_command_at_once_and_at_the_next_start(
    start: Callable[[], Window], profile_folder: Path
) -> None:
    # Given an operator whose softphone holds F2
    window = start()
    go_to(window, "nouvel appel")

    # When another key is struck for it
    window.press(Key.Key_Return)
    assert "Nouvel appel" in window.says("settings.hint")
    assert row(window)[1] == "appuyez sur une touche …"
    window.press(Key.Key_F11, SHIFT)

    # Then it is that of the command everywhere, the twin stays, and F2 does nothing
    assert row(window) == ["Nouvel appel", "Maj+F11 · Ctrl+N", "F2"]
    assert window.says("call.start") == "Nouvel appel  Maj+F11"
    assert kept(profile_folder) == {"new_call": ["Shift+F11", "Ctrl+N"]}
    window.press(Key.Key_F2)
    assert not has_call(window)
    window.press(Key.Key_F11, SHIFT)
    assert has_call(window)

    # And so it is at the next start
    window.close()
    again = start()
    again.press(Key.Key_F11, SHIFT)
    assert has_call(again)


def test_every_sentence_names_the_key_in_force(window: Window) -> None:
    go_to(window, "appel mis en attente")
    window.press(Key.Key_Return)
    window.press(Key.Key_E, CTRL | SHIFT)
    go_to(window, "terminer")
    window.press(Key.Key_Return)
    window.press(Key.Key_F11, SHIFT)
    go_to(window, "synchroniser")
    window.press(Key.Key_Return)
    window.press(Key.Key_Y, CTRL | SHIFT)
    window.press(Key.Key_F2)

    assert "Maj+F11 termine" in window.says("search.hint")
    assert window.says("call.finish").endswith("Maj+F11")
    window.press(Key.Key_K, CTRL)
    assert ["Terminer, enregistrer", "Maj+F11"] in window.table("palette.table")
    window.press(Key.Key_Escape)
    window.press(Key.Key_F1)
    told = [keys for keys, _what in window.table("help.table")]
    assert "Maj+F11 · Ctrl+S · Ctrl+Entrée" in told
    assert "Ctrl+Maj+Y" in told
    assert "Ctrl+Maj+E" in told
    window.press(Key.Key_Escape)
    window.search("logement")
    window.press(Key.Key_F2)
    assert "Ctrl+Maj+E" in window.says("status.message")


@pytest.mark.parametrize(
    ("key", "held", "why"),
    [
        (Key.Key_F8, NONE, "F8 est la touche de « Suivi, rappel »"),
        (Key.Key_B, CTRL, "Ctrl+B est la touche de « Suivi, rappel »"),
        (Key.Key_C, CTRL, "Ctrl+C sert dans les textes"),
        (Key.Key_V, CTRL, "Ctrl+V sert dans les textes"),
        (Key.Key_Z, CTRL, "Ctrl+Z sert dans les textes"),
        (Key.Key_A, CTRL, "Ctrl+A sert dans les textes"),
        (Key.Key_Tab, NONE, "Tab sert dans les textes"),
        (Key.Key_Return, NONE, "Entrée sert dans les textes"),
        (Key.Key_Down, NONE, "Down sert dans les textes"),
        (Key.Key_F4, ALT, "Alt+F4 appartient à l’ordinateur"),
        (Key.Key_F10, NONE, "F10 appartient à l’ordinateur"),
        (Key.Key_G, NONE, "G écrit dans un texte"),
        (Key.Key_Space, NONE, "Espace sert dans les textes"),
        (Key.Key_1, CTRL, "Ctrl+1 est ailleurs"),
        (Key.Key_Eacute, CTRL, "Ctrl+É est ailleurs"),
        (Key.Key_E, CTRL, "Ctrl+E garde la fiche en PDF"),
        (Key.Key_VolumeUp, NONE, "n’est pas une touche qu’une commande peut avoir"),
    ],
)
def test_a_key_that_is_needed_elsewhere_is_told_and_not_taken(
    window: Window, profile_folder: Path, key: Key, held: Qt.KeyboardModifier, why: str
) -> None:
    go_to(window, "plein écran")
    window.press(Key.Key_Return)

    window.press(key, held)

    assert why in window.says("settings.hint")
    assert not (profile_folder / "keys.toml").exists()
    assert not has_call(window), "no key does what it does elsewhere"
    # and it waits for another one, until Escape
    window.press(Key.Key_Escape)
    assert row(window) == ["Plein écran", "F11", ""]
    assert window.find("settings").isVisible()


def test_delete_brings_the_usual_key_back_unless_another_command_has_it_now(
    window: Window, profile_folder: Path
) -> None:
    go_to(window, "plein écran")
    window.press(Key.Key_Return)
    window.press(Key.Key_F11, SHIFT)
    go_to(window, "mes appels")
    window.press(Key.Key_Return)
    window.press(Key.Key_F11)
    assert row(window)[1] == "F11"

    go_to(window, "plein écran")
    window.press(Key.Key_Delete)
    assert "F11 est la touche de « Mes appels »" in window.says("settings.hint")
    assert row(window)[1] == "Maj+F11"
    go_to(window, "mes appels")
    window.press(Key.Key_Delete)
    go_to(window, "plein écran")
    window.press(Key.Key_Delete)

    assert row(window) == ["Plein écran", "F11", ""]
    assert kept(profile_folder) == {}


def test_f12_takes_back_the_last_key_and_the_key_that_does_so_may_be_another(
    window: Window, profile_folder: Path
) -> None:
    go_to(window, "plein écran")
    window.press(Key.Key_Return)
    window.press(Key.Key_F11, SHIFT)
    go_to(window, "annuler")
    window.press(Key.Key_Return)
    window.press(Key.Key_H, CTRL)
    assert "Ctrl+H : celle d’avant" in window.says("settings.hint")

    window.press(Key.Key_H, CTRL)
    assert "Annulé : Annuler" in window.says("status.message")
    window.press(Key.Key_F12)

    assert "Annulé : Plein écran" in window.says("status.message")
    assert kept(profile_folder) == {}


def test_what_a_person_wrote_in_the_file_stays_when_a_key_is_chosen(
    start: Callable[[], Window], profile_folder: Path
) -> None:
    # Given a file with notes, a command of another version, and keys that cannot hold
    written = (
        "# Marie, poste 3\r\n"
        'sync = "F2"  # comme avant\n'
        'later_command = "F5"\n'
        "search = [ 'ctrl + maj + b' ]   # softphone\n"
        'undo = "Ctrl+C"\n'
        "help = 3\n"
    )
    (profile_folder / "keys.toml").write_bytes(written.encode())
    window = start()

    # Then the settings tell what does not hold, and the usual keys do
    window.press(Key.Key_Comma, CTRL)
    told = window.says("settings.keys.remarks")
    assert "« sync » : F2 est la touche de « Nouvel appel »" in told
    assert "« later_command » : aucune commande" in told
    assert "« undo » : Ctrl+C sert dans les textes" in told
    assert "« help » : ce n’est pas une touche" in told
    assert told.count("▲") == 4
    assert window.speech.keymap.shown(Keys.SYNC) == "Ctrl+R"
    assert window.speech.keymap.shown(Keys.SEARCH) == "Ctrl+Shift+B"

    # When a key is chosen for two commands
    go_to(window, "rechercher")
    window.press(Key.Key_Return)
    window.press(Key.Key_F11, SHIFT)
    go_to(window, "plein écran")
    window.press(Key.Key_Return)
    window.press(Key.Key_F4)

    # Then every other letter of the file is as it was
    assert (profile_folder / "keys.toml").read_bytes().decode() == (
        written.replace("[ 'ctrl + maj + b' ]", '["Shift+F11"]')
        + 'full_screen = ["F4"]  # Plein écran\n'
    )


@pytest.mark.parametrize(
    "written",
    [b"sync = \n", b"\xff\xfe\x00", b"sync = " + b"[" * 5000, b"x = [\n" + b" " * 200_000],
)
def test_a_file_that_cannot_be_read_is_told_and_never_lost(
    start: Callable[[], Window], profile_folder: Path, written: bytes
) -> None:
    (profile_folder / "keys.toml").write_bytes(written)
    (profile_folder / "keys-1.toml").write_bytes(b"an older one")
    window = start()
    go_to(window, "plein écran")
    assert "keys.toml ne peut pas être lu" in window.says("settings.keys.remarks")
    assert (profile_folder / "keys.toml").read_bytes() == written

    window.press(Key.Key_Return)
    window.press(Key.Key_F11, SHIFT)

    assert kept(profile_folder) == {"full_screen": ["Shift+F11"]}
    assert (profile_folder / "keys-2.toml").read_bytes() == written
    assert "keys-2.toml" in window.says("status.message")
    assert not window.find("settings.keys.remarks").isVisible()


def test_a_line_that_goes_over_several_is_kept_in_the_old_file_and_the_rest_holds(
    start: Callable[[], Window], profile_folder: Path
) -> None:
    written = 'sync = "Shift+F11"\nfull_screen = [\n  "Shift+F9",  # poste 3\n]\n'
    (profile_folder / "keys.toml").write_text(written, "utf-8")
    window = start()
    go_to(window, "plein écran")

    window.press(Key.Key_Return)
    window.press(Key.Key_F7, CTRL)

    assert kept(profile_folder) == {"sync": ["Shift+F11"], "full_screen": ["Ctrl+F7"]}
    assert (profile_folder / "keys-1.toml").read_text("utf-8") == written


def test_a_file_corrected_by_hand_holds_once_the_settings_are_opened_again(
    window: Window, profile_folder: Path
) -> None:
    (profile_folder / "keys.toml").write_text('new_call = "Shift+F11"\n', "utf-8")
    window.press(Key.Key_Comma, CTRL)

    assert window.says("call.start") == "Nouvel appel  Maj+F11"


def test_a_full_disk_says_so_and_the_key_holds_all_the_same(
    window: Window, profile_folder: Path
) -> None:
    (profile_folder / "keys.new").mkdir()
    go_to(window, "plein écran")
    window.press(Key.Key_Return)
    window.press(Key.Key_F11, SHIFT)

    assert "ne peut pas être gardé" in window.says("status.message")
    go_to(window, "plein écran")
    assert row(window)[1] == "Maj+F11"
    window.press(Key.Key_F11, SHIFT)
    assert window.main.isFullScreen()
