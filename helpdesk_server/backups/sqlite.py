"""Copies of a SQLite database: made while it is written to, checked, and put in its place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from helpdesk_domain.languages import mark
from helpdesk_server.backups.faults import BackupFault
from helpdesk_server.backups.files import fsync_folder, put_in_place

MAGIC: Final = b"SQLite format 3\x00"

_SHARED_CODES: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def copy(database: Path, into: Path) -> None:
    """Copy the database as it is at one moment, and check that the copy is that.

    Writers go on meanwhile: they write behind the moment that this reader looks at.

    Raises:
        BackupFault: It cannot be read, or the copy is not whole.
    """
    with _faults(), closing(_opened(database)) as source, closing(_opened(into)) as copied:
        source.execute("BEGIN")
        rows = _rows(source)
        source.backup(copied)
        source.rollback()
        # one file that needs no other beside it; whoever serves from it turns this on again
        copied.execute("PRAGMA journal_mode=DELETE")
        _check(copied)
        if _rows(copied) != rows:
            raise BackupFault(mark("The copy does not hold what the database holds."))


def check(copied: Path) -> None:
    """Raises BackupFault: the file is not a whole SQLite database."""
    with _faults(), closing(_opened(copied)) as connection:
        _check(connection)


def is_empty(database: Path) -> bool:
    """Whether there is no database at `database`, or one without tables."""
    if not database.exists() or database.stat().st_size == 0:
        return True
    with suppress(sqlite3.DatabaseError), closing(_opened(database)) as connection:
        return not _rows(connection)
    return False


def take_the_place(copied: Path, database: Path, now: datetime) -> Path | None:
    """Put `copied` in the place of `database`, which is kept beside; its new name.

    At each moment there is one of the two at `database`.

    Raises:
        BackupFault: A program has the database open: it would go on writing to the one put aside.
    """
    aside = None
    if database.exists():
        aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%SZ}")
        _let_go(database, Path(f"{aside}-wal"))
        _same_file_under(database, aside)
        for end in ("-wal", "-shm"):
            Path(f"{database}{end}").unlink(missing_ok=True)
        fsync_folder(database.parent)
    put_in_place(copied, database)
    return aside


def _let_go(database: Path, log: Path) -> None:
    """Take the log into the database; SQLite does that only when nobody else has it open.

    Of a database that is damaged the log is kept as `log`: opening it may have thrown that away.
    """
    with suppress(FileNotFoundError):
        shutil.copy2(f"{database}-wal", log)
    try:
        with closing(_opened(database)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            _check(connection)
        log.unlink(missing_ok=True)
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode in _SHARED_CODES:
            log.unlink(missing_ok=True)
            in_use = mark("A program has the database open. Stop the server first.")
            raise BackupFault(in_use) from problem
    except BackupFault:
        return  # damaged: that is why it is replaced


def _same_file_under(database: Path, aside: Path) -> None:
    try:
        os.link(database, aside)
    except OSError:  # a file system without a second name for a file
        shutil.copy2(database, aside)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=5, isolation_level=None)


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found != ("ok",) or astray is not None:
        raise BackupFault(mark("The file is damaged."))


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as problem:
        unreadable = mark("The database cannot be read, or the copy cannot be written.")
        raise BackupFault(unreadable) from problem
