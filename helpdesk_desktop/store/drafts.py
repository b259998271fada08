"""Calls that are not finished, as the screen was: written within a second of each change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import DraftRow
from helpdesk_desktop.store.outbox import versions
from helpdesk_desktop.store.personal_tables import PersonalRow
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.wire import from_json, to_json

DISCARDED_KEPT: Final = timedelta(days=30)
"""How long a discarded draft can still be found on this desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A call in progress, as the screen was.

    Attributes:
        search_text: What stood in the search box.
        base_rev: The revision on the server that a reopened call changes; None while the server
            has not settled the version it was reopened from: it is known when the draft is logged.
        updated_at: When it was kept; aware.
        noted_words: What stood in the search box when it last became a need.
        unread: What was being typed in a question about the call, by the name of the question.
        logged: The call as it was last logged, when it ever was; not kept with the draft.
        has_record: Whether the person of the call was asked for their consent; neither is that.
    """

    call: Call
    search_text: str = ""
    base_rev: int | None = None
    updated_at: datetime
    unread: Mapping[str, str] = field(default_factory=dict)
    noted_words: str = ""
    logged: Call | None = field(default=None, compare=False)
    has_record: bool = field(default=False, compare=False)


def keep_draft(session: Session, draft: Draft) -> None:
    """Remember `draft` in place of what was kept of the same call."""
    session.merge(
        DraftRow(
            call_id=draft.call.id,
            data=to_json(draft.call),
            search_text=draft.search_text,
            unread=to_json(dict(draft.unread)),
            noted_words=draft.noted_words,
            base_rev=draft.base_rev,
            updated_at=draft.updated_at,
            discarded_at=None,
        )
    )


def drafts(session: Session) -> list[Draft]:
    """Calls begun and neither logged nor discarded, newest first."""
    rows = session.scalars(
        select(DraftRow)
        .where(DraftRow.discarded_at.is_(None))
        .order_by(DraftRow.updated_at.desc(), DraftRow.call_id)
    )
    return [_as_it_stands(session, row) for row in rows]


def open_draft(session: Session, call_id: CallId) -> Draft | None:
    """What was begun on the call and neither logged nor discarded."""
    row = session.get(DraftRow, call_id)
    if row is None or row.discarded_at is not None:
        return None
    return _as_it_stands(session, row)


def discard_draft(session: Session, call_id: CallId, now: datetime | None = None) -> None:
    """Show the draft no more; it is erased when it was discarded `DISCARDED_KEPT` ago."""
    now = now or datetime.now(UTC)
    row = session.get(DraftRow, call_id)
    if row is not None:
        row.discarded_at = now
    session.execute(delete(DraftRow).where(DraftRow.discarded_at < now - DISCARDED_KEPT))


def forget_draft(session: Session, call_id: CallId) -> None:
    """Erase the draft at once: a call that became empty again is not one to find back."""
    session.execute(delete(DraftRow).where(DraftRow.call_id == call_id))


def _as_it_stands(session: Session, row: DraftRow) -> Draft:
    asked = exists().where(PersonalRow.call_id == row.call_id)
    return replace(
        draft_of(row),
        logged=_last_logged(session, row.call_id),
        has_record=bool(session.scalar(select(asked))),
    )


def _last_logged(session: Session, call_id: CallId) -> Call | None:
    newest = session.scalars(versions(call_id)).all()[-1:]
    return from_json(newest[0].payload, Call) if newest else None


def draft_of(row: DraftRow) -> Draft:
    """What `row` holds, whether the call was ever logged or not."""
    return Draft(
        call=from_json(row.data, Call),
        search_text=row.search_text,
        base_rev=row.base_rev,
        updated_at=row.updated_at,
        unread=from_json(row.unread, dict[str, str]),
        noted_words=row.noted_words,
    )
