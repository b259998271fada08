"""What in a text reaches or names a person: a telephone number, an e-mail address, an account.

Names cannot be told from other words, and these can. In a note they may be those of a service, so
nothing is hidden there: it is said, and a person decides. In a need, which is counted, they go.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from helpdesk_domain.national_numbers import HIDDEN
from helpdesk_domain.phone_numbers import numbers_in


class Trace(StrEnum):
    """What kind of trace it is."""

    TELEPHONE = "telephone"
    E_MAIL = "e_mail"
    ACCOUNT = "account"
    BIRTH_DATE = "birth_date"


@dataclass(frozen=True, slots=True)
class Found:
    """A trace, from the place of its first character to that behind its last."""

    kind: Trace
    start: int
    end: int


_YEAR: Final = r"(?:19|20)\d\d"
_DATE: Final = (
    rf"\d{{1,2}}[ /.-]\d{{1,2}}[ /.-](?:{_YEAR}|\d\d)|\d{{1,2}}(?:er)? [a-zéûä]{{3,9}} {_YEAR}"
)
"""« 30/07/1985 », « 3 mars 1980 »."""

_PATTERNS: Final = {
    Trace.E_MAIL: re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    Trace.ACCOUNT: re.compile(r"\bBE ?\d\d(?:[ .-]?\d{4}){3}\b", re.IGNORECASE),
    Trace.BIRTH_DATE: re.compile(
        rf"(?:\bnée?\b|\bgeb(?:oren\b|\.)|\bborn\b)\D{{0,12}}(?:{_DATE}|{_YEAR})\b|° ?{_DATE}\b",
        re.IGNORECASE,
    ),
}
"""An account as the Belgian IBAN is written; a date of birth with the word that makes it one."""


def traces(text: str) -> Iterator[Found]:
    """The traces in `text`, kind by kind; one number is one trace.

    Cost: as `numbers_in`.
    """
    taken: list[Found] = []
    for kind, pattern in _PATTERNS.items():
        taken += [Found(kind, it.start(), it.end()) for it in pattern.finditer(text)]
    yield from taken
    for number in numbers_in(text):
        if not any(one.start < number.end and number.start < one.end for one in taken):
            yield Found(Trace.TELEPHONE, number.start, number.end)


def without_traces(text: str) -> str:
    """`text` with each trace hidden."""
    for found in sorted(traces(text), key=lambda one: one.start, reverse=True):
        text = text[: found.start] + HIDDEN + text[found.end :]
    return text


def traced(text: str) -> frozenset[tuple[Trace, str]]:
    """The traces in `text`, each with its words."""
    return frozenset((one.kind, text[one.start : one.end]) for one in traces(text))
