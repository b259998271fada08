"""Forms that were published: every version for good, and on their way down to every desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.publication import ENTITY, PublishedForm, record_id
from helpdesk_domain.intake.record import FormId
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.sync import FORMS, PAGE_LIMIT
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server.store import audit, streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.desk_tables import FormRow
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.streams import Moves, Page


class Publication(StrEnum):
    """What a publication did."""

    NEW = "new"
    AGAIN = "again"
    """It was withdrawn, and is in force again."""
    UNCHANGED = "unchanged"
    OTHER_CONTENT = "other_content"
    """That version says something else already; nothing was published."""


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version, without what it asks."""

    form_id: FormId
    version: str
    published_at: datetime
    withdrawn: bool


def publish(session: Session, form: Form, now: datetime) -> Publication:
    """Keep `form` as the version in force; a version never changes once desks may have it."""
    shipped = shipped_form()
    if (form.id, form.version) == (shipped.id, shipped.version) and form != shipped:
        return Publication.OTHER_CONTENT
    is_new = insert_new(
        session,
        FormRow,
        id=record_id(form.id, form.version),
        form_id=form.id,
        version=form.version,
        published_at=now,
        withdrawn=False,
        body=to_json(form),
        rev=1,
        seq=0,
    )
    row = _held(session, form.id, form.version)
    assert row is not None
    if from_json(row.body, Form) != form:  # not by its bytes: a later program writes others
        return Publication.OTHER_CONTENT
    if not is_new and not row.withdrawn:
        return Publication.UNCHANGED
    if not is_new:
        row.rev, row.withdrawn, row.published_at = row.rev + 1, False, now
    _note(session, row, audit.Action.FORM_PUBLISHED, now, is_new=is_new)
    return Publication.NEW if is_new else Publication.AGAIN


def withdraw(session: Session, form_id: FormId, version: str, now: datetime) -> bool:
    """Have nobody asked with that version any more; whether it was in use.

    What was answered with it stays readable: it stays in the stream.
    """
    row = _held(session, form_id, version)
    if row is None or row.withdrawn:
        return False
    row.rev, row.withdrawn = row.rev + 1, True
    _note(session, row, audit.Action.FORM_WITHDRAWN, now, is_new=False)
    return True


def versions(session: Session) -> Sequence[PublishedVersion]:
    """Every version of every form, the oldest publication first."""
    row = FormRow
    query = select(row.form_id, row.version, row.published_at, row.withdrawn)
    found = session.execute(query.order_by(row.published_at, row.form_id, row.version))
    return [PublishedVersion(FormId(one[0]), one[1], one[2], one[3]) for one in found]


def body_of(session: Transaction, form_id: str, version: str) -> bytes | None:
    """That version as JSON; None when it was never published here."""
    query = select(FormRow.body).where(FormRow.id == record_id(FormId(form_id), version))
    return session.execute(query).scalar_one_or_none()


def form_of(session: Transaction, form_id: FormId, version: str) -> Form | None:
    """That version, shipped or published; None when it is not known here."""
    shipped = shipped_form()
    if (form_id, version) == (shipped.id, shipped.version):
        return shipped
    body = body_of(session, form_id, version)
    return None if body is None else _read(body)


def page(session: Transaction, since: int, limit: int) -> Page:
    """Changes among the forms, after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, FORMS)
    row = FormRow
    query = (
        select(row.id, row.rev, row.seq, row.published_at, row.withdrawn, row.body)
        .where(row.seq > since)
        .order_by(row.seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    changes = ((found.seq, _as_json(found)) for found in session.execute(query))
    return streams.page_after(at, since, limit, changes)


@lru_cache(maxsize=16)
def _read(body: bytes) -> Form:
    return from_json(body, Form)


def _held(session: Session, form_id: FormId, version: str) -> FormRow | None:
    id_ = record_id(form_id, version)
    return session.get(FormRow, id_, with_for_update=True, populate_existing=True)


def _note(
    session: Session, row: FormRow, action: audit.Action, now: datetime, *, is_new: bool
) -> None:
    """The last statements of a transaction."""
    audit.note(session, action, row.id, now, rev=row.rev)
    moves = Moves()
    moves.note((ENTITY, row.id), None if is_new else row.rev - 1, row.rev)
    streams.begin(session, FORMS)
    row.seq = streams.take_places(session, FORMS, moves)[ENTITY, row.id]


def _as_json(row: "Row[str, int, int, datetime, bool, bytes]") -> bytes:
    published = PublishedForm(
        form=from_json(row.body, Form), published_at=row.published_at, withdrawn=row.withdrawn
    )
    return msgspec.json.encode(
        {
            "entity": ENTITY,
            "id": row.id,
            "rev": row.rev,
            "seq": row.seq,
            "deleted": False,
            "data": msgspec.Raw(to_json(published)),
        }
    )
