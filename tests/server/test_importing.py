"""Bringing the offer in: what is broken is set aside, the rest is there, or nothing is."""

import gzip
import json
from functools import partial
from pathlib import Path

import pytest

from helpdesk_domain.clock import utc_now
from helpdesk_domain.offer_file import BadOfferFile
from helpdesk_domain.sync import DIRECTORY, Entity
from helpdesk_server.importing import Imported, import_file
from helpdesk_server.store import imports, offer, streams
from helpdesk_server.store.database import Store
from tests.server.records import a_file, a_service, uuid_of

HSDS = Path(__file__).parents[1] / "fixtures" / "hsds"


def bring_in(store: Store, path: Path) -> Imported:
    return import_file(store, path, utc_now())


def changes(store: Store, since: int = 0) -> list[dict[str, object]]:
    page = store.read(partial(offer.page, since=since, limit=500))
    return [json.loads(change) for change in page.changes]


def test_a_broken_record_is_set_aside_and_the_rest_is_imported(
    store: Store, tmp_path: Path
) -> None:
    # Given a file whose second line is no JSON and whose third record has no status
    broken = {"id": uuid_of("broken"), "name": "Sans statut", "organization_id": uuid_of("o")}
    path = a_file(tmp_path, [a_service("A"), '{"id": ', broken, a_service("B")])

    # When it is imported
    imported = bring_in(store, path)

    # Then two services are in the offer, and two lines are kept with their reason
    assert store.read(offer.counts) == {Entity.SERVICE: 2}
    assert [record.line for record in imported.quarantined] == [2, 3]
    assert store.read(imports.quarantined) == list(imported.quarantined)
    assert imported.quarantined[1].field == "status"


def test_a_record_is_kept_whole_with_fields_nobody_here_knows(store: Store, tmp_path: Path) -> None:
    service = a_service("A", translations={"nl": {"name": "Thuiszorg"}}, funding=[{"id": "x"}])
    bring_in(store, a_file(tmp_path, [service]))
    assert [change["data"] for change in changes(store)] == [service]


def test_the_same_file_again_changes_no_revision(store: Store, tmp_path: Path) -> None:
    path = a_file(tmp_path, [a_service("A"), a_service("B")])
    bring_in(store, path)
    before = changes(store)
    again = bring_in(store, path)
    assert (again.changed, again.unchanged) == (0, 2)
    assert changes(store) == before


def test_the_same_record_with_its_fields_in_another_order_is_not_news(
    store: Store, tmp_path: Path
) -> None:
    service = a_service("A")
    bring_in(store, a_file(tmp_path, [service]))
    turned = dict(reversed(service.items()))
    assert bring_in(store, a_file(tmp_path, [turned])).changed == 0


def test_a_record_that_changed_gets_a_new_revision_and_the_last_place(
    store: Store, tmp_path: Path
) -> None:
    bring_in(store, a_file(tmp_path, [a_service("A"), a_service("B")]))
    bring_in(store, a_file(tmp_path, [a_service("A", description="Neuf"), a_service("B")]))
    assert [(change["id"], change["rev"], change["seq"]) for change in changes(store)] == [
        (uuid_of("B"), 1, 2),
        (uuid_of("A"), 2, 3),
    ]


def test_a_record_twice_in_a_file_is_one_record_and_the_last_counts(
    store: Store, tmp_path: Path
) -> None:
    twice = [a_service("A", description="1"), a_service("A", description="2")]
    bring_in(store, a_file(tmp_path, twice))
    assert [change["data"] for change in changes(store)] == [twice[1]]


def test_more_records_than_a_chunk_holds_all_arrive(store: Store, tmp_path: Path) -> None:
    names = [f"Service {number}" for number in range(1203)]
    imported = bring_in(store, a_file(tmp_path, [a_service(name) for name in names]))
    assert imported.changed == 1203
    assert store.read(partial(streams.head, stream=DIRECTORY)).seq == 1203


@pytest.mark.parametrize("content", [b"", b"\n \n", b"bonjour", b"\x1f\x8b\x08damaged"])
def test_a_file_that_is_no_offer_changes_nothing(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "offer"
    path.write_bytes(content)
    with pytest.raises(BadOfferFile):
        bring_in(store, path)
    assert store.read(offer.counts) == {}


def test_a_file_that_breaks_off_leaves_nothing_of_itself(store: Store, tmp_path: Path) -> None:
    # Given a compressed file of many services, cut in its last third
    lines = "\n".join(json.dumps(a_service(f"S {number}")) for number in range(2000))
    packed = gzip.compress(lines.encode())
    path = tmp_path / "offer.ndjson.gz"
    path.write_bytes(packed[: len(packed) * 2 // 3])

    # When it is imported, then it is refused as a whole
    with pytest.raises(BadOfferFile):
        bring_in(store, path)
    assert store.read(offer.counts) == {}
    assert store.read(partial(streams.head, stream=DIRECTORY)).seq == 0


@pytest.mark.parametrize("form", ["ndjson", "array", "object", "gzip"])
def test_every_form_of_file_is_read(store: Store, tmp_path: Path, form: str) -> None:
    line = json.dumps(a_service("A"))
    forms = {
        "ndjson": line.encode() + b"\n",
        "array": f"[{line}]".encode(),
        "object": json.dumps(a_service("A"), indent=2).encode(),
        "gzip": gzip.compress(line.encode()),
    }
    path = tmp_path / "offer"
    path.write_bytes(forms[form])
    assert bring_in(store, path).changed == 1


@pytest.mark.parametrize("path", sorted(HSDS.glob("*.json")), ids=lambda path: path.stem)
def test_the_official_examples_of_hsds_are_imported_whole(store: Store, path: Path) -> None:
    imported = bring_in(store, path)
    assert imported.changed > 0
    assert imported.quarantined == ()


def test_words_that_a_database_may_stumble_over_come_back_as_they_were(
    store: Store, tmp_path: Path
) -> None:
    service = a_service("A", description="« ça » 'x' \"y\" \\ % _ 🜚 \u2028 ; DROP TABLE")
    bring_in(store, a_file(tmp_path, [service]))
    assert [change["data"] for change in changes(store)] == [service]
