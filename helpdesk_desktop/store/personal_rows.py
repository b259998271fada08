"""A personal record between its shape and its row: sealed when it is written, opened when read."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from helpdesk_desktop.store.personal_tables import PersonalKeyRow, PersonalRow, PersonalState
from helpdesk_domain.consent import (
    NOBODY,
    Consent,
    ConsentAnswer,
    Identity,
    PersonalId,
    PersonalRecord,
    stands,
)
from helpdesk_domain.people import PersonId
from helpdesk_domain.personal_rules import withdrawn
from helpdesk_domain.sealing import new_key, seal, unseal
from helpdesk_domain.wire import from_json, to_json


def new_row(
    record: PersonalRecord, team: str, author: PersonId | None, now: datetime
) -> PersonalRow:
    """A row for `record`, without its identity: `fill` comes next."""
    return PersonalRow(
        id=record.id,
        call_id=record.call_id,
        team=team,
        author=author,
        colleague="",
        is_ours=True,
        consent=to_json(record.consent),
        version=0,
        state=PersonalState.PENDING.value,
        is_erased=False,
        leaves_traces=False,
        kept_at=now,
        attempts=0,
    )


def fill(session: Session, row: PersonalRow, record: PersonalRecord) -> None:
    """Have `row` hold `record`, and nothing of what it held before."""
    row.consent = to_json(record.consent)
    nobody = record.identity == NOBODY
    row.sealed = None if nobody else _sealed(session, row, to_json(record.identity))
    row.version += 1


def content(session: Session, row: PersonalRow) -> PersonalRecord:
    """What `row` holds, without an identity once that was erased."""
    identity = NOBODY
    if row.sealed is not None:
        identity = from_json(_opened(session, row, row.sealed), Identity)
    consent = from_json(row.consent, Consent)
    record_id = PersonalId(row.id)
    return PersonalRecord(id=record_id, call_id=row.call_id, consent=consent, identity=identity)


def let_go(row: PersonalRow) -> None:
    """Keep the consent alone: the server has who it is. No longer owed: sent again it would say
    that there is nobody."""
    row.sealed, row.is_ours, row.leaves_traces = None, False, True
    row.version += 1


def is_elsewhere(row: PersonalRow) -> bool:
    """Whether `let_go` was the last that happened to the identity of `row`.

    What comes with the stream of the team is not ours either, but it is in it.
    """
    is_here = row.sealed is not None or row.is_ours or row.stream_rev is not None
    return not is_here and stands(from_json(row.consent, Consent))


def put_later(session: Session, row: PersonalRow, record: PersonalRecord) -> None:
    """Keep `record` behind what may be on its way."""
    row.later = _sealed(session, row, to_json(record))


def put_theirs(session: Session, row: PersonalRow, record: PersonalRecord, rev: int) -> None:
    """Keep what the server holds instead, until a person chooses."""
    row.theirs, row.theirs_rev = _sealed(session, row, to_json(record)), rev


def later_of(session: Session, row: PersonalRow) -> PersonalRecord | None:
    return _record_in(session, row, row.later)


def theirs_of(session: Session, row: PersonalRow) -> PersonalRecord | None:
    return _record_in(session, row, row.theirs)


def bring_on(session: Session, row: PersonalRow) -> bool:
    """What was kept behind takes the place of what was settled; whether there was anything."""
    later = later_of(session, row)
    if later is None:
        return False
    fill(session, row, later)
    row.later, row.state, row.attempts, row.next_attempt_at = None, PersonalState.PENDING, 0, None
    return True


def destroy(session: Session, row: PersonalRow, withdrawn_at: datetime) -> None:
    """Destroy the key of `row` and all that it sealed; the consent stays, withdrawn.

    Once that was done nothing more is done.
    """
    if row.is_erased:
        return
    session.execute(delete(PersonalKeyRow).where(PersonalKeyRow.record_id == row.id))
    consent = from_json(row.consent, Consent)
    if consent.answer is ConsentAnswer.ACCEPTED:
        withdrawn_at = consent.withdrawn_at or withdrawn_at
        consent = withdrawn(consent, withdrawn_at)
    row.consent = to_json(consent)
    row.sealed = row.later = row.theirs = row.theirs_rev = None
    row.is_erased = row.leaves_traces = True
    row.version += 1


def _sealed(session: Session, row: PersonalRow, plain: bytes) -> bytes:
    known = session.get(PersonalKeyRow, row.id)
    if known is None:
        known = PersonalKeyRow(record_id=row.id, key=new_key())
        session.add(known)
        session.flush()
    return seal(plain, known.key, row.id)


def _opened(session: Session, row: PersonalRow, sealed: bytes) -> bytes:
    return unseal(sealed, session.get_one(PersonalKeyRow, row.id).key, row.id)


def _record_in(session: Session, row: PersonalRow, sealed: bytes | None) -> PersonalRecord | None:
    return None if sealed is None else from_json(_opened(session, row, sealed), PersonalRecord)
