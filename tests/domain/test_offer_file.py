"""Reading a file of the offer: what is good is taken, what is broken is set aside with its line."""

import gzip
import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_domain.languages import Words
from helpdesk_domain.offer_file import (
    BadOfferFile,
    OfferRecord,
    Quarantined,
    read_offer,
    sound_records,
)
from helpdesk_domain.sync import Entity


def a_service(name: str = "Le Pont", **fields: object) -> dict[str, object]:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)),
        "name": name,
        "status": "active",
    } | fields


def written(folder: Path, *lines: Mapping[str, object] | str) -> Path:
    path = folder / "offer.ndjson"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), "utf-8")
    return path


def names(path: Path) -> list[object]:
    return [record.data["name"] for record in read_offer(path) if isinstance(record, OfferRecord)]


def test_a_broken_record_is_set_aside_with_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = written(
        tmp_path, a_service("A"), "{not json", a_service("B", status="actif"), a_service("C")
    )

    aside = [record for record in read_offer(path) if isinstance(record, Quarantined)]

    assert names(path) == ["A", "C"]
    assert [(record.line, record.field) for record in aside] == [(2, ""), (3, "status")]


def test_what_is_set_aside_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, a_service("A"), "{not json", a_service("B", status="actif"))
    aside: list[Quarantined] = []

    assert [record.data["name"] for record in sound_records(path, aside)] == ["A"]
    assert aside[0].said(Words("en")) == "line 2: The line is not JSON."
    assert aside[0].said(Words("fr")) == "ligne 2: La ligne n’est pas du JSON."
    assert "status" in aside[1].said(Words("nl"))


@pytest.mark.parametrize("shape", ["object", "array", "page", "ndjson", "gzip", "bom"])
def test_every_shape_of_file_gives_the_same_services(tmp_path: Path, shape: str) -> None:
    services = [a_service("A")] if shape == "object" else [a_service("A"), a_service("B")]
    lines = "\n".join(map(json.dumps, services)).encode()
    bodies = {
        "object": json.dumps(services[0], indent=2).encode(),
        "array": json.dumps(services, indent=2).encode(),
        "page": json.dumps({"total_items": 2, "contents": services}).encode(),
        "ndjson": lines,
        "gzip": gzip.compress(lines),
        "bom": b"\xef\xbb\xbf" + lines,
    }
    path = tmp_path / "file"
    path.write_bytes(bodies[shape])

    assert names(path) == [service["name"] for service in services]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file is empty."),
        (b"<html>Bonjour</html>", "The file is not JSON."),
        (b"PK\x03\x04 a spreadsheet", "The file is not JSON."),
        (b"\x1f\x8b damaged", "The compressed file is damaged."),
        (b"[" * 100_000, "The file is not JSON."),
    ],
)
def test_a_file_that_is_no_offer_says_so_in_a_sentence(
    tmp_path: Path, body: bytes, reason: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(body)

    with pytest.raises(BadOfferFile, match=reason):
        list(read_offer(path))


def test_a_truncated_gzip_file_is_not_taken_for_a_short_offer(tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(json.dumps(a_service(str(n))) for n in range(500)).encode())
    path = tmp_path / "cut.gz"
    path.write_bytes(packed[: len(packed) // 2])

    with pytest.raises(BadOfferFile, match="damaged"):
        list(read_offer(path))


def test_unknown_fields_are_kept_and_nulls_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, a_service("A", parking="rue de derrière", email=None))

    (record,) = read_offer(path)

    assert isinstance(record, OfferRecord)
    assert record.data["parking"] == "rue de derrière"
    assert "email" not in record.data


def test_objects_are_told_apart_by_the_fields_hsds_gives_them(tmp_path: Path) -> None:
    term = {"id": str(uuid.uuid4()), "name": "Logement", "taxonomy": "category"}
    organization = {"id": str(uuid.uuid4()), "name": "asbl", "description": "asbl"}
    path = written(tmp_path, term, organization, a_service("A"))

    kinds = [record.entity for record in read_offer(path) if isinstance(record, OfferRecord)]

    assert kinds == [Entity.TAXONOMY_TERM, Entity.ORGANIZATION, Entity.SERVICE]


def test_an_organization_in_the_compiled_form_brings_its_services(tmp_path: Path) -> None:
    organization = {"id": str(uuid.uuid4()), "name": "asbl", "services": [a_service("A")]}

    records = list(read_offer(written(tmp_path, organization)))

    assert [r.entity for r in records if isinstance(r, OfferRecord)] == ["organization", "service"]


@pytest.mark.parametrize("trick", ["a\u0000b", "a\u202eb", "a\u2066b", "a\u0007b"])
def test_characters_that_make_a_name_read_as_another_are_refused(
    tmp_path: Path, trick: str
) -> None:
    (record,) = read_offer(written(tmp_path, a_service(trick)))

    assert isinstance(record, Quarantined)


def test_a_text_that_speaks_of_such_a_character_is_only_a_text(tmp_path: Path) -> None:
    (record,) = read_offer(written(tmp_path, a_service(r"écrire \u0000 ou \\\u0007")))

    assert isinstance(record, OfferRecord)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=400))
def test_any_bytes_at_all_give_records_or_a_sentence(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(body)

    with suppress(BadOfferFile):
        assert all(isinstance(record, OfferRecord | Quarantined) for record in read_offer(path))
