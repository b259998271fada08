"""Requests for rows for research: asked with a purpose, agreed to by a second person, audited."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.statistics.months import Month, Period
from helpdesk_server.store import audit
from helpdesk_server.store.overdue import Due
from helpdesk_server.store.research_tables import ResearchRequestRow

ALONE: Final = 1000
"""Rows that one person may have written within `VALID_FOR` without a second one.
Source: design of privacy, 3.6."""

VALID_FOR: Final = timedelta(days=7)
"""After that a request is nobody's: it is asked again."""

MAY_ASK: Final = frozenset({Role.LEAD, Role.ADMIN})
"""Who may ask for rows, and who may agree."""


class NotTheirs(Exception):
    """The person has another part: neither asks for rows nor agrees to it."""


class NoSuchRequest(Exception):
    """There is none of that id."""


class Expired(Exception):
    """It was asked too long ago."""


class SamePerson(Exception):
    """Who asked cannot be the second person."""


class NeedsSecond(Exception):
    """It is of more rows than one person may have written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it stands.

    Attributes:
        lines: Rows that there were when it was asked.
        approved_by: The second person; None while nobody agreed.
    """

    id: str
    asked_by: PersonId
    asked_at: datetime
    purpose: str
    period: Period
    lines: int
    approved_by: PersonId | None
    approved_at: datetime | None
    written_at: datetime | None

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + VALID_FOR


def ask(
    session: Session, by: Person, purpose: str, period: Period, lines: int, now: datetime
) -> Request:
    """Keep that `by` asks for the rows of `period`.

    Raises:
        NotTheirs: They may not.
    """
    _refuse_others(by)
    row = ResearchRequestRow(
        id=str(uuid.uuid4()),
        asked_by=by.id,
        asked_at=now,
        purpose=purpose,
        first=str(period.first),
        last=str(period.last),
        lines=lines,
    )
    session.add(row)
    audit.note(session, audit.Action.ROWS_ASKED, row.id, now, person_id=by.id)
    session.flush()
    return _told(row)


def approve(session: Session, request_id: str, by: Person, now: datetime) -> None:
    """Keep that `by` agrees; said twice, the first stands.

    Raises:
        NotTheirs, NoSuchRequest, Expired, SamePerson: Nothing was done.
    """
    _refuse_others(by)
    row = _standing(session, request_id, now)
    if row.asked_by == by.id:
        raise SamePerson
    if row.approved_by is None:
        row.approved_by, row.approved_at = by.id, now
        audit.note(session, audit.Action.ROWS_APPROVED, row.id, now, person_id=by.id)


def begin_writing(session: Session, request_id: str, now: datetime) -> Request:
    """Keep that a file is made of it, before there is one: none is without its mark.

    Raises:
        NoSuchRequest, Expired, NeedsSecond: None may be made.
    """
    row = _standing(session, request_id, now)
    if needs_second(session, _told(row), now):
        raise NeedsSecond
    row.written_at = now
    audit.note(session, audit.Action.ROWS_WRITTEN, row.id, now, person_id=row.asked_by)
    return _told(row)


def needs_second(session: Session, request: Request, now: datetime) -> bool:
    """Whether a second person has still to agree.

    What the same person had written alone in these days counts along: a thousand rows are not made
    less by asking for them in pieces.
    """
    if request.approved_by is not None:
        return False
    row = ResearchRequestRow
    alone = select(func.sum(row.lines)).where(
        row.asked_by == request.asked_by,
        row.approved_by.is_(None),
        row.written_at >= now - VALID_FOR,
        row.id != request.id,
    )
    return request.lines + (session.scalar(alone) or 0) > ALONE


def requests(session: Session) -> Sequence[Request]:
    """Every request that is kept, the newest first."""
    row = ResearchRequestRow
    found = session.scalars(select(row).order_by(row.asked_at.desc(), row.id))
    return [_told(one) for one in found]


def asked_before(session: Session, limit: datetime) -> Iterator[Due]:
    """The requests from before `limit`."""
    row = ResearchRequestRow
    query = select(row.id, row.asked_at).where(row.asked_at < limit)
    for request_id, asked_at in session.execute(query.order_by(row.asked_at, row.id)):
        yield Due(request_id, asked_at)


def forget_before(session: Session, limit: datetime, most: int) -> int:
    """Erase requests from before `limit`, so many at most; how many went."""
    row = ResearchRequestRow
    old = select(row.id).where(row.asked_at < limit).order_by(row.asked_at).limit(most)
    gone = list(session.scalars(old))
    session.execute(delete(row).where(row.id.in_(gone)))
    return len(gone)


def _refuse_others(by: Person) -> None:
    if by.role not in MAY_ASK:
        raise NotTheirs


def _standing(session: Session, request_id: str, now: datetime) -> ResearchRequestRow:
    row = session.get(ResearchRequestRow, request_id, with_for_update=True)
    if row is None:
        raise NoSuchRequest
    if now >= row.asked_at + VALID_FOR:
        raise Expired
    return row


def _told(row: ResearchRequestRow) -> Request:
    return Request(
        id=row.id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        purpose=row.purpose,
        period=Period(Month.parse(row.first), Month.parse(row.last)),
        lines=row.lines,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        written_at=row.written_at,
    )
