"""Which personal records were erased, in a file beside the database: ids and moments alone.

A database that is restored from a backup has forgotten what was erased since; this file has not.
A line is on the disk before the record is erased, so none can be missing.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from helpdesk_domain.wire import BadBody, from_json, to_json
from helpdesk_server.backups.files import fsync_folder, whole
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.uuids import is_uuid

NAME: Final = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class ErasureFile:
    """Attributes: path: Where it is; there may be none yet."""

    path: Path

    def note(self, record_id: str, now: datetime) -> None:
        """Add a record; it is on the disk when this returns.

        Raises:
            StoreUnavailable: The disk is at fault: nothing is to be erased now, but later.
        """
        # a line of its own also behind one that a power cut tore
        line = b"\n" + to_json(_Line(record_id, now)) + b"\n"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            opened = os.open(self.path, flags, 0o600)
            try:
                _write_whole(opened, line)
                os.fsync(opened)
            finally:
                os.close(opened)
            fsync_folder(self.path.parent)
        except OSError as problem:
            raise StoreUnavailable(type(problem).__name__) from problem

    def ids(self) -> Iterator[str]:
        """Those in it; a line that a power cut tore is passed over: its record was not erased.

        Raises:
            OSError: It is there and cannot be read.
        """
        if not self.path.exists():
            return
        for line in self.path.read_bytes().splitlines():
            try:
                found = from_json(line, _Line)
            except BadBody:
                continue
            if is_uuid(found.id):
                yield found.id

    def add_all(self, ids: set[str], now: datetime) -> None:
        """Have each of `ids` in it, whole or not at all; writes nothing where all are there.

        Raises:
            OSError: The disk is at fault.
        """
        missing = sorted(ids.difference(self.ids()))
        if not missing:
            return
        before = self.path.read_bytes() if self.path.exists() else b""
        lines = [to_json(_Line(record_id, now)) for record_id in missing]
        with whole(self.path) as part:
            part.write_bytes(b"\n".join([before.rstrip(b"\n"), *lines]).lstrip(b"\n") + b"\n")


def _write_whole(opened: int, line: bytes) -> None:
    """A disk that is nearly full takes a part, and says so by the count alone."""
    while line:
        written = os.write(opened, line)
        if not written:
            raise OSError("nothing was written")
        line = line[written:]


def erasure_file(folder: Path) -> ErasureFile:
    """The one in `folder`: the data folder of a server, or where its backups are."""
    return ErasureFile(folder / NAME)
