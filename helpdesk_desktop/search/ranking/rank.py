"""Evidence added up: answering every part of a query beats answering one part many times."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from helpdesk_desktop.search.answer import Reason
from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.inverted.vocabulary import FUNCTION_WEIGHT

SECOND: Final = 0.08
"""How much a second, weaker proof of the same part adds to the best one."""
FAINT: Final = 0.15
"""Share of the best score under which a service is no hit."""
BOTH: Final = 1.4
"""What answering each of two needs is worth, against answering one that may be all of them."""
ENOUGH: Final = 200
"""Services found from which a part that a crowd answers only tells them apart."""
WIDE: Final = 6000
"""Services that are a crowd."""
_EQUAL: Final = 1e-6

LEADERS: Final = 2
"""Needs that have their best service first."""
LEAST: Final = 0.4
"""Share of the best score that the best service of a second need must have to be put first."""
NEARLY: Final = 0.7
"""Share of the best score that who suits must have to take the place of who does not."""
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
    for part in sorted(parts, key=lambda part: _size(evidence.get(part.number, ()))):
        share = part.weight / whole
        strengths = _strengths(evidence.get(part.number, ()), scores)
        if not scores:
            scores = {service: share * strength for service, strength in strengths.items()}
            continue
        for service, strength in strengths.items():
            scores[service] = scores.get(service, 0.0) + share * strength
    return scores


def better_of(scores: Mapping[int, float], apart: Mapping[int, float]) -> dict[int, float]:
    """`scores`, or those of two needs taken `apart`: answering both is worth more than either."""
    best = dict(scores)
    for service, score in apart.items():
        best[service] = max(best.get(service, 0.0), BOTH * score)
    return best


def rank(scores: Mapping[int, float], order: Sequence[str], limit: int) -> list[Ranked]:
    """The best `limit` services, best first; equals in their `order`."""
    best = nlargest(limit, scores.values())
    if not best:
        return []
    # Sums of floats differ in their last digits: equals must stay equal.
    least = max(best[-1] - _EQUAL, FAINT * best[0])
    near = [(-round(score, 6), order[n], n) for n, score in scores.items() if score >= least > 0]
    near.sort()
    return [Ranked(service, -score) for score, _order, service in near[:limit]]


def led_by(
    needs: Sequence[Mapping[int, float]],
    ranked: Sequence[Ranked],
    scores: Mapping[int, float],
    order: Sequence[str],
    limit: int,
    unsuited: Container[int] = frozenset(),
) -> tuple[list[Ranked], int]:
    """`ranked` with the best service of each of the likeliest `needs` first, and how many that are.

    Two needs in one sentence, or one that may be either: nobody has to scroll for the second. One
    that was too faint to be ranked joins the list, and takes the place of the last if it is full.

    Args:
        unsuited: Services that lead only where no other comes near: « psychologue enfant » is not
            answered first by who sees adults.
    """
    leaders = [_first(ranked, unsuited)] if ranked else []
    for services in needs[:LEADERS]:
        if any(services.get(leader.service, 0.0) >= OF_IT for leader in leaders):
            continue
        least = LEAST * leaders[0].score if leaders else 0.0
        own = {
            n: scores[n]
            for n, share in services.items()
            if share >= OF_IT and scores.get(n, 0.0) > least
        }
        own = {n: score for n, score in own.items() if n not in unsuited} or own
        leaders += rank(own, order, 1)
    others = [hit for hit in ranked if hit not in leaders]
    return [*leaders, *others][:limit], min(len(leaders), limit)


def _first(ranked: Sequence[Ranked], unsuited: Container[int]) -> Ranked:
    """The best that is not `unsuited`, where one comes near the best."""
    near = (hit for hit in ranked if hit.score >= NEARLY * ranked[0].score)
    return next((hit for hit in near if hit.service not in unsuited), ranked[0])


def _size(evidence: Iterable[Evidence]) -> int:
    return sum(len(found.services) for found in evidence)


def _strengths(evidence: Sequence[Evidence], known: Mapping[int, float]) -> dict[int, float]:
    """Per service its best proof, and a little of the others.

    Where a part is answered by a crowd, as a place is, and others have answered narrower ones,
    only those are looked at: who is in Ixelles and has nothing to do with the need is no hit.
    """
    crowd = len(known) >= ENOUGH and _size(evidence) > max(WIDE, 2 * len(known))
    best: dict[int, float] = {}
    others: dict[int, float] = {}
    for found in evidence:
        services = found.services
        if crowd:
            services = {n: services[n] for n in known.keys() & services.keys()}
        if not best:
            best = {service: share * found.strength for service, share in services.items()}
            continue
        for service, share in services.items():
            strength = share * found.strength
            before = best.get(service)
            if before is None:
                best[service] = strength
                continue
            best[service] = max(strength, before)
            others[service] = others.get(service, 0.0) + min(strength, before)
    for service, more in others.items():
        best[service] += SECOND * more
    return best


def best_proof(service: int, evidence: Iterable[Evidence]) -> tuple[float, Evidence] | None:
    """The strongest of `evidence` for `service` and how strong it is; None when it has none."""
    best = None
    for found in evidence:
        share = found.services.get(service)
        if share is None:
            continue
        strength = share * found.strength
        if best is None or strength > best[0]:
            best = strength, found
    return best


def by_weight(parts: Iterable[Part]) -> list[Part]:
    """`parts` in the order in which reasons are told: the weightiest first."""
    return sorted(parts, key=lambda part: -part.weight)


def reasons(
    service: int, parts: Sequence[Part], evidence: Mapping[int, Sequence[Evidence]]
) -> tuple[Reason, ...]:
    """Why `service` is a hit: the best proof of each of `parts`, which come `by_weight`."""
    told: dict[Reason, None] = {}
    for part in parts:
        if told and part.weight <= FUNCTION_WEIGHT:
            break
        if proof := best_proof(service, evidence.get(part.number, ())):
            told[proof[1].reason(service)] = None
    return tuple(told)
