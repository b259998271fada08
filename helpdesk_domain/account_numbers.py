"""Bank accounts as the IBAN writes them, whole or with a slip."""

import re
from collections.abc import Iterator
from typing import Final

_LENGTHS: Final = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TN": 24, "TR": 26,
}  # fmt: skip
"""Signs of an account, per country. Source: the IBAN registry of SWIFT, release 99."""

_COUNTRY: Final = rf"(?<![\w-])(?:{'|'.join(_LENGTHS)})"
_BEGUN: Final = re.compile(rf"{_COUNTRY} ?\d\d(?=[ .-]?[A-Z0-9]{{4}})", re.IGNORECASE)
_FOUR: Final = re.compile(r"[ .-]?([A-Z0-9]{1,4})(?![A-Z0-9])|[ .-]?([A-Z0-9]{4})", re.IGNORECASE)
_GLUED: Final = re.compile(rf"{_COUNTRY}\d\d[A-Z]{{0,4}}\d[A-Z0-9]{{7,}}", re.IGNORECASE)
"""What is written in one piece as an account is, and has a sign too many or too few."""

_FIGURES: Final = 8
"""Figures that an account has at least behind its check digits: words have none."""


def accounts(text: str) -> Iterator[tuple[int, int]]:
    """Where the accounts in `text` begin and end, those of one piece whatever their length."""
    for found in _BEGUN.finditer(text):
        wanted = _LENGTHS[found[0][:2].upper()] - 4
        if end := _end(text, found.end(), wanted):
            yield found.start(), end
    for found in _GLUED.finditer(text):
        yield found.start(), found.end()


def _end(text: str, at: int, wanted: int) -> int:
    """Where the account ends that has so many signs more; 0 where it is none."""
    signs = ""
    while len(signs) < wanted and (four := _FOUR.match(text, at)):
        signs += four[1] or four[2]
        at = four.end()
    is_whole = len(signs) == wanted and not text[at : at + 1].isalnum()
    return at if is_whole and sum(map(str.isdecimal, signs)) >= _FIGURES else 0
