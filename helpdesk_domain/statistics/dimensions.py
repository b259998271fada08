"""What is counted, and by what it may be parted: the columns of every figure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What one row of a count is."""

    RING = "ring"
    """Everything that was logged, also what was no call."""
    CALL = "call"
    NEED = "need"
    """A kind of help asked for in a call; twice in one call is once."""
    UNMET_NEED = "unmet_need"
    """A kind of help that was lacking in a call, with the reason."""
    REFERRAL = "referral"
    """A service given in a call."""


class Dimension(StrEnum):
    """By what a figure may be parted. A value that was not asked for is the empty text.

    A team is none: it says whose books are counted.
    """

    DAY = "day"
    """`2026-10-05`, in Brussels."""
    WEEKDAY = "weekday"
    """`1` for Monday to `7`, as in ISO 8601."""
    MONTH = "month"
    HOUR = "hour"
    """`0` to `23`, in Brussels; empty when it is from memory or the clock was wrong."""
    CHANNEL = "channel"
    LANGUAGE = "language"
    PROFILE = "profile"
    OUTCOME = "outcome"
    COMMUNE = "commune"
    """A NIS code, or a `PlaceAnswer`."""
    BASIN = "basin"
    """Of the commune, as `territory.basin_of` has it."""
    AGE = "age"
    GENDER = "gender"
    LEVEL = "level"
    """Of continuity, as decided in an intake."""
    PROMISE = "promise"
    """What became of a promised follow-up: a `Promise`."""
    NON_CALL = "non_call"
    NEED = "need"
    REASON = "reason"
    SERVICE = "service"
    STATUS = "status"
    """How far the referral has come."""


class Whose(StrEnum):
    """Whose calls are counted."""

    TEAM = "team"
    """Of the team of who asks."""
    ALL_TEAMS = "all_teams"
    """Of all teams together; which call is of which team cannot be told."""


class Promise(StrEnum):
    """What became of what was promised to a caller."""

    OPEN = "open"
    ON_TIME = "on_time"
    LATE = "late"
    DROPPED = "dropped"


class Measure(StrEnum):
    """What is measured rather than counted."""

    TALK_S = "talk_s"
    """Seconds from ring to wrap-up."""
    WRAP_UP_S = "wrap_up_s"
    """Seconds from wrap-up to saved."""
    CALL_BACK_H = "call_back_h"
    """Hours from the call to the end of its follow-up."""


KEPT: Final = (
    Dimension.DAY,
    Dimension.HOUR,
    Dimension.CHANNEL,
    Dimension.LANGUAGE,
    Dimension.PROFILE,
    Dimension.OUTCOME,
    Dimension.COMMUNE,
    Dimension.AGE,
    Dimension.GENDER,
    Dimension.LEVEL,
    Dimension.PROMISE,
    Dimension.NON_CALL,
)
"""Those that a fact has one value of; `WEEKDAY`, `MONTH` and `BASIN` follow from them."""

OWN: Final[Mapping[Unit, tuple[Dimension, ...]]] = {
    Unit.RING: (),
    Unit.CALL: (),
    Unit.NEED: (Dimension.NEED,),
    Unit.UNMET_NEED: (Dimension.NEED, Dimension.REASON),
    Unit.REFERRAL: (Dimension.SERVICE, Dimension.STATUS, Dimension.REASON),
}
"""What a unit has beside what its call has."""

FILTERS: Final = (
    Dimension.BASIN,
    Dimension.COMMUNE,
    Dimension.LANGUAGE,
    Dimension.NEED,
    Dimension.OUTCOME,
    Dimension.PROFILE,
)
"""By which a whole report may be narrowed, one value each."""

MOST_CROSSED: Final = 3
"""Dimensions and filters of one table. Source: design of privacy, 3.6."""


def dimensions_of(unit: Unit) -> frozenset[Dimension]:
    """By what `unit` may be parted."""
    derived = (Dimension.WEEKDAY, Dimension.MONTH, Dimension.BASIN)
    return frozenset((*KEPT, *derived, *OWN[unit]))
