"""Whatever is chosen and whatever a file says, no two commands have one key."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import USUAL, Keymap
from helpdesk_desktop.ui.keys.keymap_file import read_keymap, reading_of
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.keys.rules import UnfitKey, both_enters, fit_key
from helpdesk_desktop.ui.keys.words import named
from helpdesk_desktop.ui.settings.key_book import KeyBook
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import Words

HELD = ("", "Shift+", "Ctrl+", "Ctrl+Shift+", "Alt+", "Ctrl+Alt+", "Meta+")
BASES = (
    *(f"F{n}" for n in range(1, 13)),
    *"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,;:=é&+",
    *("Space", "Enter", "Return", "Tab", "Backspace", "Del", "Esc", "Up", "Home", "PgUp", "Foo"),
)
WRITTEN = tuple(held + base for held in HELD for base in BASES)


def is_fit(key: str) -> bool:
    try:
        return fit_key(key) == key
    except UnfitKey:
        return False


FIT = tuple(key for key in WRITTEN if is_fit(key))

few = (Key.HELP, Key.FULL_SCREEN, Key.SYNC)
keys = st.one_of(st.sampled_from(WRITTEN), st.sampled_from(("F1", "F11", "Ctrl+R", "F5")))
choices = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(Key), st.sampled_from(few)),  # that want each other's
        st.one_of(st.none(), keys),
    ),
    min_size=1,
    max_size=20,
)
lines = st.lists(
    st.tuples(
        st.sampled_from([*(one.command for one in Key), "nonsense"]),
        st.lists(keys, max_size=3).map(lambda them: str(them).replace("'", '"')),
    ),
    max_size=8,
    unique_by=lambda line: line[0],
)


def clashes(keymap: Keymap) -> list[str]:
    every = [key for one in Key for key in keymap.keys(one)]
    return [key for key in every if every.count(key) > 1 or not is_fit(key)]


@pytest.mark.usefixtures("qapp")
@settings(max_examples=100, deadline=None)
@given(lines, choices)
def test_no_choice_and_no_file_ever_makes_a_clash(
    file: list[tuple[str, str]], chosen: list[tuple[Key, str | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keys.toml"
        path.write_text("".join(f"{name} = {value}\n" for name, value in file), "utf-8")
        book = KeyBook(path, Speech("fr"))
        assert clashes(book.reading.keymap) == []

        for command, key in chosen:
            before = book.reading.keymap
            refused = book.give(command, None) if key is None else book.choose(command, key)

            # Then either it holds or nothing changed, and no other command lost its choice
            held = book.reading.keymap
            if refused:
                assert held == before
            elif key is None:
                assert held.keys(command) == command.value
            else:
                assert held.shown(command) == fit_key(key)
            assert {**before.own, command: ()}.keys() <= {**held.own, command: ()}.keys()
            assert clashes(held) == []
            assert read_keymap(path).keymap == held, "the next start has the same"

        lost = {name for name, _ in file} - {command.command for command, _ in chosen}
        assert all(re.search(rf"^{name} =", path.read_text("utf-8"), re.M) for name in lost)


@given(st.one_of(st.text(), st.text("abcdefhlnprstuwy_=[]\"'#\n +CtrlF123.", max_size=60)))
def test_no_file_stops_the_program(text: str) -> None:
    reading = reading_of(text)

    assert clashes(reading.keymap) == []


def test_the_usual_keys_are_fit_and_do_not_clash() -> None:
    assert clashes(USUAL) == []
    assert set(COMMANDS) == set(Key)


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        (QLineEdit, []),
        (QPlainTextEdit, ["Shift+Return", "Shift+Enter"]),  # a new line in the note, as ever
    ],
)
def test_no_text_field_takes_a_key_that_a_command_may_have(
    qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit], taken: list[str]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    swallowed = []
    for key in FIT:
        for written in both_enters(key):
            struck: QKeyCombination = QKeySequence(written)[0]  # type: ignore[index]
            letter = chr(struck.key()) if struck.key() < 0x100 else ""
            held = struck.keyboardModifiers()
            event = QKeyEvent(QEvent.Type.ShortcutOverride, struck.key(), held, letter)
            event.ignore()
            QApplication.sendEvent(field, event)
            if event.isAccepted():
                swallowed.append(written)

    assert len(FIT) > 80
    assert swallowed == taken


def test_a_key_is_read_as_people_write_it() -> None:
    assert fit_key(" ctrl + maj + b ") == "Ctrl+Shift+B"
    assert fit_key("Maj+Entrée") == fit_key("Shift+Return") == "Shift+Enter"
    assert fit_key("f5") == "F5"


def test_a_key_is_called_as_it_is_printed() -> None:
    assert named("Ctrl+Shift+B", Words("fr"), on_mac=False) == "Ctrl+Maj+B"
    assert named("Ctrl+Space", Words("nl"), on_mac=False) == "Ctrl+Spatie"
    assert named("Ctrl+Shift+B", Words("fr"), on_mac=True) == "⇧⌘B"


def test_one_key_for_two_commands_in_the_file_is_neither_s() -> None:
    reading = reading_of('sync = "F5"\nflag = "F5"\nnew_call = "Ctrl+R"\n')

    assert reading.keymap == USUAL, "Ctrl+R is that of sync again"
    assert [one.command for one in reading.remarks] == ["sync", "flag", "new_call"]


def test_two_commands_may_change_their_keys_for_each_other_s() -> None:
    reading = reading_of('sync = "Ctrl+D"\nflag = "Ctrl+R"\n')

    assert reading.remarks == ()
    assert reading.keymap.shown(Key.FLAG) == "Ctrl+R"


def test_alt_and_the_right_alt_are_never_a_command_s() -> None:
    assert not any(key.startswith(("Alt", "Meta", "Ctrl+Alt")) for key in FIT)
    assert Qt.Key.Key_F10.name.removeprefix("Key_") not in FIT
