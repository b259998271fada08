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
from helpdesk_domain.offer import TermId, words_in

ELSEWHERE: Final = "elsewhere"
"""The key of what callers ask for that no service answers: tickets, tyres, the weather."""

FAINT: Final = 0.02
"""Likelihood under which a need is not followed."""
MOST: Final = 8
OF_TWO: Final = 0.9
"""How far a need is believed that only some of the words speak of."""
STRENGTH: Final = 1.0
ROOT: Final = 0.7


@dataclass(frozen=True, slots=True)
class Needs:
    """The model, and the concept behind each of its needs; None for what is asked elsewhere."""

    model: NeedModel
    concepts: Sequence[int | None]
    words: Mapping[str, int]

    def uses(self) -> Mapping[str, int]:
        """Per word, for how many needs it is said."""
        return self.words


def needs_of(
    concepts: Concepts,
    lexicon: Mapping[str, Sequence[str]],
    told: Mapping[TermId, Sequence[str]],
) -> Needs:
    """The needs among `concepts`, with the ways to say them that `lexicon` adds."""
    numbers: list[int | None] = [
        number
        for number, concept in enumerate(concepts.concepts)
        if concept.term.taxonomy != "target_group" and concept.term.parent_id
    ]
    phrases = [
        [
            *sayings(concepts.concepts[number].term, lexicon),
            *told.get(concepts.concepts[number].term.id, ()),
        ]
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


@dataclass(frozen=True, slots=True)
class Meant:
    """A need the query may speak of.

    Attributes:
        concept: Its number.
        by_part: Per part of the query how likely it speaks of this need, 0 to 1.
    """

    concept: int
    by_part: Mapping[int, float]

    @property
    def likelihood(self) -> float:
        return max(self.by_part.values())


def meant(needs: Needs, parts: Sequence[Part]) -> Sequence[Meant]:
    """The needs that `parts` may speak of, the likeliest first; two of them when two are told."""
    asked = [part for part in parts if not part.recognised and not part.is_address]
    if not asked:
        return []
    words = [part.said for part in asked]
    by_concept: dict[int, dict[int, float]] = {}
    begins = needs.model.second_begins(words)
    _note(needs, by_concept, asked, 1.0)
    if begins:
        _note(needs, by_concept, asked[:begins], OF_TWO)
        _note(needs, by_concept, asked[begins:], OF_TWO)
    found = [Meant(concept, by_part) for concept, by_part in by_concept.items()]
    return sorted(found, key=lambda need: (-need.likelihood, need.concept))[:MOST]


def _note(
    needs: Needs, by_concept: dict[int, dict[int, float]], parts: Sequence[Part], share: float
) -> None:
    likely = needs.model.likely([part.said for part in parts])
    for need, likelihood in enumerate(likely):
        concept = needs.concepts[need]
        if likelihood >= FAINT and concept is not None:
            by_part = by_concept.setdefault(concept, {})
            for part in parts:
                by_part[part.number] = max(share * likelihood, by_part.get(part.number, 0.0))


def need_evidence(
    needs: Needs, found: Sequence[Meant], concepts: Concepts, parts: Sequence[Part], language: str
) -> Iterator[Evidence]:
    """Evidence for each part of a need that is meant, with a word that callers use."""
    familiar = {part.number: needs.model.familiar(part.said) for part in parts}
    for need in found:
        concept = concepts.concepts[need.concept]
        reason = Reason(ReasonKind.CATEGORY, words_in(concept.term, "name", language))
        for part, likelihood in need.by_part.items():
            if familiar[part]:
                strength = STRENGTH * likelihood**ROOT * familiar[part]
                yield Evidence(part, concept.services, strength, always(reason))
