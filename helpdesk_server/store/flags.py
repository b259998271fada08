"""Corrections that wait for a decision, on their way down to every desk."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from helpdesk_domain.suggestions import Decision, Flag, Suggestion, SuggestionId
from helpdesk_domain.sync import FLAGS, PAGE_LIMIT
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server.store import streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.desk_tables import SuggestionRow
from helpdesk_server.store.streams import Moves, Page
from helpdesk_server.store.tables import PersonRow

ENTITY = "flag"


@dataclass(frozen=True, slots=True)
class OpenSuggestion:
    """A suggestion that waits for a decision."""

    id: SuggestionId
    flag: Flag


def open_suggestions(session: Session) -> list[OpenSuggestion]:
    """All that wait for a decision, the oldest first."""
    row = SuggestionRow
    query = (
        select(row.id, row.body, PersonRow.name)
        .join(PersonRow, PersonRow.id == row.author_id)
        .where(row.decision == Decision.OPEN.value)
        .order_by(row.received_at, row.id)
    )
    found = session.execute(query)
    return [OpenSuggestion(SuggestionId(id_), _flag(body, name)) for id_, body, name in found]


def follow(session: Session, row: SuggestionRow, before: int | None) -> None:
    """Have the stream say of `row` what it is now; the last statement of a transaction.

    Args:
        before: The revision it had while it was in the stream; None when it was not.
    """
    after = row.rev if row.decision == Decision.OPEN.value else None
    if before is None and after is None:
        return
    moves = Moves()
    moves.note((ENTITY, row.id), before, after)
    streams.begin(session, FLAGS)
    row.flag_seq = streams.take_places(session, FLAGS, moves)[ENTITY, row.id]


def page(session: Transaction, since: int, limit: int) -> Page:
    """Changes among the corrections that wait, after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, FLAGS)
    row = SuggestionRow
    query = (
        select(row.id, row.rev, row.flag_seq, row.decision, row.body, PersonRow.name)
        .join(PersonRow, PersonRow.id == row.author_id)
        .where(row.flag_seq > since)
        .order_by(row.flag_seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    changes = [(found.flag_seq, _as_json(found)) for found in session.execute(query)]
    return streams.page_after(at, since, limit, changes)


def _as_json(row: "Row[str, int, int, str, bytes, str]") -> bytes:
    waits = row.decision == Decision.OPEN.value
    return msgspec.json.encode(
        {
            "entity": ENTITY,
            "id": row.id,
            "rev": row.rev,
            "seq": row.flag_seq,
            "deleted": not waits,
            "data": msgspec.Raw(to_json(_flag(row.body, row.name))) if waits else None,
        }
    )


def _flag(body: bytes, author: str) -> Flag:
    """Without the patch: that is for who looks after the directory."""
    told = from_json(body, Suggestion)
    return Flag(
        service_id=told.service_id,
        topic=told.topic,
        comment=told.comment,
        made_at=told.made_at,
        full_until=told.full_until,
        author=author,
    )
