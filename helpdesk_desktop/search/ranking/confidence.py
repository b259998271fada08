"""How far an answer is to be believed: honest silence, and never a hopeful answer hidden."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.inverted.names import is_named
from helpdesk_desktop.search.inverted.vocabulary import FUNCTION_WEIGHT
from helpdesk_desktop.search.needs.meant import Meant
from helpdesk_desktop.search.ranking.rank import Ranked, best_proof

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


def likely_hits(ranked: Sequence[Ranked], leaders: int, best: float | None = None) -> int:
    """How many hits, from the first, are as good as the best or nearly; the leaders always are.

    Args:
        best: What the best answer is worth, its name aside: a name typed whole makes the other
            answers no worse. None for the score of the first.
    """
    if not ranked:
        return 0
    least = NEAR * (ranked[0].score if best is None else best)
    count = 0
    while count < len(ranked) and (count < leaders or ranked[count].score >= least):
        count += 1
    return count


def best_answer(scores: Mapping[int, float], bonuses: Mapping[int, float]) -> float:
    """The best of `scores`, names aside."""
    aside = {n: scores[n] - bonus for n, bonus in bonuses.items()}
    return max({**scores, **aside}.values(), default=0.0)


def answering(scores: Mapping[int, float], best: float) -> dict[int, float]:
    """The services that answer, of all that have a word of the query: these are counted."""
    return {service: score for service, score in scores.items() if score >= HALF * best}


def answering_a_need(
    hits: Sequence[Ranked], parts: Sequence[Part], evidence: Mapping[int, Sequence[Evidence]]
) -> int:
    """Up to which of `hits` one answers more than a place, a language or a condition.

    All of them, if nothing more was asked.
    """
    telling = _telling(parts)
    if not telling:
        return len(hits)
    answering = (at for at, hit in enumerate(hits, start=1) if _answers_any(hit, telling, evidence))
    return max(answering, default=0)


def unanswered(
    ranked: Sequence[Ranked],
    parts: Sequence[Part],
    evidence: Mapping[int, Sequence[Evidence]],
    sure: bool,
) -> tuple[str, ...]:
    """The words that tell something and that no hit answers; all of them when nothing is sure."""
    return tuple(
        dict.fromkeys(
            part.typed
            for part in _telling(parts)
            if not sure
            or not any(_answers_any(hit, [part], evidence) for hit in ranked[:LOOKED_AT])
        )
    )


def _telling(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if not part.recognised and part.weight > FUNCTION_WEIGHT]


def _answers_any(
    hit: Ranked, parts: Iterable[Part], evidence: Mapping[int, Sequence[Evidence]]
) -> bool:
    return any(best_proof(hit.service, evidence.get(part.number, ())) for part in parts)


def _answered(
    service: int, parts: Sequence[Part], evidence: Mapping[int, Sequence[Evidence]]
) -> float:
    """The weight of the parts that `service` answers at all."""
    return sum(
        part.weight * part.sure * min(1.0, proof[0] / ANSWERED)
        for part in parts
        if (proof := best_proof(service, evidence.get(part.number, ())))
    )
