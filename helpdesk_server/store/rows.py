"""Writing rows that another transaction may be writing at the same moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from helpdesk_server.store.base import Base


def insert_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Whether the row was new; when its key exists, nothing is written.

    Waits for a transaction that is inserting the same key, so the answer holds at commit.
    """
    return bool(insert_new_rows(session, table, [values]))


def insert_new_rows(
    session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> set[Any]:
    """The keys of those of `rows` that were new, as tuples where they have several columns.

    The others are left alone. Two transactions that hold the same keys wait for each other in the
    order of `rows`: sort them, or they wait for ever.
    """
    if not rows:
        return set()
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    kept = _plain(table)
    insert = sqlite.insert(kept) if is_sqlite else postgresql.insert(kept)
    # rows beside the statement, not in it: however many there are, it is compiled once
    statement = insert.on_conflict_do_nothing().returning(*kept.primary_key)
    new = session.execute(statement, list(rows))
    return set(map(tuple, new)) if len(kept.primary_key) > 1 else set(new.scalars())


def insert_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write `rows`, whose keys nobody else writes."""
    if rows:
        session.execute(plain_insert(_plain(table)), list(rows))


def _plain(table: type[Base]) -> Table:
    """Without the mapper: no object is made of a row that is only written."""
    plain = table.__table__
    assert isinstance(plain, Table)
    return plain
