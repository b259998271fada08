"""The lexicon, as who runs the server checks, publishes and withdraws it, and as desks get it."""

import json
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner, Result

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.lexicon import PHRASES_LIMIT, entry_id
from helpdesk_server.commands.group import command_line
from helpdesk_server.importing import import_file
from helpdesk_server.store.tables import AuditRow
from tests.server.desk import Desk
from tests.server.records import a_file, a_service, uuid_of
from tests.serving import RunningServer

SAYINGS = ["mg;fr;lay;mal à la gorge", "mg;nl;synonym;dokter", "target_group:lgbt;fr;lay;queer"]


class Keyboard:
    """Who runs `server`, with a folder of files."""

    def __init__(self, server: RunningServer, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def types(self, *arguments: str, language: str = "en") -> Result:
        options = ["--database", self.server.settings.database]
        options += ["--data-dir", str(self.server.settings.data_dir)]
        return CliRunner().invoke(command_line(Words(language)), [*options, *arguments])

    def table(self, *lines: str, name: str = "sayings.csv") -> str:
        path = self.folder / name
        path.write_text("\n".join(["term;language;kind;phrase", *lines]), "utf-8")
        return str(path)

    def publishes(self, *lines: str, options: tuple[str, ...] = ()) -> Result:
        return self.types("lexicon", "publish", self.table(*lines), *options)

    def imports(self, *records: dict[str, Any]) -> None:
        import_file(self.server.store, a_file(self.folder, records), utc_now())


@pytest.fixture
def keyboard(server: RunningServer, tmp_path: Path) -> Keyboard:
    return Keyboard(server, tmp_path)


def a_term(code: str, taxonomy: str = "category") -> dict[str, Any]:
    return {"id": uuid_of(taxonomy + code), "name": code, "code": code, "taxonomy": taxonomy}


def changes(desk: Desk, since: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(f"/v1/changes?since={since}").json()["changes"]
    return found


def test_what_is_published_flows_down_as_one_record_a_term(keyboard: Keyboard, desk: Desk) -> None:
    done = keyboard.publishes(*SAYINGS)
    assert (done.exit_code, done.stderr) == (
        0,
        "sayings.csv: 3 phrases, no mistake.\n2 terms published, 0 unchanged.\n",
    )
    first, second = changes(desk)
    assert first == {
        "entity": "lexicon",
        "id": entry_id("mg"),
        "rev": 1,
        "seq": 1,
        "deleted": False,
        "data": {
            "id": entry_id("mg"),
            "term": "mg",
            "mode": "extend",
            "sayings": {"fr": {"lay": ["mal à la gorge"]}, "nl": {"synonym": ["dokter"]}},
        },
    }
    assert (second["id"], second["data"]["term"]) == (
        entry_id("target_group:lgbt"),
        "target_group:lgbt",
    )


def test_publishing_the_same_again_moves_nothing(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.publishes(*SAYINGS)
    before = changes(desk)
    done = keyboard.publishes(*SAYINGS)
    assert done.stderr.endswith("0 terms published, 2 unchanged.\n")
    assert changes(desk) == before


def test_what_is_published_takes_the_place_of_what_was_said_of_the_same_term(
    keyboard: Keyboard, desk: Desk
) -> None:
    keyboard.publishes(*SAYINGS)
    done = keyboard.publishes("mg;fr;lay;fièvre", options=("--replace",))
    assert done.stderr.endswith("1 term published, 0 unchanged.\n")
    (change,) = changes(desk, since=2)
    assert (change["id"], change["rev"]) == (entry_id("mg"), 2)
    assert (change["data"]["mode"], change["data"]["sayings"]) == (
        "replace",
        {"fr": {"lay": ["fièvre"]}},
    )


def test_several_files_are_published_as_one(keyboard: Keyboard, desk: Desk) -> None:
    french = keyboard.table("mg;fr;lay;fièvre", "mg;fr;lay;toux", name="fr.csv")
    dutch = keyboard.table("mg;nl;lay;koorts", "mg;fr;lay;FIEVRE", name="nl.csv")
    assert keyboard.types("lexicon", "publish", french, dutch).exit_code == 0
    (change,) = changes(desk)
    assert change["data"]["sayings"] == {
        "fr": {"lay": ["fièvre", "toux"]},
        "nl": {"lay": ["koorts"]},
    }


def test_a_term_withdrawn_leaves_a_grave_and_may_come_back(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.publishes(*SAYINGS)
    done = keyboard.types("lexicon", "withdraw", "mg")
    assert (done.exit_code, done.stderr) == (
        0,
        "mg: back to the phrases the program came with.\n",
    )
    (grave,) = changes(desk, since=2)
    assert (grave["id"], grave["rev"], grave["deleted"], grave["data"]) == (
        entry_id("mg"),
        2,
        True,
        None,
    )

    again = keyboard.types("lexicon", "withdraw", "mg", "target_group:lgbt")
    assert again.exit_code == 6
    assert again.stderr.startswith("mg: nothing is published.\ntarget_group:lgbt: back to")
    assert len(changes(desk, since=3)) == 1

    keyboard.publishes(*SAYINGS)
    assert [change["rev"] for change in changes(desk, since=4)] == [3, 3]


def test_a_mistake_in_one_file_publishes_nothing_of_any(keyboard: Keyboard, desk: Desk) -> None:
    good = keyboard.table("mg;fr;lay;fièvre", name="good.csv")
    bad = keyboard.table("mg;fr;lay;toux", "mg;de;lay;", name="bad.csv")
    done = keyboard.types("lexicon", "publish", good, bad)
    assert (done.exit_code, done.stdout) == (6, "")
    assert done.stderr == (
        "good.csv: 1 phrase, no mistake.\n"
        "bad.csv: 2 mistakes:\n"
        "  line 3: The language is fr or nl, not « de ».\n"
        "  line 3: The phrase is missing.\n"
        "Nothing was taken. Correct the mistakes and try again.\n"
    )
    assert changes(desk) == []


def test_a_term_that_the_offer_has_not_is_a_mistake(keyboard: Keyboard, desk: Desk) -> None:
    # Given an offer in which `lgbt` is a group of people only
    keyboard.imports(a_term("mg"), a_term("lgbt", "target_group"))

    # Then the code alone is no term, and with its taxonomy it is
    refused = keyboard.publishes(*SAYINGS, "lgbt;fr;lay;arc-en-ciel")
    assert "line 5: The offer has no term « lgbt »." in refused.stderr
    assert len(changes(desk)) == 2
    assert keyboard.publishes(*SAYINGS).exit_code == 0


def test_the_snapshot_and_the_status_know_the_lexicon(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.imports(a_service("A"))
    keyboard.publishes(*SAYINGS)
    keyboard.types("lexicon", "withdraw", "mg")

    packed = desk.get(desk.get("/v1/snapshots/directory").json()["href"]).content
    lines = zstandard.ZstdDecompressor().decompressobj().decompress(packed).splitlines()
    assert [json.loads(line)["entity"] for line in lines] == ["service", "lexicon"]
    assert json.loads(keyboard.types("status", "--json").stdout)["lexicon"] == 1


def test_an_entry_of_the_feed_can_be_imported_as_it_is(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.publishes(*SAYINGS)
    first, second = changes(desk)
    keyboard.types("lexicon", "withdraw", "mg")
    broken = first["data"] | {"mode": "shout"}
    keyboard.imports(broken, first["data"], second["data"])
    (change,) = changes(desk, since=3)
    assert (change["entity"], change["data"]) == ("lexicon", first["data"])


def test_who_looks_back_sees_when_the_lexicon_changed(keyboard: Keyboard) -> None:
    keyboard.publishes(*SAYINGS)
    keyboard.publishes(*SAYINGS)
    keyboard.types("lexicon", "withdraw", "mg", "nothing")
    noted = keyboard.server.store.read(
        lambda session: [(row.action, row.subject) for row in session.query(AuditRow)]
    )
    assert [row for row in noted if row[0].startswith("lexicon")] == [
        ("lexicon.published", "lexicon"),
        ("lexicon.withdrawn", "mg"),
    ]


@pytest.mark.parametrize("verb", ["check", "publish"])
def test_more_phrases_than_a_record_can_carry_are_refused(keyboard: Keyboard, verb: str) -> None:
    half = [f"mg;fr;lay;phrase {number}" for number in range(PHRASES_LIMIT // 2)]
    others = ["mg;nl;lay;een", *(line.replace(";fr;", ";nl;") for line in half)]
    first, second = keyboard.table(*half, name="a.csv"), keyboard.table(*others, name="b.csv")
    assert keyboard.types("lexicon", verb, first).exit_code == 0
    done = keyboard.types("lexicon", verb, first, second)
    assert done.exit_code == 6
    assert "mg: more than 2000 phrases.\n" in done.stderr


def test_a_check_needs_no_database_and_tells_each_mistake(tmp_path: Path) -> None:
    # Given a table with a slip, a taxonomy, and no server anywhere
    keyboard = Keyboard(None, tmp_path)  # type: ignore[arg-type]
    table = keyboard.table("gm;fr;lay;fièvre", "mg;fr;lay;toux")
    taxonomy = str(a_file(tmp_path, [a_term("mg"), a_service("A")]))

    def checks(*arguments: str) -> Result:
        line = command_line(Words("en"))
        options = ["--database", "nowhere://", "lexicon", "check"]
        return CliRunner().invoke(line, [*options, *arguments])

    # Then the shape alone is sound, and the taxonomy shows the slip
    assert (checks(table).exit_code, checks(table).stderr) == (
        0,
        "sayings.csv: 2 phrases, no mistake.\n",
    )
    slip = checks(table, "--terms", taxonomy)
    assert slip.exit_code == 6
    assert "sayings.csv: 1 mistake:\n  line 2: The offer has no term « gm ».\n" in slip.stderr

    # And files that are not there, or are something else, are said so
    missing = checks(str(tmp_path / "missing.csv"))
    assert (missing.exit_code, missing.stderr.splitlines()[0]) == (
        6,
        "missing.csv: The file cannot be opened.",
    )
    for terms, said in ((table, "is not JSON"), (str(tmp_path / "no"), "cannot be opened")):
        odd = checks(table, "--terms", terms)
        assert odd.exit_code == 6
        assert said in odd.stderr
