"""Words searched without result as they arrive: read, and held to what may be kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from helpdesk_domain.languages import INTERFACE_LANGUAGES
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.unanswered import (
    MOST_A_DAY,
    MOST_TIMES,
    UnansweredWord,
    UnansweredWords,
    first_day_kept,
    is_keepable,
)
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused, body_fault

_AHEAD: Final = timedelta(days=1)
"""A desk's day may have begun before ours; a clock further ahead is wrong."""


def received_day(text: str, today: date) -> date:
    """The day written in `text`, one whose words are kept.

    Raises:
        Refused: 422: not a day as we write it, too long ago, or not come yet.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _invalid("/day") from None
    if str(day) != text or not first_day_kept(today) <= day <= today + _AHEAD:
        raise _invalid("/day")
    return day


def received_words(body: bytes) -> tuple[UnansweredWord, ...]:
    """The words in `body`, each once, all of them fit to be kept.

    Raises:
        Refused: 422 with a pointer to the field at fault, never its content.
    """
    try:
        words = from_json(body, UnansweredWords).words
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(words):
        if not sound:
            raise _invalid(pointer)
    return words


def _checks(words: tuple[UnansweredWord, ...]) -> Iterator[tuple[str, bool]]:
    yield "/words", len(words) <= MOST_A_DAY
    yield "/words", len({(told.language, told.word) for told in words}) == len(words)
    for place, told in enumerate(words):
        yield f"/words/{place}/language", told.language in INTERFACE_LANGUAGES
        yield f"/words/{place}/word", is_keepable(told.word)
        yield f"/words/{place}/count", 1 <= told.count <= MOST_TIMES


def _invalid(pointer: str) -> Refused:
    return Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
