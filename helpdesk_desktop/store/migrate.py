"""Bringing an older file up to date; Alembic is only loaded when there is something to do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import NullPool, create_engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store.cipher import locked_connection, ready_connection
from helpdesk_desktop.store.errors import DiskFull, StoreOutdated, StoreTooNew, StoreUnreadable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0014"
"""The revision this program reads and writes; a test holds it equal to Alembic's."""

_NO_SUCH_TABLE: Final = 1

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def bring_up_to_date(path: Path, key: bytes) -> None:
    """Make `path`, or migrate it; an older file is copied first and put back when that fails.

    Raises:
        StoreUnreadable: The file is not one of ours.
        StoreTooNew: This program does not know the file's revision; nothing was changed.
        DiskFull: There is no room for the copy; nothing was changed.
        sqlcipher3 errors: The file cannot be read or written.
    """
    found = revision(path, key)
    if found == HEAD:
        _forget_copies(path)
        return
    if found is None:
        migrate(path, key)
        return
    if found not in _known_revisions():
        raise StoreTooNew(found)
    _migrate_with_a_copy(path, key)


def check_up_to_date(path: Path, key: bytes) -> None:
    """Refuse a file that `bring_up_to_date` would change.

    Raises:
        StoreOutdated, StoreTooNew, StoreUnreadable: What it is instead.
    """
    found = revision(path, key)
    if found == HEAD:
        return
    if found is None or found in _known_revisions():
        raise StoreOutdated(str(found))
    raise StoreTooNew(found)


def revision(path: Path, key: bytes) -> str | None:
    """The revision of the file; None when there is no file yet, or an empty one.

    Raises:
        StoreUnreadable: It is a database under our key, but not one of ours.
    """
    if not path.exists():
        return None
    with closing(locked_connection(path, key)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            return None
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlcipher.OperationalError as problem:
            if problem.sqlite_errorcode != _NO_SUCH_TABLE:
                raise
            row = None
    if row is None:
        raise StoreUnreadable(path.name)
    return str(row[0])


def migrate(path: Path, key: bytes, to: str = "head") -> None:
    """Take `path` up to revision `to`, in one transaction."""
    from alembic import command

    with _changing_tables(path, key) as config:
        command.upgrade(config, to)


def migrate_back(path: Path, key: bytes, to: str) -> None:
    """Take `path` down to revision `to` (`base`: no tables), in one transaction."""
    from alembic import command

    with _changing_tables(path, key) as config:
        command.downgrade(config, to)


def alembic_config() -> "Config":
    """Where the migrations are; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@contextmanager
def _changing_tables(path: Path, key: bytes) -> Iterator["Config"]:
    engine = create_engine(
        "sqlite://",
        creator=lambda: _without_foreign_keys(path, key),
        module=sqlcipher,
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        yield config
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("the migration would leave rows that point nowhere")


def _without_foreign_keys(path: Path, key: bytes) -> Any:
    """Alembic's batch mode drops and renames tables, which foreign keys would forbid."""
    connection = ready_connection(path, key)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(alembic_config())
    return {script.revision for script in scripts.walk_revisions()}


def _migrate_with_a_copy(path: Path, key: bytes) -> None:
    copy = path.with_name(f"{path.name}.before-{HEAD}")
    _copy(path, key, copy)
    try:
        migrate(path, key)
    except BaseException:
        _put_back(copy, path)
        raise
    copy.unlink()


def _copy(path: Path, key: bytes, copy: Path) -> None:
    """Fold the log into the file, then copy it to the disk itself, not to a cache."""
    with closing(locked_connection(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        shutil.copyfile(path, copy)
        with copy.open("rb+") as written:
            os.fsync(written.fileno())
    except OSError as problem:
        copy.unlink(missing_ok=True)
        raise DiskFull(copy.name) from problem


def _forget_copies(path: Path) -> None:
    """Remove what a migration left that was killed once it was through.

    Nobody would look at it, and it holds what has been erased since.
    """
    for copy in path.parent.glob(f"{escape(path.name)}.before-*"):
        with suppress(OSError):
            copy.unlink()


def _put_back(copy: Path, path: Path) -> None:
    """The log belongs to the file that failed: it must not be read into the old one."""
    for log in (f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(log).unlink(missing_ok=True)
    copy.replace(path)
