"""How all devices stand together, and how fresh the backups are; for whoever watches the server."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk_server.store.desk_tables import DeviceStandingRow
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import DeviceRow


@dataclass(frozen=True, slots=True)
class Standing:
    """Of devices that may still ask: what a revoked one holds will not come.

    Attributes:
        oldest_waiting_at: None when nothing waits.
        durable_through: As `ServerIdentity.durable_through`.
    """

    devices_waiting: int
    waiting: int
    oldest_waiting_at: datetime | None
    durable_through: datetime | None


def standing(session: Session) -> Standing:
    row = DeviceStandingRow
    query = (
        select(
            func.count(), func.coalesce(func.sum(row.waiting), 0), func.min(row.oldest_waiting_at)
        )
        .join(DeviceRow, DeviceRow.id == row.device_id)
        .where(row.waiting > 0, DeviceRow.revoked_at.is_(None))
    )
    devices, waiting, oldest = session.execute(query).one()
    return Standing(devices, int(waiting), oldest, identity(session).durable_through)
