"""Short numbers of Belgium, which no directory of services has to have: 107, 112, 1733, 116 000."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from helpdesk_domain.resources import resource


@dataclass(frozen=True, slots=True)
class ShortNumber:
    """A short number and who answers it.

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
        """As people write it: « 107 », « 116 000 »."""
        return f"{self.number[:3]} {self.number[3:]}" if len(self.number) > 4 else self.number

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["fr"]


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
