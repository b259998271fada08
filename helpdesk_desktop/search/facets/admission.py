"""What records say in words: whether people without health cover are taken, and what is free.

A yes is only given when it is said. Silence, a condition or a doubt is no yes.
"""

import re
from collections.abc import Iterator
from typing import Final

from helpdesk_desktop.search.facets.admission_words import (
    BESIDE_FREE,
    COVER_NEEDED,
    FREE,
    NOT_FREE,
    NOT_TAKEN,
    SPEAKS_OF_COVER,
    TAKEN,
)
from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_domain.offer import Service

_ON_COVER: Final = (
    "eligibility_description",
    "application_process",
    "fees_description",
    "description",
)
_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|„[^”]*”|\"[^\"]*\"")
"""What callers are heard to say; the service does not say it."""
_ENDS: Final = re.compile(r"[.;!?\n•]+")


def takes_without_cover(service: Service) -> bool:
    """Whether its record says, in either language, that people without health cover are taken.

    It does not when any text of it says that they must have cover: the two cannot both be true.
    """
    taken = False
    for sentence in _sentences_on_cover(service):
        rest, said = TAKEN.subn(" ", sentence)
        if COVER_NEEDED.search(rest):
            return False
        taken = taken or (said > 0 and not NOT_TAKEN.search(rest))
    return taken


def is_free(service: Service) -> bool:
    """Whether all that its record says about fees, in each language, is that there are none."""
    fees = [joined(tokens(text)) for text in _texts(service, "fees_description")]
    return bool(fees) and all(_says_free(words) for words in fees)


def _says_free(words: str) -> bool:
    rest, said = FREE.subn(" ", BESIDE_FREE.sub(" ", words))
    return said > 0 and not NOT_FREE.search(rest)


def _sentences_on_cover(service: Service) -> Iterator[str]:
    for text in _texts(service, *_ON_COVER):
        if _speaks_of_cover(text):
            for sentence in _ENDS.split(_QUOTED.sub(" ", text)):
                if _speaks_of_cover(sentence):
                    yield joined(tokens(sentence))


def _speaks_of_cover(text: str) -> bool:
    lower = text.lower()
    return any(part in lower for part in SPEAKS_OF_COVER)


def _texts(service: Service, *fields: str) -> list[str]:
    """What `fields` of the record say, in every language it has, without repeats."""
    told = (
        text
        for name in fields
        for text in (
            getattr(service, name),
            *(texts.get(name) for texts in service.translations.values()),
        )
    )
    return list(dict.fromkeys(text for text in told if isinstance(text, str) and text.strip()))
