"""Text as it is compared: no case, no accents, one apostrophe, ligatures spelt out."""

import unicodedata
from typing import Final

_SPELT_OUT: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "ʼ": "'", "`": "'"}
)


def fold(text: str) -> str:
    """`text` without case, accents and ligatures; folding twice changes nothing.

    >>> fold("Œuvre de l’Été")
    "oeuvre de l'ete"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    before, folded = "", text
    # Some letters only show their accent, or their case, once another one is gone.
    while folded != before:
        before, folded = folded, _once(folded)
    return folded


def _once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", plain).translate(_SPELT_OUT)
