"""What has been kept for as long as it may; calls that are held are never among it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.store.blanking import blank_calls, has_words
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.desk_tables import SealedBoxRow
from helpdesk_server.store.holds import is_held
from helpdesk_server.store.read_tables import ReadMarkRow
from helpdesk_server.store.tables import UnansweredWordRow


@dataclass(frozen=True, slots=True)
class Due:
    """Something whose time is over, counted from `since`; the id tells nothing of a caller."""

    id: str
    since: datetime


def due_texts(session: Session, limit: datetime) -> Iterator[Due]:
    """Calls whose words go; those without a word are passed over."""
    query = old_calls(limit).where(_has_text_left(), ~is_held())
    for call, first, last in session.execute(query.order_by(CallRow.id)).all():
        if has_words(session, call):
            yield Due(call.id, ended_at(call, first, last))


def held_texts(session: Session, limit: datetime) -> list[CallId]:
    """The calls that would be among them, were they not held."""
    held = old_calls(limit).where(_has_text_left(), is_held())
    return [call.id for call, _, _ in session.execute(held)]


def blank_texts(
    session: Session, limit: datetime, most: int
) -> tuple[int, Sequence[tuple[CallId, int]]]:
    """Take the words out of at most `most` calls that are due now.

    Returns:
        How many were looked at, and the id and revision of those that had words.
    """
    query = old_calls(limit).where(_has_text_left(), ~is_held()).order_by(CallRow.id)
    ids = [call.id for call, _, _ in session.execute(query.limit(most))]
    held = select(CallRow).where(CallRow.id.in_(ids)).order_by(CallRow.id)
    rows = session.scalars(held.with_for_update().execution_options(populate_existing=True)).all()
    # once more, now that nobody edits or holds them: somebody may have meanwhile
    still = {call.id for call, _, _ in session.execute(query.where(CallRow.id.in_(ids)))}
    rows = [row for row in rows if row.id in still]
    told = set(blank_calls(session, rows))
    return len(rows), [(row.id, row.rev) for row in rows if row.id in told]


def due_boxes(session: Session, limit: datetime) -> Iterator[Due]:
    """Boxes that were dealt with long ago."""
    row = SealedBoxRow
    query = select(row.id, row.opened_at).where(row.opened_at < limit).order_by(row.id)
    for box_id, opened_at in session.execute(query):
        yield Due(box_id, opened_at or limit)


def forget_boxes(session: Session, limit: datetime, most: int) -> list[str]:
    """Erase at most `most` of them; their ids."""
    ids = [due.id for due, _ in zip(due_boxes(session, limit), range(most), strict=False)]
    session.execute(delete(SealedBoxRow).where(SealedBoxRow.id.in_(ids)))
    return ids


def due_reads(session: Session, limit: datetime) -> Iterator[Due]:
    """Marks of reading that came before `limit`."""
    row = ReadMarkRow
    query = select(row.id, row.received_at).where(row.received_at < limit)
    for mark_id, received_at in session.execute(query.order_by(row.number)):
        yield Due(mark_id, received_at)


def old_words(session: Session, limit: datetime) -> Iterator[Due]:
    """Words searched without result, of days before `limit`; the id is the day, never the word."""
    row = UnansweredWordRow
    query = select(row.day).where(row.day < limit.date()).order_by(row.day)
    for day in session.scalars(query):
        yield Due(str(day), limit.replace(year=day.year, month=day.month, day=day.day))


def old_calls(limit: datetime) -> "Select[CallRow, datetime, datetime]":
    """Calls that came before `limit`, of which nothing is to be done, and was not since.

    By the server's clock: a desk that dates the end of a follow-up in the next century is
    believed no further than when it said so.
    """
    row = CallRevisionRow
    received = (
        select(
            row.call_id,
            func.min(row.received_at).label("first"),
            func.max(row.received_at).label("last"),
        )
        .group_by(row.call_id)
        .subquery()
    )
    ended = or_(
        CallRow.follow_up_done_at.is_(None),
        CallRow.follow_up_done_at < limit,
        received.c.last < limit,
    )
    return (
        select(CallRow, received.c.first, received.c.last)
        .join(received, received.c.call_id == CallRow.id)
        .where(and_(~CallRow.followed, received.c.first < limit, ended))
    )


def _has_text_left() -> ColumnElement[bool]:
    return or_(CallRow.blanked_rev.is_(None), CallRow.blanked_rev < CallRow.rev)


def ended_at(call: CallRow, first: datetime, last: datetime) -> datetime:
    """Since when nothing is to be done about `call`, which came `first`, and `last` again."""
    done = call.follow_up_done_at
    return first if done is None else max(first, min(done, last))
