"""The guide of the tour: it tells the truth about a step that does not hold."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpdesk_domain.languages import Words
from tour.demo import Demo, Product
from tour.eyes import Eyes
from tour.guide import take
from tour.hands import Hands
from tour.line import Line
from tour.report import Tour, write
from tour.screen import Screen, virtual_screen
from tour.stage import Stage
from tour.step import Step

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs X11")

LITTLE_WINDOW = (sys.executable, str(Path(__file__).with_name("little_window.py")))
NO_PROGRAM = (sys.executable, "-c", "raise SystemExit(1)")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Stage]:
    """A stage on which the little window plays the desk."""
    with virtual_screen() as screen, Eyes(screen, tmp_path) as eyes, Line(9) as line:
        demo = Demo(Product(LITTLE_WINDOW, NO_PROGRAM, NO_PROGRAM), tmp_path, screen.environment)
        here = Stage(demo, line, eyes, Hands(screen))
        yield here
        here.close_window()


def opens(here: Stage) -> None:
    here.open_window()
    here.eyes.wait("box", states=["focused"])


def waits_in_vain(here: Stage) -> None:
    here.eyes.wait("echo", name="never", within_s=0.1)


def test_the_tour_stops_at_the_step_that_does_not_hold(here: Stage, tmp_path: Path) -> None:
    story = [
        Step("open", "It opens", opens),
        Step("vain", "It waits in vain", waits_in_vain),
        Step("after", "It never comes here", opens),
    ]

    taken = list(take(here, story, Words("en")))

    assert [(step.title, bool(step.fault)) for step in taken] == [
        ("It opens", False),
        ("It waits in vain", True),
    ]
    assert "echo" in taken[1].fault
    assert [step.picture for step in taken] == [
        tmp_path / "01-open.png",
        tmp_path / "02-vain-failed.png",
    ]


def test_a_screen_that_is_gone_costs_the_picture_not_the_report(
    here: Stage, tmp_path: Path
) -> None:
    nowhere = Screen({**here.demo.environment, "DISPLAY": ":1789"}, tmp_path)

    with Eyes(nowhere, tmp_path) as here.eyes:
        taken = list(take(here, [Step("dark", "It waits in vain", waits_in_vain)], Words("en")))

    assert [(bool(step.fault), step.picture) for step in taken] == [(True, None)]


def test_the_report_names_the_fault_and_what_the_programs_said(here: Stage, tmp_path: Path) -> None:
    taken = list(take(here, [Step("vain", "It opens", opens)], Words("en")))
    bad = list(take(here, [Step("vain", "It waits in vain", waits_in_vain)], Words("en")))
    logs = {"server.log": "the last words of the server"}

    report = write(
        Tour([*taken, *bad], datetime.now(UTC), 3.2, {"calls": 1}, logs), tmp_path, Words("en")
    )

    written = report.read_text("utf-8")
    assert "**A step did not hold.**" in written
    assert "| 2 | **It waits in vain** ✗ |" in written
    assert "echo is not {'name': 'never'" in written
    assert "- calls: 1" in written
    assert "the last words of the server" in written
