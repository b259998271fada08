"""What need a whole query speaks of, from the words of callers: no phrase has to be met."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.concepts import Concept, Concepts, is_group, sayings
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.need_model import NeedModel, learn_needs
from helpdesk_desktop.search.tokens import joined, tokens
from helpdesk_desktop.search.vocabulary import FUNCTION_WEIGHT
from helpdesk_domain.lexicon import is_elsewhere
from helpdesk_domain.offer import TermId, words_in

FAINT: Final = 0.02
"""Likelihood under which a need is not followed."""
MOST: Final = 8
TOLD: Final = 0.35
"""Likelihood from which a need is shown as understood."""
OF_BOTH: Final = 0.2
"""How far one need is believed to be all of a few words that seem to speak of two."""
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
        if concept.term.parent_id and not is_group(concept.term)
    ]
    phrases = [
        [
            *sayings(concepts.concepts[number].term, lexicon),
            *told.get(concepts.concepts[number].term.id, ()),
        ]
        for number in numbers
        if number is not None
    ]
    for key, said in lexicon.items():
        if is_elsewhere(key):
            numbers.append(None)
            phrases.append(list(said))
    uses = Counter(
        word for said in phrases for word in {word for text in said for word in tokens(text)}
    )
    return Needs(learn_needs(phrases), numbers, uses)


@dataclass(frozen=True, slots=True)
class MeantNeed:
    """A need the query may speak of.

    Attributes:
        services: How much each service is of it, 0 to 1.
        by_part: Per part of the query how likely it speaks of this need, 0 to 1.
    """

    concept: Concept
    by_part: Mapping[int, float]

    @property
    def services(self) -> Mapping[int, float]:
        return self.concept.services

    @property
    def likelihood(self) -> float:
        return max(self.by_part.values())


@dataclass(frozen=True, slots=True)
class Meant:
    """What a query speaks of.

    Attributes:
        found: The likeliest needs, the best first.
        elsewhere: How likely it is something that no service answers, 0 to 1.
    """

    found: Sequence[MeantNeed] = ()
    elsewhere: float = 0.0


def meant(
    needs: Needs, concepts: Concepts, parts: Sequence[Part], refused: frozenset[str] = frozenset()
) -> Meant:
    """The needs that `parts` may speak of but for those `refused`, by the ids of their terms."""
    asked = [part for part in parts if not part.recognised and not part.is_address]
    if not asked:
        return Meant()
    by_need: dict[int, dict[int, float]] = {}
    begins = needs.model.second_begins([part.said for part in asked])
    _note(needs, by_need, asked, OF_BOTH if begins and not _is_sentence(asked) else 1.0)
    if begins:
        _note(needs, by_need, asked[:begins], OF_TWO)
        _note(needs, by_need, asked[begins:], OF_TWO)
    found, elsewhere = [], 0.0
    for need, by_part in by_need.items():
        number = needs.concepts[need]
        if number is None:
            elsewhere += by_part.get(asked[0].number, 0.0)
        elif concepts.concepts[number].term.id not in refused:
            found.append(MeantNeed(concepts.concepts[number], by_part))
    found.sort(key=lambda need: (-need.likelihood, need.concept.term.id))
    return Meant(found[:MOST], elsewhere)


def _is_sentence(parts: Sequence[Part]) -> bool:
    """Whether more words carry the sentence than tell something: « mon ex ne rend pas … »."""
    return sum(part.weight <= FUNCTION_WEIGHT for part in parts) > len(parts) / 2


def _note(
    needs: Needs, by_need: dict[int, dict[int, float]], parts: Sequence[Part], share: float
) -> None:
    for need, likelihood in enumerate(needs.model.likely([part.said for part in parts])):
        if likelihood >= FAINT:
            by_part = by_need.setdefault(need, {})
            for part in parts:
                by_part[part.number] = max(share * likelihood, by_part.get(part.number, 0.0))


def need_evidence(
    needs: Needs, found: Meant, parts: Sequence[Part], language: str
) -> Iterator[Evidence]:
    """Evidence for each part of a need that is meant, with a word that callers use."""
    familiar = {part.number: needs.model.familiar(part.said) for part in parts}
    for need in found.found:
        reason = Reason(ReasonKind.CATEGORY, words_in(need.concept.term, "name", language))
        for part, likelihood in need.by_part.items():
            if familiar[part]:
                strength = STRENGTH * likelihood**ROOT * familiar[part]
                yield Evidence(part, need.services, strength, always(reason))


def recognised_needs(found: Meant, parts: Sequence[Part], language: str) -> Iterator[Recognised]:
    """The needs that are told to whoever asked, as they may be refused: those that are likely."""
    for need in found.found:
        if need.likelihood >= TOLD and need.likelihood > found.elsewhere:
            telling = [
                part.typed
                for part in parts
                if part.number in need.by_part and part.weight > FUNCTION_WEIGHT
            ]
            name = words_in(need.concept.term, "name", language)
            key = str(need.concept.term.id)
            yield Recognised(RecognisedKind.NEED, joined(telling), name, key)
