"""The offer as one file: checked as a whole, then read line by line, never all in memory."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import zstandard

from helpdesk_desktop.sync.errors import NetworkIntercepted
from helpdesk_domain.sync import DIRECTORY, Change, SnapshotManifest
from helpdesk_domain.wire import BadBody, from_json

SNAPSHOT_LIMIT: Final = 200 * 1024 * 1024
"""Longest snapshot fetched, in bytes as sent."""

UNPACKED_LIMIT: Final = 1024 * 1024 * 1024
"""Longest snapshot read, in bytes once unpacked."""

CHANGE_LIMIT: Final = 4 * 1024 * 1024
"""Longest line of a snapshot, in bytes."""

_CHUNK: Final = 1024 * 1024


def check_manifest(manifest: SnapshotManifest) -> None:
    """Refuse a manifest that leads nowhere: another stream, another server, no sane length.

    Raises:
        NetworkIntercepted: It is not one of ours.
    """
    on_this_server = manifest.href.startswith("/") and not manifest.href.startswith("//")
    sane = 0 < manifest.bytes <= SNAPSHOT_LIMIT and manifest.encoding == "zstd"
    if manifest.stream != DIRECTORY or not on_this_server or not sane:
        raise NetworkIntercepted("a manifest that leads nowhere")


def check_file(path: Path, manifest: SnapshotManifest) -> None:
    """Refuse a file that is not the one of `manifest`, to the byte, and remove it.

    Raises:
        NetworkIntercepted: Its length or its digest differs.
    """
    sha256, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha256.update(chunk)
            size += len(chunk)
    if size != manifest.bytes or sha256.hexdigest() != manifest.sha256:
        path.unlink()  # nobody must go on with it
        raise NetworkIntercepted("the snapshot is not the one that was announced")


def changes_in(path: Path, records: int) -> Iterator[Change]:
    """The `records` changes in a compressed file.

    Raises:
        NetworkIntercepted: It cannot be unpacked, is too long, or holds another number of
            records: what was read until then is to be given up.
    """
    unpacker = zstandard.ZstdDecompressor()
    with path.open("rb") as file, unpacker.stream_reader(file) as unpacked:
        lines = io.BufferedReader(unpacked, _CHUNK)
        read = count = 0
        while line := _next_line(lines):
            count += 1
            read += len(line)
            if count > records or read > UNPACKED_LIMIT:
                raise NetworkIntercepted("the snapshot is longer than was said")
            yield _change(line)
        if count != records:
            raise NetworkIntercepted("the snapshot is shorter than was said")


def _next_line(lines: "io.BufferedReader[zstandard.ZstdDecompressionReader]") -> bytes:
    try:
        return lines.readline(CHANGE_LIMIT)
    except zstandard.ZstdError:
        raise NetworkIntercepted("the snapshot cannot be unpacked") from None


def _change(line: bytes) -> Change:
    try:
        return from_json(line, Change)
    except BadBody as problem:
        raise NetworkIntercepted(str(problem)) from None
