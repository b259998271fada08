"""Which PostgreSQL wrote this history: another one means that the database was restored or moved.

Four marks, each of which another way of going back in time changes: the number a cluster gets
when it is made, the timeline that a promotion or a recovery begins, and the numbers of the database
and of our own table, which a copy or a dump that was brought in has got anew.
"""

from typing import Final

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk_server.store.tables import ServerRow

UNKNOWN: Final = "?"
"""In the place of a mark that our role may not read."""

_MARKS: Final = (
    "SELECT system_identifier::text FROM pg_control_system()",
    "SELECT timeline_id::text FROM pg_control_checkpoint()",
    "SELECT oid::text FROM pg_database WHERE datname = current_database()",
    f"SELECT '{ServerRow.__tablename__}'::regclass::oid::text",
)


def cluster(session: Session) -> str | None:
    """The marks of the database we are in (`7713089204887320409/1/16384/1641`); None: SQLite."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    return "/".join(_read(session, mark) for mark in _MARKS)


def is_known_whole(marks: str) -> bool:
    """Whether our role may read every mark."""
    return UNKNOWN not in marks.split("/")


def belongs_here(session: Session) -> bool:
    """Whether this PostgreSQL wrote this history; of one that does not say so it is kept."""
    if written_elsewhere(session):
        return False
    row, here = session.scalars(select(ServerRow)).one(), cluster(session)
    if here is not None and (row.cluster is None or not is_known_whole(row.cluster)):
        row.cluster = here
    return True


def written_elsewhere(session: Session) -> bool:
    """Whether another PostgreSQL than this one wrote this history."""
    kept, here = session.scalars(select(ServerRow.cluster)).one(), cluster(session)
    if kept is None or here is None:
        return False
    pairs = zip(kept.split("/"), here.split("/"), strict=True)
    return any(one != other for one, other in pairs if UNKNOWN not in (one, other))


def adopt(session: Session) -> None:
    """Keep that this history is written here."""
    session.scalars(select(ServerRow).with_for_update()).one().cluster = cluster(session)


def _read(session: Session, mark: str) -> str:
    try:
        with session.begin_nested():
            return str(session.scalar(text(mark)))
    except DBAPIError:
        return UNKNOWN
