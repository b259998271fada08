"""Files that are there whole or not at all, and the names of those that are made by the clock."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

SUFFIX: Final = ".helpdesk-backup"
_BY_THE_CLOCK: Final = re.compile(rf"\d{{8}}T\d{{6}}Z{re.escape(SUFFIX)}", re.ASCII)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """An empty file of ours beside `path`; it takes the place of `path` if the block ends well.

    It is on the disk before it does, and nobody else may read it.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield part
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path) -> None:
    """Give `part` the name `path`, once what it holds is on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """The new name is in the folder, not in the file; Windows cannot open one, nor needs to."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def named_by_the_clock(folder: Path, now: datetime) -> Path:
    """The name of a backup made now: names sort as they were made."""
    return folder / f"{now:%Y%m%dT%H%M%SZ}{SUFFIX}"


def forget_all_but(folder: Path, keep: int) -> int:
    """Remove the oldest backups named by the clock; files of any other name stay.

    Returns:
        How many were removed.
    """
    ours = sorted(path for path in folder.iterdir() if _BY_THE_CLOCK.fullmatch(path.name))
    gone = ours[: max(0, len(ours) - keep)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
