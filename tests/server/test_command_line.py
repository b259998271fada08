"""`helpdesk-server`, as an administrator types it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from helpdesk_domain.languages import Words
from helpdesk_domain.sync import PROTOCOL
from helpdesk_domain.wire import to_json
from helpdesk_server.commands.group import command_line
from helpdesk_server.settings import Settings
from helpdesk_server.store.database import Store
from tests.server.boxes import sealed_box
from tests.server.desk import Desk
from tests.server.records import a_call, a_file, a_service, uuid_of
from tests.serving import PASSWORD, RunningServer

COMMAND = [sys.executable, "-m", "helpdesk_server"]


class Administrator:
    """Someone at the server's keyboard."""

    def __init__(self, data_dir: Path, database: str) -> None:
        self.data_dir = data_dir
        self.database = database
        self.options = ["--lang", "en", "--data-dir", str(data_dir), "--database", database]

    def types(self, *arguments: str, stdin: str = "") -> Result:
        """What the command answers; it has no terminal."""
        line = command_line(Words("en"))
        return CliRunner().invoke(line, [*self.options, *arguments], input=stdin)

    def adds(self, name: str, password: str = PASSWORD) -> Result:
        options = ["--role", "operator", "--team", "midi", "--password-stdin"]
        return self.types("user", "add", name, *options, stdin=password + "\n")

    def status(self) -> dict[str, object]:
        told: dict[str, object] = json.loads(self.types("status", "--json").stdout)
        return told

    @contextmanager
    def serving(self) -> Iterator[tuple[subprocess.Popen[str], RunningServer]]:
        """The server as its own process, once it says that it is ready."""
        process = subprocess.Popen(
            [*COMMAND, *self.options, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            words = process.stdout.readline().split()
            assert words[:2] == ["Listening", "on"]
            settings = Settings(data_dir=self.data_dir, database_url=self.database)
            store = Store.at(settings.database)
            yield process, RunningServer(words[2], store, settings)
            store.close()
        finally:
            process.kill()
            process.wait(30)
            process.stdout.close()


@pytest.fixture
def administrator(empty_database: str, tmp_path: Path) -> Administrator:
    return Administrator(tmp_path / "data", empty_database)


@pytest.fixture
def at_home(tmp_path: Path) -> Administrator:
    """With the default database, which is a file in the data folder."""
    return Administrator(tmp_path / "data", "")


def test_the_version_is_told_without_loading_the_server() -> None:
    code = (
        "import sys; sys.argv = ['helpdesk-server', '--version']\n"
        "from helpdesk_server.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('fastapi', 'sqlalchemy', 'uvicorn') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert told.startswith("helpdesk-server ")
    assert told.endswith("[]\n")


def test_the_command_is_there_and_speaks_the_language_asked_for(tmp_path: Path) -> None:
    told = subprocess.run([*COMMAND, "--lang", "fr", "import", "--help"], capture_output=True)
    assert told.returncode == 0
    assert b"FILE" in told.stdout


def test_an_administrator_fills_a_server_and_sees_what_it_holds(
    administrator: Administrator, tmp_path: Path
) -> None:
    # Given a file with a broken line
    path = a_file(tmp_path, [a_service("A"), "{", a_service("B")])

    # When it is imported, twice, and a person is added
    first = administrator.types("import", str(path))
    again = administrator.types("import", str(path))
    added = administrator.adds("Amélie")

    # Then each command has said what it did, on standard error
    assert first.stderr == (
        "offer.ndjson: 2 records imported, 0 known already, 1 set aside.\n"
        "  line 2: The line is not JSON.\n"
    )
    assert again.stderr.startswith("offer.ndjson: 0 records imported, 2 known already, 1 set")
    assert [done.exit_code for done in (first, again, added)] == [0, 0, 0]
    assert first.stdout + again.stdout + added.stdout == ""
    status = administrator.status()
    generation = status.pop("generation")
    assert isinstance(generation, str)
    assert status == {
        "services": 2,
        "organizations": 0,
        "taxonomy_terms": 0,
        "lexicon": 0,
        "people": 1,
        "devices": 0,
        "calls": 0,
        "call_revisions": 0,
        "head": 2,
    }


@pytest.mark.parametrize("content", ["", "bonjour", "{}"])
def test_a_file_that_cannot_be_used_is_said_so(
    at_home: Administrator, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "offer.json"
    path.write_text(content)
    done = at_home.types("import", str(path))
    assert done.exit_code == 6
    assert done.stderr.startswith("offer.json: ")
    assert isinstance(done.exception, SystemExit)


def test_a_file_that_is_not_there_does_not_stop_the_next_one(
    at_home: Administrator, tmp_path: Path
) -> None:
    path = a_file(tmp_path, [a_service("A")])
    done = at_home.types("import", str(tmp_path / "missing.json"), str(path))
    assert done.exit_code == 6
    assert done.stderr.startswith("missing.json: The file cannot be opened.\n")
    assert at_home.status()["services"] == 1


def test_a_name_is_given_once_whatever_its_case(at_home: Administrator) -> None:
    assert at_home.adds("Amélie").exit_code == 0
    again = at_home.adds("AMÉLIE")
    assert (again.exit_code, again.stderr) == (6, "There is already a person named AMÉLIE.\n")


@pytest.mark.parametrize(
    ("name", "password"), [("Bart", "court"), ("Bart", ""), (" ", PASSWORD), ("B\x1bart", PASSWORD)]
)
def test_a_short_password_or_an_odd_name_is_refused(
    at_home: Administrator, name: str, password: str
) -> None:
    done = at_home.adds(name, password)
    assert done.exit_code == 6
    assert isinstance(done.exception, SystemExit)


def test_without_a_terminal_a_password_is_never_waited_for(at_home: Administrator) -> None:
    done = at_home.types("user", "add", "Bart", "--role", "lead", "--team", "midi")
    assert done.exit_code == 2
    assert "--password-stdin" in done.stderr


@pytest.mark.parametrize("team", ["", "  "])
def test_nobody_is_of_a_team_without_a_name(at_home: Administrator, team: str) -> None:
    """That of all teams together has none either."""
    more = ("--role", "lead", "--team", team, "--password-stdin")
    done = at_home.types("user", "add", "Bart", *more, stdin=PASSWORD + "\n")
    assert (done.exit_code, "A team has a name." in done.stderr) == (2, True)


def test_a_database_that_cannot_be_reached_is_said_so(tmp_path: Path) -> None:
    nowhere = Administrator(tmp_path / "data", f"postgresql://x@/y?host={tmp_path}")
    for words in (["migrate"], ["status"], ["serve", "--port", "0"]):
        done = nowhere.types(*words)
        assert done.exit_code == 3
        assert done.stderr.startswith("The database does not answer")


def test_a_port_that_is_taken_is_said_so(at_home: Administrator) -> None:
    with at_home.serving() as (_process, server):
        done = at_home.types("serve", "--port", server.url.rsplit(":", 1)[1])
    assert done.exit_code == 6
    assert "cannot be listened on" in done.stderr


def test_a_server_asked_to_stop_ends_well(administrator: Administrator) -> None:
    with administrator.serving() as (process, server):
        hello = requests.get(f"{server.url}/v1/hello", timeout=30)
        assert hello.headers["HD-Protocol"] == PROTOCOL
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_a_lost_desk_is_locked_released_and_erased(at_home: Administrator) -> None:
    # Given a desk that signed in
    at_home.adds("Amélie")
    with at_home.serving() as (_process, server):
        desk = Desk(server).sign_in()
        (listed,) = at_home.types("device", "list").stdout.splitlines()
        assert listed.split("\t") == [desk.device_id, "–", "–", "–", "–", "–"]

        # When it is refused, released, and refused again for good
        seen = []
        for words in (["revoke"], ["release"], ["revoke", "--wipe", "--yes"]):
            done = at_home.types("device", words[0], desk.device_id, *words[1:])
            assert done.exit_code == 0, done.stderr
            seen.append(desk.get("/v1/devices").json()["code"])
            (listed,) = at_home.types("device", "list").stdout.splitlines()
            seen.append(listed.split("\t")[4].partition(",")[0])

        # Then it hears it each time, and the list says so
        assert seen == [
            *("device_revoked", "to be locked"),
            *("forbidden", "released"),
            *("device_revoked", "to be erased"),
        ]
        (listed,) = json.loads(at_home.types("device", "list", "--json").stdout)
        assert (listed["action"], listed["obeyed_at"], listed["sealed"]) == ("wipe", None, 0)
        # And an erasure is asked for twice, and not taken back by a lock
        assert at_home.types("device", "revoke", "--wipe", desk.device_id).exit_code == 2
        assert at_home.types("device", "revoke", desk.device_id).exit_code == 6
        desk.close()
    for unknown in (uuid_of("nobody"), "x"):
        assert at_home.types("device", "revoke", unknown).exit_code == 6


def told_to_erase_itself(at_home: Administrator, desk: Desk) -> tuple[str, str]:
    """The order as the desk hears it, and the key it seals to."""
    key = desk.get("/v1/hello").json()["sealing_key"]
    at_home.types("device", "revoke", "--wipe", "--yes", desk.device_id)
    return desk.get("/v1/devices").json()["directive"], key


def test_calls_of_an_erased_desk_are_taken_in_from_what_it_sent_and_from_files(
    at_home: Administrator, tmp_path: Path
) -> None:
    # Given a desk that was erased: a box of it came by itself, another was brought on a stick
    at_home.adds("Amélie")
    with at_home.serving() as (_process, server):
        desk = Desk(server).sign_in()
        assert desk.tokens is not None
        directive, key = told_to_erase_itself(at_home, desk)
        calls_in_it = [a_call("a"), a_call("b")]
        boxes = [sealed_box(desk, directive, key, [call]) for call in calls_in_it]
        assert desk.put(f"/v1/sealed-boxes/{boxes[0].id}", to_json(boxes[0])).status_code == 201
        desk.close()
    stick = tmp_path / "unsent.json"
    stick.write_bytes(to_json(boxes[1]))
    (listed,) = at_home.types("device", "list").stdout.splitlines()
    assert listed.split("\t")[4].startswith("erased, ")
    assert listed.split("\t")[5] == "1"

    # When the administrator opens both, and looks again
    came, brought = at_home.types("device", "unseal"), at_home.types("device", "unseal", str(stick))
    again = at_home.types("device", "unseal")

    # Then the calls are there
    assert came.stderr == f"{boxes[0].id}: 1 call taken in, 0 had come already, 0 suggestions.\n"
    assert brought.stderr.startswith("unsent.json: 1 call taken in")
    assert [came.exit_code, brought.exit_code, again.exit_code] == [0, 0, 0]
    assert came.stdout + brought.stdout == ""
    assert again.stderr == "No sealed box waits.\n"
    assert at_home.status()["calls"] == 2

    # And what is no box, or another server's, is said so
    stick.write_text("{}")
    assert at_home.types("device", "unseal", str(stick)).exit_code == 6
    stick.write_bytes(to_json(replace(boxes[1], box="a.b.c.d.e")))
    done = at_home.types("device", "unseal", str(stick))
    assert (done.exit_code, "another server" in done.stderr) == (6, True)


def test_what_a_desk_said_of_its_erasure_stays_on_record(at_home: Administrator) -> None:
    at_home.adds("Amélie")
    with at_home.serving() as (_process, server):
        desk = Desk(server).sign_in()
        directive, key = told_to_erase_itself(at_home, desk)
        box = sealed_box(desk, directive, key, [])
        desk.put(f"/v1/sealed-boxes/{box.id}", to_json(box))
        desk.close()
    for words in (["release"], ["revoke"]):
        done = at_home.types("device", *words, desk.device_id)
        assert (done.exit_code, "erased itself" in done.stderr) == (6, True)
    (listed,) = at_home.types("device", "list").stdout.splitlines()
    assert listed.split("\t")[4].startswith("erased, ")


def test_a_desk_that_erased_itself_is_listed_so_although_it_was_released_since(
    at_home: Administrator,
) -> None:
    at_home.adds("Amélie")
    with at_home.serving() as (_process, server):
        desk = Desk(server).sign_in()
        directive, key = told_to_erase_itself(at_home, desk)
        at_home.types("device", "release", desk.device_id)
        box = sealed_box(desk, directive, key, [a_call("a")])
        assert desk.put(f"/v1/sealed-boxes/{box.id}", to_json(box)).status_code == 201
        desk.close()
    (listed,) = at_home.types("device", "list").stdout.splitlines()
    assert listed.split("\t")[4].startswith("erased, ")
    assert listed.split("\t")[5] == "1"
    (listed_so,) = json.loads(at_home.types("device", "list", "--json").stdout)
    assert (listed_so["action"], listed_so["obeyed_at"]) == ("release", None)
    assert listed_so["erased_at"]


def test_another_password_ends_every_sign_in(at_home: Administrator) -> None:
    at_home.adds("Amélie")
    with at_home.serving() as (_process, server):
        desk = Desk(server).sign_in()
        new = "un autre mot de passe"
        done = at_home.types("user", "password", "AMÉLIE", "--password-stdin", stdin=new + "\n")
        assert done.exit_code == 0
        assert desk.get("/v1/changes?since=0").status_code == 401
        assert (
            desk.grant(grant_type="password", name="Amélie", password=PASSWORD).status_code == 400
        )
        desk.sign_in(password=new)
        desk.close()
    nobody = at_home.types("user", "password", "Bart", "--password-stdin", stdin=new + "\n")
    assert nobody.exit_code == 6


def test_a_server_that_no_desk_knows_says_where_it_looked(at_home: Administrator) -> None:
    done = at_home.types("device", "list")
    assert (done.exit_code, done.stdout) == (0, "")
    assert str(at_home.data_dir) in done.stderr


def test_a_call_that_nobody_can_place_is_printed_and_its_box_stays(
    at_home: Administrator, tmp_path: Path
) -> None:
    at_home.adds("Amélie")
    with at_home.serving() as (_process, server):
        desk = Desk(server).sign_in()
        keys = desk.get("/v1/hello").json()
        desk.put_call(a_call("a", note="ailleurs"))
        at_home.types("device", "revoke", desk.device_id)
        directive = desk.get("/v1/devices").json()["directive"]
        box = sealed_box(desk, directive, keys["sealing_key"], [a_call("a", note="ici")])
        desk.put(f"/v1/sealed-boxes/{box.id}", to_json(box))
        desk.close()
    for _ in range(2):
        done = at_home.types("device", "unseal")
        assert json.loads(done.stdout)["is"]["note"] == "ici"
        assert "could not be taken in" in done.stderr
        assert "ici" not in done.stderr
    assert at_home.types("device", "unseal", "--settled", box.id).exit_code == 0
    assert at_home.types("device", "unseal").stderr == "No sealed box waits.\n"


def rights_in(folder: Path) -> set[int]:
    """The rights of all files of a folder and of the folders in it."""
    return {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_nobody_else_on_the_machine_reads_what_the_server_keeps(
    at_home: Administrator, tmp_path: Path
) -> None:
    # Given a folder that everybody may enter, and a shell that shares its files
    at_home.data_dir.mkdir()
    at_home.data_dir.chmod(0o755)
    path = a_file(tmp_path, [a_service("A")])
    command = [*COMMAND, *at_home.options, "import", str(path)]

    # When the program makes the database and a snapshot, and runs on them
    assert subprocess.run(command, umask=0o022, capture_output=True).returncode == 0
    assert rights_in(at_home.data_dir) == {0o600}
    with at_home.serving() as (_process, server):
        assert requests.get(f"{server.url}/healthz", timeout=30).ok

        # Then nobody else reads any of its files
        assert (at_home.data_dir / "helpdesk-server.db-wal").exists()
        assert rights_in(at_home.data_dir) == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_database_that_was_open_to_others_is_shut(at_home: Administrator) -> None:
    at_home.types("migrate")
    database = at_home.data_dir / "helpdesk-server.db"
    database.chmod(0o644)
    at_home.status()
    assert rights_in(at_home.data_dir) == {0o600}
