"""Search: from what an operator types to services that answer it, with reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from helpdesk_desktop.search.aloud import heard_as
from helpdesk_desktop.search.answer import Found, Hit, Reason, ReasonKind
from helpdesk_desktop.search.confidence import answering, is_sure, likely_hits, unanswered
from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.index import Index, build_index
from helpdesk_desktop.search.learnt import learnt_evidence
from helpdesk_desktop.search.meaning import Said, concept_evidence, recognised_groups, said_of
from helpdesk_desktop.search.names import is_named
from helpdesk_desktop.search.needs import MeantNeed, meant, need_evidence, recognised_needs
from helpdesk_desktop.search.phones import typed_number
from helpdesk_desktop.search.place import place_evidence
from helpdesk_desktop.search.rank import better_of, led_by, rank, reasons, scored
from helpdesk_desktop.search.reading import Reading, read
from helpdesk_desktop.search.spoken import language_evidence
from helpdesk_desktop.search.text import text_evidence
from helpdesk_desktop.search.tokens import QUERY_LIMIT, joined, read_words
from helpdesk_desktop.search.wanted import EVERYTHING, Wanted
from helpdesk_desktop.search.wishes import wish_evidence

__all__ = ["Index", "build_index", "find"]

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
            with slips. Its first 200 characters are read; any text is allowed.
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
    query = query[:QUERY_LIMIT]
    if number := typed_number(query.strip()):
        scores = dict.fromkeys(index.phones.starting(number), 1.0)
        reason = Reason(ReasonKind.PHONE, number)
        return _narrowed(index, scores, wanted, limit, counted, reason)
    typed = read_words(query)
    if not typed.words:
        scores = dict.fromkeys(index.services, 1.0) if wanted or counted else {}
        return _narrowed(index, scores, wanted, limit if wanted else 0, counted)
    heard = heard_as(index.concepts.acronyms())
    reading = read(typed, index.vocabulary, language, refused, heard)
    return _found(index, reading, typed.words, language, limit, wanted, refused, counted)


def _found(
    index: Index,
    reading: Reading,
    typed: Sequence[str],
    language: str,
    limit: int,
    wanted: Wanted,
    refused: frozenset[str],
    counted: bool,
) -> Found:
    parts = reading.parts
    needs = meant(index.needs, index.concepts, parts, refused)
    said = said_of(index.concepts, index.vocabulary, parts, refused)
    evidence = _by_part(_evidence(index, parts, said, needs.found, language))
    bonuses = {**index.names.bonuses(reading.words), **index.names.bonuses(typed)}
    everything = scored(parts, evidence, bonuses)
    if needs.apart:
        apart = _by_part(_evidence(index, parts, said, needs.apart, language))
        everything = better_of(everything, scored(parts, apart, bonuses))
    counts = index.facets.counts(answering(everything), wanted) if counted else {}
    scores = _allowed(index, everything, wanted)
    ranked = rank(scores, index.order, limit)
    named = bool(ranked) and is_named(bonuses.get(ranked[0].service, 0.0))
    leaders = 1
    if ranked and not named:
        leading = [need.services for need in needs.found if need.likelihood >= LEADING]
        ranked, leaders = led_by(leading, ranked, scores, index.order, limit)
    sure = is_sure(ranked, parts, evidence, bonuses, needs)
    recognised = (
        *reading.recognised,
        *(() if named else recognised_needs(needs, parts, language)),
        *recognised_groups(index.concepts, said, parts, language),
    )
    whole = Reason(ReasonKind.NAME, joined(reading.words))
    return Found(
        hits=tuple(
            Hit(
                index.ids[hit.service], hit.score, reasons(hit.service, parts, evidence) or (whole,)
            )
            for hit in ranked
        ),
        likely=likely_hits(ranked, leaders) if sure else 0,
        low_confidence=not sure,
        recognised=recognised,
        corrected=reading.corrected,
        unanswered=unanswered(ranked, parts, evidence, sure),
        counts=counts,
    )


def _narrowed(
    index: Index,
    scores: Mapping[int, float],
    wanted: Wanted,
    limit: int,
    counted: bool,
    *reasons: Reason,
) -> Found:
    """All of `scores`, which answer alike, as far as they have what is wanted."""
    ranked = rank(_allowed(index, scores, wanted), index.order, limit)
    hits = tuple(Hit(index.ids[hit.service], hit.score, reasons) for hit in ranked)
    counts = index.facets.counts(scores, wanted) if counted else {}
    return Found(hits, likely=len(hits), low_confidence=not hits and bool(reasons), counts=counts)


def _allowed(index: Index, scores: Mapping[int, float], wanted: Wanted) -> Mapping[int, float]:
    if not wanted:
        return scores
    allowed = index.facets.allowed(wanted)
    return {service: score for service, score in scores.items() if allowed[service]}


def _evidence(
    index: Index,
    parts: Sequence[Part],
    said: Said,
    needs: Sequence[MeantNeed],
    language: str,
) -> Iterator[Evidence]:
    """Every rule of the search; a new one is a line here and a file of its own."""
    yield from text_evidence(index.vocabulary, parts)
    yield from concept_evidence(index.concepts, said, parts, language)
    yield from need_evidence(index.needs, needs, parts, language)
    yield from learnt_evidence(index.learnt, index.concepts, parts, language)
    yield from place_evidence(index.places, parts, language)
    yield from language_evidence(index.languages, parts)
    yield from wish_evidence(index.facets, parts)


def _by_part(evidence: Iterable[Evidence]) -> Mapping[int, Sequence[Evidence]]:
    by_part: dict[int, list[Evidence]] = {}
    for found in evidence:
        by_part.setdefault(found.part, []).append(found)
    return by_part
