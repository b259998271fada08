"""The audit of reads: what desks told is kept, listed, checked, and erased when its time is over.

A mark that breaks the chain of its device is kept like any other, and marked: to refuse it would
hide it. The seals are this server's own chain over all that it holds of a device, so that what is
changed, removed or swapped in its database later is found; who also writes new seals is found by
`heads` that were kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.reads import BEGINNING, ReadMark, hash_of
from helpdesk_server.store.read_tables import ReadChainRow, ReadMarkRow
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.tables import DeviceRow, PersonRow


class Fault(StrEnum):
    """What is wrong with a mark, or with the row it is kept in."""

    ALTERED = "altered"
    """It came with another hash than its content has."""
    GAP = "gap"
    """It came, and does not go on from the mark before it: one is missing, or came twice."""
    CHANGED = "changed"
    """Here: it, or the row before it, is not what was kept."""
    REMOVED = "removed"
    """Here: rows are missing, or were added, at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRead:
    """A mark as it is told: ids, names of person and computer, never a word of a call."""

    at: datetime
    person: str
    device: str
    what: str
    subject: str
    why: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A fault: of which mark; empty where it is of the chain as a whole."""

    fault: Fault
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The marks of a device, checked.

    Attributes:
        head: The newest seal: kept elsewhere, it shows later that nothing before was written anew.
    """

    device_id: DeviceId
    rows: int
    head: str
    faults: tuple[Broken, ...]


def keep_reads(session: Session, caller: Caller, marks: Sequence[ReadMark], now: datetime) -> int:
    """Keep `marks` of the caller's device, each once; how many of it broke its chain, ever."""
    device_id, row = caller.device_id, ReadMarkRow
    insert_new(
        session,
        ReadChainRow,
        device_id=device_id,
        rows=0,
        first=BEGINNING,
        seal=BEGINNING,
        last_hash=BEGINNING,
    )
    chain = session.get_one(ReadChainRow, device_id, with_for_update=True, populate_existing=True)
    ids = [mark.id for mark in marks]
    known = set(session.scalars(select(row.id).where(row.device_id == device_id, row.id.in_(ids))))
    for mark in marks:
        if mark.id not in known:
            _add(session, chain, mark, caller.person.id, now)
    session.flush()
    broken = select(func.count()).where(row.device_id == device_id, row.fault != "")
    return session.scalar(broken) or 0


def reads(session: Session, since: datetime, subject: str = "") -> Iterator[KeptRead]:
    """What was read from `since` on by the clocks of the desks, the oldest first.

    Args:
        subject: Only of this call or record.
    """
    row = ReadMarkRow
    query = (
        select(row, PersonRow.name, DeviceRow.name)
        .join(DeviceRow, DeviceRow.id == row.device_id)
        .outerjoin(PersonRow, PersonRow.id == row.person_id)
        .where(row.at >= since)
        .order_by(row.at, row.number)
    )
    if subject:
        query = query.where(row.subject == subject)
    for mark, person, device in session.execute(query):
        yield KeptRead(
            at=mark.at,
            person=person or mark.person_id or "",
            device=device or mark.device_id,
            what=mark.what,
            subject=mark.subject,
            why=mark.why,
            fault=mark.fault,
        )


def verify(session: Session, heads: Mapping[str, str] | None = None) -> list[Chain]:
    """Every chain, checked from its oldest row to its newest.

    Args:
        heads: Seals that were the newest once, by device, not longer ago than marks are kept:
            each has to be there still.
    """
    chains = session.scalars(select(ReadChainRow).order_by(ReadChainRow.device_id)).all()
    found = [
        checked(chain, _marks_of(session, chain), (heads or {}).get(chain.device_id))
        for chain in chains
    ]
    known = {chain.device_id for chain in found}
    devices = {*(heads or {}), *session.scalars(select(ReadMarkRow.device_id).distinct())}
    gone = (Broken(fault=Fault.REMOVED),)
    return found + [
        Chain(device_id=DeviceId(device), rows=0, head="", faults=gone)
        for device in sorted(devices - known)
    ]


def count_before(session: Session, moment: datetime) -> int:
    """How many marks came before `moment`."""
    row = ReadMarkRow
    return session.scalar(select(func.count()).where(row.received_at < moment)) or 0


def forget_before(session: Session, moment: datetime, most: int) -> int:
    """Erase at most `most` marks that came before `moment`, the oldest of a device first.

    What is left is still a chain: where it begins now is kept.
    """
    row, gone = ReadMarkRow, 0
    query = select(ReadChainRow).order_by(ReadChainRow.device_id).with_for_update()
    for chain in session.scalars(query).all():
        rows = select(row).where(row.device_id == chain.device_id).order_by(row.number)
        old = []
        for mark in session.scalars(rows.limit(most - gone)):
            if mark.received_at >= moment:
                break
            old.append(mark.number)
            chain.first = mark.seal
        session.execute(delete(row).where(row.number.in_(old)))
        chain.rows -= len(old)
        gone += len(old)
    return gone


def _add(
    session: Session, chain: ReadChainRow, mark: ReadMark, sender: PersonId, now: datetime
) -> None:
    fault = ""
    if mark.hash != hash_of(mark):
        fault = Fault.ALTERED.value
    elif mark.previous != chain.last_hash:
        fault = Fault.GAP.value
    row = ReadMarkRow(
        device_id=chain.device_id,
        id=mark.id,
        at=mark.at,
        person_id=mark.person,
        what=mark.what.value,
        subject=mark.subject,
        why=mark.why,
        previous=mark.previous,
        hash=mark.hash,
        sender_id=sender,
        received_at=now,
        fault=fault,
    )
    row.seal = seal_of(row, chain.seal)
    session.add(row)
    session.flush()  # numbered in the order of the chain
    chain.rows += 1
    chain.seal, chain.last_hash = row.seal, row.hash


def seal_of(row: ReadMarkRow, previous: str) -> str:
    """The seal of `row` behind the seal `previous`; 64 hexadecimal digits."""
    said = json.dumps(
        [
            previous,
            row.device_id,
            row.id,
            _moment(row.at),
            row.person_id,
            row.what,
            row.subject,
            row.why,
            row.previous,
            row.hash,
            row.sender_id,
            _moment(row.received_at),
            row.fault,
        ]
    )
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def checked(chain: ReadChainRow, marks: Iterable[ReadMarkRow], head: str | None = None) -> Chain:
    """`chain`, whose rows are `marks`, the oldest first.

    Args:
        head: A seal that has to be among theirs.
    """
    rows, seal, seals = 0, chain.first, {chain.first}
    last_hash = None
    faults: list[Broken] = []
    for mark in marks:
        if mark.seal != seal_of(mark, seal):
            faults.append(Broken(fault=Fault.CHANGED, mark=mark.id))
        if mark.fault:
            faults.append(Broken(fault=Fault(mark.fault), mark=mark.id))
        seal, last_hash, rows = mark.seal, mark.hash, rows + 1
        seals.add(seal)
    ends_here = (rows, seal, last_hash) == (chain.rows, chain.seal, last_hash and chain.last_hash)
    if not ends_here or (head is not None and head not in seals):
        faults.append(Broken(fault=Fault.REMOVED))
    return Chain(device_id=chain.device_id, rows=rows, head=seal, faults=tuple(faults))


def _marks_of(session: Session, chain: ReadChainRow) -> Iterable[ReadMarkRow]:
    row = ReadMarkRow
    marks = select(row).where(row.device_id == chain.device_id).order_by(row.number)
    return session.scalars(marks.execution_options(yield_per=1000))
