"""What is asked of the person a call is about: one line, in any order."""

from datetime import datetime
from typing import Final

from helpdesk_desktop.search.reading.person_line import (
    NothingSaid,
    NotRead,
    TwoAnswers,
    TwoPlaces,
    person_in_line,
)
from helpdesk_desktop.ui.parts.line_strip import Asked
from helpdesk_desktop.ui.words.person_words import person_words
from helpdesk_domain.languages import mark
from helpdesk_domain.person_concerned import PersonConcerned

LINE_LIMIT: Final = 120
"""Letters the longest answer takes, with room."""


def _read(line: str, _language: str, _now: datetime) -> PersonConcerned:
    return person_in_line(line)


WHO: Final[Asked[PersonConcerned]] = Asked(
    title=mark("Whom is it about? Where they live, how old, interpreter?"),
    example=mark("ixelles 53 woman interpreter"),
    hint=mark(
        "Commune, postcode or neighbourhood; no address, outside the Region, unknown, refused; "
        "an age; woman, man, x; interpreter. No name."
    ),
    read=_read,
    said=person_words,
    unsaid=NothingSaid,
    problems={
        NotRead: mark("“{word}” is not understood here."),
        TwoAnswers: mark("Two answers to one question: keep one."),
        TwoPlaces: mark("These are two different places: keep one."),
    },
    longest=LINE_LIMIT,
    adds=True,
)
