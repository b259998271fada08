"""Personal records on their way down to the team that is to ring back, and to nobody else."""

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from helpdesk_domain.personal_exchange import TeamPersonal, personal_stream
from helpdesk_domain.sync import PAGE_LIMIT
from helpdesk_domain.wire import to_json
from helpdesk_server.store import personal_content, streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.personal_tables import (
    PersonalIdentityRow,
    PersonalKeyRow,
    PersonalRecordRow,
)
from helpdesk_server.store.streams import Moves, Page
from helpdesk_server.store.tables import PersonRow, ServerRow

ENTITY = "personal_record"


def follow(
    session: Session,
    row: PersonalRecordRow,
    before: int | None,
    *,
    shared: bool,
    is_erased: bool = False,
) -> None:
    """Have the stream of the team say of `row` what it is now; the last act of a transaction.

    Args:
        before: The revision it had while it was in the stream; None when it was not.
        is_erased: The desk where it was kept has to hear of it, also when it never was in it.
    """
    row.shared = shared
    after = row.rev if shared else None
    if before is None and after is None and not is_erased:
        return
    stream, moves = personal_stream(row.team), Moves()
    moves.note((ENTITY, row.id), before, after)
    session.flush()
    streams.begin(session, stream)
    row.seq = streams.take_places(session, stream, moves)[ENTITY, row.id]


def page(session: Transaction, team: str, since: int, limit: int) -> Page:
    """Changes among the records that `team` needs, after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, personal_stream(team))
    row, author, editor = PersonalRecordRow, aliased(PersonRow), aliased(PersonRow)
    query = (
        select(
            row.__table__,
            PersonalIdentityRow.sealed,
            PersonalKeyRow.wrapped_key,
            author.name.label("author"),
            editor.name.label("editor"),
        )
        .outerjoin(PersonalIdentityRow, PersonalIdentityRow.record_id == row.id)
        .outerjoin(PersonalKeyRow, PersonalKeyRow.record_id == row.id)
        .join(author, author.id == row.author_id)
        .join(editor, editor.id == row.editor_id)
        .where(row.team == team, row.seq > since)
        .order_by(row.seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    wrapping = session.scalar(select(ServerRow.wrapping_key)) or b""
    changes = [(found.seq, _as_json(found, wrapping)) for found in session.execute(query)]
    return streams.page_after(at, since, limit, changes)


def _as_json(row: "Row[*tuple[object, ...]]", wrapping: bytes) -> bytes:
    return msgspec.json.encode(
        {
            "entity": ENTITY,
            "id": row.id,
            "rev": row.rev,
            "seq": row.seq,
            "deleted": not row.shared,
            "data": msgspec.Raw(_told(row, wrapping)) if row.shared else None,
        }
    )


def _told(row: "Row[*tuple[object, ...]]", wrapping: bytes) -> bytes:
    sealed = personal_content.SealedIdentity(row.sealed, row.wrapped_key)
    return to_json(
        TeamPersonal(
            record=personal_content.record_of(row, sealed, wrapping),
            author=row.author,
            edited_by=row.editor,
            edited_at=row.received_at,
        )
    )
