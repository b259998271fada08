"""Starts desks as processes, and kills them: a process of its own that has everything loaded.

    python -m soak.network.nursery

A fork of it costs some milliseconds; it has one thread, which a campaign has not. It is told
what to do by lines of JSON on its input, and answers each by one line; at the end of its input it
kills what is left and ends.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from soak.network.desk import FAULT, Life, live
from soak.power.recording import ROOT

KILLED = "killed"


class Nursery:
    """The process, seen from a campaign."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "soak.network.nursery"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def start(self, life: Life) -> int:
        """A desk begins its life; its process id."""
        return int(self._told(asdict(life)))

    def kill(self, process: int, life: Life) -> None:
        """End that life without a word; it has ended when this returns.

        Raises:
            RuntimeError: It had ended by itself.
        """
        how = self._told({"kill": process})
        if how != KILLED:
            fault = Path(life.folder) / FAULT
            said = fault.read_text("utf-8") if fault.exists() else ""
            raise RuntimeError(f"a desk ended by itself ({how}): {said}")

    def _told(self, order: dict[str, object]) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


def main() -> None:
    children: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "kill" in order:
            children.discard(order["kill"])
            answer = _killed(order["kill"])
        else:
            child = _born(Life(**order))
            children.add(child)
            answer = str(child)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for child in children:
        _killed(child)


def _born(life: Life) -> int:
    child = os.fork()
    if child == 0:
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 0)
            os.dup2(nowhere, 1)
            live(life)
        finally:
            os._exit(1)
    return child


def _killed(child: int) -> str:
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return KILLED if os.WIFSIGNALED(status) else f"status {status}"


if __name__ == "__main__":
    main()
