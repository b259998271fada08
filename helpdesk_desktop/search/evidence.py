"""The parts of a query, and evidence: what in the offer answers one of them.

This is the seam of the search. A rule reads the parts and yields evidence; it knows no other
rule, and `rank` knows no rule.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from helpdesk_desktop.search.answer import Reason, Recognised


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the query that wants one answer.

    Attributes:
        number: Its place among the parts, from 0.
        typed: Its words as read (folded).
        said: The same, slips mended.
        weight: How much it tells, compared with the other parts; 0 when it tells the need alone.
        words: Words of the offer it may stand for, each with a likeness of 0 to 1.
        sure: 0 to 1: how sure it is that it stands for one of them; under 1 for a slip.
        is_address: Whether it belongs to a street: then it names no need.
        is_relative: Whether it is somebody's relative, « ma mère »: then it names no group.
        recognised: The facets it may name; several when it is not clear which one.
    """

    number: int
    typed: str
    said: str
    weight: float
    words: Mapping[str, float] = field(default_factory=dict)
    recognised: tuple[Recognised, ...] = ()
    sure: float = 1.0
    is_address: bool = False
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """That some services answer one part of the query.

    Attributes:
        part: The number of the part.
        services: Per service number how far it does, 0 to 1.
        strength: By which all of `services` count, 0 to 1.
        reason: What is told about a service that has it, by its number.
    """

    part: int
    services: Mapping[int, float]
    strength: float
    reason: Callable[[int], Reason]


def always(reason: Reason) -> Callable[[int], Reason]:
    """The same `reason` for every service."""
    return lambda _service: reason
