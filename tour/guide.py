"""The guide: takes the story step by step, with a picture of each, and stops at the first fault."""

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from helpdesk_domain.languages import Words
from tour.demo import Product
from tour.programs import ProgramFailed, tail
from tour.report import Taken, Tour, write
from tour.stage import Stage, stage
from tour.step import Step
from tour.story import STORY
from tour.waiting import NotSeen


def guide(product: Product, folder: Path, words: Words) -> bool:
    """Take the tour, tell it on standard output, write it to `folder`; whether every step held.

    Raises:
        NoVirtualScreen, ProgramFailed, NotSeen: It could not even be set up.
    """
    _clear(folder)
    began, clock = datetime.now().astimezone(), time.monotonic()
    tell(words.say("The server and the desk are set up on a virtual screen …"))
    with stage(product, folder) as here:
        taken = list(take(here, STORY, words))
        failed = any(step.fault for step in taken)
        held, logs = _held(here), _logs(here) if failed else {}
    report = write(Tour(taken, began, time.monotonic() - clock, held, logs), folder, words)
    tell("")
    tell(words.say("A step did not hold.") if failed else words.say("Every step held."))
    tell(words.say("Report and pictures: {path}", path=report.resolve()))
    return not failed


def take(here: Stage, story: Sequence[Step], words: Words) -> Iterator[Taken]:
    """Take the steps of `story` in order, until one does not hold; tell of each."""
    for number, step in enumerate(story, start=1):
        taken = _taken(here, step)
        mark = "✗" if taken.fault else "✓"
        tell(f"{mark} {number:2}  {taken.took_s:5.1f} s  {words.say(step.title)}")
        if taken.fault:
            tell(f"      {taken.fault}")
        yield taken
        if taken.fault:
            return


def _taken(here: Stage, step: Step) -> Taken:
    clock, fault = time.monotonic(), ""
    try:
        step.take(here)
    except (NotSeen, ProgramFailed) as problem:
        fault = str(problem)
    took_s = time.monotonic() - clock
    shown = fault or (here.window is not None and here.window.is_running())
    name = f"{step.name}-failed" if fault else step.name
    return Taken(step.title, took_s, _picture(here, name) if shown else None, fault)


def _picture(here: Stage, name: str) -> Path | None:
    """A picture of the step; none where the screen itself is gone, which the next step tells."""
    try:
        return here.eyes.picture(name)
    except ProgramFailed:
        return None


def _held(here: Stage) -> dict[str, object]:
    try:
        return here.demo.held()
    except ProgramFailed:
        return {}


def _logs(here: Stage) -> dict[str, str]:
    demo = here.demo
    logs = (demo.folder / "window.log", demo.profile / "helpdesk.log", demo.folder / "server.log")
    return {log.name: tail(log, lines=30) for log in logs if log.exists()}


def _clear(folder: Path) -> None:
    """Remove the pictures of the last tour, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("[0-9][0-9]-*.png"):
        picture.unlink()


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
