"""Who the person of a call is, as a caller is told it and has it erased."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import ConsentAnswer, PersonalRecord
from helpdesk_server.rights.traces import Deed, Reading, deeds, readings
from helpdesk_server.store import audit, erasures
from helpdesk_server.store.personal_content import record_of, sealed_of
from helpdesk_server.store.personal_tables import PersonalErasureRow, PersonalRecordRow
from helpdesk_server.store.server import identity


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPersonal:
    """A consent, what it unlocks, and what was done with it.

    Attributes:
        erased_at: Since when nothing of who it was is kept.
    """

    record: PersonalRecord
    team: str
    rev: int
    received_at: datetime
    erased_at: datetime | None
    deeds: tuple[Deed, ...]
    readings: tuple[Reading, ...]


def told(session: Session, call_id: CallId) -> list[KeptPersonal]:
    """Each record of the call, opened, the oldest first: who exports it notes that it was.

    Raises:
        BadSeal: It is that of another database.
    """
    row, wrapping = PersonalRecordRow, identity(session).wrapping_key
    query = (
        select(row, PersonalErasureRow.erased_at)
        .outerjoin(PersonalErasureRow, PersonalErasureRow.record_id == row.id)
        .where(row.call_id == call_id)
        .order_by(row.given_at, row.id)
    )
    return [
        KeptPersonal(
            record=record_of(record, sealed_of(session, record.id), wrapping),
            team=record.team,
            rev=record.rev,
            received_at=record.received_at,
            erased_at=erased_at,
            deeds=deeds(session, record.id),
            readings=readings(session, record.id),
        )
        for record, erased_at in session.execute(query)
    ]


def note_export(session: Session, call_id: CallId, now: datetime) -> None:
    """Have the audit say of each record that it was told, with an id and no name."""
    for record_id in erasures.ids_of(session, call_id):
        audit.note(session, audit.Action.PERSONAL_EXPORTED, record_id, now)


def erase(
    session: Session, call_id: CallId, now: datetime, note_erasure: erasures.NoteErasure
) -> None:
    """Destroy what each consent of the call unlocked, as on the word of the person."""
    ids = erasures.ids_of(session, call_id)
    erasures.hold_fast(session, ids)
    erasures.erase_each(session, ids, now, note_erasure)


def count(session: Session, call_id: CallId) -> int:
    """Consents of the call that unlock something still."""
    row = PersonalRecordRow
    query = (
        select(func.count())
        .select_from(row)
        .outerjoin(PersonalErasureRow, PersonalErasureRow.record_id == row.id)
        .where(
            row.call_id == call_id,
            row.answer == ConsentAnswer.ACCEPTED.value,
            PersonalErasureRow.record_id.is_(None),
        )
    )
    return session.scalar(query) or 0
