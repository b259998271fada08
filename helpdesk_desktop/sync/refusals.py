"""What a trusted answer holds: what was asked for, or the reason why not."""

from typing import Final, TypeVar

from helpdesk_desktop.store.conflicts import ServerCopy
from helpdesk_desktop.store.personal_outbox import ServersRecord
from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CursorGone,
    DeviceRevoked,
    Forbidden,
    NetworkIntercepted,
    NoOffer,
    NotThere,
    RecordEdited,
    RecordGone,
    RecordRefused,
    ServerTroubled,
    SignedOrder,
    SignInNeeded,
    SuggestionRefused,
    SyncError,
    TooManyTries,
    UpgradeRequired,
    WordsRefused,
)
from helpdesk_desktop.sync.gate import Answer
from helpdesk_desktop.sync.verdicts import Outcome
from helpdesk_domain.call_exchange import CallAnswer, CallProblem
from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import PersonalRecord
from helpdesk_domain.directives import RevokedProblem
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import BadBody, as_kind, from_json, to_json

T = TypeVar("T")

_NEVER_AS_IT_IS: Final = (400, 413, 415, 422)
"""What such an answer refuses will be refused again, however often it is sent."""


def read_body(answer: Answer, kind: type[T]) -> T:
    """The body of `answer` as a `kind`.

    Raises:
        NetworkIntercepted: It is something else: another API answers there.
    """
    try:
        return from_json(answer.body, kind)
    except BadBody as problem:
        raise NetworkIntercepted(str(problem)) from None


def refusal(answer: Answer) -> SyncError:
    """What a trusted answer that is no success means, whatever was asked."""
    problem = read_body(answer, Problem)
    match problem.code, answer.status:
        case Code.NO_OFFER, _:
            return NoOffer()
        case ((Code.CURSOR_AHEAD | Code.CURSOR_EXPIRED), _):
            return CursorGone(problem.code)
        case (Code.INVALID_GRANT, _) | (_, 401):
            return SignInNeeded(problem.code)
        case Code.TOO_MANY_TRIES, _:
            return TooManyTries(problem.code, answer.retry_after_s)
        case _, 403:
            return _forbidden(answer, problem.code)
        case _, 404:
            return NotThere(problem.code)
        case _, 426:
            return UpgradeRequired(problem.code)
    return ServerTroubled(f"{answer.status} {problem.code}", answer.retry_after_s)


def _forbidden(answer: Answer, code: str) -> Forbidden:
    if code != Code.DEVICE_REVOKED:
        return Forbidden(code)
    return DeviceRevoked(code, signed_order(answer, read_body(answer, RevokedProblem).directive))


def signed_order(answer: Answer, directive: str | None) -> SignedOrder | None:
    """The order in `answer`, with the request it has to name."""
    return None if directive is None else SignedOrder(directive, answer.request_id)


def refusal_of_call(call_id: CallId, answer: Answer) -> SyncError:
    """What a trusted answer that is no success means for the call that was sent."""
    problem = read_body(answer, Problem)
    if answer.status == 409:
        return CallInConflict(call_id, _server_copy(read_body(answer, CallProblem)))
    if answer.status in (*_NEVER_AS_IT_IS, 404) or problem.code == Code.FORBIDDEN:
        return CallRefused(call_id, problem.code)
    return refusal(answer)


def refusal_of_words(answer: Answer) -> SyncError:
    """What a trusted answer that is no success means for a day of words.

    A server that does not know them yet (404) may learn: they wait.
    """
    if answer.status in _NEVER_AS_IT_IS:
        return WordsRefused(read_body(answer, Problem).code)
    return refusal(answer)


def refusal_of_suggestion(answer: Answer) -> SyncError:
    """What a trusted answer that is no success means for a suggestion that was sent."""
    if answer.status in (*_NEVER_AS_IT_IS, 409):
        return SuggestionRefused(read_body(answer, Problem).code)
    return refusal(answer)


def refusal_of_record(answer: Answer) -> SyncError:
    """What a trusted answer that is no success means for a personal record that was sent."""
    problem = read_body(answer, CallProblem)
    if answer.status == 409:
        return _edited_record(problem)
    if (answer.status, problem.code) == (410, Code.ERASED):
        return RecordGone()
    if answer.status in _NEVER_AS_IT_IS or problem.code == Code.FORBIDDEN:
        return RecordRefused(problem.code)
    return refusal(answer)


def _edited_record(problem: CallProblem) -> SyncError:
    try:
        record = as_kind(problem.current, PersonalRecord)
    except BadBody:  # a later program wrote it: nobody can choose here
        return RecordRefused(problem.code)
    return RecordEdited(ServersRecord(record, problem.rev or 1))


def outcome_of_call(answer: CallAnswer) -> Outcome:
    """What a batch says of one call, as its own `PUT` would have said it."""
    if answer.receipt is not None and answer.status in (200, 201):
        return answer.receipt
    problem = answer.problem
    if problem is None:
        return ServerTroubled(f"{answer.status} without a word")
    if answer.status == 409:
        return CallInConflict(answer.id, _server_copy(problem))
    if answer.status in (*_NEVER_AS_IT_IS, 404) or problem.code == Code.FORBIDDEN:
        return CallRefused(answer.id, problem.code)
    return ServerTroubled(f"{answer.status} {problem.code}")


def _server_copy(problem: CallProblem) -> bytes | None:
    """The call as the server holds it, as a `ServerCopy`; None when it does not show it."""
    if problem.rev is None or problem.current is None:
        return None
    return to_json(
        ServerCopy(
            rev=problem.rev,
            call=problem.current,
            edited_by=problem.edited_by,
            edited_at=problem.edited_at,
        )
    )
