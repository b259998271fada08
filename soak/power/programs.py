"""The programs whose power is cut: how each begins, what must hold, how each may be broken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpdesk_desktop.store.database import Store
from soak.power import looking
from soak.power.examining import of_desk, of_server, opened_by_desk, opened_by_server
from soak.power.found import Found
from soak.power.recorded import (
    desk_migrating,
    desk_paging,
    desk_profile,
    desk_saving,
    server_keeping,
)
from soak.power.recorded.planting import KEY
from soak.power.recording import UNSYNCED, Recording, record
from soak.power.replaying import left
from soak.power.trace import NotModelled


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be recorded.

    Attributes:
        module: What is run, as `python -m MODULE FOLDER SEED [DEFECT]`.
        prepare: Makes the files that are there before, in a folder, by the seed.
        look: What an image holds; fast, for each image.
        open: The same through the product itself; slow, for some.
        defects: The errors that may be planted in it.
        most: How many images of one recording are worth making.
    """

    module: str
    prepare: Callable[[Path, str], None]
    look: Callable[[Path], Found]
    open: Callable[[Path], Found]
    defects: tuple[str, ...]
    most: int = 1_000_000

    def recorded(self, folder: Path, seed: str, defect: str = "") -> Recording:
        """Prepare `folder`, which is empty, and record the program at work in it.

        Raises:
            NotModelled: Replayed, the recording does not give the files that the program left.
        """
        self.prepare(folder, seed)
        named = [defect] if defect and defect != UNSYNCED else []
        program = ["-m", self.module, str(folder), seed, *named]
        recording = record(folder, program, unsynced=defect == UNSYNCED)
        there = {file.name: file.read_bytes() for file in folder.iterdir()}
        if left(recording) != there:
            raise NotModelled(f"{self.module} left {sorted(there)}, its replay does not")
        return recording


def _an_empty_desk(folder: Path, _seed: str) -> None:
    Store.open(folder / desk_saving.FILE, KEY).close()


PROGRAMS: Mapping[str, Program] = {
    "desk": Program(
        module=desk_saving.__name__,
        prepare=_an_empty_desk,
        look=partial(of_desk, desk_saving.FILE, looking.desk_calls),
        open=partial(opened_by_desk, desk_saving.FILE, looking.desk_calls),
        defects=("normal", "rollback", "hasty", "apart", UNSYNCED),
    ),
    "migration": Program(
        module=desk_migrating.__name__,
        prepare=desk_migrating.leave_older_file,
        look=partial(of_desk, desk_migrating.FILE, looking.desk_calls),
        open=partial(opened_by_desk, desk_migrating.FILE, looking.desk_calls),
        defects=(UNSYNCED,),
    ),
    "pages": Program(
        module=desk_paging.__name__,
        prepare=_an_empty_desk,
        look=partial(of_desk, desk_paging.FILE, looking.desk_pages),
        open=partial(opened_by_desk, desk_paging.FILE, looking.desk_pages),
        defects=("ahead", UNSYNCED),
    ),
    "profile": Program(
        module=desk_profile.__name__,
        prepare=desk_profile.first_version,
        look=looking.desk_profile,
        open=looking.desk_profile,
        defects=("over", UNSYNCED),
        most=500,
    ),
    "server": Program(
        module=server_keeping.__name__,
        prepare=server_keeping.furnish,
        look=partial(of_server, server_keeping.FILE, looking.server_calls),
        open=partial(opened_by_server, server_keeping.FILE, looking.server_calls),
        defects=("normal", "rollback", "hasty", "apart", UNSYNCED),
    ),
}
