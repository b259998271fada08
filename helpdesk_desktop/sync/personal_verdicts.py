"""What one answer means for a personal record: kept, edited elsewhere, gone, nothing known yet."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk_desktop.store.personal_outbox import DueRecord, ServersRecord
from helpdesk_desktop.sync.errors import (
    RecordEdited,
    RecordGone,
    RecordRefused,
    ServerUnreachable,
    SyncError,
)
from helpdesk_desktop.sync.verdicts import Postponed, Refused, verdict
from helpdesk_domain.calls import CallId
from helpdesk_domain.personal_exchange import PersonalReceipt


@dataclass(frozen=True, slots=True)
class RecordKept:
    """The server keeps the record."""

    receipt: PersonalReceipt


@dataclass(frozen=True, slots=True)
class EditedElsewhere:
    """The server holds something else; a person decides."""

    held: ServersRecord


@dataclass(frozen=True, slots=True)
class GoneForGood:
    """It was withdrawn or erased: this desk destroys its copy."""


VerdictOfRecord = RecordKept | EditedElsewhere | GoneForGood | Refused | Postponed
OutcomeOfRecord = PersonalReceipt | SyncError


def verdict_of_record(
    outcome: OutcomeOfRecord, sent: DueRecord, now: datetime, chance: float
) -> VerdictOfRecord:
    """What `outcome` means for the record that was sent; arguments as of `verdict`.

    Nothing is destroyed but on the server's word on that very record.
    """
    match outcome:
        case PersonalReceipt(id=named) if named == sent.id:
            return RecordKept(outcome)
        case RecordEdited(held=held) if held.record.id == sent.id:
            return EditedElsewhere(held)
        case RecordGone():
            return GoneForGood()
        case RecordRefused(code=code):
            return Refused(code)
    lost = outcome if isinstance(outcome, SyncError) else ServerUnreachable("another receipt")
    known = verdict(lost, CallId(sent.id), sent.attempts, now, chance)
    assert isinstance(known, Postponed)
    return known
