"""How long this desk keeps who somebody is, where the team does not need it: a lost laptop."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.personal_rows import let_go
from helpdesk_desktop.store.personal_tables import PersonalKeyRow, PersonalRow, PersonalState
from helpdesk_desktop.store.stream_tables import HorizonRow

KEPT: Final = timedelta(hours=24)
"""How long an identity stays on the desk where it was kept, once a backup of the server holds it.
Source: design of privacy, 3.4."""


def let_go_of_what_is_safe(session: Session, generation: str, now: datetime) -> int:
    """Destroy here what a verified backup holds; the consent stays, so that it can be withdrawn.

    What comes with the stream of the team stays until it leaves it: somebody is to be rung back.

    Returns:
        Of how many records.
    """
    horizon = session.get(HorizonRow, generation)
    if horizon is None:
        return 0
    row = PersonalRow
    safe = select(row).where(
        row.state == PersonalState.ACCEPTED.value,
        row.sealed.is_not(None),
        row.stream_rev.is_(None),
        row.acked_generation == generation,
        row.acked_at < horizon.durable_through,
        row.acked_at < now - KEPT,
    )
    found = session.scalars(safe).all()
    ids = [one.id for one in found]
    session.execute(delete(PersonalKeyRow).where(PersonalKeyRow.record_id.in_(ids)))
    for one in found:
        let_go(one)
    return len(found)
