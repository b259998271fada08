"""The nineteen communes of the Brussels-Capital Region.

Source of names, NIS codes and postcodes: Statbel (CC BY 4.0), kept in
`resources/territory/communes.json`. Basins are those of the five bassin-*.brussels sites.
Neighbourhoods are those of the Monitoring des Quartiers, in `resources/territory/quartiers.json`.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NewType

from helpdesk_domain.resources import resource

Nis = NewType("Nis", str)
"""A commune's code at the Belgian statistical office: `"21009"` is Ixelles / Elsene."""

QuartierId = NewType("QuartierId", str)
"""A neighbourhood's number in the Monitoring des Quartiers: `"299"`."""

URI_PREFIX = "urn:be:nis:"

SEVERAL_BASINS = "several"
"""Of Brussels, the city: its neighbourhoods lie in four of them."""


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


_MENDED = {
    299: "Watermael-Boitsfort",
    309: "Ixelles",
    310: "Ixelles",
    311: "Ixelles",
    315: "Ixelles",
    316: "Uccle",
    327: "Molenbeek-Saint-Jean",
    375: "Jette",
    481: "Woluwe-Saint-Pierre",
}
"""Neighbourhoods that the order of the source puts on the other side of a border: Watermael,
Boondael, Brugmann, Châtelain, the ponds of Ixelles, Fort Jaco, the Maritime quarter, Jette,
Stockel."""
_CENTRES = ("Centre", "Centrum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartier:
    """A neighbourhood of the Monitoring des Quartiers (IBSA), within its main commune.

    Attributes:
        id: Its number in the source.
        fr: Its French name; several are joined by « - »: `Cureghem - Rosée`.
        nl: Its Dutch name, likewise.
        commune: The French name of the commune most of it lies in, as it was inferred from the
            order of the source: good enough for a hint, never to decide where somebody lives.
        former: Names of the former commune it lies in: `Laeken`, `Laken`.
    """

    id: QuartierId
    fr: str
    nl: str
    commune: str
    former: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.nl if language == "nl" else self.fr


@cache
def quartiers() -> tuple[Quartier, ...]:
    """The neighbourhoods, in the order of the source."""
    rows = json.loads(resource("territory/quartiers.json").read_text("utf-8"))
    return tuple(
        Quartier(
            id=QuartierId(str(row["source_id"])),
            fr=row["fr"],
            nl=row["nl"],
            commune=_MENDED.get(row["source_id"], row["main_area_fr"].split(" - ")[0]),
            former=tuple(
                former
                for area in (row["main_area_fr"], row["main_area_nl"])
                for former in area.split(" - ")[1:]
                if former not in _CENTRES
            ),
        )
        for row in rows
    )


@cache
def spoken_places() -> tuple[tuple[str, Nis], ...]:
    """What people call a place, as no list does: `bxl`, `gare du nord`, each with its commune.

    Kept in `resources/territory/spoken_places.csv`, to be edited by whoever hears others.
    """
    lines = resource("territory/spoken_places.csv").read_text("utf-8").splitlines()
    rows = (line.split(";") for line in lines[1:])
    return tuple((name, Nis(nis)) for name, nis in rows)


def commune_of(uri: str) -> Commune | None:
    """The commune that `uri` names (`urn:be:nis:21009`), if it is one of the nineteen."""
    return commune_with(Nis(uri.removeprefix(URI_PREFIX)))


def commune_with(nis: Nis) -> Commune | None:
    """The commune of that NIS code, if it is one of the nineteen."""
    return next((commune for commune in communes() if commune.nis == nis), None)


def quartier_with(id_: QuartierId) -> Quartier | None:
    """The neighbourhood of that number, if there is one."""
    return next((quartier for quartier in quartiers() if quartier.id == id_), None)


def commune_named(name: str) -> Commune | None:
    """The commune that is called `name` in either language, whatever the capitals."""
    asked = name.casefold()
    named = (one for one in communes() if asked in (one.fr.casefold(), one.nl.casefold()))
    return next(named, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhabitants:
    """How many people live in a commune.

    Attributes:
        on: The day of which the number is: whoever shows it says so.
        source: Who counted them, and where that is told.
    """

    number: int
    on: date
    source: str


@cache
def inhabitants() -> Mapping[Nis, Inhabitants]:
    """Of each commune of which a source says it.

    Kept in `resources/territory/inhabitants.csv`, to be replaced by whoever has newer numbers: all
    of one day, or a commune looks larger beside another than it is.
    """
    with resource("territory/inhabitants.csv").open(encoding="utf-8", newline="") as lines:
        return {
            Nis(row["nis"]): Inhabitants(
                number=int(row["inhabitants"]),
                on=date.fromisoformat(row["on"]),
                source=row["source"],
            )
            for row in csv.DictReader(lines, delimiter=";")
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Basin:
    """A care basin: a part of the Region in which care is organised together.

    Attributes:
        id: `centre-ouest`.
        fr: Its French name; no Dutch one was verified.
        inhabitants: None where no source says.
    """

    id: str
    fr: str
    inhabitants: int | None


@cache
def basins() -> tuple[Basin, ...]:
    """The five basins. Source: the bassin-*.brussels sites, 2022."""
    rows = json.loads(resource("territory/basins.json").read_text("utf-8"))["basins"]
    return tuple(
        Basin(id=row["id"], fr=row["fr"], inhabitants=row.get("population_2022")) for row in rows
    )


def basin_of(nis: str) -> str:
    """The id of the basin that a commune lies in; `SEVERAL_BASINS`; empty when none is known."""
    commune = commune_with(Nis(nis))
    if commune is None or not commune.basins:
        return ""
    return commune.basins[0] if len(commune.basins) == 1 else SEVERAL_BASINS


def communes_in(basin: str) -> tuple[Nis, ...]:
    """The communes of which `basin_of` says `basin`."""
    return tuple(one.nis for one in communes() if basin_of(one.nis) == basin)
