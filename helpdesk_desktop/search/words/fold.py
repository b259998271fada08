"""Text as it is compared: no case, no accents, one apostrophe, ligatures spelt out."""

import re
import unicodedata
from typing import Final

_SPELT_OUT: Final = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "’": "'",
    "ʼ": "'",
}
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """`text` without case, accents and ligatures; folding twice changes nothing.

    >>> fold("Œuvre de l’Été")
    "oeuvre de l'ete"
    """
    if text.isascii():
        return text.lower()
    before, folded = "", text
    # Some letters only show their accent, or their case, once another one is gone.
    while folded != before and not folded.isascii():
        before, folded = folded, _once(folded)
    return folded


def _once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = _BEYOND_ASCII.sub(_without_accent, apart)
    return unicodedata.normalize("NFKC", plain).casefold()


def _without_accent(letter: re.Match[str]) -> str:
    return "" if unicodedata.combining(letter[0]) else _SPELT_OUT.get(letter[0], letter[0])
