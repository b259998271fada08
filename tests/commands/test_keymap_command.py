"""`keymap` tells the keys of the window without opening it, and what of the file cannot hold."""

import subprocess
import sys
from pathlib import Path

from tests.commands.conftest import Command


def test_the_usual_keys_are_told_and_nothing_is_made(command: Command, profile: Path) -> None:
    ended = command("keymap", "--check")

    assert ended.code == 0
    assert "new_call" in ended.data
    assert "F2 · Ctrl+N" in ended.data
    assert "No two commands have one key." in ended.data
    assert not list(profile.glob("*"))


def test_what_cannot_hold_is_told_and_ends_with_6(command: Command, profile: Path) -> None:
    profile.mkdir(exist_ok=True)
    (profile / "keys.toml").write_text(
        'search = "Shift+F11"\nsync = "F2"\nundo = "Ctrl+C"\nnonsense = "F5"\n', "utf-8"
    )

    ended = command("keymap", "--check")

    assert ended.code == 6
    assert "* search           Shift+F11" in ended.data
    told = [line for line in ended.data.splitlines() if line.startswith("!")]
    assert len(told) == 3
    assert "« sync »: F2 is the key of « New call »" in ended.data
    assert "« undo »: Ctrl+C is needed in texts" in ended.data
    assert command("keymap").code == 0, "without --check it is a list"


def test_a_file_that_cannot_be_read_is_told_with_its_line(command: Command, profile: Path) -> None:
    profile.mkdir(exist_ok=True)
    (profile / "keys.toml").write_text('sync = "F5"\nflag =\n', "utf-8")

    ended = command("keymap", "--check")

    assert (ended.code, "(line 2)" in ended.data) == (6, True)


def test_no_library_of_the_window_is_read_for_it(profile: Path) -> None:
    asked = (
        "import sys; from helpdesk_desktop.__main__ import run; "
        f"run(['--profile', {str(profile)!r}, 'keymap']); "
        "print('PySide6' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "False"
