"""The offer as one file: checked as a whole, then read line by line, never all in memory."""

import hashlib
import io
from collections.abc import Iterator
from typing import IO, Final

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


def check_file(file: IO[bytes], manifest: SnapshotManifest) -> None:
    """Refuse a file that is not the one of `manifest`, to the byte; leaves it at its start.

    Raises:
        NetworkIntercepted: Its length or its digest differs.
    """
    file.seek(0)
    sha256 = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        sha256.update(chunk)
    if file.tell() != manifest.bytes or sha256.hexdigest() != manifest.sha256:
        raise NetworkIntercepted("the snapshot is not the one that was announced")
    file.seek(0)


def changes_in(file: IO[bytes], records: int) -> Iterator[Change]:
    """The `records` changes in a compressed `file`, which is closed at the end.

    Raises:
        NetworkIntercepted: It cannot be unpacked, is too long, or holds another number of
            records: what was read until then is to be given up.
    """
    with file, zstandard.ZstdDecompressor().stream_reader(file) as unpacked:
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
