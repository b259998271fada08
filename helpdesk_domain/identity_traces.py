"""What in a text reaches or names a person: a telephone number, an e-mail address, an account.

Names cannot be told from other words, and these can. In a note they may be those of a service, so
nothing is hidden there: it is said, and a person decides. In a need, which is counted, they go.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from unicodedata import decimal

from helpdesk_domain.account_numbers import accounts
from helpdesk_domain.birth_dates import BIRTH_DATE
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


_ENDINGS: Final = (
    "be|brussels|bg|ch|com|de|es|eu|fr|gent|info|it|lu|ma|me|net|nl|org|pl|pt|ro|tr|uk"
)
"""How an address ends that is written with blanks: « @ st.gilles » is a place."""

_PATTERNS: Final = {
    Trace.E_MAIL: re.compile(
        r"(?<![\w.+-])[\w.+-]+(?:@[\w-]+(?:\.[\w-]+)+"
        r"| ?(?:@|[(\[] ?(?:at|@) ?[)\]]|\barobase\b|\bapenstaartje\b) ?"
        rf"[\w-]+(?: ?\. ?[\w-]+)*? ?\. ?(?:{_ENDINGS})\b)",
        re.IGNORECASE,
    ),
    Trace.BIRTH_DATE: BIRTH_DATE,
}

_MOBILE: Final = re.compile(
    r"(?<![\w+./,-])(?<!\d )4(?:5[56]|6\d|[789]\d)([ ./-]?)"
    r"(?:\d\d([ ./-]?)\d\d\2\d\d|\d{3}\1(?!000)\d{3})(?![\w€]|[ ./-]\d)"
)
"""« 475 12 34 56 »: a mobile number of Belgium, told without its 0."""

_PLAIN: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width signs
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000\t"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"),
}


def traces(text: str) -> Iterator[Found]:
    """The traces in `text`; one number is one trace.

    Cost: as `numbers_in`.
    """
    plain = _in_plain_signs(text)
    taken = [Found(Trace.ACCOUNT, start, end) for start, end in accounts(plain)]
    for kind, pattern in _PATTERNS.items():
        taken += [Found(kind, it.start(), it.end()) for it in pattern.finditer(plain)]
    numbers = [(number.start, number.end) for number in numbers_in(plain)]
    numbers += [(it.start(), it.end()) for it in _MOBILE.finditer(plain)]
    taken += [Found(Trace.TELEPHONE, start, end) for start, end in numbers]
    yield from _apart(taken)


def _in_plain_signs(text: str) -> str:
    """`text` with plain figures, signs and blanks; each stands where it stood."""
    if text.isascii():
        return text
    plain = text.translate(_PLAIN)
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def _apart(taken: Iterable[Found]) -> list[Found]:
    """`taken`, with those that overlap made one, of the kind of the first of them."""
    kept: list[Found] = []
    for found in taken:
        same = [one for one in kept if one.start < found.end and found.start < one.end]
        kind = same[0].kind if same else found.kind
        same.append(found)
        whole = Found(kind, min(one.start for one in same), max(one.end for one in same))
        kept = [*(one for one in kept if one not in same), whole]
    return kept


def without_traces(text: str) -> str:
    """`text` with each trace hidden."""
    for found in sorted(traces(text), key=lambda one: one.start, reverse=True):
        text = text[: found.start] + HIDDEN + text[found.end :]
    return text


def traced(text: str) -> frozenset[tuple[Trace, str]]:
    """The traces in `text`, each with its words."""
    return frozenset((one.kind, text[one.start : one.end]) for one in traces(text))
