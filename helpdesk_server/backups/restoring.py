"""A backup put back: never over anything, and as a new history from its first moment on."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from helpdesk_domain.languages import mark
from helpdesk_server.backups import postgresql, sqlite
from helpdesk_server.backups.faults import BackupFault
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.generation import begin_generation
from helpdesk_server.requests_kept import Request, RequestsUnreadable, do_again, kept_in
from helpdesk_server.settings import Settings
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasures import erase_again


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        generation: The new one.
        aside: Where the database that was there before is now; None when there was none.
        erased_again: Calls of which words were erased since the backup, and now once more.
    """

    generation: str
    aside: Path | None = None
    erased_again: int = 0


def restore(settings: Settings, backup: Path, now: datetime, *, replace: bool) -> Restored:
    """Make the database of `settings` that of `backup`, migrated, with a new generation.

    Args:
        replace: A SQLite database that is there is put aside.

    Raises:
        BackupFault: The file cannot be used, or the database is not empty; nothing was changed.
        StoreFault: The database cannot be used.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store.at(settings.database)
    try:
        if store.engine.dialect.name == "sqlite":
            return _restore_sqlite(settings, store, backup, now, replace=replace)
        return _restore_postgresql(settings, store, backup, now, replace=replace)
    except OSError as problem:
        raise BackupFault(mark("The file cannot be read or copied.")) from problem
    finally:
        store.close()


def _restore_sqlite(
    settings: Settings, store: Store, backup: Path, now: datetime, *, replace: bool
) -> Restored:
    """Everything is done in a copy beside: it takes the place of the database when it is ready."""
    database = Path(str(store.engine.url.database))
    _need_kind(backup, sqlite.MAGIC)
    if not replace and not sqlite.is_empty(database):
        raise BackupFault(
            mark("The database is not empty. With --replace it is put aside, not removed.")
        )
    requests = _requests(settings, backup)
    part = database.with_name(database.name + ".restoring")
    try:
        with part.open("wb") as file, backup.open("rb") as copied:
            part.chmod(0o600)
            shutil.copyfileobj(copied, file)
        sqlite.check(part)
        beside = Store.at(f"sqlite:///{part}")
        try:
            generation, again = _as_new_history(beside, settings, backup, requests, now)
        finally:
            beside.close()
        return Restored(generation, sqlite.take_the_place(part, database, now), again)
    finally:
        part.unlink(missing_ok=True)


def _restore_postgresql(
    settings: Settings, store: Store, backup: Path, now: datetime, *, replace: bool
) -> Restored:
    _need_kind(backup, postgresql.MAGIC)
    if replace:
        raise BackupFault(
            mark("--replace is for SQLite. Restore into a new, empty PostgreSQL database.")
        )
    # where there is no table nobody serves: a server would have made them
    store.read(lambda session: session.connection())
    if not postgresql.is_empty(store.engine):
        raise BackupFault(
            mark("The database is not empty. Restore into a new, empty PostgreSQL database.")
        )
    requests = _requests(settings, backup)
    postgresql.restore(store.engine, backup)
    generation, again = _as_new_history(store, settings, backup, requests, now)
    return Restored(generation, erased_again=again)


def _as_new_history(
    store: Store, settings: Settings, backup: Path, requests: Sequence[Request], now: datetime
) -> tuple[str, int]:
    """What was erased since the backup is erased in it before anybody is served from it."""
    schema.migrate(store, now)
    files = [erasure_file(folder) for folder in (settings.data_dir, backup.parent)]
    erased = {record_id for file in files for record_id in file.ids()}
    store.run(lambda session: erase_again(session, erased, now))
    note = partial(files[0].note, now=now)
    again = store.run(lambda session: do_again(session, requests, now, note))
    store.fold()
    return begin_generation(store, Snapshots(store, settings.snapshots), now), again


def _requests(settings: Settings, backup: Path) -> Sequence[Request]:
    try:
        return kept_in([settings.data_dir, backup.absolute().parent])
    except RequestsUnreadable as problem:
        raise BackupFault(
            mark(
                "requests.ndjson cannot be read: restored without it, what callers had erased "
                "would be there again."
            )
        ) from problem


def _need_kind(backup: Path, magic: bytes) -> None:
    with backup.open("rb") as file:
        begins = file.read(len(magic))
    if begins != magic:
        raise BackupFault(mark("The file is no backup of this kind of database."))
