"""What stands between this desk and the server, call by call, for the screen that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallState, OutboxRow
from helpdesk_desktop.store.conflicts import Conflict, conflicts
from helpdesk_desktop.store.offer import OfferState, offer_state
from helpdesk_desktop.store.outbox import OutboxState, outbox_state
from helpdesk_domain.calls import Call
from helpdesk_domain.people import PersonId
from helpdesk_domain.wire import from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCall:
    """A call the server would not take; `code` says why, in the server's word."""

    call: Call
    code: str
    queued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How things stand: what waits, what was refused, what was changed elsewhere too."""

    outbox: OutboxState
    offer: OfferState
    refused: Sequence[RefusedCall]
    conflicts: Sequence[Conflict]


def overview(session: Session, author: PersonId | None) -> Overview:
    """How things stand for `author`; None for whoever."""
    return Overview(
        outbox=outbox_state(session, author),
        offer=offer_state(session),
        refused=_refused(session, author),
        conflicts=[one for one in conflicts(session) if _is_of(session, one, author)],
    )


def _refused(session: Session, author: PersonId | None) -> list[RefusedCall]:
    row = OutboxRow
    query = select(row).where(row.state == CallState.REFUSED.value)
    if author is not None:
        query = query.where(or_(row.author.is_(None), row.author == author))
    return [
        RefusedCall(
            call=from_json(found.payload, Call),
            code=found.last_code or "",
            queued_at=found.queued_at,
        )
        for found in session.scalars(query.order_by(row.position))
    ]


def _is_of(session: Session, conflict: Conflict, author: PersonId | None) -> bool:
    """A text is settled under the name of who wrote it."""
    row = OutboxRow
    query = select(row.author).where(
        row.call_id == conflict.mine.id, row.state == CallState.CONFLICT.value
    )
    return author is None or session.scalar(query) in (None, author)
