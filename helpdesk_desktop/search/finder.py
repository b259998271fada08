"""Search: from what an operator types to services that answer it, with reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from helpdesk_desktop.search.answer import Found, Hit, Reason, ReasonKind
from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.facets.opening_wishes import RELATIVE, opening_evidence
from helpdesk_desktop.search.facets.spoken import language_evidence
from helpdesk_desktop.search.facets.wishes import wish_evidence
from helpdesk_desktop.search.index import Index, build_index
from helpdesk_desktop.search.inverted.names import is_named
from helpdesk_desktop.search.inverted.phones import (
    said_numbers,
    said_short_number,
    short_number,
    typed_number,
)
from helpdesk_desktop.search.inverted.text import text_evidence
from helpdesk_desktop.search.needs.learnt import learnt_evidence
from helpdesk_desktop.search.needs.meaning import Said, concept_evidence, recognised_groups, said_of
from helpdesk_desktop.search.needs.meant import (
    Meant,
    MeantNeed,
    meant,
    need_evidence,
    recognised_needs,
)
from helpdesk_desktop.search.places.place import place_evidence
from helpdesk_desktop.search.ranking.confidence import (
    LOOKED_AT,
    answering,
    answering_a_need,
    best_answer,
    is_sure,
    likely_hits,
    unanswered,
)
from helpdesk_desktop.search.ranking.rank import better_of, by_weight, led_by, rank, reasons, scored
from helpdesk_desktop.search.reading.aloud import heard_as
from helpdesk_desktop.search.reading.query import Reading, read
from helpdesk_desktop.search.wanted import EVERYTHING, Facet, Wanted
from helpdesk_desktop.search.words.tokens import QUERY_LIMIT, joined, read_words
from helpdesk_domain.short_numbers import short_numbers

__all__ = ["Index", "build_index", "find"]

URGENT: Final = 0.35
"""Likelihood from which danger to life is told: rather once too often."""
EMERGENCY: Final = "112"
CALLED: Final = 4.0
"""Bonus for a telephone number among the words: with it, all the rest is less likely."""
LEADING: Final = 0.2
"""Likelihood from which a need has its best service among the first."""


def find(
    index: Index,
    query: str,
    *,
    language: str = "fr",
    limit: int = 50,
    wanted: Wanted = EVERYTHING,
    refused: frozenset[str] = frozenset(),
    counted: bool = False,
) -> Found:
    """Services that answer `query`, best first.

    Args:
        query: As typed, finished or not: any case, accents or not, French or Dutch or both,
            with slips. Its first 500 characters are read; any text is allowed.
        language: In which reasons and places are named, `fr` or `nl`.
        limit: Longest list wanted.
        wanted: What each hit must have besides; with no word, all that have it.
        refused: Keys of what the query is not to be taken for: see `Recognised`.
        counted: Whether to count the facets of what answers, see `confidence.answering`.

    Returns:
        At most `limit` hits; none when `query` has no word and nothing else is wanted, or when
        nothing in the offer has any. The same query on the same offer gives the same list.

    Cost: under 10 ms for 4,200 services on a small laptop.
    """
    asked = _Asked(language, limit, wanted, refused, counted)
    query = query[:QUERY_LIMIT]
    if by_number := _by_number(index, query, asked):
        return by_number
    numbers, rest = said_numbers(query)
    line, rest = said_short_number(rest)
    if line:
        numbers.append(line.number)
    called = {service: number for number in numbers for service in index.phones.of(number)}
    typed = read_words(rest)
    if not typed.words and not called:
        every = _all_alike(index, index.services, asked if wanted else replace(asked, limit=0))
        return replace(every, line=line)
    heard = heard_as(index.concepts.acronyms())
    unreadable = frozenset() if wanted.now else RELATIVE
    reading = read(typed, index.vocabulary, language, refused | unreadable, heard)
    weighed = _weighed(index, reading, typed.words, called, asked)
    return replace(_found(index, reading, weighed, asked), line=line)


def _by_number(index: Index, query: str, asked: "_Asked") -> Found | None:
    """The answer to a query that is a telephone number and nothing else; None when it is none."""
    if short := short_number(query):
        line, alike = short_numbers().get(short), index.phones.of(short)
        if not line and not alike:
            return None
        found = _all_alike(index, alike, asked, Reason(ReasonKind.PHONE, short))
        return replace(
            found,
            line=line,
            urgent=short == EMERGENCY,
            low_confidence=found.low_confidence and not line,
        )
    number = typed_number(query.strip())
    if not number:
        return None
    return _all_alike(index, index.phones.typed(number), asked, Reason(ReasonKind.PHONE, number))


@dataclass(frozen=True, slots=True)
class _Asked:
    """How an answer is wanted: the arguments of `find`."""

    language: str
    limit: int
    wanted: Wanted
    refused: frozenset[str]
    counted: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a query means, and how well each service answers it.

    Attributes:
        said: The concepts it says.
        needs: The needs it speaks of.
        evidence: By the number of the part.
        called: Per service whose telephone number stands among the words, that number.
        bonuses: Per service, what its name or its number is worth.
        scores: Per service, all of it added up.
    """

    said: Said
    needs: Meant
    evidence: Mapping[int, Sequence[Evidence]]
    called: Mapping[int, str]
    bonuses: Mapping[int, float]
    scores: Mapping[int, float]


def _weighed(
    index: Index,
    reading: Reading,
    typed: Sequence[str],
    called: Mapping[int, str],
    asked: _Asked,
) -> _Weighed:
    parts = reading.parts
    needs = meant(index.needs, index.concepts, parts, asked.refused)
    said = said_of(index.concepts, index.vocabulary, parts, asked.refused)
    evidence = _by_part(_evidence(index, parts, said, needs.found, asked))
    bonuses = index.names.bonuses(reading.words)
    for service, bonus in index.names.bonuses(typed).items():
        bonuses[service] = max(bonus, bonuses.get(service, 0.0))
    bonuses |= dict.fromkeys(called, CALLED)
    scores = scored(parts, evidence, bonuses)
    if needs.apart:
        apart = _by_part(_evidence(index, parts, said, needs.apart, asked))
        scores = better_of(scores, scored(parts, apart, bonuses))
    return _Weighed(said, needs, evidence, called, bonuses, scores)


def _found(index: Index, reading: Reading, weighed: _Weighed, asked: _Asked) -> Found:
    parts, evidence = reading.parts, weighed.evidence
    best = rank(weighed.scores, index.order, max(asked.limit, LOOKED_AT))
    # Whether the words have an answer does not depend on what it is narrowed down by.
    sure = is_sure(best, parts, evidence, weighed.bonuses, weighed.needs)
    named = (
        not reading.recognised
        and bool(best)
        and is_named(weighed.bonuses.get(best[0].service, 0.0))
        and not index.concepts.says(reading.words)
    )
    worth = best_answer(weighed.scores, weighed.bonuses)
    answers = answering(weighed.scores, worth) if asked.wanted or asked.counted else {}
    met, ranked, leaders = weighed.scores, best[: asked.limit], 1
    scores = met
    if asked.wanted:  # what answers and has it, as many as the facets count
        met = _allowed(index, answers, asked.wanted)
        scores = met or _nearest(index, weighed.scores, asked.wanted)
        ranked = rank(scores, index.order, asked.limit)
    if ranked and not named:
        leading = [n.services for n in weighed.needs.found if n.likelihood >= LEADING]
        ranked, leaders = led_by(leading, ranked, scores, index.order, asked.limit)
    least = None if weighed.called else worth
    likely = ranked[: likely_hits(ranked, leaders, least)] if sure and met else ()
    whole = (Reason(ReasonKind.NAME, joined(reading.words)),)
    weightiest = by_weight(parts)
    return Found(
        hits=tuple(
            Hit(
                index.ids[it.service],
                it.score,
                _number_of(it.service, weighed.called)
                or reasons(it.service, weightiest, evidence)
                or whole,
            )
            for it in ranked
        ),
        likely=len(likely) if weighed.called else answering_a_need(likely, parts, evidence),
        low_confidence=not sure,
        recognised=(
            *reading.recognised,
            *(() if named else recognised_needs(weighed.needs, parts, asked.language)),
            *recognised_groups(index.concepts, weighed.said, parts, asked.language),
        ),
        corrected=reading.corrected if ranked else (),
        unanswered=() if weighed.called else unanswered(best, parts, evidence, sure),
        urgent=weighed.needs.urgent >= URGENT,
        counts=_counts(index, answers, asked),
    )


def _number_of(service: int, called: Mapping[int, str]) -> tuple[Reason, ...]:
    return (Reason(ReasonKind.PHONE, called[service]),) if service in called else ()


def _all_alike(index: Index, services: Iterable[int], asked: _Asked, *reasons: Reason) -> Found:
    """All of `services`, which answer alike, as far as they have what is wanted."""
    scores = dict.fromkeys(services, 1.0)
    ranked = rank(_allowed(index, scores, asked.wanted), index.order, asked.limit)
    hits = tuple(Hit(index.ids[hit.service], hit.score, reasons) for hit in ranked)
    return Found(
        hits=hits,
        likely=len(hits),
        low_confidence=bool(reasons) and not scores,
        counts=_counts(index, scores, asked),
    )


def _nearest(index: Index, scores: Mapping[int, float], wanted: Wanted) -> Mapping[int, float]:
    """What comes nearest where nothing that answers has what is wanted.

    One who is nearly it, in the commune that was chosen, is better than nobody.
    """
    nearest = _allowed(index, scores, wanted)
    return answering(nearest, best_answer(nearest, {}))


def _allowed(index: Index, scores: Mapping[int, float], wanted: Wanted) -> Mapping[int, float]:
    if not wanted:
        return scores
    allowed = index.facets.allowed(wanted)
    return {service: score for service, score in scores.items() if allowed[service]}


def _counts(
    index: Index, services: Iterable[int], asked: _Asked
) -> Mapping[Facet, Mapping[str, int]]:
    return index.facets.counts(services, asked.wanted) if asked.counted else {}


def _evidence(
    index: Index,
    parts: Sequence[Part],
    said: Said,
    needs: Sequence[MeantNeed],
    asked: _Asked,
) -> Iterator[Evidence]:
    """Every rule of the search; a new one is a line here and a file of its own."""
    language, refused = asked.language, asked.refused
    yield from text_evidence(index.vocabulary, parts)
    yield from concept_evidence(index.concepts, said, parts, language)
    yield from need_evidence(index.needs, needs, parts, language)
    yield from learnt_evidence(index.learnt, index.concepts, parts, language, refused)
    yield from place_evidence(index.places, parts, language)
    yield from language_evidence(index.languages, parts)
    yield from wish_evidence(index.facets, parts)
    yield from opening_evidence(index.facets, parts, asked.wanted.now)


def _by_part(evidence: Iterable[Evidence]) -> Mapping[int, Sequence[Evidence]]:
    by_part: dict[int, list[Evidence]] = {}
    for found in evidence:
        by_part.setdefault(found.part, []).append(found)
    return by_part
