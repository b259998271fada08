"""Why an export made no file, in plain words; what was there before still is."""

import errno
import os
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Final

from helpdesk_domain.languages import Words, mark


class Reason(Enum):
    """What kept a file from being written."""

    CANCELLED = auto()
    DISK_FULL = auto()
    NO_FOLDER = auto()
    NOT_A_FILE = auto()
    FOLDER_CLOSED = auto()
    """Files of this folder may not be made or changed."""
    FILE_CLOSED = auto()
    """The file that is there may not be changed, or another program holds it."""
    BAD_NAME = auto()
    TOO_LONG = auto()
    """A table has more lines than a sheet."""
    OTHER = auto()


class NotExported(Exception):
    """No file was made, no half of one, and what was there before still is.

    Attributes:
        name: Of the file, without its folder.
    """

    def __init__(self, reason: Reason, name: str) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.name = name


SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.CANCELLED: mark("The export was cancelled. No file was made."),
    Reason.DISK_FULL: mark("The disk is full: « {name} » was not made. Make room, then try again."),
    Reason.NO_FOLDER: mark("The folder of « {name} » does not exist. Choose another."),
    Reason.NOT_A_FILE: mark("« {name} » is a folder or a device. Choose the name of a file."),
    Reason.FOLDER_CLOSED: mark(
        "Nothing can be written in the folder of « {name} ». Choose another folder."
    ),
    Reason.FILE_CLOSED: mark(
        "« {name} » cannot be replaced: it is open in another program, or protected. Close it or "
        "choose another name."
    ),
    Reason.BAD_NAME: mark("No file can be called that. Choose another name."),
    Reason.TOO_LONG: mark(
        "A table is too long for a spreadsheet, so « {name} » was not made. Take another format, "
        "a shorter period or fewer dimensions."
    ),
    Reason.OTHER: mark("« {name} » could not be written. What was there before is kept."),
}


def sentence(problem: NotExported, words: Words) -> str:
    """Why there is no file, and what to do."""
    return words.say(SENTENCES[problem.reason], name=problem.name)


_BY_NUMBER: Final[Mapping[int, Reason]] = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EFBIG: Reason.DISK_FULL,
    errno.ENOENT: Reason.NO_FOLDER,
    errno.ENOTDIR: Reason.NO_FOLDER,
    errno.EISDIR: Reason.NOT_A_FILE,
    errno.EACCES: Reason.FOLDER_CLOSED,
    errno.EPERM: Reason.FOLDER_CLOSED,
    errno.EROFS: Reason.FOLDER_CLOSED,
    errno.ENAMETOOLONG: Reason.BAD_NAME,
    errno.EINVAL: Reason.BAD_NAME,
}
_CLOSED: Final = (errno.EACCES, errno.EPERM, errno.EBUSY)


def reason_of(problem: OSError, path: Path) -> Reason:
    """What `problem` means to whoever wants the file `path`."""
    if os.path.isdir(path):  # which a folder that may not be looked into is not
        return Reason.NOT_A_FILE
    if problem.errno in _CLOSED and problem.filename2 is not None:
        return Reason.FILE_CLOSED  # it was written, and could not be given its name
    return _BY_NUMBER.get(problem.errno or 0, Reason.OTHER)
