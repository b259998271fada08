"""Small files, written whole: a power cut leaves the old one or the new one."""

import os
from pathlib import Path


class FileNotWritten(Exception):
    """The disk or the folder did not take a file; what was there before still is."""


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, for its owner alone; on the disk when this returns.

    Raises:
        FileNotWritten: The disk is full, or the folder cannot be written.
    """
    try:
        _write_beside_and_rename(path, data)
    except OSError as problem:
        raise FileNotWritten(path.name) from problem


def _write_beside_and_rename(path: Path, data: bytes) -> None:
    beside = path.with_suffix(".new")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
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
