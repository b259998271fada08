"""Where the offer does not meet the calls, in words: the same on the screen and in each file."""

from dataclasses import dataclass
from typing import Final

from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.coverage import Gap, Touched


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the lists.

    Attributes:
        name: What it is called.
        meaning: What stands in it, in a sentence.
        left_out: What does not.
    """

    name: str
    meaning: str
    left_out: str


GAPS: Final = Listing(
    name=mark("Asked for, and no service filed under it can be reached"),
    meaning=mark(
        "Kinds of help asked for by people of a commune, for which the directory has no "
        "active service that works there, or none with room."
    ),
    left_out=mark(
        "kinds of help that the directory has no term for; where it does not say where a service "
        "works, that service counts as one that can be reached"
    ),
)
CONTRADICTED: Final = Listing(
    name=mark("Refused for lack of room, and the directory says they have room"),
    meaning=mark("Services that refused or have a waiting list, as callers told."),
    left_out=mark("services of which the directory does not say whether they have room"),
)
STALE: Final = Listing(
    name=mark("Given in calls, and not verified for a year"),
    meaning=mark(
        "Services whose record nobody has verified for a year, or ever, or in which a colleague "
        "says that something is wrong."
    ),
    left_out=mark("services that are not in the directory (any more)"),
)

AS_OF: Final = mark("Of the directory counts what its records say on the day of the export.")
"""Of a list that leaves the desk."""


def what_there_is(gap: Gap, words: Words) -> str:
    """« aucun classé ainsi · 2 ailleurs · 3 services classés plus largement »."""
    told = [words.say("none filed so")]
    if gap.full:
        told = [words.count("{n} service, full", "{n} services, all full", len(gap.full))]
    if gap.elsewhere:
        told.append(words.say("{n} elsewhere", n=len(gap.elsewhere)))
    if gap.broader:
        told.append(
            words.count(
                "{n} service filed more broadly",
                "{n} services filed more broadly",
                len(gap.broader),
            )
        )
    return " · ".join(told)


def name_of(one: Touched) -> str:
    """As its record has it; its id, where it has none (any more)."""
    return one.card.name.words if one.card else one.service
