"""What the server said of a call that was sent, written down.

A row leaves `pending` only on the server's word for that very id and digest; no answer ever
deletes a call.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallRow, CallState, OutboxRow
from helpdesk_desktop.store.outbox import versions
from helpdesk_domain.calls import CallId
from helpdesk_domain.sync import CallReceipt


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
    row.last_code = None
    call.rev = receipt.rev
    call.acked_at = receipt.received_at
    call.acked_generation = generation
    for other in session.scalars(versions(call_id)).all():
        if other.position < row.position:
            session.delete(other)
        elif other.position > row.position:
            other.base_rev = receipt.rev
    return True


def settle_refused(
    session: Session, call_id: CallId, code: str, now: datetime, generation: str = ""
) -> None:
    """The server said no to the version on its way; a later version takes its place."""
    row, later = _sent_and_later(session, call_id)
    if row is None or _is_known_whole(session, row, now, generation):
        return
    if later:
        later[0].base_rev = row.base_rev
        session.delete(row)
        return
    _settle(row, CallState.REFUSED, now)
    row.last_code = code


def settle_conflict(
    session: Session,
    call_id: CallId,
    server_copy: bytes | None,
    now: datetime,
    generation: str = "",
) -> None:
    """The call was changed elsewhere; what is ours, the newest of it, waits for a choice.

    What came before it waits behind it, without a copy: a text that lost in an earlier conflict is
    still owed to the server.
    """
    row, later = _sent_and_later(session, call_id)
    if row is None or _is_known_whole(session, row, now, generation):
        return
    for ours in (row, *later):
        _settle(ours, CallState.CONFLICT, now)
        ours.last_code, ours.server_copy = CallState.CONFLICT.value, None
    (row, *later)[-1].server_copy = server_copy


def send_on(versions_before: Iterable[OutboxRow], base_rev: int | None) -> None:
    """Versions that waited behind a conflict go again, in their order, on top of `base_rev`."""
    for row in versions_before:
        if row.state == CallState.CONFLICT.value:
            row.state, row.base_rev = CallState.PENDING.value, base_rev
            row.settled_at = row.next_attempt_at = row.last_code = None


def postpone(session: Session, call_id: CallId, next_attempt_at: datetime, code: str) -> None:
    """No word from the server: the same bytes again, not before `next_attempt_at`."""
    row, _ = _sent_and_later(session, call_id)
    if row is not None:
        row.in_flight_since = None
        row.next_attempt_at = next_attempt_at
        row.last_code = code


def send_again_after_restore(
    session: Session, generation: str, acked_since: datetime | None
) -> int:
    """Send again what a server restored from a backup may have lost; it counts each once.

    The same request as before: the server answers what it answered then, or takes the change
    up from the revision it was made on.

    Args:
        generation: The server's history now; what it acknowledged itself is not sent again.
        acked_since: Calls acknowledged before are taken to be in the backup; None: none is.

    Returns:
        How many calls wait again.
    """
    lost = select(CallRow.id).where(CallRow.acked_generation != generation)
    if acked_since is not None:
        lost = lost.where(CallRow.acked_at >= acked_since)
    accepted = and_(OutboxRow.state == CallState.ACCEPTED.value, OutboxRow.call_id.in_(lost))
    rows = session.scalars(select(OutboxRow).where(accepted)).all()
    for row in rows:
        row.state = CallState.PENDING.value
        row.next_attempt_at = row.settled_at = row.last_code = None
    return len(rows)


def _is_known_whole(session: Session, row: OutboxRow, now: datetime, generation: str) -> bool:
    """Whether `row` is a call without its words that a restored server did not need: it has them.

    That is what it was sent for: had the server forgotten the call, it would have taken it.
    """
    if not row.is_blanked:
        return False
    _settle(row, CallState.ACCEPTED, now)
    row.last_code = None
    session.get_one(CallRow, row.call_id).acked_generation = generation
    return True


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
