"""Evidence added up: answering every part of a query beats answering one part many times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from helpdesk_desktop.search.answer import Reason
from helpdesk_desktop.search.evidence import Evidence, Part

SECOND: Final = 0.08
"""How much a second, weaker proof of the same part adds to the best one."""
FAINT: Final = 0.15
"""Share of the best score under which a service is no hit."""
CONFIDENT: Final = 0.42
"""Share of the need that the best hits must answer, or the answer is of low confidence."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A service by its number; `need` is the share of the need it answers, 0 to about 1."""

    service: int
    score: float
    need: float


def rank(
    parts: Sequence[Part],
    evidence: Iterable[Evidence],
    bonuses: Mapping[int, float],
    order: Sequence[int],
    limit: int,
) -> list[Ranked]:
    """The best `limit` services.

    Args:
        bonuses: Per service, what its name is worth on top.
        order: Per service, its place among equals.
    """
    by_part: dict[int, list[Evidence]] = {}
    for found in evidence:
        by_part.setdefault(found.part, []).append(found)
    needs: dict[int, float] = {}
    facets: dict[int, float] = {}
    for part in parts:
        totals = facets if part.recognised else needs
        for service, strength in _strengths(by_part.get(part.number, [])).items():
            totals[service] = totals.get(service, 0.0) + part.weight * strength
    asked = sum(part.weight for part in parts if not part.recognised)
    whole = sum(part.weight for part in parts) or 1.0
    scores = {
        service: (needs.get(service, 0.0) + facets.get(service, 0.0)) / whole
        + bonuses.get(service, 0.0)
        for service in needs.keys() | facets.keys() | bonuses.keys()
    }
    least = FAINT * max(scores.values(), default=0.0)
    best = nsmallest(
        limit,
        ((-round(score, 6), order[service], service) for service, score in scores.items()),
    )
    return [
        Ranked(service, -score, needs.get(service, 0.0) / asked if asked else 1.0)
        for score, _order, service in best
        if -score >= least and score
    ]


def _strengths(evidence: Sequence[Evidence]) -> dict[int, float]:
    """Per service its best proof, and a little of the next."""
    best: dict[int, float] = {}
    for found in evidence:
        for service, share in found.services.items():
            strength = share * found.strength
            known = best.get(service)
            if known is None:
                best[service] = strength
            elif strength > known:
                best[service] = strength + SECOND * known
            else:
                best[service] = known + SECOND * strength
    return best


def is_confident(ranked: Sequence[Ranked], bonuses: Mapping[int, float]) -> bool:
    """Whether the first hits answer enough of what was asked."""
    return any(hit.need >= CONFIDENT or bonuses.get(hit.service, 0.0) > 0.3 for hit in ranked[:10])


def reasons(
    service: int, parts: Sequence[Part], evidence: Sequence[Evidence]
) -> tuple[Reason, ...]:
    """Why `service` is a hit: the best proof of each part, the weightiest part first."""
    told: dict[Reason, None] = {}
    for part in sorted(parts, key=lambda part: -part.weight):
        proofs = [
            found for found in evidence if found.part == part.number and service in found.services
        ]
        if proofs:
            best = max(proofs, key=lambda found: found.services[service] * found.strength)
            told[best.reason(service)] = None
    return tuple(told)
