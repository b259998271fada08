"""The fields of a service that are searched, and how much a word found in each is worth."""

from enum import IntFlag
from typing import Final

from helpdesk_desktop.search.answer import ReasonKind


class Field(IntFlag):
    """A set of fields; one byte of the index a word and service."""

    NAME = 1
    ALTERNATE_NAME = 2
    ORGANIZATION = 4
    ADDRESS = 8
    DESCRIPTION = 16


_WORTH: Final = (
    (Field.NAME.value, 0.85, ReasonKind.NAME),
    (Field.ALTERNATE_NAME.value, 0.8, ReasonKind.ALTERNATE_NAME),
    (Field.ORGANIZATION.value, 0.7, ReasonKind.ORGANIZATION),
    (Field.ADDRESS.value, 0.65, ReasonKind.ADDRESS),
    (Field.DESCRIPTION.value, 0.3, ReasonKind.DESCRIPTION),
)
"""Best first: what a service is called says more than what is told about it."""

ALSO: Final = 0.03
"""Worth of each further field that has the word: it settles ties, it never wins."""


def _worth(fields: int) -> float:
    worths = [worth for field, worth, _kind in _WORTH if fields & field]
    return worths[0] + ALSO * (len(worths) - 1) if worths else 0.0


WORTH: Final = tuple(_worth(fields) for fields in range(2 * Field.DESCRIPTION))
"""Worth of a word, 0 to 1, by the set of fields it stands in."""


def best_kind(fields: int) -> ReasonKind:
    """The best of `fields`, as a reason."""
    return next(kind for field, _worth, kind in _WORTH if fields & field)
