"""The outbox: what waits for the server, and what the server said of it.

A row leaves `pending` only on the server's word for that very id and digest; no answer ever
deletes a call. A version that may have reached the server is never written over: a later edit
stands behind it, and goes once the server has settled the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from helpdesk_desktop.store.call_tables import CallRow, CallState, OutboxRow
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import PersonId
from helpdesk_domain.sync import CallReceipt

FLIGHT_LIMIT: Final = timedelta(minutes=2)
"""Longer than any request is given: what is still in flight then, is not."""

WAIT_LIMIT: Final = timedelta(hours=1)
"""A next attempt further away than this was set by a clock that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """A version of a call to be sent now.

    Attributes:
        payload: The bytes of the request, as they are.
        base_rev: The revision it changes; None to create.
        attempts: Requests begun, this one counted.
    """

    call_id: CallId
    payload: bytes
    base_rev: int | None
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    """How many calls wait, for the status bar.

    Attributes:
        waiting: To be sent as soon as the server is there.
        refused: The server said no; somebody has to look.
        conflicts: Changed elsewhere meanwhile; somebody has to choose.
        oldest: Since when the oldest of `waiting` waits.
        other_author: Waiting until another person signs in here.
    """

    waiting: int
    refused: int
    conflicts: int
    oldest: datetime | None
    other_author: int


def outbox_state(session: Session, author: PersonId | None) -> OutboxState:
    """What waits for `author`; when nobody is signed in, all that waits is waiting."""
    mine = _sent_under(author)
    return OutboxState(
        waiting=_calls(session, CallState.PENDING, mine),
        refused=_calls(session, CallState.REFUSED, mine),
        conflicts=_calls(session, CallState.CONFLICT, mine),
        oldest=session.scalar(
            select(func.min(OutboxRow.queued_at)).where(
                OutboxRow.state == CallState.PENDING.value, mine
            )
        ),
        other_author=_calls(session, CallState.PENDING, ~mine),
    )


def take(session: Session, author: PersonId, now: datetime, limit: int = 50) -> list[OutboxItem]:
    """Versions due at `now`, oldest first, marked as on their way in the same transaction.

    Rows logged before anybody signed in go under whoever does. Of each call only the first
    version that is not settled is given.
    """
    earlier = aliased(OutboxRow)
    first = ~(
        select(earlier.position)
        .where(
            earlier.call_id == OutboxRow.call_id,
            earlier.position < OutboxRow.position,
            earlier.state == CallState.PENDING.value,
        )
        .exists()
    )
    due = (
        select(OutboxRow)
        .where(OutboxRow.state == CallState.PENDING.value, _sent_under(author), first)
        .where(_landed(now), _wait_is_over(now))
        .order_by(OutboxRow.position)
        .limit(limit)
    )
    rows = session.scalars(due).all()
    for row in rows:
        row.attempts += 1
        row.in_flight_since = now
    return [
        OutboxItem(
            call_id=row.call_id, payload=row.payload, base_rev=row.base_rev, attempts=row.attempts
        )
        for row in rows
    ]


def settle_accepted(
    session: Session, call_id: CallId, payload_digest: str, receipt: CallReceipt, generation: str
) -> bool:
    """The server keeps the version of that digest; a later version now changes `receipt.rev`.

    Args:
        payload_digest: `wire.digest` of the bytes that were sent.

    Returns:
        False when no version of that digest waits: nothing was changed.
    """
    row = session.scalar(
        versions(call_id)
        .where(OutboxRow.digest == payload_digest, OutboxRow.state != CallState.ACCEPTED.value)
        .limit(1)
    )
    call = session.get(CallRow, call_id)
    if row is None or call is None:
        return False
    _settle(row, CallState.ACCEPTED, receipt.received_at)
    call.rev = receipt.rev
    call.acked_at = receipt.received_at
    call.acked_generation = generation
    for other in session.scalars(versions(call_id)).all():
        if other.position < row.position:
            session.delete(other)
        elif other.position > row.position:
            other.base_rev = receipt.rev
    return True


def settle_refused(session: Session, call_id: CallId, code: str, now: datetime) -> None:
    """The server said no to the version on its way; a later version takes its place."""
    row, later = _sent_and_later(session, call_id)
    if row is None:
        return
    if later:
        later[0].base_rev = row.base_rev
        session.delete(row)
        return
    _settle(row, CallState.REFUSED, now)
    row.last_code = code


def settle_conflict(
    session: Session, call_id: CallId, server_copy: bytes | None, now: datetime
) -> None:
    """The call was changed elsewhere; what is ours, the newest of it, waits for a choice."""
    row, later = _sent_and_later(session, call_id)
    if row is None:
        return
    for overtaken in (row, *later)[:-1]:
        session.delete(overtaken)
    row = (row, *later)[-1]
    _settle(row, CallState.CONFLICT, now)
    row.last_code = CallState.CONFLICT.value
    row.server_copy = server_copy


def postpone(session: Session, call_id: CallId, next_attempt_at: datetime, code: str) -> None:
    """No word from the server: the same bytes again, not before `next_attempt_at`."""
    row, _ = _sent_and_later(session, call_id)
    if row is not None:
        row.in_flight_since = None
        row.next_attempt_at = next_attempt_at
        row.last_code = code


def try_now(session: Session) -> None:
    """Forget the waits: the network came back, or the operator asked."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == CallState.PENDING.value)
        .values(next_attempt_at=None)
    )


def send_again(session: Session, call_id: CallId) -> None:
    """A refused call is to be tried once more, as it is: the server may have learned."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.call_id == call_id, OutboxRow.state == CallState.REFUSED.value)
        .values(state=CallState.PENDING.value, next_attempt_at=None, settled_at=None)
    )


def send_refused_again(session: Session) -> None:
    """As `send_again`, for every call the server refused: the operator asked for a sync."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == CallState.REFUSED.value)
        .values(state=CallState.PENDING.value, next_attempt_at=None, settled_at=None)
    )


def send_again_after_restore(session: Session, generation: str, acked_since: datetime) -> int:
    """Send again what a server restored from a backup may have lost; it counts each once.

    The same request as before: the server answers what it answered then, or takes the change
    up from the revision it was made on.

    Args:
        generation: The server's history now; what it acknowledged itself is not sent again.
        acked_since: Calls acknowledged before are taken to be in the backup.

    Returns:
        How many calls wait again.
    """
    lost = select(CallRow.id).where(
        CallRow.acked_generation != generation, CallRow.acked_at >= acked_since
    )
    accepted = and_(OutboxRow.state == CallState.ACCEPTED.value, OutboxRow.call_id.in_(lost))
    rows = session.scalars(select(OutboxRow).where(accepted)).all()
    for row in rows:
        row.state = CallState.PENDING.value
        row.next_attempt_at = row.settled_at = None
    return len(rows)


def versions(call_id: CallId) -> Select[OutboxRow]:
    """All versions of a call that are kept, oldest first."""
    return select(OutboxRow).where(OutboxRow.call_id == call_id).order_by(OutboxRow.position)


def _sent_and_later(
    session: Session, call_id: CallId
) -> tuple[OutboxRow | None, Sequence[OutboxRow]]:
    """The version the server was asked about, and those logged since, oldest first."""
    waiting = versions(call_id).where(OutboxRow.state == CallState.PENDING.value)
    rows = session.scalars(waiting).all()
    if not rows or not rows[0].attempts:
        return None, ()
    return rows[0], rows[1:]


def _settle(row: OutboxRow, state: CallState, when: datetime) -> None:
    row.state = state.value
    row.settled_at = when
    row.in_flight_since = row.next_attempt_at = None


def _calls(session: Session, state: CallState, whose: ColumnElement[bool]) -> int:
    count = select(func.count(OutboxRow.call_id.distinct()))
    return session.scalar(count.where(OutboxRow.state == state.value, whose)) or 0


def _sent_under(author: PersonId | None) -> ColumnElement[bool]:
    if author is None:
        return OutboxRow.position.is_not(None)
    return or_(OutboxRow.author.is_(None), OutboxRow.author == author)


def _landed(now: datetime) -> ColumnElement[bool]:
    since = OutboxRow.in_flight_since
    return or_(since.is_(None), since <= now - FLIGHT_LIMIT, since > now + FLIGHT_LIMIT)


def _wait_is_over(now: datetime) -> ColumnElement[bool]:
    attempt = OutboxRow.next_attempt_at
    return or_(attempt.is_(None), attempt <= now, attempt > now + WAIT_LIMIT)
