"""How each device stands: what it last said of itself, beside what was received from it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.clock import midnight_in_brussels
from helpdesk_domain.devices import DeviceStanding, Heartbeat
from helpdesk_domain.people import DeviceId
from helpdesk_server.store.call_tables import CallRevisionRow
from helpdesk_server.store.desk_tables import DeviceStandingRow
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.tables import DeviceRow, PersonRow


def note_standing(session: Session, heartbeat: Heartbeat, caller: Caller, now: datetime) -> None:
    """Remember how the caller's device stands, in place of what it said before."""
    session.merge(
        DeviceStandingRow(
            device_id=caller.device_id,
            person_id=caller.person.id,
            heard_at=now,
            client_version=heartbeat.client_version,
            waiting=heartbeat.waiting,
            refused=heartbeat.refused,
            conflicts=heartbeat.conflicts,
            oldest_waiting_at=heartbeat.oldest_waiting_at,
            last_problem=heartbeat.last_problem,
            clock_off_s=heartbeat.clock_off_s,
        )
    )


def received(session: Session, device_id: DeviceId, since: datetime | None = None) -> int:
    """Calls that came from a device since a moment, or ever; each once, whatever its edits."""
    query = select(func.count(CallRevisionRow.call_id.distinct())).where(
        CallRevisionRow.device_id == device_id
    )
    if since is not None:
        query = query.where(CallRevisionRow.received_at >= since)
    return session.scalar(query) or 0


def board(session: Session, team: str | None, now: datetime) -> tuple[DeviceStanding, ...]:
    """The devices of `team`, or all; what waits longest first, then who was silent longest."""
    query = (
        select(DeviceStandingRow, DeviceRow, PersonRow)
        .join(DeviceRow, DeviceRow.id == DeviceStandingRow.device_id)
        .join(PersonRow, PersonRow.id == DeviceStandingRow.person_id)
    )
    if team is not None:
        query = query.where(PersonRow.team == team)
    today = _received_since(session, midnight_in_brussels(now))
    standings = [_standing(row, today) for row in session.execute(query)]
    return tuple(
        sorted(standings, key=lambda told: (told.oldest_waiting_at or now, told.last_contact))
    )


def _received_since(session: Session, since: datetime) -> Mapping[DeviceId, int]:
    row = CallRevisionRow
    query = select(row.device_id, func.count(row.call_id.distinct()))
    found = session.execute(query.where(row.received_at >= since).group_by(row.device_id))
    return dict(found.all())


def _standing(
    row: "Row[DeviceStandingRow, DeviceRow, PersonRow]", today: Mapping[DeviceId, int]
) -> DeviceStanding:
    told, device, person = row
    return DeviceStanding(
        id=device.id,
        name=device.name,
        person=person.name,
        team=person.team,
        last_contact=told.heard_at,
        client_version=told.client_version,
        received_today=today.get(device.id, 0),
        waiting=told.waiting,
        refused=told.refused,
        conflicts=told.conflicts,
        oldest_waiting_at=told.oldest_waiting_at,
        last_problem=told.last_problem,
        clock_off_s=told.clock_off_s,
        revoked=device.revoked_at is not None,
    )
