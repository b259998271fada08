"""The whole offer as one immutable file, named after its content."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

import zstandard
from sqlalchemy.orm import Session

from helpdesk_domain.sync import DIRECTORY, PAGE_LIMIT, SnapshotManifest
from helpdesk_server.store import offer, snapshots, streams
from helpdesk_server.store.database import Store
from helpdesk_server.store.server import identity

KEPT_FILES: Final = 3
"""A desktop on a slow line may still be fetching the file before the newest."""

_LEVEL: Final = 6
_SUFFIX: Final = ".ndjson.zst"
_LEFT_AFTER_S: Final = 3600


class NoOffer(Exception):
    """Nothing was imported yet."""


class Snapshots:
    """The snapshot files in one folder; safe in several threads."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._building = Lock()

    def newest(self, now: datetime) -> SnapshotManifest:
        """The file to start from; made anew when more than a page of changes lies after it.

        Raises:
            NoOffer: There is nothing to put in a file.
        """
        with self._building:
            known, head, generation = self._store.read(_state)
            if head.seq == 0:
                raise NoOffer
            if known is not None and known.generation == generation:
                recent = head.seq - known.seq <= PAGE_LIMIT and known.seq >= head.min_since
                if recent and self._is_whole(known):
                    return known
            return self._build(now)

    def renew(self, now: datetime) -> SnapshotManifest:
        """Make the file of the offer as it is now."""
        with self._building:
            return self._build(now)

    def path(self, sha256: str, now: datetime) -> Path | None:
        """Where the file of that content is, if it is one of ours and still there.

        Another process, with a folder of its own, may have made it: of the offer as it is now
        the same file is made here, to the byte.
        """
        if not self._store.read(partial(snapshots.is_known, sha256=sha256)):
            return None
        path = self._file(sha256)
        with self._building:
            newest, head, _generation = self._store.read(_state)
            is_now = newest is not None and (newest.sha256, newest.seq) == (sha256, head.seq)
            if is_now and not path.is_file():
                self._build(now)
        return path if path.is_file() else None

    def remove(self, names: Iterable[str]) -> None:
        """Remove the files of these contents, which are forgotten already."""
        for sha256 in names:
            self._file(sha256).unlink(missing_ok=True)

    def _build(self, now: datetime) -> SnapshotManifest:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix="new-", dir=self._folder)
        beside = Path(name)
        try:
            manifest = self._store.read(partial(_write, handle=handle, now=now))
            beside.replace(self._file(manifest.sha256))
        finally:
            beside.unlink(missing_ok=True)
        self.remove(self._store.run(partial(_keep, manifest=manifest)))
        self.remove(self._left_behind(now))
        return manifest

    def _left_behind(self, now: datetime) -> list[str]:
        """Files that another process forgot; a young one may be about to be known."""
        known = self._store.read(snapshots.known)
        young = now.timestamp() - _LEFT_AFTER_S
        return [
            path.name.removesuffix(_SUFFIX)
            for path in self._folder.glob(f"*{_SUFFIX}")
            if path.name.removesuffix(_SUFFIX) not in known and path.stat().st_mtime < young
        ]

    def _file(self, sha256: str) -> Path:
        return self._folder / f"{sha256}{_SUFFIX}"

    def _is_whole(self, manifest: SnapshotManifest) -> bool:
        path = self._file(manifest.sha256)
        return path.is_file() and path.stat().st_size == manifest.bytes


def _state(session: Session) -> tuple[SnapshotManifest | None, streams.Head, str]:
    """The newest manifest, where the stream stands, and the generation."""
    head = streams.head(session, DIRECTORY)
    return snapshots.newest(session, DIRECTORY), head, identity(session).generation


def _keep(session: Session, manifest: SnapshotManifest) -> list[str]:
    snapshots.keep_manifest(session, manifest)
    return snapshots.forget_older_than_newest(session, KEPT_FILES)


def _write(session: Session, handle: int, now: datetime) -> SnapshotManifest:
    """Write the offer as it is in this transaction; the file is on the disk when it returns."""
    head = streams.head(session, DIRECTORY)
    digest, lines = hashlib.sha256(), _Counted(offer.live_changes(session))
    with os.fdopen(handle, "wb") as file:
        for chunk in _packed(lines):
            digest.update(chunk)
            file.write(chunk)
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    return SnapshotManifest(
        generation=identity(session).generation,
        stream=DIRECTORY,
        seq=head.seq,
        records=lines.count,
        state_hash=head.state_hash,
        bytes=size,
        sha256=digest.hexdigest(),
        href=snapshots.href(digest.hexdigest()),
        encoding="zstd",
        created_at=now,
    )


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """`lines` as one Zstandard stream."""
    packer = zstandard.ZstdCompressor(level=_LEVEL).compressobj()
    for line in lines:
        yield packer.compress(line + b"\n")
    yield packer.flush()


class _Counted:
    """Lines, and how many there were once they have gone by."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.count += 1
            yield line
