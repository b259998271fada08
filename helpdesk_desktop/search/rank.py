"""Evidence added up: answering every part of a query beats answering one part many times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from helpdesk_desktop.search.answer import Reason
from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.vocabulary import FUNCTION_WEIGHT

SECOND: Final = 0.08
"""How much a second, weaker proof of the same part adds to the best one."""
FAINT: Final = 0.15
"""Share of the best score under which a service is no hit."""
LEADERS: Final = 2
"""Needs that have their best service first."""
OF_IT: Final = 0.7
"""How much a service must be of a need to be the best of it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A service by its number, and its score."""

    service: int
    score: float


def scored(
    parts: Sequence[Part], evidence: Mapping[int, Sequence[Evidence]], bonuses: Mapping[int, float]
) -> dict[int, float]:
    """Per service how well it answers, over 0.

    Args:
        evidence: By the number of the part.
        bonuses: Per service, what its name is worth on top.
    """
    scores = dict(bonuses)
    whole = sum(part.weight for part in parts)
    for part in parts:
        share = part.weight / whole
        for service, strength in _strengths(evidence.get(part.number, ())).items():
            scores[service] = scores.get(service, 0.0) + share * strength
    return scores


def rank(scores: Mapping[int, float], order: Sequence[int], limit: int) -> list[Ranked]:
    """The best `limit` services, best first; equals in their `order`."""
    least = FAINT * max(scores.values(), default=0.0)
    best = nsmallest(
        limit,
        (
            # Sums of floats differ in their last digits: equals must stay equal.
            (-round(score, 6), order[service], service)
            for service, score in scores.items()
            if score > 0 and score >= least
        ),
    )
    return [Ranked(service, -score) for score, _order, service in best]


def led_by(
    needs: Sequence[Mapping[int, float]],
    ranked: Sequence[Ranked],
    scores: Mapping[int, float],
    order: Sequence[int],
) -> tuple[list[Ranked], int]:
    """`ranked` with the best service of each of the likeliest `needs` first, and how many that are.

    Two needs in one sentence, or one that may be either: nobody has to scroll for the second.
    """
    leaders = list(ranked[:1])
    for services in needs[:LEADERS]:
        if any(services.get(leader.service, 0.0) >= OF_IT for leader in leaders):
            continue
        own = {n: scores[n] for n, share in services.items() if share >= OF_IT and n in scores}
        leaders += rank(own, order, 1)
    others = [hit for hit in ranked if hit not in leaders]
    return [*leaders, *others][: len(ranked)], min(len(leaders), len(ranked))


def _strengths(evidence: Iterable[Evidence]) -> dict[int, float]:
    """Per service its best proof, and a little of the others."""
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


def best_proof(service: int, evidence: Iterable[Evidence]) -> tuple[float, Evidence] | None:
    """The strongest of `evidence` for `service` and how strong it is; None when it has none."""
    proofs = [
        (found.services[service] * found.strength, found)
        for found in evidence
        if service in found.services
    ]
    return max(proofs, key=lambda proof: proof[0], default=None)


def reasons(
    service: int, parts: Sequence[Part], evidence: Mapping[int, Sequence[Evidence]]
) -> tuple[Reason, ...]:
    """Why `service` is a hit: the best proof of each part, the weightiest part first."""
    told: dict[Reason, None] = {}
    for part in sorted(parts, key=lambda part: -part.weight):
        if told and part.weight <= FUNCTION_WEIGHT:
            break
        if proof := best_proof(service, evidence.get(part.number, ())):
            told[proof[1].reason(service)] = None
    return tuple(told)
