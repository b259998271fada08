"""What an answer must have besides the words: the facets an operator narrows it down by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final


class Facet(StrEnum):
    """A property of a service that callers ask for.

    Its values are strings: `urn:be:nis:21009` for a commune, `fr`, `nl` or `both` for a community,
    a language code, the id of a target group, and `yes` for those that only hold or do not.
    """

    COMMUNE = "commune"
    COMMUNITY = "community"
    LANGUAGE = "language"
    GROUP = "group"
    OPEN_NOW = "open_now"
    WITHOUT_COVER = "without_cover"
    FREE = "free"


YES = "yes"
"""The only value of a facet that holds or does not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Values asked for: one of those of each facet, of every facet that has any.

    Attributes:
        now: The moment that « open now » means; None only when that is not asked for.
    """

    values: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    now: datetime | None = None

    def __bool__(self) -> bool:
        return any(self.values.values())


EVERYTHING: Final = Wanted()
