"""Programs of the tour: started as real processes, ended by their own id, their words kept."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tour.waiting import until


class ProgramFailed(Exception):
    """A program ended with an error; its text has the command and the end of what it said."""


@dataclass(slots=True)
class Program:
    """A program that runs until it is ended; a context manager, so that none is left behind.

    Attributes:
        log: Where standard output and errors of the program go, appended.
    """

    process: subprocess.Popen[bytes]
    name: str
    log: Path
    begins: int = 0
    """Bytes of the log that are of programs before it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.poll() is None

    def end(self, within_s: float = 5.0) -> int:
        """Ask it to end, then insist; the exit code (negative: the signal it died of)."""
        if self.is_running():
            self.process.terminate()
        try:
            return self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self) -> None:
        """End it as a power cut would: it has no time to save anything."""
        self.process.kill()
        self.process.wait()

    def said(self) -> str:
        return self.log.read_bytes()[self.begins :].decode("utf-8", errors="replace")

    def says(self, start: str, within_s: float = 60.0) -> str:
        """The rest of the first line it says that starts with `start`.

        Raises:
            NotSeen: It did not say so in time.
            ProgramFailed: It ended before.
        """

        def line() -> str | None:
            for said in self.said().splitlines():
                if said.startswith(start):
                    return said[len(start) :].strip()
            if not self.is_running():
                raise ProgramFailed(f"{self.name} ended:\n{tail(self.log)}")
            return None

        return until(line, f"{self.name} says « {start} »", within_s)


def start(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Program:
    """Start `command` with `environment` and nothing else; what it says is added to `log`."""
    with log.open("ab") as output:
        begins = output.tell()
        process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Program(process, Path(command[0]).name, log, begins)


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    typed: str = "",
    within_s: float = 60.0,
) -> str:
    """Run `command` to its end, `typed` on its standard input; what it said on its output.

    Raises:
        ProgramFailed: Its exit code is not 0, or it did not end in time.
    """
    try:
        done = subprocess.run(
            command,
            env=dict(environment),
            input=typed,
            capture_output=True,
            text=True,
            timeout=within_s,
        )
    except subprocess.TimeoutExpired:
        raise ProgramFailed(f"{' '.join(command)} did not end within {within_s:g} s") from None
    if done.returncode != 0:
        raise ProgramFailed(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-500:]}"
            f"{done.stderr[-1500:]}"
        )
    return done.stdout


def speaking(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> tuple[Program, str]:
    """Start a program that tells, on the descriptor `{fd}` of its command, where it is reached.

    Raises:
        ProgramFailed: It ended without a word.
    """
    heard, told = os.pipe()
    with os.fdopen(heard, "rb") as line, log.open("ab") as output:
        begins = output.tell()
        process = subprocess.Popen(
            [part.format(fd=told) for part in command],
            env=dict(environment),
            pass_fds=[told],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        os.close(told)
        program = Program(process, Path(command[0]).name, log, begins)
        where = _first_line(line)
    if not where:
        program.end()
        raise ProgramFailed(f"{program.name} did not start:\n{tail(log)}")
    return program, where


def _first_line(line: IO[bytes]) -> str:
    return line.readline().decode("ascii").strip()


def tail(log: Path, lines: int = 15) -> str:
    """The last `lines` lines of `log`; empty when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-lines:])
