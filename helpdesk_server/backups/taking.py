"""A backup: the whole database in one verified file, after which desks may forget what it holds."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from helpdesk_domain.languages import mark
from helpdesk_server.backups import postgresql, sqlite
from helpdesk_server.backups.faults import BackupFault
from helpdesk_server.backups.files import whole
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasures import erased_ids
from helpdesk_server.store.schema import is_newest
from helpdesk_server.store.server import note_durable

MARGIN: Final = timedelta(minutes=5)
"""A call bears the moment it arrived, and is committed later: it may wait for a connection and
for locks, and the clocks of two machines differ. What arrived in the last minutes before the
backup is not promised to be in it."""


def take(store: Store, path: Path, now: datetime) -> datetime | None:
    """Back the database of `store` up to `path`, and note up to when that makes calls safe.

    Beside it, what was ever erased is noted by its id: an older backup of the same folder can be
    restored without bringing anybody back. A database of another version of the program is backed
    up too, as one does before an upgrade; nothing is noted in it.

    Args:
        now: A moment before this was called.

    Returns:
        What was received before it is in the file; None when nothing was noted.

    Raises:
        BackupFault: There is no backup; what was at `path` before still is.
        StoreUnavailable: The database failed; there may be a backup, but nothing was noted.
    """
    try:
        with whole(path) as part:
            _copy(store, part)
    except OSError as problem:
        raise BackupFault(mark("The file cannot be written.")) from problem
    if not store.read(is_newest):
        return None
    try:
        erasure_file(path.parent).add_all(set(store.read(erased_ids)), now)
    except OSError as problem:
        raise BackupFault(mark("The file cannot be written.")) from problem
    through = now - MARGIN
    store.run(lambda session: note_durable(session, through))
    return through


def _copy(store: Store, part: Path) -> None:
    if store.engine.dialect.name != "sqlite":
        postgresql.dump(store.engine, part)
        return
    database = Path(str(store.engine.url.database))
    if sqlite.is_empty(database):
        raise BackupFault(mark("There is no database to copy."))
    sqlite.copy(database, part)
