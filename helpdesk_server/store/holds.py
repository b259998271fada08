"""Calls of which nothing is erased while somebody, a court say, needs them whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.store import audit
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.right_tables import HoldRow


class NoSuchCall(Exception):
    """There is no call of that id, or no such hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A call that is held, why, and since when."""

    call_id: CallId
    reason: str
    since: datetime


def hold(session: Session, call_id: CallId, reason: str, now: datetime) -> None:
    """Hold the call; held again, the reason is the new one.

    Raises:
        NoSuchCall: There is no such call.
    """
    # whoever erases it waits for this, or this for them
    if session.get(CallRow, call_id, with_for_update=True) is None:
        raise NoSuchCall(call_id)
    row = session.get(HoldRow, call_id)
    since = row.since if row else now
    session.merge(HoldRow(call_id=call_id, reason=reason, since=since))
    audit.note(session, audit.Action.CALL_HELD, call_id, now)


def lift(session: Session, call_id: CallId, now: datetime) -> None:
    """Hold the call no longer.

    Raises:
        NoSuchCall: It is not held.
    """
    row = session.get(HoldRow, call_id)
    if row is None:
        raise NoSuchCall(call_id)
    session.delete(row)
    audit.note(session, audit.Action.HOLD_LIFTED, call_id, now)


def holds(session: Session) -> Sequence[Hold]:
    """Every call that is held, the longest first."""
    rows = session.scalars(select(HoldRow).order_by(HoldRow.since, HoldRow.call_id))
    return [Hold(call_id=row.call_id, reason=row.reason, since=row.since) for row in rows]


def is_call_held(session: Session, call_id: CallId) -> bool:
    return session.get(HoldRow, call_id) is not None


def is_held() -> ColumnElement[bool]:
    """Of a row of calls."""
    return exists().where(HoldRow.call_id == CallRow.id)
