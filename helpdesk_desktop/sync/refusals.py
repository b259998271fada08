"""What a trusted answer holds: what was asked for, or the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CursorGone,
    Forbidden,
    NetworkIntercepted,
    NoOffer,
    ServerTroubled,
    SignInNeeded,
    SyncError,
    TooManyTries,
    UpgradeRequired,
    WordsRefused,
)
from helpdesk_desktop.sync.gate import Answer
from helpdesk_domain.calls import CallId
from helpdesk_domain.sync import Code, Problem
from helpdesk_domain.wire import BadBody, from_json, to_json

T = TypeVar("T")

_NEVER_AS_IT_IS: Final = (400, 413, 415, 422)
"""What such an answer refuses will be refused again, however often it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edited:
    """What a refusal for an edit made elsewhere shows of the call, beside the problem."""

    rev: int
    current: Mapping[str, object]


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
            return Forbidden(problem.code)
        case _, 426:
            return UpgradeRequired(problem.code)
    return ServerTroubled(f"{answer.status} {problem.code}", answer.retry_after_s)


def refusal_of_call(call_id: CallId, answer: Answer) -> SyncError:
    """What a trusted answer that is no success means for the call that was sent."""
    problem = read_body(answer, Problem)
    if answer.status == 409:
        return CallInConflict(call_id, _server_copy(answer))
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


def _server_copy(answer: Answer) -> bytes | None:
    """The call as the server holds it, with its `rev`; None when it does not show it."""
    try:
        edited = from_json(answer.body, _Edited)
    except BadBody:
        return None
    return to_json({**edited.current, "rev": edited.rev})
