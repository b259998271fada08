"""Makes each change of `mutants.txt` to the decisions of the sync, and says which one no test saw.

    python -m tests.sync.mutants

A property counts from the day it has killed a mutant. Mutants are made in a copy of the sources.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LIST: Final = Path(__file__).with_name("mutants.txt")
SYNC: Final = Path("helpdesk_desktop", "sync")
TESTS: Final = {
    "sync": ("tests/sync/test_step.py", "tests/sync/test_verdicts.py"),
    "revocation": ("tests/sync/revocation",),
}
"""Which tests have to see a mutant, by the folder it is in."""
NO_WITNESS: Final = "tests/sync/test_step.py::test_every_mutant_of_the_list_can_still_be_made"
"""It reads the sources: no mutant can be made of one, and it would see each of them."""
COPIED: Final = ("helpdesk_domain", "helpdesk_desktop", "helpdesk_server", "resources", "tests")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change to one file of the sync: `ours` becomes `its`."""

    file: Path
    ours: str
    its: str

    def applied(self, source: str) -> str:
        """`source` with the change made.

        Raises:
            LookupError: It no longer holds what the mutant changes.
        """
        if self.ours not in source:
            raise LookupError(f"{self.file.name} no longer holds: {self.ours}")
        return source.replace(self.ours, self.its, 1)


def mutants() -> Iterator[Mutant]:
    """Those of the list, in its order."""
    for block in LIST.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            ours = "\n".join(line[2:] for line in lines[1:] if line.startswith("-"))
            its = "\n".join(line[2:] for line in lines[1:] if line.startswith("+"))
            yield Mutant(SYNC / lines[0], ours, its)


def main() -> int:
    """The number of mutants that lived."""
    alive = total = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, copy / name)
        shutil.copy(ROOT / "pyproject.toml", copy)
        for tests in TESTS.values():
            if not _tests_pass(copy, tests):
                raise SystemExit("the tests fail on the sources as they are")
        for mutant in mutants():
            source = (ROOT / mutant.file).read_text("utf-8")
            (copy / mutant.file).write_text(mutant.applied(source), "utf-8")
            lived = _tests_pass(copy, TESTS[mutant.file.parent.name])
            (copy / mutant.file).write_text(source, "utf-8")
            alive, total = alive + lived, total + 1
            if lived:
                sys.stdout.write(f"{mutant.file.name}\n- {mutant.ours}\n+ {mutant.its}\n\n")
                sys.stdout.flush()
    sys.stdout.write(f"{total - alive} of {total} mutants killed\n")
    return alive


def _tests_pass(copy: Path, tests: tuple[str, ...]) -> bool:
    options = ["-q", "-x", "-n", "0", "--timeout", "180", "--deselect", NO_WITNESS]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    thorough = os.environ | {"HELPDESK_EXAMPLES": "100"}
    return subprocess.run(command, cwd=copy, capture_output=True, env=thorough).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
