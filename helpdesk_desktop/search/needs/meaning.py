"""What kinds of help and of people a query means: the bridge between words and languages."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.inverted.vocabulary import Vocabulary
from helpdesk_desktop.search.needs.concepts import Concepts, is_group
from helpdesk_desktop.search.words.tokens import joined
from helpdesk_domain.offer import words_in

SHORTEST_BEGUN: Final = 3
"""Letters from which the start of a phrase stands for it."""
MOST_CONCEPTS: Final = 24
"""Concepts followed for one query, the likeliest: the rest are single common words."""
TOLD: Final = 0.85
"""Share of a phrase from which a group of people is meant: what counts is always shown."""
FAINT: Final = 0.12
"""Share of a phrase under which a concept is not followed."""

Said = dict[int, dict[int, float]]
"""Per concept and part of the query, how far the concept is meant by it, 0 to 1."""


def concept_evidence(
    concepts: Concepts, said: Said, parts: Sequence[Part], language: str
) -> Iterator[Evidence]:
    """Evidence for each part of the query that belongs to the phrase of a concept."""
    for number in _likeliest(said, parts):
        concept = concepts.concepts[number]
        kind = ReasonKind.GROUP if is_group(concept.term) else ReasonKind.CATEGORY
        reason = Reason(kind, words_in(concept.term, "name", language))
        for part_number, strength in said[number].items():
            yield Evidence(part_number, concept.services, strength, always(reason))


def recognised_groups(
    concepts: Concepts, said: Said, parts: Sequence[Part], language: str
) -> Iterator[Recognised]:
    """The groups of people that are told to whoever asked: those of which a phrase is there."""
    for number, strengths in said.items():
        term = concepts.concepts[number].term
        if is_group(term) and max(strengths.values()) >= TOLD:
            typed = joined([part.typed for part in parts if strengths.get(part.number, 0) >= TOLD])
            name = words_in(term, "name", language)
            yield Recognised(RecognisedKind.GROUP, typed, name, str(term.id))


def said_of(
    concepts: Concepts, vocabulary: Vocabulary, parts: Sequence[Part], refused: frozenset[str]
) -> Said:
    """Which concepts the query says, but for those `refused` by the ids of their terms."""
    said = _said(concepts, vocabulary, parts)
    for number, share in _begun(concepts, parts).items():
        known = said.setdefault(number, {})
        for part in parts:
            known[part.number] = max(share, known.get(part.number, 0.0))
    return {n: parts for n, parts in said.items() if concepts.concepts[n].term.id not in refused}


def _likeliest(said: Said, parts: Sequence[Part]) -> Sequence[int]:
    weights = {part.number: part.weight for part in parts}
    answered = {
        number: sum(weights[part] * strength for part, strength in strengths.items())
        for number, strengths in said.items()
    }
    return sorted(said, key=lambda number: (-answered[number], number))[:MOST_CONCEPTS]


def _begun(concepts: Concepts, parts: Sequence[Part]) -> dict[int, float]:
    """Concepts with a phrase that begins with all that was typed, and how sure that is."""
    words = [part.typed for part in parts]
    typed, is_whole = joined(words), concepts.says(words)
    begun: dict[int, float] = {}
    if len(typed) < SHORTEST_BEGUN:
        return begun
    for phrase, number in concepts.spelt[bisect_left(concepts.spelt, (typed, -1)) :]:
        if not phrase.startswith(typed):
            break
        if is_whole and phrase != typed and is_group(concepts.concepts[number].term):
            continue  # « thuiszorg » is care at home; nobody was going to say « thuiszorger »
        share = 0.7 + 0.3 * len(typed) / len(phrase)
        begun[number] = max(share, begun.get(number, 0.0))
    return begun


def _said(concepts: Concepts, vocabulary: Vocabulary, parts: Sequence[Part]) -> Said:
    """For each concept, how well its best phrase with each part is met."""
    said: Said = {}
    for number, met in _met(concepts, parts).items():
        phrase = concepts.phrases[number]
        told = {word for word, _likeness in met.values()}
        share = sum(map(vocabulary.weight, sorted(told))) / vocabulary.weight_of(phrase.words)
        group = is_group(concepts.concepts[phrase.concept].term)
        if share < (TOLD if group else FAINT):
            continue
        best = said.setdefault(phrase.concept, {})
        for part_number, (_word, likeness) in met.items():
            best[part_number] = max(best.get(part_number, 0.0), share * likeness)
    return said


def _met(
    concepts: Concepts, parts: Sequence[Part]
) -> Mapping[int, Mapping[int, tuple[str, float]]]:
    """Per phrase and part, the word of the phrase that the part is likest, and how like."""
    met: dict[int, dict[int, tuple[str, float]]] = {}
    for part in parts:
        if part.is_relative:
            continue
        for word, likeness in part.words.items():
            for number in concepts.by_word.get(word, ()):
                words = met.setdefault(number, {})
                if likeness > words.get(part.number, ("", 0.0))[1]:
                    words[part.number] = (word, likeness)
    return met
