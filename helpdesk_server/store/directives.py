"""Orders to devices, and the boxes they sealed before they obeyed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.directives import Action, BoxId, BoxReceipt, SealedBox
from helpdesk_domain.people import DeviceId
from helpdesk_server.store import audit, sign_ins
from helpdesk_server.store.desk_tables import DeviceStandingRow, DirectiveRow, SealedBoxRow
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.tables import AuditRow, DeviceRow, PersonRow

_DEEDS: Final[Mapping[Action, audit.Action]] = {
    Action.LOCK: audit.Action.DEVICE_LOCKED,
    Action.WIPE: audit.Action.DEVICE_WIPED,
    Action.RELEASE: audit.Action.DEVICE_RELEASED,
}

MOST_BOXES: Final = 2000
"""Of one device, that wait to be opened: a hundred thousand calls of a desk, or two gigabytes."""

MOST_UNPROVEN: Final = 200
"""As many of them may come from whoever knows the id of the device; the rest is for who holds a
token of it. A desk of an older version, or one that a restored server forgot, has none to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """A device, for whoever looks after the server.

    Attributes:
        person: Who last synced on it; empty when nobody did.
        action: What it was last told; None when nothing ever was.
        obeyed_at: When it said that it did as it was told.
        erased_at: When it said that it erased itself, whatever it was told since or before.
        sealed: Calls in its boxes that nobody has opened yet.
    """

    id: DeviceId
    name: str
    person: str
    last_contact: datetime | None
    action: Action | None
    ordered_at: datetime | None
    obeyed_at: datetime | None
    erased_at: datetime | None
    sealed: int

    @property
    def is_erased(self) -> bool:
        """Whether it said so after it was last told something: its box may come after a release."""
        at = self.erased_at
        return at is not None and (self.ordered_at is None or at >= self.ordered_at)


@dataclass(frozen=True, slots=True)
class KeptBox:
    """A box on the server, still sealed."""

    id: BoxId
    device_id: DeviceId
    box: str


class ToBeErased(Exception):
    """The device was told to erase itself.

    Attributes:
        at: When it said that it did; None while it has not.
    """

    def __init__(self, at: datetime | None) -> None:
        super().__init__()
        self.at = at


def order(session: Session, device_id: DeviceId, action: Action, now: datetime) -> bool:
    """Tell a device what to do from its next request on; whether it is known.

    A device that is to be locked or erased gets nothing else from that moment.

    Raises:
        ToBeErased: A lock would take an erasure back without a word; and one that was carried
            out stays on record: the desk will be another one.
    """
    device = session.get(DeviceRow, device_id, with_for_update=True)
    if device is None:
        return False
    row = _newest(session, device_id)
    before = Action(row.action) if row else None
    undoes = before is Action.WIPE and action is not Action.WIPE
    if row and undoes and (row.confirmed_at or action is Action.LOCK):
        raise ToBeErased(row.confirmed_at)
    if before is action:  # a second row would wait for an answer that was given
        return True
    device.revoked_at = None if action is Action.RELEASE else device.revoked_at or now
    session.add(
        DirectiveRow(
            device_id=device_id,
            action=action.value,
            issued_at=now,
            confirmed_at=_locked_still(session, row) if action is Action.LOCK else None,
        )
    )
    audit.note(session, _DEEDS[action], device_id, now)
    return True


def _locked_still(session: Session, release: DirectiveRow | None) -> datetime | None:
    """When a device that never heard of `release` obeyed the lock before it: it says so once."""
    if release is None:
        return None
    standing = session.get(DeviceStandingRow, release.device_id)
    if standing is not None and standing.heard_at >= release.issued_at:
        return None
    query = select(DirectiveRow).where(
        DirectiveRow.device_id == release.device_id, DirectiveRow.id < release.id
    )
    lock = session.scalars(query.order_by(DirectiveRow.id.desc()).limit(1)).one_or_none()
    return lock.confirmed_at if lock is not None else None


def newest_order(session: Session, device_id: DeviceId) -> Action | None:
    """What a device was last told; None when nothing ever was."""
    row = _newest(session, device_id)
    return None if row is None else Action(row.action)


def _newest(session: Session, device_id: DeviceId) -> DirectiveRow | None:
    query = select(DirectiveRow).where(DirectiveRow.device_id == device_id)
    return session.scalars(query.order_by(DirectiveRow.id.desc()).limit(1)).one_or_none()


class NotTaken(Enum):
    """Why a box is not kept."""

    NO_ROOM = auto()
    OTHER_BOX = auto()


def keep_box(
    session: Session, box: SealedBox, action: Action, now: datetime
) -> tuple[BoxReceipt, bool] | NotTaken:
    """Keep `box`; the receipt, and whether it was new. With proof, its device says that it obeyed.

    Whatever the device was told since, and although a restored server knows neither the order nor
    the device: to keep a box opens nothing, and what is in it may be nowhere else. But that it
    obeyed is believed of the device alone: a thief would say that a laptop was erased.
    """
    sign_ins.know(session, box.device_id, now)
    # an order to this device, or another box of it, waits: the newest order stays the newest
    session.get_one(DeviceRow, box.device_id, with_for_update=True)
    known = session.get(SealedBoxRow, box.id) is not None
    if not known and not _has_room(session, box):
        return NotTaken.NO_ROOM
    created = insert_new(
        session,
        SealedBoxRow,
        id=box.id,
        device_id=box.device_id,
        received_at=now,
        calls=box.calls,
        box=box.box,
        opened_at=None,
    )
    row = session.get_one(SealedBoxRow, box.id, populate_existing=True)
    if (row.device_id, row.box) != (box.device_id, box.box):
        return NotTaken.OTHER_BOX
    if created:
        audit.note(session, audit.Action.BOX_RECEIVED, box.id, now, device_id=box.device_id)
        if sign_ins.is_proof(session, box.device_id, box.proof):
            _note_obeyed(session, box.device_id, action, now)
    return BoxReceipt(id=box.id, received_at=row.received_at), created


def _note_obeyed(session: Session, device_id: DeviceId, action: Action, now: datetime) -> None:
    """Confirm the newest order if it was that one; an erasure is a fact whichever is the newest."""
    newest = _newest(session, device_id)
    if newest is not None and newest.action == action.value:
        newest.confirmed_at = newest.confirmed_at or now
    if action is not Action.WIPE:
        return
    erased_at = _erasures(session, [device_id]).get(device_id)
    if erased_at is None or (newest is not None and erased_at < newest.issued_at):
        audit.note(session, audit.Action.DEVICE_ERASED, device_id, now, device_id=device_id)


def _erasures(
    session: Session, devices: Iterable[DeviceId] | Select[DeviceId]
) -> Mapping[DeviceId, datetime]:
    """When those of `devices` that erased themselves last said so.

    It stands in the audit: the order may be forgotten by a restore, or taken back meanwhile, and
    to write it down as confirmed would tell a device that was released to erase itself.
    """
    query = select(AuditRow.subject, func.max(AuditRow.at)).where(
        AuditRow.subject.in_(devices), AuditRow.action == audit.Action.DEVICE_ERASED.value
    )
    found = session.execute(query.group_by(AuditRow.subject))
    return {DeviceId(device): at for device, at in found}


def _has_room(session: Session, box: SealedBox) -> bool:
    row = SealedBoxRow
    query = select(func.count()).where(row.device_id == box.device_id, row.opened_at.is_(None))
    waiting = session.scalar(query) or 0
    if waiting < MOST_UNPROVEN:
        return True
    return waiting < MOST_BOXES and sign_ins.is_proof(session, box.device_id, box.proof)


def sealed_boxes(session: Session) -> Sequence[KeptBox]:
    """Boxes that were not opened, or of which something found no place; oldest first."""
    row = SealedBoxRow
    query = select(row.id, row.device_id, row.box).where(row.opened_at.is_(None))
    found = session.execute(query.order_by(row.received_at, row.id))
    return [KeptBox(*one) for one in found]


def close_box(session: Session, box: KeptBox, now: datetime, by_a_person: bool) -> None:
    """A box waits no longer; of one that came as a file, the very same among ours, if it is here.

    Args:
        by_a_person: Somebody dealt with what found no place; else all found it.
    """
    row = session.get(SealedBoxRow, box.id)
    if row is not None and row.box == box.box and row.opened_at is None:
        row.opened_at = now
        deed = audit.Action.BOX_SETTLED if by_a_person else audit.Action.BOX_OPENED
        audit.note(session, deed, box.id, now, device_id=row.device_id)


def known_device(session: Session, device_id: DeviceId) -> KnownDevice | None:
    """One of `known_devices`."""
    return next((one for one in known_devices(session) if one.id == device_id), None)


def known_devices(session: Session) -> Sequence[KnownDevice]:
    """Every device that ever signed in, the one that was silent longest first."""
    newest = select(func.max(DirectiveRow.id)).group_by(DirectiveRow.device_id)
    query = (
        select(
            DeviceRow,
            PersonRow.name,
            DeviceStandingRow.heard_at,
            DirectiveRow.action,
            DirectiveRow.issued_at,
            DirectiveRow.confirmed_at,
        )
        .outerjoin(DeviceStandingRow, DeviceStandingRow.device_id == DeviceRow.id)
        .outerjoin(PersonRow, PersonRow.id == DeviceStandingRow.person_id)
        .outerjoin(
            DirectiveRow,
            (DirectiveRow.device_id == DeviceRow.id) & DirectiveRow.id.in_(newest),
        )
        .order_by(func.coalesce(DeviceStandingRow.heard_at, DeviceRow.first_seen_at), DeviceRow.id)
    )
    sealed, erased = _sealed_calls(session), _erasures(session, select(DeviceRow.id))
    return [
        KnownDevice(
            id=device.id,
            name=device.name,
            person=person or "",
            last_contact=heard_at,
            action=Action(action) if action else None,
            ordered_at=issued_at,
            obeyed_at=confirmed_at,
            erased_at=erased.get(device.id),
            sealed=sealed.get(device.id, 0),
        )
        for device, person, heard_at, action, issued_at, confirmed_at in session.execute(query)
    ]


def _sealed_calls(session: Session) -> Mapping[DeviceId, int]:
    row = SealedBoxRow
    query = select(row.device_id, func.sum(row.calls)).where(row.opened_at.is_(None))
    return {device: int(calls) for device, calls in session.execute(query.group_by(row.device_id))}
