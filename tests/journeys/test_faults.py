"""What can go wrong on the computer itself: a sentence, work goes on, nothing is lost."""

import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpdesk_desktop.profile import Profile
from tests.ui.window import Key, Window

pytestmark = pytest.mark.usefixtures("new_desk")
OPEN_DESK = Path(__file__).with_name("open_desk.py")


@contextmanager
def no_room_for_files() -> Iterator[None]:
    """As on a full disk: no file of this process may grow past 4 kB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def on_the_desk(start: Callable[[], Window]) -> Window:
    window = start()
    window.until(lambda: window.find("signin").isVisible())
    window.find("signin.later").click()  # type: ignore[attr-defined]
    window.until(lambda: window.find("desk").isVisible())
    return window


def test_a_full_disk_leaves_the_call_on_the_screen_and_saving_works_once_there_is_room(
    start: Callable[[], Window],
) -> None:
    # Given a call ready to be saved
    window = on_the_desk(start)
    window.press(Key.Key_F2)
    window.type("soins de plaies")
    window.press(Key.Key_F9)

    # When the disk is full
    with no_room_for_files():
        window.press(Key.Key_F9)
        window.until_says("status.message", "disque plein")

    # Then what was typed is still there, and a second try saves it
    assert window.says("search.text") == "soins de plaies"
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)


def test_a_damaged_file_is_left_alone_and_the_operator_knows_whom_to_call(
    start: Callable[[], Window], profile: Profile
) -> None:
    on_the_desk(start).close()
    damaged = b"not a database " * 1000
    profile.database.write_bytes(damaged)

    window = start()

    window.until_says("opening.message", "illisible")
    assert profile.database.read_bytes() == damaged


def test_a_lost_key_is_said_and_no_new_key_is_made_over_the_old_file(
    start: Callable[[], Window], profile: Profile
) -> None:
    on_the_desk(start).close()
    profile.key_file.unlink()

    window = start()

    window.until_says("opening.message", "Le trousseau qui garde la clé de votre fichier")
    assert not profile.key_file.exists()


def test_without_a_keyring_a_passphrase_is_chosen_explained_and_asked_again(
    start: Callable[[], Window], profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a computer without a keyring, and nobody who gave a passphrase beforehand
    profile.key_file.unlink()
    monkeypatch.delenv("HELPDESK_PASSPHRASE")
    window = start()
    window.until(lambda: window.find("unlock").isVisible())
    assert "trousseau" in window.says("unlock.explanation")

    # When it is chosen, too short at first, then typed twice
    window.type("court")
    window.press(Key.Key_Return)
    assert "8" in window.says("unlock.message")
    window.find("unlock.passphrase").selectAll()  # type: ignore[attr-defined]
    window.type("une longue phrase")
    window.find("unlock.repeat").setFocus()
    window.type("une longue phrase")
    window.press(Key.Key_Return)
    window.until(lambda: window.find("signin").isVisible())
    window.close()

    # Then the next start asks for it, and a wrong one opens nothing
    again = start()
    again.until(lambda: again.find("unlock").isVisible())
    again.type("une autre phrase")
    again.press(Key.Key_Return)
    again.until_says("unlock.message", "Ce n’est pas la phrase de passe")
    again.type("une longue phrase")
    again.press(Key.Key_Return)
    again.until(lambda: again.find("signin").isVisible())


def test_a_second_start_on_the_same_profile_ends_and_brings_the_first_window_forward(
    profile: Profile,
) -> None:
    with open_desk(profile) as first:
        assert first.stdout is not None
        first.stdout.readline()

        second = subprocess.run(
            [sys.executable, "-m", "helpdesk_desktop", "--profile", str(profile.folder)],
            capture_output=True,
            text=True,
            timeout=60,
        )

        assert second.returncode == 3
        assert "déjà ouverte" in second.stderr
        assert any("brought forward" in line for line in first.stdout)


@contextmanager
def open_desk(profile: Profile) -> Iterator[subprocess.Popen[str]]:
    """The program in a process of its own; it says « open », then when it is brought forward."""
    with subprocess.Popen(
        [sys.executable, str(OPEN_DESK), str(profile.folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
