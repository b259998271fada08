"""Words typical of one kind of help, learnt from the offer itself: weak evidence for all of it.

If nearly every record with `herintegratie` is filed under one category, the word means that
category, and services of it that are described in the other language, or in fewer words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.inverted.postings import Posting
from helpdesk_desktop.search.needs.concepts import FIRST, Concepts, is_group
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_domain.offer import words_in

LEARNT: Final = 0.5
"""Strength of a word that only ever stands for one category."""
FEWEST: Final = 3
"""Records that must have a word before anything is learnt from it."""
COMMON: Final = 10
"""A word that more than one record in so many has is typical of nothing."""
TYPICAL: Final = 0.35
"""Share of the records with a word that one category must hold."""
MOST_LEARNT: Final = 8
"""Categories followed for one query."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Per word, the concepts it is typical of: (number of the concept, share of its records)."""

    typical: Mapping[str, Sequence[tuple[int, float]]]


def learn(postings: Mapping[str, Posting], concepts: Concepts, services: int) -> Learnt:
    """What the records of an offer of so many `services` teach about its words."""
    filed = _filed(concepts)
    typical: dict[str, Sequence[tuple[int, float]]] = {}
    for word, posting in postings.items():
        having = len(posting.services)
        if FEWEST <= having <= services // COMMON and word not in FUNCTION_WORDS:
            counts = Counter(map(filed.get, posting.services))
            shares = tuple(
                (number, count / having)
                for number, count in counts.most_common(2)
                if number is not None and count >= FEWEST and count / having >= TYPICAL
            )
            if shares:
                typical[word] = shares
    return Learnt(typical)


def _filed(concepts: Concepts) -> Mapping[int, int]:
    """Per service the number of the category it names first."""
    return {
        service: number
        for number, concept in enumerate(concepts.concepts)
        if not is_group(concept.term)
        for service, share in concept.services.items()
        if share == FIRST
    }


def learnt_evidence(
    learnt: Learnt,
    concepts: Concepts,
    parts: Sequence[Part],
    language: str,
    refused: frozenset[str] = frozenset(),
) -> Iterator[Evidence]:
    """Evidence for each part with a word that is typical of a category, but for those `refused`."""
    strengths: dict[int, dict[int, float]] = {}
    for part in parts:
        for word, likeness in part.words.items():
            for number, share in learnt.typical.get(word, ()):
                if concepts.concepts[number].term.id in refused:
                    continue
                known = strengths.setdefault(number, {})
                strength = LEARNT * share * likeness
                known[part.number] = max(strength, known.get(part.number, 0.0))
    likeliest = sorted(strengths, key=lambda number: (-sum(strengths[number].values()), number))
    for number in likeliest[:MOST_LEARNT]:
        concept = concepts.concepts[number]
        reason = Reason(ReasonKind.CATEGORY, words_in(concept.term, "name", language))
        for part_number, strength in strengths[number].items():
            yield Evidence(part_number, concept.services, strength, always(reason))
