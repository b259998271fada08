"""The sync of what is no call: suggestions, words searched without result, marks of reading.

They go after the calls, one at a time, and what fails fails quietly until the next sync: no call
waits for them.
"""

from dataclasses import replace
from datetime import datetime

from helpdesk_desktop.sync.errors import ServerTroubled, SyncError
from helpdesk_desktop.sync.questions import (
    Answered,
    Question,
    SendReads,
    SendSuggestion,
    SendWords,
    SettleReads,
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
from helpdesk_domain.reads import ReadsReceipt
from helpdesk_domain.suggestions import SuggestionReceipt
from helpdesk_domain.unanswered import UnansweredReceipt
from helpdesk_domain.wire import digest


def aside_to_send(state: SyncState, kept: Kept) -> SendSuggestion | SendWords | SendReads | None:
    """What of that goes now; each goes once a sync."""
    if not state.sends:
        return None
    for suggestion in kept.suggestions:
        if suggestion.id not in state.tried:
            return SendSuggestion(suggestion)
    for day in kept.days:
        if str(day.day) not in state.tried:
            return SendWords(day)
    if kept.reads is not None and kept.reads.ids[0] not in state.tried:
        return SendReads(kept.reads)
    return None


def after_aside(
    state: SyncState, question: Question, answered: Answered, now: datetime, chance: float
) -> tuple[SyncState, tuple[Write, ...]]:
    """The state once one of them was answered, and what is to be written; as `step.after`."""
    match question, answered:
        case SendSuggestion(sent), (SuggestionReceipt() | SyncError()):
            known = verdict_of_suggestion(answered, sent.id, sent.attempts, now, chance)
            return _aside(state, sent.id, answered), (SettleSuggestion(sent, known),)
        case SendWords(day), (UnansweredReceipt() | SyncError()):
            settled = settles(answered, day.day, digest(day.payload))
            return _aside(state, str(day.day), answered), (SettleWords(day),) if settled else ()
        case SendReads(told), (ReadsReceipt() | SyncError()):
            holds = settles_reads(answered, digest(told.payload))
            return _aside(state, told.ids[0], answered), (SettleReads(told),) if holds else ()
    raise TypeError(f"{type(answered).__name__} is no answer to {type(question).__name__}")


def _aside(
    state: SyncState,
    tried: str,
    answered: SuggestionReceipt | UnansweredReceipt | ReadsReceipt | SyncError,
) -> SyncState:
    """What is no call and fails, fails quietly until the next sync: no call waits for a word."""
    troubles = state.troubles + 1 if isinstance(answered, ServerTroubled) else 0
    sends = not ends_the_push(answered, troubles)
    return replace(state, tried=state.tried | {tried}, troubles=troubles, sends=sends)
