"""What callers asked for, in a file beside the backups: a restore does it again.

A backup of before an erasure still holds what was erased. The file holds ids and digests, never a
word of a call; a line is on the disk before the erasure is committed.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from helpdesk_domain.calls import CallId
from helpdesk_domain.wire import BadBody, from_json, to_json
from helpdesk_server.backups.files import fsync_folder, whole
from helpdesk_server.rights.erasure import erase_call_again
from helpdesk_server.store.database import Session
from helpdesk_server.store.erasing import Erasure
from helpdesk_server.store.erasures import NoteErasure
from helpdesk_server.store.objections import object_to

NAME: Final = "requests.ndjson"
"""Of the file, in the folder of the data and in each folder with backups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that was carried out: an erasure, or an objection."""

    erased: Erasure | None = None
    objected: CallId | None = None
    at: datetime | None = None


class RequestsUnreadable(Exception):
    """A line of the file is none of ours.

    Attributes:
        line: Its number, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def keep(request: Request, folders: Iterable[Path]) -> None:
    """Have `request` on the disk in each of `folders`.

    Raises:
        OSError: It could not be written somewhere; what asks for it must not go on.
    """
    for folder in dict.fromkeys(folders):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / NAME
        if path.exists() and not path.read_bytes().endswith(b"\n"):
            _write(path, kept_in([folder]))  # without the half of a line that a crash left
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            file.write(to_json(request) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        fsync_folder(folder)


def kept_in(folders: Iterable[Path]) -> list[Request]:
    """What was asked for, as the files of `folders` say, each once, in their order.

    A last line that a crash cut is none: what it would have said was not done.

    Raises:
        RequestsUnreadable: Another line cannot be read.
    """
    lines: dict[bytes, Request] = {}
    for folder in dict.fromkeys(folders):
        path = folder / NAME
        if path.exists():
            lines |= dict(_lines(path.read_bytes()))
    return list(lines.values())


def carry_along(data: Path, folder: Path) -> None:
    """Have all that the data folder knows in `folder` too, where a backup was just made.

    Raises:
        OSError, RequestsUnreadable: It could not be read or written.
    """
    if (data / NAME).exists() and data != folder:
        _write(folder / NAME, kept_in([folder, data]))


def do_again(
    session: Session, requests: Iterable[Request], now: datetime, note_erasure: NoteErasure
) -> int:
    """Carry out `requests` in a database that was restored; how many calls lost words by it."""
    done = 0
    for request in requests:
        if request.erased is not None:
            done += erase_call_again(session, request.erased, now, note_erasure)
        elif request.objected is not None:
            object_to(session, request.objected, now)
    return done


def _lines(text: bytes) -> Iterator[tuple[bytes, Request]]:
    whole_lines, _, _ = text.rpartition(b"\n")
    for number, line in enumerate(whole_lines.split(b"\n") if whole_lines else (), 1):
        try:
            yield line, from_json(line, Request)
        except BadBody:
            raise RequestsUnreadable(number) from None


def _write(path: Path, requests: Iterable[Request]) -> None:
    with whole(path) as part:
        part.write_bytes(b"".join(to_json(request) + b"\n" for request in requests))
