"""The report of a guided tour: each step, its time, what the server holds at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helpdesk_domain.languages import Words
from helpdesk_domain.version import __version__

FILE = "tour.md"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken.

    Attributes:
        title: A marked sentence.
        took_s: Seconds it took.
        picture: The screen after it; None when no window was open.
        fault: Why it did not hold; empty when it did.
    """

    title: str
    took_s: float
    picture: Path | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour from beginning to end.

    Attributes:
        held: What the server said of itself at the end; empty when it could not be asked.
        logs: The last lines of each program, by name; only when a step did not hold.
    """

    taken: Sequence[Taken]
    began: datetime
    took_s: float
    held: Mapping[str, object]
    logs: Mapping[str, str]

    @property
    def fault(self) -> str:
        return next((step.fault for step in self.taken if step.fault), "")


def write(tour: Tour, folder: Path, words: Words) -> Path:
    """Write the report of `tour` into `folder`; its path."""
    path = folder / FILE
    path.write_text("\n".join(_lines(tour, words)) + "\n", "utf-8")
    return path


def _lines(tour: Tour, words: Words) -> list[str]:
    ended = words.say("A step did not hold.") if tour.fault else words.say("Every step held.")
    return [
        "# " + words.say("The guided tour of helpdesk-desktop {version}", version=__version__),
        "",
        words.say(
            "{day}, {seconds} seconds, everything included.",
            day=tour.began.strftime("%Y-%m-%d %H:%M"),
            seconds=round(tour.took_s),
        )
        + f" **{ended}**",
        "",
        "| | {} | s | {} |".format(words.say("Step"), words.say("Picture")),
        "|--:|---|--:|---|",
        *(_row(number, step, words) for number, step in enumerate(tour.taken, start=1)),
        "",
        "## " + words.say("What the server holds"),
        "",
        *(f"- {name}: {value}" for name, value in tour.held.items()),
        *(_block(words.say("What went wrong"), tour.fault) if tour.fault else ()),
        *(line for name, log in tour.logs.items() for line in _block(name, log)),
    ]


def _row(number: int, step: Taken, words: Words) -> str:
    title = words.say(step.title)
    if step.fault:
        title = f"**{title}** ✗"
    picture = f"[{step.picture.name}]({step.picture.name})" if step.picture else ""
    return f"| {number} | {title} | {step.took_s:.1f} | {picture} |"


def _block(title: str, text: str) -> list[str]:
    return ["", f"## {title}", "", "```text", text, "```"]
