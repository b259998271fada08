"""The virtual screen, its eyes and its hands, on a window that is not ours."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tour.eyes import Eyes
from tour.hands import Hands
from tour.programs import Program, start
from tour.screen import Screen, virtual_screen
from tour.waiting import NotSeen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs X11")

LITTLE_WINDOW = Path(__file__).with_name("little_window.py")


@pytest.fixture
def screen() -> Iterator[Screen]:
    with virtual_screen() as screen:
        yield screen


@pytest.fixture
def window(screen: Screen, tmp_path: Path) -> Iterator[Program]:
    command = [sys.executable, str(LITTLE_WINDOW)]
    with start(command, screen.environment, tmp_path / "window.log") as window:
        yield window


@pytest.fixture
def eyes(screen: Screen, window: Program, tmp_path: Path) -> Iterator[Eyes]:
    with Eyes(screen, tmp_path / "pictures") as eyes:
        eyes.attach(window.pid)
        yield eyes


def test_what_is_typed_arrives_with_its_accents(screen: Screen, eyes: Eyes) -> None:
    hands = Hands(screen)
    eyes.wait("box", states=["focused"])

    hands.type("santé équilibre, être à l'hôpital ; 1080 Molenbeek")

    eyes.wait("echo", name="^santé équilibre, être à l'hôpital ; 1080 Molenbeek$")


def test_a_list_is_read_row_by_row(eyes: Eyes) -> None:
    eyes.wait("fruit", rows=2)

    assert [row.name for row in eyes.rows("fruit")] == ["apple", "pear"]


def test_what_does_not_come_is_told_with_what_was_seen_instead(eyes: Eyes) -> None:
    eyes.wait("echo")

    with pytest.raises(NotSeen, match="echo"):
        eyes.wait("echo", name="never typed", within_s=0.2)
    with pytest.raises(NotSeen):
        eyes.wait_gone("box", within_s=0.2)


def test_a_control_without_a_name_is_seen_as_such(eyes: Eyes) -> None:
    eyes.wait("box")

    names = {seen.id: seen.name for seen in eyes.tree()}

    assert names["box"] == "Words"
    assert names["fruit"] == ""


def test_pressing_a_button_as_a_switch_device_does_ends_the_window(
    eyes: Eyes, window: Program
) -> None:
    eyes.wait("done")

    eyes.press("done")

    assert window.process.wait(10) == 0


def test_a_picture_shows_the_whole_screen(eyes: Eyes) -> None:
    eyes.wait("box")

    picture = eyes.picture("little")

    assert picture.name == "01-little.png"
    assert picture.read_bytes()[16:24] == (1366).to_bytes(4, "big") + (768).to_bytes(4, "big")


def test_nothing_of_the_screen_is_left_when_it_goes() -> None:
    with virtual_screen() as screen, Eyes(screen):
        folder = screen.folder
        held = _processes_of(folder)
        assert held

    assert not folder.exists()
    assert not held & _processes_of(folder)


def _processes_of(folder: Path) -> set[str]:
    """Ids of the processes that live with `folder` as their home."""
    ids = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "environ").read_bytes():
                ids.add(process.name)
        except OSError:
            continue
    return ids
