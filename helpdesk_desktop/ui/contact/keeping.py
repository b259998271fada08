"""What the contact page does in the file, each in one transaction."""

from dataclasses import replace
from datetime import datetime

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.personal_records import (
    KeptRecord,
    keep_record,
    kept_of,
    withdraw_all,
)
from helpdesk_desktop.store.reads import note_read
from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import NOBODY, PersonalRecord
from helpdesk_domain.people import PersonId
from helpdesk_domain.personal_rules import is_a_year
from helpdesk_domain.reads import What, Why


def newest(session: Session, call_id: CallId) -> KeptRecord | None:
    """The newest word of the person of the call."""
    return next(iter(kept_of(session, call_id)), None)


def opened(
    session: Session, call_id: CallId, person: PersonId | None, now: datetime
) -> KeptRecord | None:
    """The same, to be shown; that it is read is noted where it names somebody."""
    kept = newest(session, call_id)
    if kept is not None and (kept.record.identity != NOBODY or kept.theirs is not None):
        note_read(session, What.IDENTITY, kept.record.id, Why.CONTACT, person, now)
    return kept


def kept_as_typed(
    session: Session, record: PersonalRecord, author: PersonId | None, now: datetime
) -> PersonalRecord:
    """Keep what was typed, without a year that is none yet; a colleague's stays beside it."""
    if not is_a_year(record.identity.birth_year):
        record = replace(record, identity=replace(record.identity, birth_year=""))
    return keep_record(session, record, author, now, settles=False)


def answered(
    session: Session, record: PersonalRecord, author: PersonId | None, now: datetime
) -> PersonalRecord:
    """Keep the new word, and withdraw each one of before."""
    withdraw_all(session, record.call_id, now, author)
    return keep_record(session, record, author, now)


def settled(
    session: Session, record: PersonalRecord, author: PersonId | None, now: datetime
) -> PersonalRecord:
    """Keep the one of two that was chosen; the other is erased here, and in time everywhere."""
    return keep_record(session, record, author, now)


def withdrawn(session: Session, call_id: CallId, author: PersonId | None, now: datetime) -> int:
    """Destroy all that consents of this call unlocked; how many there were."""
    return withdraw_all(session, call_id, now, author)
