"""The front of the command line: what it loads, how it ends, who may use a profile."""

import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helpdesk_desktop.commands.qt_libraries import LINUX_LIBRARIES, missing_packages
from helpdesk_desktop.profile import Profile
from tests.commands.conftest import Command
from tests.quick_key import PASSPHRASE
from tests.server.records import a_file, a_service

Process = Callable[..., "subprocess.Popen[bytes]"]


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    heavy = (
        "PySide6 shiboken6 sqlalchemy sqlcipher3 requests keyring cryptography rapidfuzz msgspec"
    )
    asked = (
        "import sys; from helpdesk_desktop.__main__ import run; code = run(['--version']); "
        f"print(code, [name for name in {heavy.split()} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)

    assert done.stdout.splitlines() == ["helpdesk-desktop 0.1.0", "0 []"]


@pytest.mark.parametrize("arguments", [["--nonsense"], ["nonsense"], ["search"], ["sync"]])
def test_a_wrong_use_is_told_on_standard_error(command: Command, arguments: list[str]) -> None:
    ended = command(*arguments)

    assert (ended.code, ended.data) == (2, "")
    assert ended.words


def test_help_lists_the_commands(command: Command) -> None:
    ended = command("--help")

    assert ended.code == 0
    for name in ("sync", "search", "import-offer", "sign-in", "doctor", "intake"):
        assert name in ended.data


def test_without_a_keyring_or_a_passphrase_or_anyone_to_ask_the_way_out_is_told(
    command: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HELPDESK_PASSPHRASE")

    ended = command("search", "soins")

    assert (ended.code, ended.data) == (4, "")
    assert "HELPDESK_PASSPHRASE" in ended.words
    assert not (profile / "helpdesk.db").exists()
    assert not (profile / "key.json").exists()


@pytest.mark.usefixtures("quick_key")
def test_a_wrong_passphrase_opens_nothing(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("search", "soins").code == 0
    monkeypatch.setenv("HELPDESK_PASSPHRASE", "another")

    ended = command("search", "soins")

    assert (ended.code, ended.data) == (4, "")
    assert "passphrase" in ended.words
    assert "another" not in ended.words


def test_a_passphrase_that_is_too_short_is_told(
    command: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPDESK_PASSPHRASE", "court")

    ended = command("search", "soins")

    assert (ended.code, ended.data) == (4, "")
    assert "8 characters" in ended.words
    assert not (profile / "key.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter there")
def test_what_a_desk_writes_is_for_its_owner_alone(process: Process, profile: Path) -> None:
    # Given a folder that everyone may read, and a system that would let them
    profile.mkdir(mode=0o755)

    running = process("search", "--batch", "-", umask=0)
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"id": 1, "q": "soins"}\n')
    running.stdin.flush()
    assert running.stdout.readline()

    rights = {file.name: file.stat().st_mode & 0o077 for file in profile.iterdir()}
    assert {"helpdesk.db", "helpdesk.db-wal", "key.json"} <= rights.keys()
    assert set(rights.values()) == {0}


@pytest.mark.usefixtures("quick_key")
def test_a_key_that_is_gone_is_told_and_nothing_is_made_anew(
    command: Command, profile: Path
) -> None:
    assert command("search", "soins").code == 0
    (profile / "key.json").unlink()
    before = (profile / "helpdesk.db").read_bytes()

    ended = command("search", "soins")

    assert ended.code == 4
    assert not (profile / "key.json").exists()
    assert (profile / "helpdesk.db").read_bytes() == before


@pytest.mark.usefixtures("quick_key")
def test_a_file_that_is_no_database_is_told_and_left_alone(command: Command, profile: Path) -> None:
    assert command("search", "soins").code == 0
    (profile / "helpdesk.db").write_bytes(b"not a database" * 1000)

    ended = command("search", "soins")

    assert (ended.code, ended.data) == (6, "")
    assert (profile / "helpdesk.db").read_bytes() == b"not a database" * 1000


BROKEN = ['{"sync_every_s": "often"}', '{"language": ["fr"]}', "[]", '"x"', "null", "", "\xff"]


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_settings_are_told(
    command: Command, profile: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a password\n"))
    profile.mkdir()
    (profile / "settings.json").write_bytes(broken.encode("latin-1"))

    ended = command("sign-in", "--server", "http://127.0.0.1:1", "--user", "x", "--password-stdin")

    assert ended.code == 6
    assert "settings.json" in ended.words


def test_settings_that_cannot_be_read_are_told(
    command: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a password\n"))
    (profile / "settings.json").mkdir(parents=True)

    ended = command("sign-in", "--server", "http://127.0.0.1:1", "--user", "x", "--password-stdin")

    assert ended.code == 6
    assert "settings.json" in ended.words


@pytest.mark.parametrize("asked", [["search", "soins"], ["sync", "--once"], []])
def test_a_folder_that_cannot_be_made_is_told(
    command: Command, tmp_path: Path, asked: list[str]
) -> None:
    (tmp_path / "file").write_text("in the way")

    ended = command("--profile", tmp_path / "file" / "desk", *asked)

    assert (ended.code, ended.data) == (6, "")
    assert "folder of this desk" in ended.words


def test_the_doctor_names_a_folder_that_cannot_be_made(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    ended = command("--profile", tmp_path / "file" / "desk", "doctor", "--json")

    found = {finding["part"]: finding for finding in json.loads(ended.data)}
    assert ended.code == 6
    assert found["profile"]["health"] == "problem"


def test_a_folder_that_cannot_be_held_is_told(command: Command, profile: Path) -> None:
    (profile / "profile.lock").mkdir(parents=True)

    ended = command("search", "soins")

    assert (ended.code, ended.data) == (6, "")
    assert "folder of this desk" in ended.words


def test_a_desk_whose_name_is_damaged_is_told(command: Command, profile: Path) -> None:
    assert command("search", "soins").code == 0
    (profile / "key.json").write_text("{}")
    (profile / "device.json").write_text("")

    ended = command("search", "soins")

    assert (ended.code, ended.data) == (4, "")
    assert "key of this desk" in ended.words
    assert (profile / "device.json").read_text() == ""


@pytest.mark.usefixtures("quick_key")
def test_a_second_program_on_a_profile_gives_way(
    command: Command, process: Process, profile: Path
) -> None:
    # Given a program that holds the profile, and waits for questions
    first = process("search", "--batch", "-")
    assert first.stdin is not None
    assert first.stdout is not None
    first.stdin.write(b'{"id": 1, "q": "soins"}\n')
    first.stdin.flush()
    assert json.loads(first.stdout.readline())["query_id"] == 1

    # When a second one comes, then it says so and leaves
    ended = command("search", "soins")
    assert (ended.code, ended.data) == (3, "")
    assert "Another program" in ended.words

    # When the first is killed, then the profile is free, and whole
    os.kill(first.pid, signal.SIGKILL)
    first.wait(30)
    assert command("search", "soins").code == 0


@pytest.mark.usefixtures("quick_key")
def test_an_interruption_has_its_own_code(process: Process, profile: Path) -> None:
    running = process("search", "--batch", "-")
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"id": 1, "q": "soins"}\n')
    running.stdin.flush()
    running.stdout.readline()

    running.send_signal(signal.SIGINT)

    assert running.wait(30) == 130
    Profile.at(profile).hold().release()


def test_a_passphrase_is_chosen_on_a_terminal_and_asked_there_again(
    process: Process, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given somebody at a terminal, and no passphrase in the environment
    monkeypatch.delenv("HELPDESK_PASSPHRASE")
    for times in (2, 1):
        # When a command runs there, then it asks: twice to choose, once to open
        human, terminal = pty.openpty()
        asked = process("search", "soins", stdin=terminal, start_new_session=True)
        for _ in range(times):
            wait_for_prompt(asked, human)
            os.write(human, PASSPHRASE.encode() + b"\n")
        assert asked.wait(30) == 0
        os.close(terminal)
        os.close(human)

    # And what was typed there is the passphrase
    monkeypatch.setenv("HELPDESK_PASSPHRASE", PASSPHRASE)
    assert command("search", "soins").code == 0


def wait_for_prompt(asked: "subprocess.Popen[bytes]", human: int) -> None:
    """Until the echo of the terminal is off: what is typed before is thrown away."""
    assert asked.stderr is not None
    said = b""
    deadline = time.monotonic() + 30
    while not re.search(rb"(Passphrase|again): $", said):
        assert time.monotonic() < deadline, said
        if select.select([asked.stderr], [], [], 0.1)[0]:
            said += os.read(asked.stderr.fileno(), 1)


def test_the_doctor_says_what_is_missing_on_a_new_desk(command: Command, profile: Path) -> None:
    ended = command("doctor", "--json")

    found = {finding["part"]: finding for finding in json.loads(ended.data)}
    assert str(profile) in found["profile"]["told"]
    assert found["keyring"]["health"] == "attention"
    assert "HELPDESK_PASSPHRASE" in found["keyring"]["todo"]
    assert found["database"]["health"] == "attention"
    assert {"versions", "key", "screen"} <= found.keys()
    assert not profile.exists()


@pytest.mark.usefixtures("quick_key")
def test_the_doctor_changes_nothing_of_a_desk(command: Command, profile: Path) -> None:
    # Given a desk that was never asked for its name
    assert command("search", "soins").code == 0
    (profile / "device.json").unlink(missing_ok=True)
    before = {file.name: file.read_bytes() for file in profile.iterdir()}

    assert command("doctor").code == 0

    after = {file.name: file.read_bytes() for file in profile.iterdir()}
    before.pop("profile.lock", None)
    after.pop("profile.lock", None)
    assert after == before


@pytest.mark.usefixtures("quick_key")
def test_the_doctor_looks_inside_a_desk_that_works(
    command: Command, profile: Path, tmp_path: Path
) -> None:
    command("import-offer", a_file(tmp_path, [a_service("Accueil"), a_service("Soins")]))

    ended = command("doctor", "--json")

    found = {finding["part"]: finding for finding in json.loads(ended.data)}
    assert found["offer"]["told"].startswith("2 services")
    assert "passphrase" in found["key"]["told"]
    assert found["account"]["health"] == "attention"
    assert found["outbox"]["health"] == "ok"
    assert "offer: 2 services" in command("doctor").data


@pytest.mark.usefixtures("quick_key")
def test_the_doctor_names_what_keeps_it_out(
    command: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("search", "soins")

    lock = Profile.at(profile).hold()
    held = command("doctor", "--json")
    lock.release()
    assert held.code == 3
    assert "Another program" in held.data

    monkeypatch.delenv("HELPDESK_PASSPHRASE")
    ended = command("doctor", "--json")
    found = {finding["part"]: finding for finding in json.loads(ended.data)}
    assert ended.code == 4
    assert "HELPDESK_PASSPHRASE" in found["database"]["todo"]


def test_a_library_the_window_needs_is_named_by_its_package() -> None:
    assert missing_packages({"libno-such-thing.so.9": "libno-such-thing9"}) == (
        "libno-such-thing9",
    )
    assert len(set(LINUX_LIBRARIES.values())) == len(LINUX_LIBRARIES)


def test_without_a_screen_the_window_says_so(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    ended = command()

    assert ended.code == 6
    assert "doctor" in ended.words
