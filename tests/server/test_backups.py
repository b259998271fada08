"""Backups: whole, verified, never over anything, and what they promise to the desks is true."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, make_url, text
from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.people import Role
from helpdesk_server.backups import postgresql, taking
from helpdesk_server.backups.files import SUFFIX, whole
from helpdesk_server.commands.group import command_line
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import account_of, add_person
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import PersonRow
from tests.postgres import Cluster

Types = Callable[..., Result]


@pytest.fixture
def kept(empty_database: str) -> Iterator[Store]:
    """A database in which somebody is."""
    store = Store.at(empty_database)
    schema.migrate(store, utc_now())
    store.run(lambda s: add_person(s, "Amélie", Role.OPERATOR, "midi", "x", utc_now()))
    yield store
    store.close()


@pytest.fixture
def tools(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of the PostgreSQL of the tests come first."""
    cluster: Cluster = request.getfixturevalue("postgres")
    if cluster.binaries is not None:
        monkeypatch.setenv("PATH", str(cluster.binaries), prepend=os.pathsep)


@pytest.fixture
def types(empty_database: str, tmp_path: Path, tools: None) -> Types:
    """What `helpdesk-server` answers, on that database unless another is named."""

    def type_(*arguments: str, database: str = empty_database) -> Result:
        options = ["--data-dir", str(tmp_path / "data"), "--database", database]
        return CliRunner().invoke(command_line(Words("en")), [*options, *arguments])

    return type_


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, empty_database: str, tmp_path: Path) -> Iterator[str]:
    """A second database without tables, of the same kind."""
    if make_url(empty_database).get_backend_name() == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.drop(url)


def is_there(session: Session, name: str) -> bool:
    return account_of(session, name) is not None


def test_what_arrived_before_a_backup_is_said_to_be_safe_and_minutes_less(
    kept: Store, types: Types, tmp_path: Path
) -> None:
    before = utc_now()
    done = types("backup", str(tmp_path / "one"))
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'one'}\n")
    through = kept.read(identity).durable_through
    assert through is not None
    assert before - taking.MARGIN <= through <= utc_now() - taking.MARGIN
    assert f"{through:%Y-%m-%d %H:%M:%S} UTC is in it" in done.stderr


def test_an_earlier_backup_that_ends_later_takes_nothing_back(
    kept: Store, tools: None, tmp_path: Path
) -> None:
    now = utc_now()
    taking.take(kept, tmp_path / "newer", now)
    taking.take(kept, tmp_path / "older", now - timedelta(hours=1))
    assert kept.read(identity).durable_through == now - taking.MARGIN


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_nobody_else_reads_a_backup_and_nothing_half_made_is_left(
    kept: Store, types: Types, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o755)
    types("backup", str(folder / "one"))
    assert [path.name for path in folder.iterdir()] == ["one"]
    assert stat.S_IMODE((folder / "one").stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_the_one_before_and_promises_nothing(
    kept: Store, types: Types, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a backup, and a database of which copies come out with a row missing
    path = tmp_path / "one"
    types("backup", str(path))
    good, promised = path.read_bytes(), kept.read(identity).durable_through
    for module in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"helpdesk_server.backups.{module}._rows", one_row_more())

    # When the next one is made in its place
    done = types("backup", str(path))

    # Then it is refused, with a sentence, and the first is as it was
    assert done.exit_code == 6
    assert done.stderr == "The copy does not hold what the database holds.\n"
    assert path.read_bytes() == good
    assert kept.read(identity).durable_through == promised
    assert [name for name in os.listdir(tmp_path) if name.endswith(".part")] == []


def one_row_more() -> Callable[[object], dict[str, int]]:
    """Counts one more call each time it is asked."""
    asked: list[object] = []

    def rows(connection: object) -> dict[str, int]:
        asked.append(connection)
        return {"call": len(asked)}

    return rows


def test_a_folder_keeps_the_newest_backups_and_every_other_file(
    kept: Store, types: Types, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    mine = ["notes.txt", f"before-the-move{SUFFIX}"]
    for name in (*mine, f"20260101T000000Z{SUFFIX}", f"20260102T000000Z{SUFFIX}"):
        (folder / name).write_text("x")
    done = types("backup", str(folder), "--keep", "2")
    newest = Path(done.stdout.strip())
    assert set(os.listdir(folder)) == {*mine, f"20260102T000000Z{SUFFIX}", newest.name}


def test_keeping_some_backups_needs_a_folder(kept: Store, types: Types, tmp_path: Path) -> None:
    assert types("backup", str(tmp_path / "one"), "--keep", "2").exit_code == 2


def test_a_database_of_an_older_program_is_backed_up_before_the_upgrade(
    kept: Store, types: Types, tmp_path: Path
) -> None:
    kept.run(lambda session: session.execute(text("UPDATE alembic_version SET version_num='x'")))
    done = types("backup", str(tmp_path / "one"))
    assert done.exit_code == 0
    assert "of another version" in done.stderr
    assert kept.read(identity).durable_through is None


def test_a_backup_comes_back_in_an_empty_database_with_a_new_generation(
    kept: Store, types: Types, elsewhere: str, tmp_path: Path
) -> None:
    # Given a backup, and somebody added after it
    types("backup", str(tmp_path / "one"))
    kept.run(lambda s: add_person(s, "Bart", Role.OPERATOR, "midi", "x", utc_now()))

    # When it is restored elsewhere
    done = types("restore", str(tmp_path / "one"), database=elsewhere)

    # Then the generation is another one, and what the administrator has to do is said
    assert done.exit_code == 0
    restored = Store.at(elsewhere)
    assert done.stdout == f"{restored.read(identity).generation}\n"
    assert restored.read(identity).generation != kept.read(identity).generation
    assert restored.read(identity).secret == kept.read(identity).secret
    assert "devices revoked" in done.stderr
    assert restored.read(partial(is_there, name="Amélie"))
    assert not restored.read(partial(is_there, name="Bart"))
    restored.close()


def test_a_database_that_is_not_empty_is_not_written_over(
    kept: Store, types: Types, tmp_path: Path
) -> None:
    types("backup", str(tmp_path / "one"))
    generation = kept.read(identity).generation
    done = types("restore", str(tmp_path / "one"))
    assert done.exit_code == 6
    assert "not empty" in done.stderr
    assert kept.read(identity).generation == generation


@pytest.mark.parametrize("content", [b"", b"bonjour", b"SQLite format 3\x00", b"PGDMP"])
def test_a_file_that_is_no_backup_changes_nothing(
    types: Types, empty_database: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "one").write_bytes(content)
    for path in (tmp_path / "one", tmp_path / "missing"):
        done = types("restore", str(path))
        assert done.exit_code == 6
        assert isinstance(done.exception, SystemExit)
    store = Store.at(empty_database)
    assert not schema.migrate(store, utc_now()) or store.read(identity).durable_through is None
    store.close()


def test_a_backup_cut_short_is_refused(
    kept: Store, types: Types, elsewhere: str, tmp_path: Path
) -> None:
    path = tmp_path / "one"
    types("backup", str(path))
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size * 2 // 3)
    done = types("restore", str(path), database=elsewhere)
    assert done.exit_code == 6
    store = Store.at(elsewhere)
    assert store.read(schema.revision) is None
    store.close()


def test_a_disk_that_takes_no_file_is_said_so(kept: Store, types: Types, tmp_path: Path) -> None:
    done = types("backup", str(tmp_path / "nowhere" / "one"))
    assert (done.exit_code, done.stderr) == (6, "The file cannot be written.\n")


def test_a_file_takes_its_place_only_when_it_was_written_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(b"before")

    def write_half() -> None:
        with whole(path) as part:
            part.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["one"]


class TestSqlite:
    @pytest.fixture
    def database(self, tmp_path: Path) -> Path:
        return tmp_path / "of-the-server.db"

    @pytest.fixture
    def running(self, database: Path) -> Iterator[Store]:
        store = Store.at(f"sqlite:///{database}")
        schema.migrate(store, utc_now())
        yield store
        store.close()

    def types(self, database: Path, *arguments: str) -> Result:
        options = ["--data-dir", str(database.parent), "--database", f"sqlite:///{database}"]
        return CliRunner().invoke(command_line(Words("en")), [*options, *arguments])

    def test_a_database_is_replaced_only_when_asked_and_never_lost(
        self, running: Store, database: Path, tmp_path: Path
    ) -> None:
        # Given a backup, and a database that somebody was added to after it
        self.types(database, "backup", str(tmp_path / "one"))
        running.run(lambda s: add_person(s, "Bart", Role.OPERATOR, "midi", "x", utc_now()))
        running.close()

        # When the backup takes its place
        done = self.types(database, "restore", str(tmp_path / "one"), "--replace")

        # Then Bart is not in the database, and is in the one put aside, which needs no other file
        assert done.exit_code == 0
        (aside,) = tmp_path.glob("of-the-server.db.before-*")
        assert aside.name in done.stderr
        restored, former = Store.at(f"sqlite:///{database}"), Store.at(f"sqlite:///{aside}")
        assert not restored.read(partial(is_there, name="Bart"))
        assert former.read(partial(is_there, name="Bart"))
        restored.close()
        former.close()
        assert not list(tmp_path.glob("*.restoring*"))

    def test_a_database_that_a_server_has_open_is_not_replaced(
        self, running: Store, database: Path, tmp_path: Path
    ) -> None:
        self.types(database, "backup", str(tmp_path / "one"))
        generation = running.read(identity).generation
        done = self.types(database, "restore", str(tmp_path / "one"), "--replace")
        assert done.exit_code == 6
        assert "Stop the server first" in done.stderr
        assert running.read(identity).generation == generation
        assert not list(tmp_path.glob("*.before-*"))

    def test_a_damaged_database_is_put_aside_with_its_log(
        self, running: Store, database: Path, tmp_path: Path
    ) -> None:
        self.types(database, "backup", str(tmp_path / "one"))
        running.close()
        database.write_bytes(b"\x00" * 8192)
        Path(f"{database}-wal").write_bytes(b"log")
        assert self.types(database, "restore", str(tmp_path / "one"), "--replace").exit_code == 0
        assert len(list(tmp_path.glob("*.before-*-wal"))) == 1
        store = Store.at(f"sqlite:///{database}")
        assert store.read(schema.is_newest)
        store.close()

    def test_a_damaged_copy_is_seen(self, running: Store, database: Path, tmp_path: Path) -> None:
        # Given a backup in which a page was overwritten
        path = tmp_path / "one"
        self.types(database, "backup", str(path))
        with path.open("rb+") as file:
            file.seek(4096 * 3)
            file.write(os.urandom(4096))

        # When it is restored, then nothing is in the place of the database
        done = self.types(tmp_path / "new.db", "restore", str(path))
        assert done.exit_code == 6
        assert not (tmp_path / "new.db").exists()

    def test_a_copy_is_of_one_moment_while_others_write(
        self, running: Store, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Given somebody who is added between the counting and the copying
        from helpdesk_server.backups import sqlite

        count, asked = sqlite._rows, []

        def rows(connection: sqlite3.Connection) -> dict[str, int]:
            counted = count(connection)
            asked.append(counted)
            if len(asked) == 2:  # the first time is to see whether there is anything to copy
                running.run(lambda s: add_person(s, "Bart", Role.OPERATOR, "midi", "x", utc_now()))
            return counted

        monkeypatch.setattr(sqlite, "_rows", rows)

        # When a backup is made, then it is whole, and of the moment before
        assert self.types(database, "backup", str(tmp_path / "one")).exit_code == 0
        with sqlite3.connect(tmp_path / "one") as copied:
            assert copied.execute("SELECT count(*) FROM person").fetchone() == (0,)
        copied.close()


class TestPostgresql:
    @pytest.fixture
    def url(self, postgres: Cluster) -> Iterator[str]:
        url = postgres.database()
        yield url
        postgres.drop(url)

    def backup(self, url: str, path: Path) -> Result:
        options = ["--data-dir", str(path.parent / "data"), "--database", url]
        return CliRunner().invoke(command_line(Words("en")), [*options, "backup", str(path)])

    def test_without_the_programs_of_postgresql_it_says_what_to_install(
        self, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        done = self.backup(url, tmp_path / "one")
        assert (done.exit_code, done.stderr) == (
            6,
            "pg_dump is not on this machine: install the PostgreSQL client.\n",
        )

    @pytest.mark.skipif(os.name != "posix", reason="writes a shell script")
    def test_programs_older_than_the_server_are_refused_before_they_fail(
        self, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        script = tmp_path / "pg_dump"
        script.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.1"\n')
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        done = self.backup(url, tmp_path / "one")
        assert done.exit_code == 6
        assert done.stderr.startswith("pg_dump is version 9, older than the server's PostgreSQL 1")

    @pytest.mark.skipif(os.name != "posix", reason="writes a shell script")
    def test_the_password_is_in_no_argument(
        self, tools: None, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Given a pg_dump that tells what it was given
        script, told = tmp_path / "pg_dump", tmp_path / "told"
        script.write_text(
            '#!/bin/sh\n[ "$1" = --version ] && { echo "pg_dump 99"; exit; }\n'
            f'echo "$@" "[$PGPASSWORD]" "[$PGUSER]" > {told}\nexit 3\n'
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        monkeypatch.setenv("PGPASSWORD", "of somebody else")

        # When the address holds a password
        secret = make_url(url).set(password="zzGeheim").render_as_string(hide_password=False)
        done = self.backup(secret, tmp_path / "one")

        # Then the program has it, and whoever lists the processes has not
        arguments, _, rest = told.read_text().partition(" [")
        assert rest == "zzGeheim] [helpdesk]\n"
        assert "zzGeheim" not in arguments
        assert done.stderr == "pg_dump failed (code 3); nothing was changed.\n"

    def test_lines_inside_a_text_are_not_counted_as_rows(
        self, tools: None, url: str, tmp_path: Path
    ) -> None:
        store = Store.at(url)
        schema.migrate(store, utc_now())
        odd = 'a\n\\.\nCOPY public.call (id) FROM stdin;\n"b\\'
        row = {"id": "1" * 36, "name": odd, "folded_name": odd, "role": "lead", "team": odd}
        moment = {"password_hash": odd, "created_at": utc_now()}
        store.run(lambda s: s.execute(insert(PersonRow), [row | moment]))
        assert self.backup(url, tmp_path / "one").exit_code == 0
        assert postgresql._rows_in(tmp_path / "one")["person"] == 1
        store.close()

    def test_another_database_is_asked_for_instead_of_replacing_one(
        self, tools: None, url: str, tmp_path: Path
    ) -> None:
        self.backup(url, tmp_path / "one")
        options = ["--data-dir", str(tmp_path / "data"), "--database", url]
        words = ["restore", str(tmp_path / "one"), "--replace"]
        done = CliRunner().invoke(command_line(Words("en")), [*options, *words])
        assert done.exit_code == 6
        assert "new, empty PostgreSQL database" in done.stderr
