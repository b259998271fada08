"""Copies of a PostgreSQL database, by its own programs; what they are told is in no argument."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from psycopg.pq import Conninfo
from sqlalchemy import Connection, Engine, inspect, text

from helpdesk_domain.languages import mark
from helpdesk_server.backups.faults import BackupFault

MAGIC: Final = b"PGDMP"

_COPY: Final = re.compile(rb"COPY [^ ]*?\.?\"?(\w+)\"? \(")


def dump(engine: Engine, into: Path) -> None:
    """Write the database as it is at one moment, and check the file by reading it to its end.

    Raises:
        BackupFault: `pg_dump` is missing, older than the server, or failed; or the file does
            not hold each row of that moment.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        _need("pg_dump", connection)
        # this transaction waits for pg_dump, however long that takes
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        rows = _rows(connection)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
        _run(["pg_dump", *options, f"--file={into}"], _environment(engine))
    _run(["pg_restore", "--list", f"{into}"], {})
    if _rows_in(into) != rows:
        raise BackupFault(mark("The copy does not hold what the database holds."))


def restore(engine: Engine, dumped: Path) -> None:
    """Bring everything of `dumped` into an empty database, or nothing.

    Raises:
        BackupFault: `pg_restore` is missing, older than the server, or failed.
    """
    with engine.connect() as connection:
        _need("pg_restore", connection)
    environment = _environment(engine)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    name = f"--dbname={environment['PGDATABASE']}"
    _run(["pg_restore", *options, name, f"{dumped}"], environment)


def is_empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        return not inspect(connection).get_table_names()


def _environment(engine: Engine) -> Mapping[str, str]:
    """Where the database is and how to get in, as the programs of PostgreSQL read it.

    Other users of the machine read arguments, and not this.
    """
    _, told = engine.dialect.create_connect_args(engine.url)
    known = {
        option.keyword.decode(): option.envvar.decode()
        for option in Conninfo.get_defaults()
        if option.envvar
    }
    return {known[name]: str(value) for name, value in told.items() if name in known}


def _need(program: str, connection: Connection) -> None:
    """The program is there, and knows the tables of this server."""
    if shutil.which(program) is None:
        missing = mark("{program} is not on this machine: install the PostgreSQL client.")
        raise BackupFault(missing, program=program)
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)", said)
    ours = int(found[1]) if found else 0
    theirs = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000
    if ours < theirs:
        older = mark(
            "{program} is version {ours}, older than the server's PostgreSQL {theirs}: "
            "install the client of that version."
        )
        raise BackupFault(older, program=program, ours=ours, theirs=theirs)


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """What the programs say may quote rows: only how they ended is told."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(command, env=told | dict(environment), capture_output=True)
    if done.returncode != 0:
        failed = mark("{program} failed (code {code}); nothing was changed.")
        raise BackupFault(failed, program=command[0], code=done.returncode)


def _rows(connection: Connection) -> dict[str, int]:
    return {
        name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0
        for name in inspect(connection).get_table_names()
    }


def _rows_in(dumped: Path) -> dict[str, int]:
    """How many rows each table has in the file: one a line, line ends inside are escaped."""
    command = ["pg_restore", "--data-only", "--file=-", f"{dumped}"]
    rows: dict[str, int] = {}
    table = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reading:
        assert reading.stdout is not None
        for line in reading.stdout:
            if not table:
                begins = _COPY.match(line)
                if begins is not None:
                    table = begins[1].decode()
                    rows[table] = 0
            elif line == b"\\.\n":
                table = ""
            else:
                rows[table] += 1
    if reading.returncode != 0:
        raise BackupFault(mark("The file is damaged."))
    return rows
