"""Signs that have no picture: nobody sees them, and they turn what is read into something else.

A mark that turns the way of reading (U+202E) would let an address or a number read as another one.
"""

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
"""Categories of Unicode without a picture: controls, marks that turn the way of reading, holes."""

_JOINERS: Final = "\u200c\u200d"
"""Persian and Indian scripts are written with them."""


def seen_in_a_line(words: str) -> str:
    """`words` on one line, without doubled blanks and without what cannot be seen."""
    seen = (" " if sign.isspace() else sign for sign in words if sign.isspace() or _is_seen(sign))
    return " ".join("".join(seen).split())


def _is_seen(sign: str) -> bool:
    return sign in _JOINERS or (
        unicodedata.category(sign) not in _UNSEEN and sign != "\N{OBJECT REPLACEMENT CHARACTER}"
    )
