"""Whom a call is about, as far as it may be counted: where they live, how old they are.

Nobody is named by it: no address, no date of birth, no nationality (tier T1 of
`docs/privacy.md`). What was not asked is None; « unknown » and « refused » are answers.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from helpdesk_domain.territory import Nis, QuartierId

OLDEST: Final = 120
"""Years: what is more is a slip."""


class AgeBand(StrEnum):
    """How old the person is, in the bands that are counted."""

    UNDER_12 = "0-11"
    FROM_12 = "12-17"
    FROM_18 = "18-24"
    FROM_25 = "25-44"
    FROM_45 = "45-64"
    FROM_65 = "65-79"
    FROM_80 = "80+"


_BEGINS: Final = (0, 12, 18, 25, 45, 65, 80)
"""The first year of each band, in the order of `AgeBand`."""


class Gender(StrEnum):
    """As the person says it, or as it is said of them."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class PlaceAnswer(StrEnum):
    """What is said of where somebody lives, when it is no commune of the Region."""

    NO_ADDRESS = "no_address"
    """Lives nowhere: that is known, and may go with the commune they stay in."""
    OUTSIDE_REGION = "outside_region"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonConcerned:
    """What is known of the person; each field is None while nobody asked.

    Attributes:
        commune: NIS code of one of the nineteen communes.
        postcode: Four digits, as said; it proposes a commune, and never decides one.
        quartier: Of the Monitoring des Quartiers; lies in `commune`.
        place: Said in the place of a commune; only « no address » goes with one.
        is_place_proposed: The commune was read in a search, and nobody said so.
        interpreter: Whether they need one.
    """

    commune: Nis | None = None
    postcode: str | None = None
    quartier: QuartierId | None = None
    place: PlaceAnswer | None = None
    is_place_proposed: bool = False
    age: AgeBand | None = None
    gender: Gender | None = None
    interpreter: bool | None = None

    @property
    def has_place(self) -> bool:
        """Whether it was asked where they live, whatever was answered."""
        return bool(self.commune or self.postcode or self.place)


NOBODY_YET: Final = PersonConcerned()
"""Nothing was asked of the person."""


def age_band(years: int) -> AgeBand:
    """The band of somebody of `years`, 0 to `OLDEST`.

    Raises:
        ValueError: Nobody is so old.
    """
    if not 0 <= years <= OLDEST:
        raise ValueError(f"an age of {years} years")
    return tuple(AgeBand)[bisect_right(_BEGINS, years) - 1]


def first_year(band: AgeBand) -> int:
    """The age from which somebody is in `band`."""
    return _BEGINS[tuple(AgeBand).index(band)]


def last_year(band: AgeBand) -> int:
    """The last age at which somebody is in `band`; `OLDEST` for the last band."""
    return (*_BEGINS, OLDEST + 1)[tuple(AgeBand).index(band) + 1] - 1


def proposed_place(
    person: PersonConcerned, commune: Nis | None, postcode: str | None = None
) -> PersonConcerned:
    """`person` with the place that a search was about, unless one is known already.

    The first place of a call is likelier to be where somebody lives than the one of a later topic.
    """
    if person.has_place:
        return person
    if commune is None and postcode is None:
        return person
    return replace(
        person,
        commune=commune,
        postcode=postcode,
        quartier=None,
        place=None,
        is_place_proposed=True,
    )
