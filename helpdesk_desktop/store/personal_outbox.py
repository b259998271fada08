"""Personal records on their way up, one by one, and what the server said of each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.outbox import WAIT_LIMIT
from helpdesk_desktop.store.personal_rows import bring_on, content, destroy, put_theirs
from helpdesk_desktop.store.personal_tables import PersonalRow, PersonalState
from helpdesk_domain.consent import PersonalId, PersonalRecord, stands
from helpdesk_domain.directives import HeldWord
from helpdesk_domain.people import PersonId
from helpdesk_domain.personal_exchange import PersonalReceipt
from helpdesk_domain.wire import to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """A personal record to be sent now, as the bytes of its request.

    Attributes:
        base_rev: The revision it changes; None to create.
        attempts: Requests begun, the next one counted.
        version: What of it is sent: it may be another thing by the time the answer comes.
    """

    id: PersonalId
    payload: bytes
    base_rev: int | None
    attempts: int
    version: int

    def __repr__(self) -> str:
        """Nothing of the payload: it names somebody."""
        return f"DueRecord({self.id}, version={self.version})"


@dataclass(frozen=True, slots=True)
class ServersRecord:
    """What the server holds in place of what was sent."""

    record: PersonalRecord
    rev: int


def due_records(session: Session, author: PersonId, now: datetime, limit: int) -> list[DueRecord]:
    """Records to be sent now in the name of `author`, oldest first."""
    row, known = PersonalRow, account(session)
    ours = row.team.in_(("", known.person.team if known else ""))
    waits = or_(
        row.next_attempt_at.is_(None),
        row.next_attempt_at <= now,
        row.next_attempt_at > now + WAIT_LIMIT,
    )
    query = (
        select(row)
        .where(
            row.state == PersonalState.PENDING.value,
            or_(row.author == author, and_(row.author.is_(None), ours)),
            waits,
        )
        .order_by(row.kept_at, row.id)
        .limit(limit)
    )
    return [_due(session, found) for found in session.scalars(query)]


def begin_sending(session: Session, due: DueRecord) -> bool:
    """Mark `due` as on its way, before it leaves; False when it is another thing meanwhile."""
    row = _sent(session, due)
    if row is None:
        return False
    row.attempts += 1
    return True


def settle_received(
    session: Session, due: DueRecord, receipt: PersonalReceipt, generation: str
) -> None:
    """The server keeps it; what was kept behind it is next."""
    row = session.get(PersonalRow, due.id)
    if row is None:
        return
    row.rev = max(receipt.rev, row.rev or 0)
    if row.version == due.version:
        _settle(row, PersonalState.ACCEPTED, None)
        row.acked_at, row.acked_generation = receipt.received_at, generation
        bring_on(session, row)


def settle_erased(session: Session, record_id: PersonalId, generation: str, now: datetime) -> None:
    """It was erased on the server, for good: here too, whatever was done to it meanwhile."""
    row = session.get(PersonalRow, record_id)
    if row is not None:
        destroy(session, row, now)
        _settle(row, PersonalState.ACCEPTED, None)
        row.acked_at, row.acked_generation = now, generation


def settle_conflict(session: Session, due: DueRecord, held: ServersRecord) -> None:
    """It was edited elsewhere: a person chooses, between the newest of ours and theirs."""
    row = _sent(session, due)
    if row is not None:
        bring_on(session, row)
        _settle(row, PersonalState.CONFLICT, PersonalState.CONFLICT.value)
        put_theirs(session, row, held.record, held.rev)


def settle_refused(session: Session, due: DueRecord, code: str) -> None:
    """The server will not take it as it is; what was kept behind it goes next."""
    row = _sent(session, due)
    if row is not None:
        _settle(row, PersonalState.REFUSED, code)
        bring_on(session, row)


def postpone(session: Session, due: DueRecord, until: datetime, code: str) -> None:
    """No word from the server: the same again, not before `until`."""
    row = _sent(session, due)
    if row is not None:
        row.next_attempt_at, row.last_code = until, code


def send_again_after_restore(session: Session, generation: str) -> None:
    """What another history of the server took is sent again, withdrawals before all.

    A backup may lack it, and may still hold whom this desk knows to be erased.
    """
    row = PersonalRow
    session.execute(
        update(row)
        .where(
            row.state == PersonalState.ACCEPTED.value,
            row.acked_generation != generation,
            or_(row.is_ours, row.is_erased),
        )
        .values(state=PersonalState.PENDING.value, next_attempt_at=None, last_code=None)
    )


def try_records_now(session: Session) -> None:
    """Forget the waits, as for calls: the network came back, or the operator asked."""
    row = PersonalRow
    session.execute(
        update(row).where(row.state == PersonalState.PENDING.value).values(next_attempt_at=None)
    )


def words_to_seal(session: Session) -> list[HeldWord]:
    """Every no and every withdrawal that no server heard; nothing that unlocks an identity."""
    row = PersonalRow
    query = select(row).where(row.state != PersonalState.ACCEPTED.value, row.sealed.is_(None))
    return [
        HeldWord(id=due.id, author=found.author, base_rev=due.base_rev, payload=due.payload)
        for found in session.scalars(query.order_by(row.kept_at, row.id)).all()
        if not stands(content(session, found).consent)
        for due in (_due(session, found),)
    ]


def leaves_traces(session: Session) -> bool:
    """Whether the log of the file may hold what was erased."""
    query = select(PersonalRow.id).where(PersonalRow.leaves_traces).limit(1)
    return session.scalar(query) is not None


def note_no_traces(session: Session) -> None:
    """The log was folded back."""
    row = PersonalRow
    session.execute(update(row).where(row.leaves_traces).values(leaves_traces=False))


def _due(session: Session, row: PersonalRow) -> DueRecord:
    return DueRecord(
        id=PersonalId(row.id),
        payload=to_json(content(session, row)),
        base_rev=row.rev,
        attempts=row.attempts + 1,
        version=row.version,
    )


def _sent(session: Session, due: DueRecord) -> PersonalRow | None:
    """The row of what was sent, if that is still what is to be sent."""
    row = session.get(PersonalRow, due.id)
    is_it = row is not None and (row.version, row.state) == (due.version, PersonalState.PENDING)
    return row if is_it else None


def _settle(row: PersonalRow, state: PersonalState, code: str | None) -> None:
    row.state, row.last_code = state.value, code
    row.attempts, row.next_attempt_at = 0, None
