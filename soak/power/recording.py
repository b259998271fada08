"""Runs a real program under strace and keeps what it did to its files, to be replayed."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from soak.power.trace import CHANGING, Reading, Step

ROOT = Path(__file__).parents[2]

UNSYNCED = "unsynced"
"""The planted defect that needs no help from the program: no fsync ever reaches the system."""

LONGEST = 1 << 24
"""Bytes of one write that strace may show; SQLite writes pages."""


@dataclass(frozen=True)
class Recording:
    """What a program did to the files of one folder.

    Attributes:
        before: The files that were there, on the disk.
        log: As strace wrote it.
    """

    folder: Path
    before: Mapping[str, bytes]
    log: str

    @cached_property
    def steps(self) -> list[Step]:
        """What happened, in order.

        Raises:
            NotModelled: The program did something that the disk of the replay cannot do.
        """
        return list(Reading(self.folder, self.before).steps(self.log.splitlines()))

    def keep(self, folder: Path) -> None:
        """Write all of it down, to be looked at later."""
        (folder / "before").mkdir(parents=True, exist_ok=True)
        for name, content in self.before.items():
            (folder / "before" / name).write_bytes(content)
        (folder / "folder").write_text(str(self.folder), "utf-8")
        (folder / "strace.log").write_text(self.log, "utf-8")

    @classmethod
    def kept(cls, folder: Path) -> "Recording":
        before = {file.name: file.read_bytes() for file in sorted((folder / "before").iterdir())}
        recorded = Path((folder / "folder").read_text("utf-8"))
        return cls(recorded, before, (folder / "strace.log").read_text("utf-8"))


def strace() -> str | None:
    """Where strace is; None when this system has none."""
    return shutil.which("strace")


@cache
def missing() -> str:
    """Why nothing can be recorded here; empty when it can."""
    tracer = strace()
    if tracer is None:
        return "strace is not installed (Linux only: build/system-packages.txt)"
    tried = subprocess.run([tracer, "-f", "--seccomp-bpf", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "strace may not look into programs here"


def record(folder: Path, program: Sequence[str], *, unsynced: bool = False) -> Recording:
    """What `program` does to the files of `folder`, from its start to its end.

    Args:
        program: The arguments of this Python: `-m`, a module, what it is given.
        unsynced: Every fsync says that it was done, and is not.

    Raises:
        RuntimeError: The program, or strace, ended with an error.
    """
    tracer = strace()
    if tracer is None:
        raise RuntimeError("strace is not installed")
    before = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    skipped = ["-e", "inject=fsync,fdatasync:retval=0"] if unsynced else []
    with tempfile.NamedTemporaryFile("r", suffix=".strace") as log:
        tracing = [tracer, "-f", "--seccomp-bpf", "-xx", "-s", str(LONGEST), "-o", log.name]
        command = [*tracing, "-e", f"trace={CHANGING}", *skipped, sys.executable, *program]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(program)} ended with {done.returncode}\n{done.stderr}")
        return Recording(folder, before, log.read())


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: what is in it is never meant to last."""
    memory = Path("/dev/shm")
    where = memory if memory.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="helpdesk-soak-", dir=where) as folder:
        yield Path(folder).resolve()
