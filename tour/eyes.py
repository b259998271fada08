"""Eyes on a screen: what a window tells a screen reader, and pictures of it."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tour.programs import run
from tour.screen import Screen, program
from tour.waiting import PATIENCE_S, NotSeen

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own interpreter: `python3-gi` is made for it, and for no other."""

MOST_SHOTS = 8
"""Shots taken of a screen that does not come to rest, before the last one is kept."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A control as a screen reader sees it.

    Attributes:
        id: The stable identifier, as docs/accessibility.md lists it; empty when it has none.
        text: What stands in it, where it has text.
        extents: x, y, width and height on the screen, in pixels.
        labelled: Whether a label beside it gives it its name.
    """

    id: str
    role: str
    name: str
    text: str
    description: str
    states: frozenset[str]
    extents: tuple[int, int, int, int]
    labelled: bool
    depth: int = 0


class Eyes:
    """A reader of one screen; a context manager. Every wait has a deadline."""

    def __init__(self, screen: Screen, pictures: Path | None = None) -> None:
        """Args:
        pictures: The folder of numbered pictures; made when there is one to put in it.
        """
        self._screen = screen
        self._pictures = pictures
        self._taken = 0
        self._reader = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("reader.py"))],
            env=dict(screen.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._reader.kill()
        self._reader.communicate()

    def attach(self, pid: int, within_s: float = 60.0) -> None:
        """Look at the windows of process `pid` from now on.

        Raises:
            NotSeen: It opened none in time.
        """
        self._ask("attach", pid=pid, within_s=within_s)

    def look(self, identifier: str) -> Seen | None:
        """The control as it is now; None when there is none."""
        answer = self._ask("look", id=identifier)
        return _seen(answer) if answer else None

    def wait(
        self,
        identifier: str,
        *,
        name: str = "",
        text: str = "",
        states: Sequence[str] = (),
        without: Sequence[str] = (),
        rows: int = 0,
        within_s: float = PATIENCE_S,
    ) -> Seen:
        """The control, as soon as it is shown and as asked.

        Args:
            name, text: Regular expressions, found anywhere.
            states, without: AT-SPI states it has (`focused`) and has not.
            rows: Children it has at least.

        Raises:
            NotSeen: It was not so in time; says how it was.
        """
        asked: dict[str, Any] = {"states": list(states), "without": list(without), "rows": rows}
        answer = self._ask("wait", id=identifier, within_s=within_s, name=name, text=text, **asked)
        return _seen(answer)

    def wait_gone(self, identifier: str, within_s: float = PATIENCE_S) -> None:
        """Come back when the control is no longer shown.

        Raises:
            NotSeen: It stays.
        """
        self._ask("wait", id=identifier, within_s=within_s, gone=True)

    def rows(self, identifier: str) -> list[Seen]:
        """The rows of a list, in its order."""
        return [_seen(row) for row in self._ask("rows", id=identifier)]

    def tree(self, *, shown: bool = False) -> list[Seen]:
        """All controls of the window, outermost first; rows of lists are left out.

        Args:
            shown: Those that are hidden are left out too, with all that is inside them: each
                control that is asked about costs the window time.
        """
        return [_seen(node) for node in self._ask("tree", shown=shown)]

    def heard(self) -> list[str]:
        """What was announced to a screen reader since this was asked last."""
        return [str(sentence) for sentence in self._ask("heard")]

    def press(self, identifier: str) -> None:
        """Do the control's own action, as a switch device would."""
        self._ask("press", id=identifier)

    def picture(self, name: str) -> Path:
        """A picture of the whole screen, once it stands still: `03-name.png`, in order taken.

        Raises:
            ProgramFailed: The screen is gone.
        """
        if self._pictures is None:
            raise ValueError("these eyes were given no folder for pictures")
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._taken += 1
        path = self._pictures / f"{self._taken:02}-{name}.png"
        before, now = b"", self._shot(path)
        for _ in range(MOST_SHOTS):
            if now == before:
                break
            before, now = now, self._shot(path)
        return path

    def _shot(self, path: Path) -> bytes:
        command = [program("scrot"), "--overwrite", str(path)]
        run(command, self._screen.environment)
        return path.read_bytes()

    def _ask(self, question: str, **about: object) -> Any:
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps({"do": question, **about}) + "\n")
        self._reader.stdin.flush()
        line = self._reader.stdout.readline()
        if not line:
            raise NotSeen(f"the AT-SPI reader ended ({SYSTEM_PYTHON} with python3-gi is needed)")
        answer: dict[str, Any] = json.loads(line)
        if "fault" in answer:
            raise NotSeen(str(answer["fault"]))
        return answer["answer"]


def _seen(node: Mapping[str, Any]) -> Seen:
    return Seen(
        id=node["id"],
        role=node["role"],
        name=node["name"],
        text=node["text"],
        description=node["description"],
        states=frozenset(node["states"]),
        extents=tuple(node["extents"]),
        labelled=node["labelled"],
        depth=node.get("depth", 0),
    )
