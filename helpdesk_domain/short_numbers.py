"""Numbers that everybody may need and no directory has to have: 107, 112, 1733, 0800 32 123."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from helpdesk_domain.resources import resource

SUICIDE_LINES: Final[Mapping[str, Sequence[str]]] = {
    "fr": ("080032123", "107", "1813", "106"),
    "nl": ("1813", "106", "080032123", "107"),
}
"""Who listens to somebody who may want to die, by the language of the screens, its own first."""


@dataclass(frozen=True, slots=True)
class ShortNumber:
    """A number and who answers it.

    Attributes:
        number: Its digits: `116000`.
        names: By language of the screens: « Télé-Accueil, écoute jour et nuit ».
        source: Address of the page that says so.
    """

    number: str
    names: Mapping[str, str]
    source: str

    @property
    def shown(self) -> str:
        """As people write it: « 107 », « 116 000 », « 0800 32 123 »."""
        number = self.number
        if number.startswith("0800"):
            return f"{number[:4]} {number[4:6]} {number[6:]}"
        return f"{number[:3]} {number[3:]}" if len(number) > 4 else number

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["fr"]

    def called(self, language: str) -> str:
        """Its name alone, without what it is for: « Télé-Accueil »."""
        return self.name(language).split(",")[0]


@cache
def short_numbers() -> Mapping[str, ShortNumber]:
    """Those known here, by their digits.

    Kept in `resources/short_numbers.csv`, with the page each was read in on 29 November 2026.
    """
    with resource("short_numbers.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    return {
        row["number"]: ShortNumber(
            row["number"], {code: row[code] for code in ("fr", "nl", "en")}, row["source"]
        )
        for row in rows
    }


def suicide_lines(language: str) -> tuple[ShortNumber, ...]:
    """Who listens to somebody who may want to die; those who speak `language` first."""
    known = short_numbers()
    wanted = SUICIDE_LINES.get(language, SUICIDE_LINES["fr"])
    return tuple(known[number] for number in wanted)
