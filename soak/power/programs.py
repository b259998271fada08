"""The programs whose power is cut: how each begins, what must hold, how each may be broken."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpdesk_desktop.store.database import Store
from soak.power import examining
from soak.power.found import Found
from soak.power.recorded import desk_saving
from soak.power.recorded.planting import KEY
from soak.power.recording import UNSYNCED, Recording, record


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be recorded.

    Attributes:
        module: What is run, as `python -m MODULE FOLDER SEED [DEFECT]`.
        prepare: Makes the files that are there before, safely on the disk.
        look: What an image holds; fast, for each image.
        open: The same through the product itself; slow, for some.
        defects: The errors that may be planted in it.
    """

    module: str
    prepare: Callable[[Path, random.Random], None]
    look: Callable[[Path], Found]
    open: Callable[[Path], Found]
    defects: tuple[str, ...]

    def recorded(self, folder: Path, seed: str, defect: str = "") -> Recording:
        """Prepare `folder`, which is empty, and record the program at work in it."""
        self.prepare(folder, random.Random(f"{seed}/before"))
        named = [defect] if defect and defect != UNSYNCED else []
        program = [self.module, str(folder), seed, *named]
        return record(folder, program, unsynced=defect == UNSYNCED)


def _an_empty_desk(folder: Path, _chance: random.Random) -> None:
    Store.open(folder / desk_saving.FILE, KEY).close()


PROGRAMS: Mapping[str, Program] = {
    "desk": Program(
        module="soak.power.recorded.desk_saving",
        prepare=_an_empty_desk,
        look=examining.desk_calls,
        open=examining.desk_calls_opened,
        defects=("normal", "hasty", "apart", UNSYNCED),
    ),
}
