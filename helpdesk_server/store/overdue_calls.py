"""Whole calls, and the facts of closed months, that were kept for as long as they may be.

Both wait until the year of the call is closed: by then it was counted in all that it ever will be.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.statistics.publication import BOOK
from helpdesk_server.store import books, erasing
from helpdesk_server.store.books import Kept
from helpdesk_server.store.call_parts import forget_parts
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.facts import EARLIEST, TOLERANCE, first_received, midnight
from helpdesk_server.store.holds import is_held
from helpdesk_server.store.overdue import Due, ended_at, old_calls
from helpdesk_server.store.right_tables import ObjectionRow

last_received: Final = (
    select(func.max(CallRevisionRow.received_at))
    .where(CallRevisionRow.call_id == CallRow.id)
    .correlate(CallRow)
    .scalar_subquery()
)


def due_calls(session: Session, limit: datetime) -> Iterator[Due]:
    """Whole calls whose time is over, and whose year is closed."""
    query = old_calls(limit).where(~is_held(), _is_of_a_closed_year(session)).order_by(CallRow.id)
    for call, first, last in session.execute(query):
        yield Due(call.id, ended_at(call, first, last))


def held_calls(session: Session, limit: datetime) -> list[CallId]:
    """The calls that would be among them, were they not held."""
    query = old_calls(limit).where(is_held(), _is_of_a_closed_year(session))
    return [call.id for call, _, _ in session.execute(query)]


def waiting_calls(session: Session, limit: datetime) -> int:
    """How many have had their time, and wait for their year to be closed."""
    waiting = old_calls(limit).where(~is_held(), ~_is_of_a_closed_year(session))
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def forget_calls(
    session: Session, limit: datetime, most: int, now: datetime
) -> tuple[int, Sequence[tuple[CallId, int]]]:
    """Erase at most `most` calls that are due now; of each nothing but the id is kept.

    Returns:
        How many were looked at, and the id and revision of those that went.
    """
    is_due = _is_due(session, limit)
    # the oldest first: those stand together, and none that stays is looked at again and again
    oldest = select(CallRow.id).where(is_due).order_by(CallRow.started_at, CallRow.id)
    ids = list(session.scalars(oldest.limit(most)))
    held = select(CallRow.id).where(CallRow.id.in_(ids)).order_by(CallRow.id).with_for_update()
    session.execute(held).all()
    # once more, now that nobody edits or holds them: somebody may have meanwhile
    still = select(CallRow.id, CallRow.rev).where(CallRow.id.in_(ids), is_due).order_by(CallRow.id)
    gone = [(call_id, rev) for call_id, rev in session.execute(still)]
    _take_away(session, [call_id for call_id, _ in gone])
    erasing.bury(session, [call_id for call_id, _ in gone], now)
    return len(ids), gone


def due_books(session: Session, limit: datetime) -> Iterator[Due]:
    """Books whose last call came before `limit`."""
    for one in _old_books(session, limit):
        yield Due(books.subject(one.team, one.name), one.closed_at)


def withdraw_books(session: Session, limit: datetime, most: int, now: datetime) -> int:
    """Take away the facts of at most `most` of them; how many. What was told of them stays."""
    books.wait_for_others(session)
    found = _old_books(session, limit)[:most]
    books.withdraw(session, found, now)
    return len(found)


def _old_books(session: Session, limit: datetime) -> list[Kept]:
    closed = books.last_closed_year(session)
    return [
        one
        for one in books.kept(session)
        if one.entity == BOOK
        and not one.deleted
        and one.closed_at < limit
        and closed is not None
        and int(one.name[:4]) <= closed
    ]


def _is_due(session: Session, limit: datetime) -> ColumnElement[bool]:
    """As `due_calls`, call by call: nobody has to look at every revision for the first hundred."""
    done = CallRow.follow_up_done_at
    return and_(
        ~CallRow.followed,
        ~is_held(),
        _is_of_a_closed_year(session),
        first_received < limit,
        or_(done.is_(None), done < limit, last_received < limit),
    )


def _is_of_a_closed_year(session: Session) -> ColumnElement[bool]:
    """By the day on which it counts: of a wrong clock, that on which it came."""
    year = books.last_closed_year(session)
    if year is None:
        return false()
    after = midnight(date(year + 1, 1, 1)).astimezone(UTC)
    dated = and_(CallRow.started_at >= EARLIEST, CallRow.started_at < after)
    return or_(dated, first_received < after - TOLERANCE)


def _take_away(session: Session, ids: Sequence[CallId]) -> None:
    """All that hangs on these calls; marks of who read them have a time of their own."""
    if not ids:
        return
    forget_parts(session, ids)
    for table in (CallRevisionRow, ObjectionRow):
        session.execute(delete(table).where(table.call_id.in_(ids)))
    session.execute(delete(CallRow).where(CallRow.id.in_(ids)))
