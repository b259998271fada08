"""What was done with something that is kept of a caller, and when it was read: without names."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_server.store.read_tables import ReadMarkRow
from helpdesk_server.store.tables import AuditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done with it on the server; no name of who did it."""

    at: datetime
    action: str
    rev: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """That somebody opened the words of it; no name of who did."""

    at: datetime
    what: str
    why: str


def deeds(session: Session, subject: str) -> tuple[Deed, ...]:
    """Those with the call, or the record, of the id `subject`, the oldest first."""
    row = AuditRow
    query = select(row.at, row.action, row.rev).where(row.subject == subject)
    return tuple(
        Deed(at=at, action=action, rev=rev)
        for at, action, rev in session.execute(query.order_by(row.id))
    )


def readings(session: Session, subject: str) -> tuple[Reading, ...]:
    """Those of `subject`, the oldest first."""
    row = ReadMarkRow
    query = select(row.at, row.what, row.why).where(row.subject == subject)
    return tuple(
        Reading(at=at, what=what, why=why)
        for at, what, why in session.execute(query.order_by(row.at, row.number))
    )
