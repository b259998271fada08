"""The nineteen communes of the Brussels-Capital Region.

Source of names, NIS codes and postcodes: Statbel (CC BY 4.0), kept in
`resources/territory/communes.json`. Basins are those of the five bassin-*.brussels sites.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import NewType

from helpdesk_domain.resources import resource

Nis = NewType("Nis", str)
"""A commune's code at the Belgian statistical office: `"21009"` is Ixelles / Elsene."""

URI_PREFIX = "urn:be:nis:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune and its two official names.

    Attributes:
        nis: Its NIS code, five digits.
        fr: Its French name.
        nl: Its Dutch name.
        postcodes: Postcodes it has wholly or in part; a postcode proposes, never decides.
        basins: The care basins it lies in; a commune may lie in several, or in none known.
    """

    nis: Nis
    fr: str
    nl: str
    postcodes: tuple[str, ...]
    basins: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.nl if language == "nl" else self.fr


@cache
def communes() -> tuple[Commune, ...]:
    """The nineteen communes, in the order of their NIS codes."""
    rows = json.loads(resource("territory/communes.json").read_text("utf-8"))
    return tuple(
        Commune(
            nis=Nis(row["nis"]),
            fr=row["fr"],
            nl=row["nl"],
            postcodes=tuple(row["postcodes"]),
            basins=tuple(row["basins"]),
        )
        for row in sorted(rows, key=lambda row: row["nis"])
    )


def commune_of(uri: str) -> Commune | None:
    """The commune that `uri` names (`urn:be:nis:21009`), if it is one of the nineteen."""
    nis = uri.removeprefix(URI_PREFIX)
    return next((commune for commune in communes() if commune.nis == nis), None)
