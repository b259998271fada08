"""Corrections to services: each kept once; all desks see it, its author what became of it."""

import hashlib
from datetime import datetime

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from helpdesk_domain.people import PersonId
from helpdesk_domain.suggestions import Decision, Suggestion, SuggestionReceipt
from helpdesk_domain.sync import PAGE_LIMIT
from helpdesk_server.store import audit, flags, streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.desk_tables import SuggestionRow
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.streams import Moves, Page

ENTITY = "suggestion"


class OtherContent(Exception):
    """A suggestion of that id is here, with another content or of another person."""


def keep_suggestion(
    session: Session, suggestion: Suggestion, body: bytes, caller: Caller, now: datetime
) -> tuple[SuggestionReceipt, bool]:
    """Keep `suggestion`; the receipt, and whether it was new.

    Raises:
        OtherContent: The id is taken; nothing was changed.
    """
    digest = hashlib.sha256(body).digest()
    created = insert_new(
        session,
        SuggestionRow,
        id=suggestion.id,
        service_id=suggestion.service_id.replace("\x00", "\N{REPLACEMENT CHARACTER}"),
        author_id=caller.person.id,
        device_id=caller.device_id,
        received_at=now,
        digest=digest,
        body=body,
        rev=1,
        seq=0,
        flag_seq=0,
        decision=Decision.OPEN.value,
        answer="",
        decided_at=None,
    )
    row = session.get_one(SuggestionRow, suggestion.id, populate_existing=True)
    if created:
        audit.note(
            session,
            audit.Action.SUGGESTION_MADE,
            row.id,
            now,
            person_id=caller.person.id,
            device_id=caller.device_id,
        )
        _place(session, row, None, was_open=False)
    elif (row.digest, row.author_id) != (digest, caller.person.id):
        raise OtherContent
    return SuggestionReceipt(id=suggestion.id, received_at=row.received_at), created


def decide(
    session: Session, suggestion_id: str, decision: Decision, answer: str, now: datetime
) -> bool:
    """Tell the author of a suggestion what became of it; whether there is one of that id."""
    row = session.get(SuggestionRow, suggestion_id, with_for_update=True, populate_existing=True)
    if row is None:
        return False
    before, row.rev = row.rev, row.rev + 1
    was_open = row.decision == Decision.OPEN.value
    row.decision, row.answer, row.decided_at = decision.value, answer, now
    audit.note(session, audit.Action.SUGGESTION_DECIDED, row.id, now, rev=row.rev)
    _place(session, row, before, was_open=was_open)
    return True


def page(session: Transaction, author_id: PersonId, since: int, limit: int) -> Page:
    """What became of the suggestions of `author_id`, after `since`, oldest change first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, _stream(author_id))
    row = SuggestionRow
    query = (
        select(row.id, row.rev, row.seq, row.service_id, row.decision, row.answer, row.decided_at)
        .where(row.author_id == author_id, row.seq > since)
        .order_by(row.seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    changes = [(found.seq, _as_json(found)) for found in session.execute(query)]
    return streams.page_after(at, since, limit, changes)


def _stream(author_id: PersonId) -> str:
    """`suggestions:mine`, as the server keeps it."""
    return f"suggestions:{author_id}"


def _place(session: Session, row: SuggestionRow, before: int | None, *, was_open: bool) -> None:
    """The last statements of a transaction; the streams are held in this order, always."""
    mine, moves = _stream(row.author_id), Moves()
    moves.note((ENTITY, row.id), before, row.rev)
    streams.begin(session, mine)
    row.seq = streams.take_places(session, mine, moves)[ENTITY, row.id]
    flags.follow(session, row, before if was_open and row.flag_seq else None)


def _as_json(row: "Row[str, int, int, str, str, str, datetime | None]") -> bytes:
    return msgspec.json.encode(
        {
            "entity": ENTITY,
            "id": row.id,
            "rev": row.rev,
            "seq": row.seq,
            "deleted": False,
            "data": {
                "service_id": row.service_id,
                "decision": row.decision,
                "answer": row.answer,
                "decided_at": row.decided_at,
            },
        }
    )
