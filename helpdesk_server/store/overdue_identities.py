"""Who somebody is, kept for as long as it may be; of calls that are held it is never among it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import ConsentAnswer
from helpdesk_server.store import erasures
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.overdue import Due, ended_at, old_calls
from helpdesk_server.store.personal_tables import PersonalErasureRow, PersonalRecordRow
from helpdesk_server.store.right_tables import HoldRow

Found = tuple[PersonalRecordRow, datetime]
"""A record, and since when its time runs."""

Search = Callable[[Session, datetime, ColumnElement[bool]], Iterator[Found]]


def after_follow_up(
    session: Session, limit: datetime, chosen: ColumnElement[bool]
) -> Iterator[Found]:
    """Of calls about which nothing is to be done since before `limit`.

    Somebody who was asked later than that was asked for something that is still to be done.
    """
    row = PersonalRecordRow
    query = (
        old_calls(limit)
        .join(row, row.call_id == CallRow.id)
        .add_columns(row)
        .where(_unlocks(), _is_from_before(limit), chosen)
        .order_by(row.id)
    )
    for call, first, last, record in session.execute(query):
        yield record, max(ended_at(call, first, last), _asked_at(record))


def after_consent(
    session: Session, limit: datetime, chosen: ColumnElement[bool]
) -> Iterator[Found]:
    """Agreed to before `limit`, whatever is followed; also of a call that never came."""
    row = PersonalRecordRow
    query = select(row).where(_unlocks(), _is_from_before(limit), chosen).order_by(row.id)
    for record in session.scalars(query):
        yield record, _asked_at(record)


def due(search: Search, session: Session, limit: datetime) -> Iterator[Due]:
    """Records whose time is over."""
    for record, since in search(session, limit, ~_is_held()):
        yield Due(record.id, since)


def held(search: Search, session: Session, limit: datetime) -> list[CallId]:
    """The calls of those that would be among them, were they not held."""
    return [record.call_id for record, _ in search(session, limit, _is_held())]


def erase_due(
    search: Search,
    session: Session,
    limit: datetime,
    most: int,
    now: datetime,
    note_erasure: erasures.NoteErasure,
) -> int:
    """Erase at most `most` of them, as on the word of the person; how many went."""
    ids = [one.id for one, _ in zip(due(search, session, limit), range(most), strict=False)]
    erasures.hold_fast(session, ids)
    # once more, now that nobody edits or holds them: somebody may have meanwhile
    session.expire_all()
    still = {one.id for one in due(search, session, limit)}.intersection(ids)
    return len(erasures.erase_each(session, still, now, note_erasure))


def _unlocks() -> ColumnElement[bool]:
    """Somebody said yes, and nothing of it was erased."""
    row = PersonalRecordRow
    accepted = row.answer == ConsentAnswer.ACCEPTED.value
    return accepted & ~exists().where(PersonalErasureRow.record_id == row.id)


def _is_held() -> ColumnElement[bool]:
    return exists().where(HoldRow.call_id == PersonalRecordRow.call_id)


def _is_from_before(limit: datetime) -> ColumnElement[bool]:
    """By the desk's clock, which is believed no further than when the record came."""
    return or_(PersonalRecordRow.given_at < limit, PersonalRecordRow.received_at < limit)


def _asked_at(record: PersonalRecordRow) -> datetime:
    return min(record.given_at, record.received_at)
