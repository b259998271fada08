"""Search: from what an operator types to services that answer it, with reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from helpdesk_desktop.search.answer import Found, Hit, Reason, ReasonKind
from helpdesk_desktop.search.asked import Asked, all_alike, allowed, by_number, counts, nearest
from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.facets.opening_wishes import RELATIVE, opening_evidence
from helpdesk_desktop.search.facets.spoken import language_evidence
from helpdesk_desktop.search.facets.wishes import wish_evidence
from helpdesk_desktop.search.index import Index, build_index
from helpdesk_desktop.search.inverted.names import is_named
from helpdesk_desktop.search.inverted.phones import said_numbers, said_short_number
from helpdesk_desktop.search.inverted.text import text_evidence
from helpdesk_desktop.search.needs.audience import for_other_ages
from helpdesk_desktop.search.needs.learnt import learnt_evidence
from helpdesk_desktop.search.needs.meaning import Said, concept_evidence, recognised_groups, said_of
from helpdesk_desktop.search.needs.meant import (
    Meant,
    MeantNeed,
    meant,
    need_evidence,
    recognised_needs,
)
from helpdesk_desktop.search.places.outside import postcodes_outside
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
from helpdesk_desktop.search.ranking.rank import (
    better_of,
    by_weight,
    led_by,
    rank,
    reasons,
    scored,
)
from helpdesk_desktop.search.reading.aloud import heard_as
from helpdesk_desktop.search.reading.query import Reading, read
from helpdesk_desktop.search.wanted import EVERYTHING, Wanted
from helpdesk_desktop.search.words.tokens import QUERY_LIMIT, joined, read_words
from helpdesk_domain.short_numbers import suicide_lines

__all__ = ["Index", "build_index", "find"]

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
    asked = Asked(language, limit, wanted, refused, counted)
    query = query[:QUERY_LIMIT]
    if numbered := by_number(index, query, asked):
        return numbered
    numbers, rest = said_numbers(query)
    line, rest = said_short_number(rest)
    if line:
        numbers.append(line.number)
    called = {service: number for number in numbers for service in index.phones.of(number)}
    typed = read_words(rest)
    if not typed.words and not called:
        every = all_alike(index, index.services, asked if wanted else replace(asked, limit=0))
        return replace(every, line=line)
    heard = heard_as(index.concepts.acronyms())
    unreadable = frozenset() if wanted.now else RELATIVE
    reading = read(typed, index.vocabulary, language, refused | unreadable, heard)
    weighed = _weighed(index, reading, typed.words, called, asked)
    urgent, wish = index.danger.told(typed.words, reading.words)
    return replace(
        _found(index, reading, weighed, asked),
        line=line,
        urgent=urgent,
        listening=suicide_lines(language) if wish else (),
        outside=tuple(dict.fromkeys(postcodes_outside(typed.words, index.vocabulary))),
    )


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
    asked: Asked,
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


def _found(index: Index, reading: Reading, weighed: _Weighed, asked: Asked) -> Found:
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
        met = allowed(index, answers, asked.wanted)
        scores = met or nearest(index, weighed.scores, asked.wanted)
        ranked = rank(scores, index.order, asked.limit)
    if ranked and not named:
        leading = [n.services for n in weighed.needs.found if n.likelihood >= LEADING]
        others = for_other_ages(index.concepts, weighed.said)
        ranked, leaders = led_by(leading, ranked, scores, index.order, asked.limit, others)
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
        counts=counts(index, answers, asked),
    )


def _number_of(service: int, called: Mapping[int, str]) -> tuple[Reason, ...]:
    return (Reason(ReasonKind.PHONE, called[service]),) if service in called else ()


def _evidence(
    index: Index,
    parts: Sequence[Part],
    said: Said,
    needs: Sequence[MeantNeed],
    asked: Asked,
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
