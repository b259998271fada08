"""The audit of reads on this desk: noted with the deed, sent with the next sync.

Marks are noted in the transaction that opens what is read, without a network too, and sent in
their order. A mark whose sending failed is sent again; the server keeps each once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from helpdesk_desktop.store.forms import form_of
from helpdesk_desktop.store.read_tables import ReadMarkRow
from helpdesk_domain.calls import Call
from helpdesk_domain.free_text import has_free_text, has_intake_text
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import (
    BATCH_LIMIT,
    BEGINNING,
    ReadId,
    ReadMark,
    ReadMarks,
    What,
    next_mark,
)
from helpdesk_domain.wire import to_json

ACKED_KEPT: Final = timedelta(days=30)
"""As for calls: what the server has longer is taken to be in any backup it is restored from."""


@dataclass(frozen=True, slots=True)
class DueReads:
    """Marks to be sent as they are.

    Attributes:
        ids: Theirs.
        payload: The bytes of the request.
    """

    ids: tuple[ReadId, ...]
    payload: bytes


def note_read(
    session: Session, what: What, subject: str, why: str, person: PersonId | None, now: datetime
) -> None:
    """Note that `person` reads `subject`; the last act before it is shown to them.

    Args:
        subject: Id of the call or the record.
        why: A code that says where it was opened from (`reads.Why`).
        person: Who is signed in; None when nobody is.
    """
    newest = select(ReadMarkRow.hash).order_by(ReadMarkRow.position.desc()).limit(1)
    mark = next_mark(session.scalar(newest) or BEGINNING, what, subject, why, person, now)
    session.add(
        ReadMarkRow(
            id=mark.id,
            at=mark.at,
            person=mark.person,
            what=mark.what.value,
            subject=mark.subject,
            why=mark.why,
            previous=mark.previous,
            hash=mark.hash,
        )
    )
    session.flush()


def note_texts_read(
    session: Session, texts: Iterable[Call], why: str, person: PersonId | None, now: datetime
) -> None:
    """Note that `texts`, of one call, are read, once; nothing where nobody typed a word.

    The words of a call and of its intake are read together: the mark says the graver of the two.
    """
    known = partial(form_of, session)
    told = [call for call in texts if has_free_text(call, known)]
    if told:
        is_intake = any(has_intake_text(call, known) for call in told)
        what = What.INTAKE_TEXT if is_intake else What.CALL_TEXT
        note_read(session, what, told[0].id, why, person, now)


def reads_to_send(session: Session, generation: str) -> DueReads | None:
    """The oldest marks that the server of `generation` lacks; None when it has them all."""
    row = ReadMarkRow
    query = select(row).where(_lacks(generation)).order_by(row.position).limit(BATCH_LIMIT)
    marks = tuple(map(_mark, session.scalars(query)))
    if not marks:
        return None
    ids = tuple(mark.id for mark in marks)
    return DueReads(ids, to_json(ReadMarks(marks=marks)))


def settle_reads(session: Session, sent: DueReads, generation: str, now: datetime) -> None:
    """The server of `generation` holds `sent`; what it has long enough is erased."""
    row = ReadMarkRow
    session.execute(update(row).where(row.id.in_(sent.ids)).values(acked_generation=generation))
    last = select(func.max(row.position)).scalar_subquery()
    session.execute(
        delete(row).where(
            row.acked_generation == generation, row.at < now - ACKED_KEPT, row.position < last
        )
    )


def kept_marks(session: Session) -> Sequence[ReadMark]:
    """All that are here, the oldest first."""
    return [_mark(row) for row in session.scalars(select(ReadMarkRow).order_by("position"))]


def _lacks(generation: str) -> ColumnElement[bool]:
    row = ReadMarkRow
    return or_(row.acked_generation.is_(None), row.acked_generation != generation)


def _mark(row: ReadMarkRow) -> ReadMark:
    return ReadMark(
        id=ReadId(row.id),
        at=row.at,
        person=row.person,
        what=What(row.what),
        subject=row.subject,
        why=row.why,
        previous=row.previous,
        hash=row.hash,
    )
