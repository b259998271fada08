"""The offer as one file: whole, immutable, and fetched in parts on a bad line."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

import pytest
import zstandard

from helpdesk_domain.sync import SnapshotManifest
from helpdesk_domain.wire import digest, from_json
from helpdesk_server.snapshots import KEPT_FILES, Snapshots
from helpdesk_server.store import offer
from helpdesk_server.store.database import Store
from tests.server.desk import Desk, code_of
from tests.server.records import a_record, a_service, uuid_of, withdraw
from tests.serving import RunningServer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def write(store: Store, *names: str, **fields: object) -> None:
    records = [a_record(name, **fields) for name in names]
    store.run(partial(offer.write_records, records=records, now=NOW))


def manifest_of(desk: Desk) -> SnapshotManifest:
    return from_json(desk.get("/v1/snapshots/directory").content, SnapshotManifest)


def lines(packed: bytes) -> list[dict[str, object]]:
    text = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    return [json.loads(line) for line in text.splitlines()]


def test_the_file_holds_the_live_offer_and_goes_with_a_cursor(store: Store, desk: Desk) -> None:
    # Given an offer of three, one of which was withdrawn
    write(store, "A", "B", "C")
    store.run(partial(withdraw, name="B", now=NOW))

    # When a desk fetches it whole
    manifest = manifest_of(desk)
    file = desk.get(manifest.href)

    # Then the file is what the manifest says, and holds the other two
    assert (manifest.seq, manifest.records, manifest.encoding) == (4, 2, "zstd")
    assert manifest.bytes == len(file.content)
    assert manifest.sha256 == hashlib.sha256(file.content).hexdigest()
    assert file.headers["HD-Digest"] == digest(file.content)
    assert file.headers["Content-Type"] == "application/x-ndjson+zstd"
    assert file.headers["ETag"] == f'"{manifest.sha256}"'
    assert lines(file.content) == [
        {
            "entity": "service",
            "id": uuid_of(name),
            "rev": 1,
            "seq": seq,
            "deleted": False,
            "data": a_service(name),
        }
        for name, seq in (("A", 1), ("C", 3))
    ]
    assert desk.get(f"/v1/changes?since={manifest.seq}").json()["count"] == 0


def test_without_an_offer_there_is_nothing_to_fetch(desk: Desk) -> None:
    answer = desk.get("/v1/snapshots/directory")
    assert (answer.status_code, code_of(answer)) == (404, "no_offer")


def test_a_file_is_made_again_only_when_more_than_a_page_follows_it(
    store: Store, desk: Desk
) -> None:
    write(store, "A")
    first = manifest_of(desk)
    write(store, *(str(number) for number in range(500)))
    assert manifest_of(desk) == first
    write(store, "B")
    assert manifest_of(desk).records == 502


def test_a_file_that_somebody_removed_is_made_again(server: RunningServer, desk: Desk) -> None:
    write(server.store, "A")
    first = manifest_of(desk)
    whole = desk.get(first.href).content
    (server.settings.snapshots / f"{first.sha256}.ndjson.zst").unlink()
    assert desk.get(first.href).content == whole
    (server.settings.snapshots / f"{first.sha256}.ndjson.zst").unlink()
    assert manifest_of(desk).sha256 == first.sha256

    # and of an offer that has moved on, no file can be made again
    write(server.store, "B")
    (server.settings.snapshots / f"{first.sha256}.ndjson.zst").unlink()
    assert code_of(desk.get(first.href)) == "not_found"


def test_only_the_newest_files_are_kept_and_nothing_half_made(
    server: RunningServer, store: Store
) -> None:
    snapshots = Snapshots(store, server.settings.snapshots)
    for number in range(KEPT_FILES + 2):
        write(store, str(number))
        newest = snapshots.renew(NOW.replace(hour=number))
    names = {path.name for path in server.settings.snapshots.iterdir()}
    assert len(names) == KEPT_FILES
    assert f"{newest.sha256}.ndjson.zst" in names


def test_eight_desks_at_once_get_one_file(server: RunningServer, desk: Desk) -> None:
    write(server.store, *(str(number) for number in range(200)))
    with ThreadPoolExecutor(8) as pool:
        manifests = set(pool.map(lambda _: manifest_of(desk).sha256, range(8)))
    assert len(manifests) == 1
    assert len(list(server.settings.snapshots.iterdir())) == 1


def test_a_download_that_broke_off_goes_on_where_it_stopped(store: Store, desk: Desk) -> None:
    # Given the first half of the file
    write(store, *(str(number) for number in range(50)))
    manifest = manifest_of(desk)
    whole = desk.get(manifest.href).content
    half = manifest.bytes // 2

    # When the rest is asked for, if the file is still the same
    same = {"If-Range": f'"{manifest.sha256}"', "Range": f"bytes={half}-"}
    rest = desk.get(manifest.href, **same)

    # Then the two halves are the file, and a part does not pretend to be the whole
    assert rest.status_code == 206
    assert whole[:half] + rest.content == whole
    assert "HD-Digest" not in rest.headers
    assert rest.headers["HD-Protocol"] == "1"

    # And of another file, all of it comes
    other = desk.get(manifest.href, **(same | {"If-Range": '"x"'}))
    assert (other.status_code, other.content) == (200, whole)


@pytest.mark.parametrize(("asked", "status"), [("bytes=99999999-", 416), ("bytes=x", 400)])
def test_a_part_that_is_not_there_is_refused_as_a_problem(
    store: Store, desk: Desk, asked: str, status: int
) -> None:
    write(store, "A")
    answer = desk.get(manifest_of(desk).href, Range=asked)
    assert (answer.status_code, code_of(answer)) == (status, "invalid")
