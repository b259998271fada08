"""Names of sheets as a workbook takes them: short, without its own signs, each once."""

import re
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 31
"""As Excel has it, in the units of UTF-16."""

_SIGNS: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]+")
_LONGEST_LAST: Final = 12
_ITS_OWN: Final = "history"
"""A name that Excel keeps for itself."""


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each of `titles`, in their order, as much of it as goes in."""
    taken = {_ITS_OWN}
    names = []
    for title in titles:
        name = _unlike(_plain(title), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _plain(title: str) -> str:
    plain = " ".join(_SIGNS.sub(" ", title).split()).strip("' ")
    if _units(plain) <= LONGEST:
        return plain or "–"
    # names that begin alike differ by their last word: by basin, by commune
    last = plain.rpartition(" ")[2]
    end = f" {last}" if _units(last) <= _LONGEST_LAST else ""
    return _cut(plain, LONGEST - _units(end)) + end


def _unlike(name: str, taken: set[str]) -> str:
    """`name`, with a number where it is taken."""
    number, tried = 1, name
    while tried.casefold() in taken:
        number += 1
        end = f" {number}"
        tried = _cut(name, LONGEST - len(end)) + end
    return tried


def _cut(text: str, most: int) -> str:
    """`text`, ended by an ellipsis where it is longer: at a blank if there is one not far away."""
    if _units(text) <= most:
        return text
    kept = text
    while _units(kept) > most - 1:
        kept = kept[:-1]
    at_blank = kept.rpartition(" ")[0]
    shorter = at_blank if len(at_blank) > len(kept) - 10 else kept
    return shorter.rstrip("' ,–") + "…"


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)
