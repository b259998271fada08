"""Looks into an image: is the database whole, and what is in it?

Each image is opened with the key of the desk, or as the server opens its file, and checked
through one connection. Some are opened by the product itself as well, which takes ten times as
long. An image that was looked into is used up.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store.cipher import locked_connection
from helpdesk_desktop.store.database import Store as DeskStore
from helpdesk_desktop.store.errors import StoreFault
from helpdesk_server.store.database import Store as ServerStore
from helpdesk_server.store.errors import StoreUnavailable
from soak.power.found import Found
from soak.power.recorded.planting import KEY

Ask = Callable[[str], Sequence[Sequence[Any]]]
"""A query, and all its rows."""

Look = Callable[[Ask], Found]
"""What a database holds and what is wrong with it, by asking."""

NO_DATABASE_YET = Found(frozenset())


def of_desk(file: str, look: Look, folder: Path) -> Found:
    path = folder / file
    return _looked_into(path, lambda: locked_connection(path, KEY), look)


def of_server(file: str, look: Look, folder: Path) -> Found:
    path = folder / file
    return _looked_into(path, lambda: sqlite3.connect(path, isolation_level=None), look)


def opened_by_desk(file: str, look: Look, folder: Path) -> Found:
    """Through the desk's own door, which brings the file up to date if need be."""
    try:
        store = DeskStore.open(folder / file, KEY)
        with closing(store):
            found = store.read(lambda session: look(asking_within(session)))
    except StoreFault as problem:
        return Found(frozenset(), (f"the desk cannot open it: {problem!r}",))
    left = sorted(other.name for other in folder.iterdir() if other.name != file)
    return Found(found.kept, (*found.faults, *(f"{name} is left behind" for name in left)))


def opened_by_server(file: str, look: Look, folder: Path) -> Found:
    store = ServerStore.at(f"sqlite:///{folder / file}")
    try:
        with closing(store):
            return store.read(lambda session: look(asking_within(session)))
    except StoreUnavailable as problem:
        return Found(frozenset(), (f"the server cannot open it: {problem!r}",))


def asking_within(session: Session) -> Ask:
    return lambda query: session.connection().exec_driver_sql(query).fetchall()


def _looked_into(path: Path, connect: Callable[[], Any], look: Look) -> Found:
    if not path.exists():
        return NO_DATABASE_YET
    connection = connect()

    def ask(query: str) -> Sequence[Sequence[Any]]:
        rows: Sequence[Sequence[Any]] = connection.execute(query).fetchall()
        return rows

    try:
        if not ask("SELECT count(*) FROM sqlite_master")[0][0]:
            return NO_DATABASE_YET
        if damage := tuple(_damage(ask)):
            return Found(frozenset(), damage)
        found = look(ask)
        return Found(found.kept, (*found.faults, *_damage_once_folded(ask)))
    except (sqlcipher.DatabaseError, sqlite3.DatabaseError) as problem:
        return Found(frozenset(), (f"cannot be read: {problem}",))
    finally:
        # Without its file, SQLite does not fold the log into it at closing: time for nothing.
        with suppress(FileNotFoundError):
            path.unlink()
        connection.close()


def _damage(ask: Ask) -> Iterator[str]:
    """What the database says against itself, its log included."""
    for check in ("integrity_check", "foreign_key_check"):
        yield from (str(row) for row in ask(f"PRAGMA {check}") if row[0] != "ok")


def _damage_once_folded(ask: Ask) -> Iterator[str]:
    """What is wrong with the seals of the pages (SQLCipher only), the log folded into the file.

    Not before: this check reads the file past its log, which may have had to mend it.
    """
    if ask("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
        yield "the log cannot be folded into the file"
    yield from (str(row[0]) for row in ask("PRAGMA cipher_integrity_check"))
