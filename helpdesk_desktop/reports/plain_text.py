"""What the directory says, as nothing but letters: it is printed, mailed and pasted elsewhere."""

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
"""Categories of Unicode without a picture: controls, marks that turn the way of reading, holes."""

_JOINERS: Final = "\u200c\u200d"
"""Persian and Indian scripts are written with them."""


def plain(words: str) -> str:
    """`words` line by line, without empty lines, doubled blanks and what cannot be seen.

    A mark that turns the way of reading (U+202E) would let an address read as another one.
    """
    lines = (" ".join(_seen(line).split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def in_a_line(words: str) -> str:
    """The same where there is room for one line: a name."""
    return plain(words).replace("\n", " ")


def _seen(line: str) -> str:
    return "".join(
        " " if sign.isspace() else sign for sign in line if sign.isspace() or _has_picture(sign)
    )


def _has_picture(sign: str) -> bool:
    return sign in _JOINERS or (
        unicodedata.category(sign) not in _UNSEEN and sign != "\N{OBJECT REPLACEMENT CHARACTER}"
    )
