"""What one answer means for what was sent: kept, refused, disputed, or nothing known yet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CertificateRefused,
    Forbidden,
    NetworkIntercepted,
    ServerTroubled,
    ServerUnreachable,
    SignInNeeded,
    SuggestionRefused,
    SyncError,
    TooManyTries,
    UpgradeRequired,
    WordsRefused,
)
from helpdesk_domain.calls import CallId
from helpdesk_domain.personal_exchange import PersonalReceipt
from helpdesk_domain.reads import ReadsReceipt
from helpdesk_domain.suggestions import SuggestionId, SuggestionReceipt
from helpdesk_domain.sync import CallReceipt
from helpdesk_domain.unanswered import UnansweredReceipt

FIRST_WAIT_S: Final = 2
LONGEST_WAIT_S: Final = 300
TROUBLES_IN_A_ROW: Final = 3
"""Calls the server may fail on, one after another, before it is left alone: one bad call must
not hold up the others, and a server on its knees must not get all of them."""

_THE_LINE: Final = (ServerUnreachable, NetworkIntercepted, CertificateRefused)
_THE_DESK: Final = (SignInNeeded, Forbidden, UpgradeRequired)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server keeps the call."""

    receipt: CallReceipt


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will not take the call as it is; `code` says why, in its own word."""

    code: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """The server holds another content for the call; a person decides.

    Attributes:
        server_copy: A `ServerCopy` as JSON; None when it shows nothing.
    """

    server_copy: bytes | None


@dataclass(frozen=True, slots=True)
class Postponed:
    """Nothing is known of the call's fate: it waits, and is sent again after `until`."""

    until: datetime
    code: str


Verdict = Accepted | Refused | Disputed | Postponed
Outcome = CallReceipt | SyncError
OutcomeOfWords = UnansweredReceipt | SyncError
OutcomeOfSuggestion = SuggestionReceipt | SyncError
OutcomeOfReads = ReadsReceipt | SyncError


@dataclass(frozen=True, slots=True)
class Received:
    """The server keeps the suggestion."""

    receipt: SuggestionReceipt


VerdictOfSuggestion = Received | Refused | Postponed


def verdict(
    outcome: Outcome, call_id: CallId, attempts: int, now: datetime, chance: float
) -> Verdict:
    """What `outcome` means for the call that was sent.

    A call leaves the outbox only on a receipt that names it, never because it was sent.

    Args:
        attempts: How often it was sent, this time included; from 1.
        chance: A random number, 0 <= chance < 1.
    """
    match outcome:
        case CallReceipt(id=named) if named == call_id:
            return Accepted(outcome)
        case CallRefused(code=code):
            return Refused(code)
        case CallInConflict(server_copy=server_copy):
            return Disputed(server_copy)
        case SyncError() if isinstance(outcome, _THE_DESK):
            return Postponed(now, type(outcome).__name__)
        case ServerTroubled(retry_after_s=asked) | TooManyTries(retry_after_s=asked):
            wait = timedelta(seconds=wait_s(attempts, chance, asked))
            return Postponed(now + wait, type(outcome).__name__)
    return Postponed(now + timedelta(seconds=wait_s(attempts, chance)), type(outcome).__name__)


def wait_s(attempts: int, chance: float, asked_s: int | None = None) -> float:
    """Seconds before the next try: at least 1, doubling its range with each attempt.

    The range is used whole (« full jitter »), so that desks which failed together do not come
    back together. A server that asks for a pause gets it, and a little more.
    Source: AWS Architecture Blog, « Exponential Backoff And Jitter ».
    """
    longest = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(attempts, 10))
    own = 1 + chance * (longest - 1)
    if asked_s is None:
        return own
    return max(own, asked_s + chance * max(5.0, asked_s / 2))


def verdict_of_suggestion(
    outcome: OutcomeOfSuggestion, sent: SuggestionId, attempts: int, now: datetime, chance: float
) -> VerdictOfSuggestion:
    """What `outcome` means for the suggestion that was sent; arguments as of `verdict`."""
    match outcome:
        case SuggestionReceipt(id=named) if named == sent:
            return Received(outcome)
        case SuggestionRefused(code=code):
            return Refused(code)
    known = verdict(_without_receipt(outcome), CallId(sent), attempts, now, chance)
    assert isinstance(known, Postponed)
    return known


def _without_receipt(outcome: OutcomeOfSuggestion) -> SyncError:
    """A receipt that names another suggestion proves nothing."""
    return outcome if isinstance(outcome, SyncError) else ServerUnreachable("another receipt")


def settles(outcome: OutcomeOfWords, day: date, payload_digest: str) -> bool:
    """Whether the words of `day` need not be sent again as they are.

    The server holds them, and says so of that very day and content; or it never will.
    """
    match outcome:
        case UnansweredReceipt(day=named, digest=held):
            return (named, held) == (day, payload_digest)
        case WordsRefused():
            return True
    return False


def settles_reads(outcome: OutcomeOfReads, payload_digest: str) -> bool:
    """Whether the server holds the marks that were sent.

    One it refuses is kept and sent again: who reads leaves a mark, whatever a server says of it.
    """
    return isinstance(outcome, ReadsReceipt) and outcome.digest == payload_digest


def ends_the_push(
    outcome: Outcome | OutcomeOfWords | OutcomeOfSuggestion | OutcomeOfReads | PersonalReceipt,
    troubles_in_a_row: int,
) -> bool:
    """Whether sending the next one is of no use, `outcome` being that of the last one.

    Args:
        troubles_in_a_row: Calls, or other things sent, that went `ServerTroubled` one after the
            other, the last included.
    """
    if isinstance(outcome, ServerTroubled | TooManyTries):
        return troubles_in_a_row >= TROUBLES_IN_A_ROW
    return isinstance(outcome, _THE_LINE + _THE_DESK)
