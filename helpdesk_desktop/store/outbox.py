"""The outbox: what waits for the server, and how it leaves. What comes of it: `settling.py`.

A version that may have reached the server is never written over: a later edit stands behind it,
and goes once the server has settled the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, aliased

from helpdesk_desktop.store.call_tables import CallState, OutboxRow
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import PersonId

FLIGHT_LIMIT: Final = timedelta(minutes=2)
"""Longer than any request is given: what is still in flight then, is not."""

WAIT_LIMIT: Final = timedelta(hours=2)
"""A next attempt further away than this was set by a clock that was wrong. Longer than any pause: a
server may ask for an hour, and desks add up to half of it."""

_EARLIER: Final = aliased(OutboxRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """A version of a call to be sent now.

    Attributes:
        position: Its place in the outbox; never used twice.
        payload: The bytes of the request, as they are.
        base_rev: The revision it changes; None to create.
        attempts: Requests begun, the next one counted.
        failed_before: An earlier request brought no word of the server on it.
    """

    position: int
    call_id: CallId
    payload: bytes
    base_rev: int | None
    attempts: int
    failed_before: bool = False


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


def _goes_under(author: PersonId | BindParameter[PersonId]) -> ColumnElement[bool]:
    """What was logged before anybody signed in goes under whoever does."""
    return or_(OutboxRow.author.is_(None), OutboxRow.author == author)


def outbox_state(session: Session, author: PersonId | None) -> OutboxState:
    """What waits for `author`; when nobody is signed in, all that waits is waiting."""
    mine = true() if author is None else _goes_under(author)
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


_FIRST: Final = ~(
    select(_EARLIER.position)
    .where(
        _EARLIER.call_id == OutboxRow.call_id,
        _EARLIER.position < OutboxRow.position,
        _EARLIER.state == CallState.PENDING.value,
    )
    .exists()
)
_LANDED: Final = or_(
    OutboxRow.in_flight_since.is_(None),
    OutboxRow.in_flight_since <= bindparam("flights_end"),
    OutboxRow.in_flight_since > bindparam("flights_begin"),
)
_WAIT_IS_OVER: Final = or_(
    OutboxRow.next_attempt_at.is_(None),
    OutboxRow.next_attempt_at <= bindparam("now"),
    OutboxRow.next_attempt_at > bindparam("waits_end"),
)
_DUE: Final = (
    select(OutboxRow)
    .where(
        OutboxRow.state == CallState.PENDING.value,
        _goes_under(bindparam("author")),
        *(_FIRST, _LANDED, _WAIT_IS_OVER),
    )
    .order_by(OutboxRow.position)
    .limit(bindparam("most"))
)
"""Made once: that takes longer than to ask it, which is done before each step of a sync."""


def due(session: Session, author: PersonId, now: datetime, limit: int = 50) -> list[OutboxItem]:
    """Versions to be sent at `now`, oldest first.

    Of each call only the first version that is not settled is given.
    """
    asked = {
        "author": author,
        "flights_end": now - FLIGHT_LIMIT,
        "flights_begin": now + FLIGHT_LIMIT,
        "now": now,
        "waits_end": now + WAIT_LIMIT,
        "most": limit,
    }
    return [_item(row, row.attempts + 1) for row in session.scalars(_DUE, asked)]


def begin_sending(session: Session, items: Sequence[OutboxItem], now: datetime) -> list[OutboxItem]:
    """Mark `items` as on their way, before they leave; those that may still go.

    Meanwhile an operator may have called a call back: what changed is not sent.
    """
    going = []
    for item in items:
        row = session.get(OutboxRow, item.position)
        if row is None or row.state != CallState.PENDING.value or row.payload != item.payload:
            continue
        row.attempts += 1
        row.in_flight_since = now
        going.append(_item(row, row.attempts))
    return going


def take(session: Session, author: PersonId, now: datetime, limit: int = 50) -> list[OutboxItem]:
    """What is due at `now`, marked as on its way in the same transaction."""
    return begin_sending(session, due(session, author, now, limit), now)


def land(session: Session, items: Sequence[OutboxItem]) -> None:
    """`items` never left, or were turned away unread: they may go at once, in another way."""
    for item in items:
        row = session.get(OutboxRow, item.position)
        if row is not None:
            row.in_flight_since = None


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


def versions(call_id: CallId) -> Select[OutboxRow]:
    """All versions of a call that are kept, oldest first."""
    return select(OutboxRow).where(OutboxRow.call_id == call_id).order_by(OutboxRow.position)


def _item(row: OutboxRow, attempts: int) -> OutboxItem:
    return OutboxItem(
        position=row.position,
        call_id=row.call_id,
        payload=row.payload,
        base_rev=row.base_rev,
        attempts=attempts,
        failed_before=row.last_code is not None,
    )


def _calls(session: Session, state: CallState, whose: ColumnElement[bool]) -> int:
    count = select(func.count(OutboxRow.call_id.distinct()))
    return session.scalar(count.where(OutboxRow.state == state.value, whose)) or 0
