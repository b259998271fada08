"""`helpdesk-server suggestion`, as whoever looks after the directory types it."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from helpdesk_domain.languages import Words
from helpdesk_server.commands.group import command_line
from tests.server.desk import Desk
from tests.server.test_suggestions import SUGGESTION, a_suggestion, flags, mine, suggest
from tests.serving import RunningServer


def types(server: RunningServer, *arguments: str) -> Result:
    database = server.settings.database
    options = ["--lang", "en", "--database", database, "suggestion", *arguments]
    return CliRunner().invoke(command_line(Words("en")), options)


def test_a_suggestion_is_read_and_decided_on(server: RunningServer, desk: Desk) -> None:
    # Given a report whose comment would make a line of its own
    suggest(desk, a_suggestion(topic="phone", comment="le bon:\n02 000\t12 35"))

    # When the curator lists what waits
    (line,) = types(server, "list").stdout.splitlines()
    told = line.split("\t")
    assert told[:3] == [SUGGESTION, "2026-03-02", "phone"]
    assert told[4:] == ["Amélie", "–", "le bon: 02 000 12 35"]
    (in_json,) = json.loads(types(server, "list", "--json").stdout)
    assert in_json["flag"]["topic"] == "phone"

    # And corrects the directory, then nothing waits, and the author reads the answer
    assert types(server, "accept", SUGGESTION, "--answer", "Merci, corrigé.").exit_code == 0
    assert types(server, "list").stdout == ""
    assert "Nothing waits" in types(server, "list").stderr
    assert flags(desk) == []
    assert [one["answer"] for one in mine(desk)] == ["Merci, corrigé."]


def test_what_nobody_reported_is_not_decided_on(server: RunningServer, tmp_path: Path) -> None:
    answer = types(server, "reject", SUGGESTION)
    assert answer.exit_code == 2
    assert "no suggestion of that id" in answer.stderr
