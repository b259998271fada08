"""An offer without a server: brought in from files, searched, measured."""

import gzip
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Command
from tests.server.records import a_file, a_service, uuid_of

pytestmark = pytest.mark.usefixtures("quick_key")


def test_a_second_file_adds_to_the_first(command: Command, tmp_path: Path) -> None:
    first = a_file(tmp_path, [a_service("Accueil"), a_service("Soins")], "first.ndjson")
    second = tmp_path / "second.json.gz"
    second.write_bytes(gzip.compress(json.dumps([a_service("Repas")]).encode()))

    assert command("import-offer", first).code == 0
    ended = command("import-offer", second, first)

    assert (ended.code, ended.data) == (0, "")
    assert "second.json.gz: 1 record imported" in ended.words
    found = json.loads(command("search", "repas", "--json").data)
    assert [hit["id"] for hit in found["results"]][:1] == [uuid_of("Repas")]


def test_a_broken_record_is_set_aside_with_its_line_and_the_reason(
    command: Command, tmp_path: Path
) -> None:
    records = [a_service("Accueil"), "{ no JSON", a_service("Soins", id="no uuid")]
    ended = command("import-offer", a_file(tmp_path, records))

    assert ended.code == 0
    assert "1 record imported, 2 set aside" in ended.words
    assert "line 2: The line is not JSON." in ended.words
    assert "line 3: The id is not a UUID." in ended.words


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"<html>Welcome to the Wi-Fi</html>", "The file is not JSON."),
        (b"\x1f\x8b broken", "The compressed file is damaged."),
        (None, "The file cannot be opened."),
    ],
    ids=["empty", "not JSON", "damaged", "absent"],
)
def test_a_file_that_is_no_offer_is_one_plain_sentence(
    command: Command, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    command("import-offer", a_file(tmp_path, [a_service("Accueil")]))
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_bytes(content)

    ended = command("import-offer", path)

    assert (ended.code, ended.data) == (6, "")
    assert ended.words == f"bad.json: {sentence}\n"
    assert json.loads(command("search", "accueil", "--json").data)["results"]


def test_a_file_cut_in_the_middle_leaves_the_offer_as_it_was(
    command: Command, tmp_path: Path
) -> None:
    lines = "\n".join(json.dumps(a_service(f"Maison {n}")) for n in range(5000)).encode()
    cut = tmp_path / "cut.ndjson.gz"
    cut.write_bytes(gzip.compress(lines)[:-2000])

    assert command("import-offer", cut).code == 6
    assert json.loads(command("search", "maison", "--json").data)["results"] == []


def test_search_tells_what_it_found_and_why(command: Command, tmp_path: Path) -> None:
    command("import-offer", a_file(tmp_path, [a_service("Soins à domicile"), a_service("Repas")]))

    found = json.loads(command("search", "soins a domicile", "--json", "--limit", "1").data)

    assert found["results"][0]["id"] == uuid_of("Soins à domicile")
    assert found["results"][0]["name"] == "Soins à domicile"
    assert found["results"][0]["reasons"][0]["kind"] == "name"
    assert found["low_confidence"] is False
    assert "Soins à domicile" in command("search", "soins").data


def test_a_short_number_and_an_opening_now_are_understood_without_a_window(
    command: Command, tmp_path: Path
) -> None:
    command("import-offer", a_file(tmp_path, [a_service("Soins à domicile")]))

    told = json.loads(command("search", "107", "--json").data)
    now = json.loads(command("search", "soins ouverts maintenant", "--json").data)

    assert (told["short_number"], told["results"]) == ("107", [])
    assert [it["key"] for it in now["recognised"]] == ["open now"]
    assert "107  Télé-Accueil" in command("search", "107").words


def test_a_batch_is_answered_line_by_line(command: Command, tmp_path: Path) -> None:
    # Given an offer, and questions of which some are none
    services = [a_service(f"Soins {n}") for n in range(60)] + [a_service("Repas")]
    command("import-offer", a_file(tmp_path, services))
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '\ufeff{"id": "a", "q": "repas"}\n\n{"id": 2, "q": "soins", "more": true}\n'
        '{"q": "no id"}\nnonsense\n{"id": "z", "q": 7}\n{"id": "é", "q": ""}\n',
        "utf-8",
    )

    # When they are asked
    ended = command("search", "--batch", questions)

    # Then each is answered in order, and each that is none is named by its line
    answers = [json.loads(line) for line in ended.data.splitlines()]
    assert [answer["query_id"] for answer in answers] == ["a", 2, "é"]
    assert all(
        answer.keys() == {"query_id", "results", "low_confidence", "ms"} for answer in answers
    )
    assert answers[0]["results"][0] == uuid_of("Repas")
    assert len(answers[1]["results"]) == 50
    assert answers[2]["results"] == []
    assert all(answer["ms"] >= 0 for answer in answers)
    assert ended.code == 6
    assert [words.split()[1] for words in ended.words.splitlines()] == ["4", "5", "6"]

    # And a limit that is given is kept
    short = command("search", "--batch", questions, "--limit", "3").data.splitlines()[1]
    assert len(json.loads(short)["results"]) == 3


def test_an_empty_desk_answers_nothing_and_says_why(command: Command, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": 1, "q": "soins"}\n')

    ended = command("search", "--batch", questions)

    assert ended.code == 0
    assert json.loads(ended.data)["results"] == []
    assert "no offer" in ended.words
