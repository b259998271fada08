"""Forms of questions on this desk: what the server published, beside the one that came along."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.stream_tables import FormRow
from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.publication import PublishedForm, record_id
from helpdesk_domain.intake.record import FormId
from helpdesk_domain.intake.shipped import COMPLEX_SITUATION, shipped_form
from helpdesk_domain.intake.soundness import faults_of
from helpdesk_domain.wire import BadBody, from_json


def forms(session: Session) -> Sequence[PublishedForm]:
    """Every version that came down and that this program can ask with, the newest first.

    One of a later program, which says something that this one does not know, is passed over.
    """
    rows = session.scalars(select(FormRow.data))
    read = [form for form in map(_read, rows) if form is not None]
    return sorted(read, key=lambda one: (one.published_at, one.form.version), reverse=True)


def form_in_force(session: Session, form_id: FormId = COMPLEX_SITUATION) -> Form:
    """The form to ask with: the one published last, else the one that came with the program.

    Raises:
        LookupError: Neither has that id.
    """
    for published in forms(session):
        if published.form.id == form_id and not published.withdrawn:
            return published.form
    shipped = _shipped(form_id)
    if shipped is None:
        raise LookupError(form_id)
    return shipped


def form_of(session: Session, form_id: FormId, version: str) -> Form | None:
    """The form that something was answered with; None when this desk does not know it (yet)."""
    row = session.get(FormRow, record_id(form_id, version))
    published = None if row is None else _read(row.data)
    if published is not None:
        return published.form
    shipped = _shipped(form_id)
    return shipped if shipped is not None and shipped.version == version else None


def _shipped(form_id: FormId) -> Form | None:
    form = shipped_form()
    return form if form.id == form_id else None


@lru_cache(maxsize=32)
def _read(data: bytes) -> PublishedForm | None:
    """One form stays one object: what is made ready of it is made once."""
    try:
        published = from_json(data, PublishedForm)
    except BadBody:
        return None
    return None if faults_of(published.form) else published
