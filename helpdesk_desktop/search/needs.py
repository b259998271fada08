"""What need a whole query speaks of, from the words of callers: no phrase has to be met."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind
from helpdesk_desktop.search.concepts import Concepts, sayings
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.need_model import NeedModel, learn_needs
from helpdesk_desktop.search.tokens import tokens
from helpdesk_domain.offer import words_in

ELSEWHERE: Final = "elsewhere"
"""The key of what callers ask for that no service answers: tickets, tyres, the weather."""

FAINT: Final = 0.02
"""Likelihood under which a need is not followed."""
MOST: Final = 8
STRENGTH: Final = 1.0
ROOT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Needs:
    """The model, and the concept behind each of its needs; None for what is asked elsewhere."""

    model: NeedModel
    concepts: Sequence[int | None]
    words: Mapping[str, int]

    def uses(self) -> Mapping[str, int]:
        """Per word, for how many needs it is said."""
        return self.words


def needs_of(concepts: Concepts, lexicon: Mapping[str, Sequence[str]]) -> Needs:
    """The needs among `concepts`, with the ways to say them that `lexicon` adds."""
    numbers: list[int | None] = [
        number
        for number, concept in enumerate(concepts.concepts)
        if concept.term.taxonomy != "target_group" and concept.term.parent_id
    ]
    phrases = [
        list(sayings(concepts.concepts[number].term, lexicon))
        for number in numbers
        if number is not None
    ]
    if elsewhere := lexicon.get(ELSEWHERE):
        numbers.append(None)
        phrases.append(list(elsewhere))
    uses = Counter(
        word for said in phrases for word in {word for text in said for word in tokens(text)}
    )
    return Needs(learn_needs(phrases), numbers, uses)


def need_evidence(
    needs: Needs, concepts: Concepts, parts: Sequence[Part], language: str
) -> Iterator[Evidence]:
    """Evidence for each part of the need with a word that callers use."""
    asked = [part for part in parts if not part.recognised]
    words = [word for part in asked for word in part.said.split()]
    if not words:
        return
    likely = needs.model.likely(words)
    best = sorted(range(len(likely)), key=lambda need: -likely[need])[:MOST]
    known = {part.number: needs.model.familiar(part.said) for part in asked}
    for need in best:
        number = needs.concepts[need]
        if number is None or likely[need] < FAINT:
            continue
        concept = concepts.concepts[number]
        reason = Reason(ReasonKind.CATEGORY, words_in(concept.term, "name", language))
        for part in asked:
            if known[part.number]:
                strength = STRENGTH * likely[need] ** ROOT * known[part.number]
                yield Evidence(part.number, concept.services, strength, always(reason))
