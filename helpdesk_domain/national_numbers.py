"""Numbers of the National Register: whatever a person types, none of them is kept.

A call names nobody. The number of a person (NISS / INSZ, or BIS for who is not registered) names
one better than a name does, and has no place in a note, a need or a search.
"""

import re
from typing import Final

HIDDEN: Final = "•••"
"""What stands where a number stood."""

_LOOKS_LIKE_ONE: Final = re.compile(r"(?<![\d+])\d(?:[\W_]{0,3}\d){10}(?!\d)")
"""Eleven digits, whatever signs and blanks somebody puts between them. After a plus sign they are a
telephone number."""


def without_national_numbers(text: str) -> str:
    """`text` with each valid number hidden; the same text when there is none.

    Valid as the Register says: a date that exists, and two check digits modulo 97. Of numbers of
    eleven digits that are something else one in two hundred is taken for one (0.5 % of 200,000
    drawn at random).
    """
    return _LOOKS_LIKE_ONE.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    # loaded when something looks like one: it takes as long as half of our own modules together
    from stdnum.be import bis, nn

    number = re.sub(r"\D", "", found[0])
    return HIDDEN if nn.is_valid(number) or bis.is_valid(number) else found[0]
