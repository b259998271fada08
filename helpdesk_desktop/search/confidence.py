"""How far an answer is to be believed: honest silence, and never a hopeful answer hidden."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.names import is_named
from helpdesk_desktop.search.needs import Meant
from helpdesk_desktop.search.rank import Ranked, best_proof
from helpdesk_desktop.search.vocabulary import FUNCTION_WEIGHT

CONFIDENT: Final = 0.5
"""Share of the need that one of the first hits must answer, or the answer is not sure."""
ANSWERED: Final = 0.25
"""Strength from which a part is answered: a word said in the description will do."""
LOOKED_AT: Final = 10
"""Hits looked at to tell whether the answer is sure: what fits on a screen."""
STRONG: Final = 0.6
"""Score from which a hit is believed although the words are usual for what nobody here answers."""
HALF: Final = 0.5
"""Share of the best score from which a service is counted as an answer."""
NEAR: Final = 0.65
"""Share of the best score from which a hit is likely."""


def is_sure(
    ranked: Sequence[Ranked],
    parts: Sequence[Part],
    evidence: Mapping[int, Sequence[Evidence]],
    bonuses: Mapping[int, float],
    needs: Meant,
) -> bool:
    """Whether one of the first hits answers enough of what is needed; a place is no need."""
    if any(is_named(bonuses.get(hit.service, 0.0)) for hit in ranked[:LOOKED_AT]):
        return True
    if needs.elsewhere > max((need.likelihood for need in needs.found), default=0.0):
        return any(hit.score >= STRONG for hit in ranked[:1])
    asked = [part for part in parts if not part.recognised]
    whole = sum(part.weight for part in asked)
    return any(
        _answered(hit.service, asked, evidence) >= CONFIDENT * whole for hit in ranked[:LOOKED_AT]
    )


def likely_hits(ranked: Sequence[Ranked], leaders: int) -> int:
    """How many hits, from the first, are as good as the best or nearly; the leaders always are."""
    if not ranked:
        return 0
    least = NEAR * ranked[0].score
    count = leaders
    while count < len(ranked) and ranked[count].score >= least:
        count += 1
    return min(count, len(ranked))


def answering(scores: Mapping[int, float]) -> list[int]:
    """The services that answer: counted are those, not all that have a word of the query."""
    least = HALF * max(scores.values(), default=0.0)
    return [service for service, score in scores.items() if score >= least]


def unanswered(
    ranked: Sequence[Ranked],
    parts: Sequence[Part],
    evidence: Mapping[int, Sequence[Evidence]],
    sure: bool,
) -> tuple[str, ...]:
    """The words that tell something and that no hit answers; all of them when nothing is sure."""
    telling = [part for part in parts if not part.recognised and part.weight > FUNCTION_WEIGHT]
    return tuple(
        dict.fromkeys(
            part.typed
            for part in telling
            if not sure or not _is_answered(part, ranked[:LOOKED_AT], evidence)
        )
    )


def _is_answered(
    part: Part, hits: Iterable[Ranked], evidence: Mapping[int, Sequence[Evidence]]
) -> bool:
    return any(best_proof(hit.service, evidence.get(part.number, ())) for hit in hits)


def _answered(
    service: int, parts: Sequence[Part], evidence: Mapping[int, Sequence[Evidence]]
) -> float:
    """The weight of the parts that `service` answers at all."""
    return sum(
        part.weight * part.sure * min(1.0, proof[0] / ANSWERED)
        for part in parts
        if (proof := best_proof(service, evidence.get(part.number, ())))
    )
