"""The offer as one file: to the byte what was announced, or not taken at all."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from helpdesk_desktop.sync import snapshot
from helpdesk_desktop.sync.errors import NetworkIntercepted
from helpdesk_domain.sync import SnapshotManifest
from helpdesk_domain.wire import to_json
from tests.sync.model import NOW, a_change

LINES = b"".join(to_json(a_change(seq)) + b"\n" for seq in range(1, 6))


def packed(lines: bytes = LINES) -> bytes:
    return zstandard.ZstdCompressor().compress(lines)


def a_manifest(body: bytes) -> SnapshotManifest:
    return SnapshotManifest(
        generation="g",
        stream="directory",
        seq=5,
        records=5,
        bytes=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        href="/v1/snapshots/x.ndjson.zst",
        encoding="zstd",
        created_at=NOW,
    )


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def written(body: bytes) -> Path:
        path = tmp_path / "offer"
        path.write_bytes(body)
        return path

    return written


File = Callable[[bytes], Path]


def test_a_file_that_is_what_was_announced_is_read_whole(file: File) -> None:
    body = packed()
    snapshot.check_manifest(a_manifest(body))
    snapshot.check_file(file(body), a_manifest(body))

    assert [change.seq for change in snapshot.changes_in(file(body), 5)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "spoil",
    [lambda b: b[:-1], lambda b: b + b"\0", lambda b: b"\0" + b[1:], lambda _: b""],
    ids=["shorter", "longer", "another first byte", "empty"],
)
def test_a_file_that_differs_by_a_byte_is_refused(
    file: File, spoil: Callable[[bytes], bytes]
) -> None:
    body = packed()
    path = file(spoil(body))

    with pytest.raises(NetworkIntercepted):
        snapshot.check_file(path, a_manifest(body))

    assert not path.exists(), "nobody goes on with it"


@pytest.mark.parametrize(
    "wrong",
    [
        {"stream": "calls"},
        {"encoding": "gzip"},
        {"bytes": 0},
        {"bytes": snapshot.SNAPSHOT_LIMIT + 1},
        {"href": "https://elsewhere.example/x"},
        {"href": "//elsewhere.example/x"},
        {"href": "@elsewhere.example/x"},
    ],
    ids=str,
)
def test_a_manifest_that_leads_elsewhere_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NetworkIntercepted):
        snapshot.check_manifest(replace(a_manifest(packed()), **wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("records", [4, 6])
def test_another_number_of_records_than_was_said_is_refused(file: File, records: int) -> None:
    with pytest.raises(NetworkIntercepted):
        list(snapshot.changes_in(file(packed()), records))


@pytest.mark.parametrize(
    "body",
    [b"no zstd at all", packed()[:-9], packed(b"{}\n"), packed(b"not JSON\n")],
    ids=["not compressed", "cut", "no change", "not JSON"],
)
def test_a_file_that_holds_something_else_is_refused(file: File, body: bytes) -> None:
    with pytest.raises(NetworkIntercepted):
        list(snapshot.changes_in(file(body), 1))


def test_a_file_that_unpacks_without_end_is_given_up(
    file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "UNPACKED_LIMIT", len(LINES) - 1)

    with pytest.raises(NetworkIntercepted):
        list(snapshot.changes_in(file(packed()), 5))


def test_a_line_without_end_is_given_up(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "CHANGE_LIMIT", 10)

    with pytest.raises(NetworkIntercepted):
        list(snapshot.changes_in(file(packed()), 5))
