"""How long this desk keeps what the server has: until a backup of the server holds it too.

A server restored from yesterday's backup has forgotten today's calls. The desks have not.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from helpdesk_desktop.store.call_tables import CallRow, CallState, OutboxRow
from helpdesk_desktop.store.settling import send_again_after_restore
from helpdesk_desktop.store.stream_tables import HorizonRow

MARGIN: Final = timedelta(days=1)
"""What was received so long before the end of a backup is sent again all the same: clocks differ,
and sending again costs nothing."""

ALWAYS_AGAIN: Final = timedelta(days=30)
"""Calls acknowledged since then are sent again to a restored server, whatever it says of backups:
it may have been restored from an older one."""

KEPT: Final = timedelta(days=30)
"""How long an operator can find a call back on this desk.
Source: design of privacy, 3.4: facts of a call stay thirty days on a laptop."""


def note_horizon(
    session: Session, generation: str, durable_through: datetime | None, now: datetime
) -> int:
    """Take in what the server says of itself, and send again what it may have lost.

    Returns:
        How many calls wait again.
    """
    again = send_again_after_restore(session, generation, _lost_since(session, generation, now))
    if durable_through is not None:
        session.merge(HorizonRow(generation=generation, durable_through=durable_through))
    return again


def forget_what_is_safe(session: Session, generation: str, now: datetime) -> int:
    """Erase calls that a verified backup holds and that nobody looks for here any more.

    Only those this very history of the server acknowledged: what an older one took is known to
    be safe once this one took it as well.

    Returns:
        How many went.
    """
    horizon = session.get(HorizonRow, generation)
    if horizon is None:
        return 0
    unsettled = aliased(OutboxRow)
    safe = select(CallRow.id).where(
        CallRow.acked_generation == generation,
        CallRow.acked_at < horizon.durable_through,
        CallRow.logged_at < now - KEPT,
        ~exists().where(
            unsettled.call_id == CallRow.id, unsettled.state != CallState.ACCEPTED.value
        ),
    )
    ids = session.scalars(safe).all()
    session.execute(delete(OutboxRow).where(OutboxRow.call_id.in_(ids)))
    session.execute(delete(CallRow).where(CallRow.id.in_(ids)))
    return len(ids)


def _lost_since(session: Session, generation: str, now: datetime) -> datetime | None:
    """Since when acknowledgements of other histories may be void; None: since ever.

    A history that never spoke of a backup may have had none.
    """
    others = (
        select(CallRow.acked_generation)
        .where(CallRow.acked_generation != generation)
        .distinct()
        .subquery()
    )
    known = select(func.count(), func.min(HorizonRow.durable_through)).where(
        HorizonRow.generation.in_(select(others.c.acked_generation))
    )
    histories = session.scalar(select(func.count()).select_from(others))
    with_backup, oldest = session.execute(known).one()
    if oldest is None or with_backup != histories:
        return None
    return min(oldest - MARGIN, now - ALWAYS_AGAIN)
