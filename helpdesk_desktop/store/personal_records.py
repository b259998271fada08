"""Consent and identity as the screens use them: kept, read, withdrawn.

Nothing of it is ever in a call, a draft, the outbox of calls, a search or a figure.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.personal_rows import (
    content,
    destroy,
    fill,
    is_elsewhere,
    later_of,
    new_row,
    put_later,
    theirs_of,
)
from helpdesk_desktop.store.personal_tables import PersonalRow
from helpdesk_desktop.store.personal_tables import PersonalState as PersonalState
from helpdesk_desktop.store.stream_tables import ErasedCallRow
from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import Consent, Identity, PersonalId, PersonalRecord, stands
from helpdesk_domain.people import Person, PersonId
from helpdesk_domain.personal_exchange import is_of_the_team
from helpdesk_domain.personal_rules import NotAllowed, check, is_same_consent, tidied
from helpdesk_domain.wire import from_json


class RecordErased(Exception):
    """It was withdrawn or erased, here or elsewhere: nothing is kept under its id again."""


class IdentityElsewhere(Exception):
    """The server alone has who it is: kept from here it would be replaced by what is typed now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record as this desk has it.

    Attributes:
        is_elsewhere: The server alone has the identity; the one of `record` is empty, and is not
            what is known. Nothing can be added here; it can be withdrawn, or asked again.
        theirs: What the server holds instead: to keep one of the two settles the conflict.
        colleague: Who asked the person, when that was not here.
        code: The server's word for why it was refused.
    """

    record: PersonalRecord
    state: PersonalState
    is_elsewhere: bool = False
    theirs: PersonalRecord | None = None
    colleague: str = ""
    code: str = ""


def keep_record(
    session: Session,
    record: PersonalRecord,
    author: PersonId | None,
    now: datetime,
    *,
    settles: bool = True,
) -> PersonalRecord:
    """Keep `record`, to be sent with the next sync; what is kept of it.

    Numbers of the National Register in it are hidden, and each text is made one line. A consent is
    never edited: who allows more, or less, is asked again, and that is another record. A refusal
    is a record, too.

    Args:
        author: Who is signed in; None when nobody ever was.
        settles: Whether somebody saw both sides of a conflict, if there is one, and chose this;
            otherwise it takes the place of ours alone, and both wait for who chooses.

    Raises:
        NotAllowed: There is no consent for what it holds, or it is another consent than the one
            of this id; nothing was kept.
        RecordErased: It was withdrawn; nothing was kept.
        IdentityElsewhere: This desk let the identity go (`KeptRecord.is_elsewhere`); nothing was
            kept.
    """
    record = tidied(record)
    check(record)
    if record.consent.withdrawn_at is not None:
        raise NotAllowed("/consent/withdrawn_at")
    row = session.get(PersonalRow, record.id)
    if row is None:
        row = new_row(record, _team(session), author, now)
        session.add(row)
        session.flush()
        fill(session, row, record)
    else:
        _change(session, row, record, author, now, settles=settles)
    return record


def withdraw(session: Session, record_id: PersonalId, now: datetime, by: PersonId | None) -> bool:
    """Destroy what a consent unlocked, here and now; every other desk does at its next sync.

    Returns:
        False when there was nothing that stood.
    """
    row = session.get(PersonalRow, record_id)
    if row is None or not stands(from_json(row.consent, Consent)):
        return False
    destroy(session, row, now)
    row.author, row.is_ours, row.state = by, True, PersonalState.PENDING
    row.attempts, row.next_attempt_at, row.last_code = 0, None, None
    return True


def withdraw_all(session: Session, call_id: CallId, now: datetime, by: PersonId | None) -> int:
    """As `withdraw`, for each record of the call; how many there were."""
    return sum(withdraw(session, PersonalId(row.id), now, by) for row in _of(session, [call_id]))


def withdraw_of_erased(session: Session, now: datetime) -> None:
    """As `withdraw`, for each record of a call that was erased on the server.

    The server hears of it from here, too: a record that it had not got yet is never to come.
    """
    erased = select(ErasedCallRow.id)
    query = select(PersonalRow).where(
        PersonalRow.call_id.in_(erased), PersonalRow.is_erased.is_(False)
    )
    for row in session.scalars(query).all():
        withdraw(session, PersonalId(row.id), now, row.author)


def kept_of(session: Session, call_id: CallId) -> list[KeptRecord]:
    """What is known of the person of a call to who is signed in, the newest word first."""
    return [_kept(session, row) for row in _of(session, [call_id])]


def record_of(session: Session, call_id: CallId) -> PersonalRecord | None:
    """The newest word of the person of a call, own or of the team: also a no, also withdrawn.

    Its identity is empty, too, where the server alone has it: `kept_of` tells which it is.
    """
    return next((kept.record for kept in kept_of(session, call_id)), None)


def contacts_of(session: Session, call_ids: Collection[CallId]) -> Mapping[CallId, Identity]:
    """Whom to ring back for these calls, where the consent for that stands."""
    found: dict[CallId, Identity] = {}
    for row in _of(session, call_ids):
        record = _newest(session, row)
        if is_of_the_team(record.consent) and record.call_id not in found:
            found[record.call_id] = record.identity
    return found


def with_contact(session: Session, call_ids: Collection[CallId]) -> set[CallId]:
    """Those of the calls that have somebody to ring back; nobody's name is opened for it."""
    return {
        row.call_id
        for row in _of(session, call_ids)
        if is_of_the_team(from_json(row.consent, Consent)) and (row.sealed or row.later)
    }


def _change(
    session: Session,
    row: PersonalRow,
    record: PersonalRecord,
    author: PersonId | None,
    now: datetime,
    *,
    settles: bool,
) -> None:
    if row.is_erased:
        raise RecordErased
    known = _newest(session, row)
    if (row.call_id, True) != (record.call_id, is_same_consent(known.consent, record.consent)):
        raise NotAllowed("/consent")
    chosen = row.state == PersonalState.CONFLICT
    if record == known and not chosen:
        return
    if is_elsewhere(row):
        raise IdentityElsewhere
    if chosen and not settles:
        fill(session, row, record)
        return
    row.author, row.is_ours, row.kept_at = author, True, now
    if row.state == PersonalState.PENDING and row.attempts:
        put_later(session, row, record)  # what may be on its way has to be settled first
        return
    if chosen:
        row.rev, row.theirs, row.theirs_rev = row.theirs_rev, None, None
    fill(session, row, record)
    row.state, row.attempts, row.next_attempt_at = PersonalState.PENDING, 0, None
    row.last_code = None


def _newest(session: Session, row: PersonalRow) -> PersonalRecord:
    return later_of(session, row) or content(session, row)


def _of(session: Session, call_ids: Collection[CallId]) -> Iterator[PersonalRow]:
    """The records of these calls that are for who is signed in, the newest first.

    Newest is what came last into this file: the clock of this computer may have been set back.
    """
    query = select(PersonalRow).where(PersonalRow.call_id.in_(list(call_ids)))
    known = account(session)
    for row in session.scalars(query.order_by(literal_column("personal_record.rowid").desc())):
        if _is_for(row, known.person if known else None):
            yield row


def _is_for(row: PersonalRow, person: Person | None) -> bool:
    """Whether `row` is for who is signed in: kept by them, by nobody yet, or for their team."""
    of_nobody = row.author is None and row.stream_rev is None and row.team == ""
    if person is None or of_nobody:
        return of_nobody
    if row.author == person.id:
        return True
    # what came with a stream has no author here: it is for its team, also once it left the stream
    return row.team == person.team and (row.author is None or row.stream_rev is not None)


def _kept(session: Session, row: PersonalRow) -> KeptRecord:
    return KeptRecord(
        record=_newest(session, row),
        state=PersonalState(row.state),
        is_elsewhere=is_elsewhere(row),
        theirs=theirs_of(session, row),
        colleague=row.colleague,
        code=row.last_code or "",
    )


def _team(session: Session) -> str:
    known = account(session)
    return known.person.team if known else ""
