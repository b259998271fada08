"""Consents as whoever answers for data protection reads them: without an identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_domain.consent import ConsentMode
from helpdesk_server.store.personal_tables import PersonalErasureRow, PersonalRecordRow
from helpdesk_server.store.tables import PersonRow


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """A consent, by whom it was asked, and since when what it unlocked is erased."""

    id: str
    call_id: str
    given_at: datetime
    team: str
    author: str
    answer: str
    purposes: Sequence[str]
    mode: str
    reason: str
    withdrawn_at: datetime | None
    erased_at: datetime | None


def kept_consents(session: Session, *, only_vital: bool = False) -> list[KeptConsent]:
    """All of them, the oldest first.

    Args:
        only_vital: Those where nobody could be asked.
    """
    row, erasure = PersonalRecordRow, PersonalErasureRow
    query = (
        select(row, PersonRow.name, erasure.erased_at)
        .join(PersonRow, PersonRow.id == row.author_id)
        .outerjoin(erasure, erasure.record_id == row.id)
        .order_by(row.given_at, row.id)
    )
    if only_vital:
        query = query.where(row.mode == ConsentMode.VITAL_INTERESTS.value)
    return [_told(*found) for found in session.execute(query)]


def _told(row: PersonalRecordRow, author: str, erased_at: datetime | None) -> KeptConsent:
    return KeptConsent(
        id=row.id,
        call_id=row.call_id,
        given_at=row.given_at,
        team=row.team,
        author=author,
        answer=row.answer,
        purposes=tuple(row.purposes.split()),
        mode=row.mode,
        reason=row.reason,
        withdrawn_at=row.withdrawn_at,
        erased_at=erased_at,
    )
