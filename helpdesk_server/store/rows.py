"""Writing rows that another transaction may be writing at the same moment."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Executable, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from helpdesk_server.store.base import Base, Transaction, dialect_of

Rows = Sequence[Mapping[str, Any]]
"""Each with the same columns."""


def insert_new(session: Transaction, table: type[Base], **values: Any) -> bool:
    """Whether the row was new; when its key exists, nothing is written.

    Waits for a transaction that is inserting the same key, so the answer holds at commit.
    """
    return bool(insert_new_rows(session, table, [values]))


def insert_new_rows(session: Transaction, table: type[Base], rows: Rows) -> set[Any]:
    """The keys of those of `rows` that were new, as tuples where they have several columns.

    The others are left alone. Two transactions that hold the same keys wait for each other in the
    order of `rows`: sort them, or they wait for ever.
    """
    if not rows:
        return set()
    new = session.execute(*_insertion(session, table, rows, only_new=True))
    has_one = len(plain(table).primary_key) == 1
    return set(new.scalars()) if has_one else set(map(tuple, new))


def insert_rows(session: Transaction, table: type[Base], rows: Rows) -> None:
    """Write `rows`, whose keys nobody else writes."""
    if rows:
        session.execute(*_insertion(session, table, rows, only_new=False))


def plain(table: type[Base]) -> Table:
    """Without the mapper: no object is made of a row that is only written."""
    plain = table.__table__
    assert isinstance(plain, Table)
    return plain


def _insertion(
    session: Transaction, table: type[Base], rows: Rows, *, only_new: bool
) -> tuple[Executable, Any]:
    """A statement and its parameters; however many the rows, it is made and compiled once."""
    dialect = dialect_of(session)
    if dialect == "sqlite" or len(rows) == 1:
        return _values(table, dialect, only_new), list(rows)
    names = tuple(rows[0])
    return _arrays(table, names, only_new), {name: [row[name] for row in rows] for name in names}


@cache
def _values(table: type[Base], dialect: str, only_new: bool) -> Executable:
    writing = sqlite.insert(plain(table)) if dialect == "sqlite" else _postgresql(table)
    return _only_new(writing) if only_new else writing


@cache
def _arrays(table: type[Base], names: tuple[str, ...], only_new: bool) -> Executable:
    """For PostgreSQL, an array a column: a thousand parameters take longer to name than to send."""
    columns = plain(table).columns
    arrays = (func.unnest(bindparam(name, type_=ARRAY(columns[name].type))) for name in names)
    writing = _postgresql(table).from_select(names, select(*arrays), include_defaults=False)
    return _only_new(writing) if only_new else writing


def _postgresql(table: type[Base]) -> postgresql.Insert:
    return postgresql.insert(plain(table))


def _only_new(writing: sqlite.Insert | postgresql.Insert) -> Executable:
    return writing.on_conflict_do_nothing().returning(*writing.table.primary_key)
