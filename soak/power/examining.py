"""Looks into an image: is it whole, and what is in it?

Every image is opened with the key of the desk, or as the server opens its file, and checked
through one connection. Some are opened by the product itself as well, which takes ten times as
long. An image that was looked into is used up.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store.cipher import locked_connection
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import StoreFault
from helpdesk_domain.wire import digest
from soak.power.found import Found
from soak.power.recorded import desk_saving
from soak.power.recorded.planting import KEY

NO_DATABASE_YET = Found(frozenset())


def desk_calls(folder: Path) -> Found:
    """Calls and drafts of a desk: each call with its place in the outbox, and neither alone."""
    path = folder / desk_saving.FILE
    return _looked_into(path, lambda: locked_connection(path, KEY), _desk_calls)


def _desk_calls(ask: "Ask") -> Found:
    calls = {row[0] for row in ask("SELECT id FROM call")}
    drafts = {row[0] for row in ask("SELECT call_id FROM draft")}
    outbox = ask("SELECT call_id, digest, payload FROM outbox")
    queued = {row[0] for row in outbox}
    faults = [
        *(f"call {one} is in no outbox" for one in calls - queued),
        *(f"the outbox has {one}, which is no call" for one in queued - calls),
        *(f"the bytes of {row[0]} are not its own" for row in outbox if digest(row[2]) != row[1]),
        *(f"{one} is a draft and saved" for one in drafts & calls),
        *(f"{one} is {many} times in the outbox" for one, many in _often(queued, outbox)),
    ]
    kept = {f"call {row[0]} {row[1]}" for row in outbox}
    return Found(frozenset(kept | {f"draft {one}" for one in calls | drafts}), tuple(faults))


def _often(queued: set[str], outbox: Sequence[Sequence[Any]]) -> Iterator[tuple[str, int]]:
    if len(queued) < len(outbox):
        yield from ((one, many) for one, many in Counter(r[0] for r in outbox).items() if many > 1)


def desk_calls_opened(folder: Path) -> Found:
    """The same through the product's own door, which brings the file up to date if need be."""
    try:
        store = Store.open(folder / desk_saving.FILE, KEY)
        found = store.read(lambda s: _desk_calls(_asking(s.connection().connection.cursor())))
        store.close()
    except StoreFault as problem:
        return Found(frozenset(), (f"the desk cannot open it: {problem!r}",))
    return found


def _damage(ask: "Ask") -> Iterator[str]:
    """What the database says against itself, before and after the log is folded into it."""
    for check in ("integrity_check", "foreign_key_check"):
        yield from (str(row) for row in ask(f"PRAGMA {check}") if row[0] != "ok")
    busy = ask("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
    if busy:
        yield "the log cannot be folded into the file"
    # This one reads the file past its log, which may have had to mend it.
    yield from (str(row[0]) for row in ask("PRAGMA cipher_integrity_check"))


Ask = Callable[[str], Sequence[Sequence[Any]]]


def _asking(cursor: Any) -> Ask:
    return lambda query: cursor.execute(query).fetchall()


def _looked_into(path: Path, connect: Callable[[], Any], look: Callable[[Ask], Found]) -> Found:
    """What `look` finds in a database, and what the database says against itself."""
    if not path.exists():
        return NO_DATABASE_YET
    connection = connect()
    try:
        ask = _asking(connection.cursor())
        if not ask("SELECT count(*) FROM sqlite_master")[0][0]:
            return NO_DATABASE_YET
        found = look(ask)
        return Found(found.kept, (*_damage(ask), *found.faults))
    except (sqlcipher.DatabaseError, sqlite3.DatabaseError) as problem:
        return Found(frozenset(), (f"cannot be read: {problem}",))
    finally:
        # Without its file, SQLite does not fold the log into it at closing: time for nothing.
        with suppress(FileNotFoundError):
            path.unlink()
        connection.close()
