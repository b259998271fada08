"""Files written whole: a power cut leaves the old one or the new one."""

import os
from collections.abc import Callable
from pathlib import Path


class FileNotWritten(Exception):
    """The disk or the folder did not take a file; what was there before still is."""


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, for its owner alone; on the disk when this returns.

    Raises:
        FileNotWritten: The disk is full, or the folder cannot be written.
    """
    try:
        put_in_place(path, data, path.with_suffix(".new"))
    except OSError as problem:
        raise FileNotWritten(path.name) from problem


def put_in_place(
    path: Path, data: bytes, beside: Path, before_naming: Callable[[], None] = lambda: None
) -> None:
    """Put `data` in the place of `path`, as `write_whole` does.

    Args:
        beside: Where it is written first, in the same folder.
        before_naming: What has to be done before the file has its name; when it raises, there is
            no file.

    Raises:
        OSError: What the system said; what was there before still is.
    """
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        before_naming()
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)  # half a file is nobody's
        raise
    _fsync_folder(path.parent)


def _fsync_folder(folder: Path) -> None:
    """The new name is in the folder, not in the file; Windows cannot open one, nor needs to."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
