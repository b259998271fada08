"""Writing a row that another transaction may be writing at the same moment."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from helpdesk_server.store.base import Base


def insert_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Whether the row was new; when its key exists, nothing is written.

    Waits for a transaction that is inserting the same key, so the answer holds at commit.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    key = next(iter(table.__table__.primary_key))
    statement = insert.values(values).on_conflict_do_nothing().returning(key)
    return session.execute(statement).first() is not None
