"""Corrections to services: on their way up like calls, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from helpdesk_desktop.store.stream_tables import SuggestionRow
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.people import PersonId
from helpdesk_domain.suggestions import (
    Decision,
    Suggestion,
    SuggestionId,
    SuggestionOutcome,
    SuggestionReceipt,
)
from helpdesk_domain.sync import Change
from helpdesk_domain.wire import BadBody, as_kind, from_json, to_json

_PENDING: Final = "pending"
ACCEPTED: Final = "accepted"
_REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class DueSuggestion:
    """A suggestion to be sent now, as the bytes of its request."""

    id: SuggestionId
    payload: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class MadeSuggestion:
    """A suggestion made on this desk, and how far it has come.

    Attributes:
        received: Whether the server has it.
        refused: Whether the server would not take it.
    """

    suggestion: Suggestion
    received: bool
    refused: bool
    decision: Decision
    answer: str


def suggest(
    session: Session, suggestion: Suggestion, author: PersonId | None, now: datetime
) -> None:
    """Keep `suggestion`, to be sent with the next sync."""
    session.add(
        SuggestionRow(
            id=suggestion.id,
            author=author,
            service_id=suggestion.service_id,
            payload=to_json(suggestion),
            state=_PENDING,
            queued_at=now,
            attempts=0,
            decision=Decision.OPEN.value,
            answer="",
            decided_rev=0,
        )
    )


def suggestions_on(session: Session, service_id: ServiceId) -> list[MadeSuggestion]:
    """What was suggested here about a service, newest first."""
    query = select(SuggestionRow).where(SuggestionRow.service_id == service_id)
    return [_made(row) for row in session.scalars(query.order_by(SuggestionRow.queued_at.desc()))]


def waiting_suggestions(session: Session) -> list[Suggestion]:
    """Those made here that the server did not refuse and nobody decided on."""
    row = SuggestionRow
    waits = row.decision == Decision.OPEN.value, row.is_closed.is_(False)
    query = select(row.payload).where(row.state != _REFUSED, *waits)
    return [from_json(payload, Suggestion) for payload in session.scalars(query)]


def close(session: Session, suggestion_id: SuggestionId) -> None:
    """It was decided on; what was decided, its author reads in a stream of their own."""
    row = session.get(SuggestionRow, suggestion_id)
    if row is not None:
        row.is_closed = True


def take_back(session: Session, suggestion_id: SuggestionId) -> bool:
    """Forget a suggestion; False once the server has it, or may have it.

    One that is on its way just then comes down again as a flag, for a decision.
    """
    row = session.get(SuggestionRow, suggestion_id)
    if row is None or row.attempts or row.state != _PENDING:
        return False
    session.delete(row)
    return True


_DUE: Final = (
    select(SuggestionRow)
    .where(
        SuggestionRow.state == _PENDING,
        or_(SuggestionRow.author.is_(None), SuggestionRow.author == bindparam("author")),
        or_(
            SuggestionRow.next_attempt_at.is_(None),
            SuggestionRow.next_attempt_at <= bindparam("now"),
        ),
    )
    .order_by(SuggestionRow.queued_at, SuggestionRow.id)
    .limit(bindparam("most"))
)
"""Made once: it is asked before each step of a sync."""


def due_suggestions(
    session: Session, author: PersonId, now: datetime, limit: int
) -> list[DueSuggestion]:
    """Suggestions of `author` to be sent now, oldest first."""
    rows = session.scalars(_DUE, {"author": author, "now": now, "most": limit})
    return [DueSuggestion(SuggestionId(row.id), row.payload, row.attempts + 1) for row in rows]


def settle_received(session: Session, receipt: SuggestionReceipt, generation: str) -> None:
    """The server keeps it."""
    row = session.get(SuggestionRow, receipt.id)
    if row is not None:
        row.state, row.acked_at = ACCEPTED, receipt.received_at
        row.acked_generation = generation


def settle_refused(session: Session, suggestion_id: SuggestionId, code: str) -> None:
    """The server will not take it as it is; it stays here with the reason."""
    row = session.get(SuggestionRow, suggestion_id)
    if row is not None:
        row.state, row.last_code = _REFUSED, code


def postpone(session: Session, suggestion_id: SuggestionId, until: datetime, code: str) -> None:
    """No word from the server: again, not before `until`."""
    row = session.get(SuggestionRow, suggestion_id)
    if row is not None:
        row.attempts += 1
        row.next_attempt_at, row.last_code = until, code


def send_again_after_restore(session: Session, generation: str) -> None:
    """What another history of the server took is sent again: a backup may lack it."""
    row = SuggestionRow
    session.execute(
        update(row)
        .where(row.state == ACCEPTED, row.acked_generation != generation)
        .values(state=_PENDING, next_attempt_at=None)
    )


def write_outcomes(session: Session, changes: Iterable[Change]) -> None:
    """What became of suggestions made here; those of another desk are passed over."""
    for change in changes:
        row, outcome = session.get(SuggestionRow, change.id), _outcome(change)
        if row is None or outcome is None or row.decided_rev >= change.rev:
            continue
        row.decision, row.answer = outcome.decision.value, outcome.answer
        row.decided_rev = change.rev


def forget_outcomes(session: Session) -> None:
    """They are read again from the beginning; the suggestions themselves stay."""
    session.execute(update(SuggestionRow).values(decided_rev=0))


def _outcome(change: Change) -> SuggestionOutcome | None:
    if change.data is None:
        return None
    try:
        return as_kind(change.data, SuggestionOutcome)
    except BadBody:
        return None


def _made(row: SuggestionRow) -> MadeSuggestion:
    return MadeSuggestion(
        suggestion=from_json(row.payload, Suggestion),
        received=row.state == ACCEPTED,
        refused=row.state == _REFUSED,
        decision=Decision(row.decision),
        answer=row.answer,
    )
