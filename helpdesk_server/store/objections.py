"""Callers who do not want their call in statistics or research."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.store import audit, books
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.right_tables import ObjectionRow


def object_to(session: Session, call_id: CallId, now: datetime) -> datetime:
    """Leave the call out of whatever is counted; since when it is, said again: since the first.

    It leaves the book of a closed month as well. What was told of that stays: it is rounded.
    """
    row = session.get(ObjectionRow, call_id)
    if row is not None:
        return row.since
    books.wait_for_others(session)
    session.add(ObjectionRow(call_id=call_id, since=now))
    audit.note(session, audit.Action.CALL_OBJECTED, call_id, now)
    books.leave(session, call_id, now)
    return now


def may_be_counted() -> ColumnElement[bool]:
    """Of a row of calls: nobody objected. Whatever counts calls asks for it."""
    return ~exists().where(ObjectionRow.call_id == CallRow.id)
