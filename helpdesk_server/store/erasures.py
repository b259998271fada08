"""What was erased, for good: ids alone, so that nobody's copy and no backup brings it back."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.store import audit, team_personal
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.personal_tables import (
    PersonalErasureRow,
    PersonalIdentityRow,
    PersonalKeyRow,
    PersonalRecordRow,
)
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.sign_ins import Caller

NoteErasure = Callable[[str], None]
"""Writes the id down where no restore of the database reaches it, before it is erased here."""


def is_erased(session: Session, record_id: str) -> bool:
    return session.get(PersonalErasureRow, record_id) is not None


def erased_ids(session: Session) -> list[str]:
    """All of them, in the order of their ids."""
    row = PersonalErasureRow
    return list(session.scalars(select(row.record_id).order_by(row.record_id)))


def destroy(session: Session, record_id: str, now: datetime, caller: Caller | None = None) -> None:
    """Destroy the key of a record, what it sealed, and what its consent has in words.

    These are the names of the services it went to, and why nobody could be asked.

    Args:
        caller: On whose word; None: that of whoever sits at the server's own keyboard.
    """
    for table in (PersonalKeyRow, PersonalIdentityRow):
        session.execute(delete(table).where(table.record_id == record_id))
    row = PersonalRecordRow
    session.execute(update(row).where(row.id == record_id).values(services="[]", reason=""))
    if insert_new(session, PersonalErasureRow, record_id=record_id, erased_at=now):
        who = (caller.person.id, caller.device_id) if caller else (None, None)
        action = audit.Action.PERSONAL_ERASED
        audit.note(session, action, record_id, now, person_id=who[0], device_id=who[1])


def erase(session: Session, record_id: str, now: datetime) -> bool:
    """Erase a record at the server's own keyboard; whether there was anything to erase.

    The desks that hold it destroy theirs at their next sync.
    """
    row = session.get(PersonalRecordRow, record_id, with_for_update=True, populate_existing=True)
    if row is None or is_erased(session, record_id):
        return False
    destroy(session, record_id, now)
    session.refresh(row)
    before, row.rev = row.rev, row.rev + 1
    team_personal.follow(session, row, before if row.shared else None, shared=False, is_erased=True)
    return True


def erase_each(
    session: Session, ids: Iterable[str], now: datetime, note_erasure: NoteErasure
) -> list[str]:
    """As `erase`, for each of `ids`, which are `hold_fast`; those of which something went."""
    row = PersonalRecordRow
    # a team after the other: the places in their streams are taken in one order
    query = select(row.id).where(row.id.in_(list(ids))).order_by(row.team, row.id)
    gone = []
    for record_id in session.scalars(query).all():
        if not is_erased(session, record_id):
            note_erasure(record_id)
            erase(session, record_id, now)
            gone.append(record_id)
    return gone


def hold_fast(session: Session, ids: Iterable[str]) -> None:
    """Have nobody else edit these records, nor hold or erase their calls, in this transaction."""
    row = PersonalRecordRow
    chosen = row.id.in_(list(ids))
    calls = select(CallRow.id).where(CallRow.id.in_(select(row.call_id).where(chosen)))
    session.execute(calls.order_by(CallRow.id).with_for_update()).all()
    session.execute(select(row.id).where(chosen).order_by(row.id).with_for_update()).all()


def ids_of(session: Session, call_id: CallId) -> list[str]:
    """Records of the call, erased or not."""
    row = PersonalRecordRow
    return list(session.scalars(select(row.id).where(row.call_id == call_id).order_by(row.id)))


def erase_again(session: Session, ids: Iterable[str], now: datetime) -> int:
    """After a restore: what was erased since the backup is erased in it too.

    A record that the backup never had is remembered as well: a desk may still hold it.

    Returns:
        How many records of the backup went.
    """
    gone = 0
    for record_id in sorted(set(ids)):
        if not erase(session, record_id, now):
            insert_new(session, PersonalErasureRow, record_id=record_id, erased_at=now)
        else:
            gone += 1
    return gone
