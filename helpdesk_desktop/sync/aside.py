"""What is sent beside calls, and never stands in their way: records, suggestions, words, marks.

They go after the calls, one at a time, and what fails fails quietly until the next sync: no call
waits for them. Pure functions, as those of `step.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from helpdesk_desktop.sync.errors import ServerTroubled, SyncError
from helpdesk_desktop.sync.personal_verdicts import verdict_of_record
from helpdesk_desktop.sync.questions import (
    Answered,
    Question,
    SendReads,
    SendRecord,
    SendSuggestion,
    SendWords,
    SettleReads,
    SettleRecord,
    SettleSuggestion,
    SettleWords,
    Write,
)
from helpdesk_desktop.sync.state import Kept, SyncState
from helpdesk_desktop.sync.verdicts import (
    ends_the_push,
    settles,
    settles_reads,
    verdict_of_suggestion,
)
from helpdesk_domain.personal_exchange import PersonalReceipt
from helpdesk_domain.reads import ReadsReceipt
from helpdesk_domain.suggestions import SuggestionReceipt
from helpdesk_domain.unanswered import UnansweredReceipt
from helpdesk_domain.wire import digest

OutcomeAside = PersonalReceipt | SuggestionReceipt | UnansweredReceipt | ReadsReceipt | SyncError
Aside = SendRecord | SendSuggestion | SendWords | SendReads


def aside_to_send(state: SyncState, kept: Kept) -> Aside | None:
    """What goes next; each once a sync. Records first: colleagues wait for whom to ring back."""
    if not state.sends:
        return None
    return next((one for one in _aside(kept) if _name(one) not in state.tried), None)


def after_aside(
    state: SyncState, question: Question, answered: Answered, now: datetime, chance: float
) -> tuple[SyncState, tuple[Write, ...]] | None:
    """The state once what was sent beside calls was answered; None: it was something else."""
    match question, answered:
        case SendRecord(sent), (PersonalReceipt() | SyncError()):
            known = verdict_of_record(answered, sent, now, chance)
            return _tried(state, question, answered), (SettleRecord(sent, known),)
        case SendSuggestion(made), (SuggestionReceipt() | SyncError()):
            heard = verdict_of_suggestion(answered, made.id, made.attempts, now, chance)
            return _tried(state, question, answered), (SettleSuggestion(made, heard),)
        case SendWords(day), (UnansweredReceipt() | SyncError()):
            settled = settles(answered, day.day, digest(day.payload))
            return _tried(state, question, answered), (SettleWords(day),) if settled else ()
        case SendReads(told), (ReadsReceipt() | SyncError()):
            holds = settles_reads(answered, digest(told.payload))
            return _tried(state, question, answered), (SettleReads(told),) if holds else ()
    return None


def _aside(kept: Kept) -> Iterator[Aside]:
    yield from map(SendRecord, kept.records)
    yield from map(SendSuggestion, kept.suggestions)
    yield from map(SendWords, kept.days)
    if kept.reads is not None:
        yield SendReads(kept.reads)


def _name(aside: Aside) -> str:
    """Another version of a record is another thing to send."""
    match aside:
        case SendRecord(sent):
            return f"{sent.id} {sent.version}"
        case SendSuggestion(made):
            return made.id
        case SendWords(day):
            return str(day.day)
        case SendReads(told):
            return told.ids[0]


def _tried(state: SyncState, aside: Aside, answered: OutcomeAside) -> SyncState:
    """What is no call and fails, fails quietly until the next sync: no call waits for a word."""
    troubles = state.troubles + 1 if isinstance(answered, ServerTroubled) else 0
    sends = not ends_the_push(answered, troubles)
    return replace(state, tried=state.tried | {_name(aside)}, troubles=troubles, sends=sends)
