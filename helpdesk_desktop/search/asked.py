"""What is asked of the search, and the answers that need no reading: a number, a filter alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from helpdesk_desktop.search.answer import Found, Hit, Reason, ReasonKind
from helpdesk_desktop.search.index import Index
from helpdesk_desktop.search.inverted.phones import short_number, typed_number
from helpdesk_desktop.search.ranking.confidence import answering, best_answer
from helpdesk_desktop.search.ranking.rank import rank
from helpdesk_desktop.search.wanted import Facet, Wanted
from helpdesk_domain.short_numbers import short_numbers

EMERGENCY: Final = "112"


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer is wanted: the arguments of `find`."""

    language: str
    limit: int
    wanted: Wanted
    refused: frozenset[str]
    counted: bool


def by_number(index: Index, query: str, asked: Asked) -> Found | None:
    """The answer to a query that is a telephone number and nothing else; None when it is none."""
    if short := short_number(query):
        line, alike = short_numbers().get(short), index.phones.of(short)
        if not line and not alike:
            return None
        found = all_alike(index, alike, asked, Reason(ReasonKind.PHONE, short))
        return replace(
            found,
            line=line,
            urgent=short == EMERGENCY,
            low_confidence=found.low_confidence and not line,
        )
    number = typed_number(query.strip())
    if not number:
        return None
    return all_alike(index, index.phones.typed(number), asked, Reason(ReasonKind.PHONE, number))


def all_alike(index: Index, services: Iterable[int], asked: Asked, *reasons: Reason) -> Found:
    """All of `services`, which answer alike, as far as they have what is wanted."""
    scores = dict.fromkeys(services, 1.0)
    ranked = rank(allowed(index, scores, asked.wanted), index.order, asked.limit)
    hits = tuple(Hit(index.ids[hit.service], hit.score, reasons) for hit in ranked)
    return Found(
        hits=hits,
        likely=len(hits),
        low_confidence=bool(reasons) and not scores,
        counts=counts(index, scores, asked),
    )


def nearest(index: Index, scores: Mapping[int, float], wanted: Wanted) -> Mapping[int, float]:
    """What comes nearest where nothing that answers has what is wanted.

    One who is nearly it, in the commune that was chosen, is better than nobody.
    """
    near = allowed(index, scores, wanted)
    return answering(near, best_answer(near, {}))


def allowed(index: Index, scores: Mapping[int, float], wanted: Wanted) -> Mapping[int, float]:
    """Those of `scores` whose services have what is `wanted`."""
    if not wanted:
        return scores
    having = index.facets.allowed(wanted)
    return {service: score for service, score in scores.items() if having[service]}


def counts(
    index: Index, services: Iterable[int], asked: Asked
) -> Mapping[Facet, Mapping[str, int]]:
    """Per value of each facet how many of `services` have it, when that is asked for."""
    return index.facets.counts(services, asked.wanted) if asked.counted else {}
