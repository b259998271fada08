"""What need a whole query speaks of, from the words of callers: no phrase has to be met."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.inverted.vocabulary import FUNCTION_WEIGHT
from helpdesk_desktop.search.needs.concepts import Concept, Concepts, is_group, sayings
from helpdesk_desktop.search.needs.learning import learn_needs
from helpdesk_desktop.search.needs.model import NeedModel
from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_domain.lexicon import is_elsewhere, is_urgent
from helpdesk_domain.offer import TermId, words_in

FAINT: Final = 0.02
"""Likelihood under which a need is not followed."""
MOST: Final = 8
"""Needs followed, the likeliest."""
TOLD: Final = 0.35
"""Likelihood from which a need is shown as understood."""

RESTS: Final = 3.0
"""How much likelier a need may be by naming a relative than without."""

BELIEF: Final = 0.7
"""Power of a likelihood that is a strength: a need that is hardly likely is worth a look yet."""

Likely = dict[int, dict[int, float]]
"""Per need of the model and part of the query, how likely the part speaks of it."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The model, and what is behind each of its needs.

    Attributes:
        concepts: The concept of each; None for what is asked elsewhere, and for danger to life.
        urgent: Those that are danger to life.
    """

    model: NeedModel
    concepts: Sequence[int | None]
    urgent: frozenset[int] = frozenset()

    def apart_from_danger(self, likely: Sequence[float]) -> Sequence[float]:
        """How likely each need is when nobody is in danger: that is asked by itself, by `Danger`.

        Who calls about a heart attack also needs a doctor: the services found stay those found
        before danger was known, and 112 is said besides.
        """
        rest = max(1.0 - sum(likely[need] for need in self.urgent), 1e-9)
        return [0.0 if n in self.urgent else share / rest for n, share in enumerate(likely)]


def needs_of(
    concepts: Concepts,
    lexicon: Mapping[str, Sequence[str]],
    told: Mapping[TermId, Sequence[str]],
) -> tuple[Needs, Mapping[str, int]]:
    """The needs among `concepts`, with the ways to say them that `lexicon` adds.

    And per word that is said of a need, of how many it is.
    """
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
    urgent: set[int] = set()
    for key, said in lexicon.items():
        if is_urgent(key):
            urgent.add(len(numbers))
        if is_urgent(key) or is_elsewhere(key):
            numbers.append(None)
            phrases.append(list(said))
    uses = Counter(
        word for said in phrases for word in {word for text in said for word in tokens(text)}
    )
    return Needs(learn_needs(phrases), numbers, frozenset(urgent)), uses


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
        apart: When two needs are told, those of which only some words speak, each by those words.
        elsewhere: How likely it is something that no service answers, 0 to 1.
    """

    found: Sequence[MeantNeed] = ()
    apart: Sequence[MeantNeed] = ()
    elsewhere: float = 0.0


def meant(
    needs: Needs, concepts: Concepts, parts: Sequence[Part], refused: frozenset[str] = frozenset()
) -> Meant:
    """The needs that `parts` may speak of but for those `refused`, by the ids of their terms."""
    asked = [part for part in parts if not part.recognised and not part.is_address]
    if not asked:
        return Meant()
    heard = needs.model.heard([part.said for part in asked])
    whole = _followed(_whoever_calls(needs, heard.likely, asked), asked)
    apart: Likely = {}
    telling = [
        at
        for at, part in enumerate(asked)
        if part.weight > FUNCTION_WEIGHT and not part.is_relative
    ]
    if begins := heard.second_begins(telling):
        apart = _likely(needs, asked[:begins]) | _likely(needs, asked[begins:])
    nowhere = [need for need in whole if needs.concepts[need] is None]
    return Meant(
        found=_meant_needs(needs, concepts, _joined(whole, apart), refused),
        apart=_meant_needs(needs, concepts, apart, refused),
        elsewhere=sum(max(whole[need].values()) for need in nowhere),
    )


def _likely(needs: Needs, parts: Sequence[Part]) -> Likely:
    likely = needs.model.likely([part.said for part in parts])
    return _followed(_whoever_calls(needs, likely, parts), parts)


def _whoever_calls(needs: Needs, likely: Sequence[float], parts: Sequence[Part]) -> Sequence[float]:
    """How likely each need is, danger set apart, and none for somebody's relative alone.

    « Ma mère » is in a house for mothers, and is most often somebody who is old.
    """
    likely = needs.apart_from_danger(likely)
    others = [part.said for part in parts if not part.is_relative]
    if len(others) == len(parts):
        return likely
    without = needs.apart_from_danger(needs.model.likely(others))
    return [min(share, RESTS * other) for share, other in zip(likely, without, strict=True)]


def _followed(likely: Sequence[float], parts: Sequence[Part]) -> Likely:
    return {
        need: dict.fromkeys((part.number for part in parts), likelihood)
        for need, likelihood in enumerate(likely)
        if likelihood >= FAINT
    }


def _joined(whole: Likely, apart: Likely) -> Likely:
    joined = {need: dict(by_part) for need, by_part in whole.items()}
    for need, by_part in apart.items():
        known = joined.setdefault(need, {})
        for part, likelihood in by_part.items():
            known[part] = max(likelihood, known.get(part, 0.0))
    return joined


def _meant_needs(
    needs: Needs, concepts: Concepts, likely: Likely, refused: frozenset[str]
) -> list[MeantNeed]:
    found = [
        MeantNeed(concepts.concepts[number], by_part)
        for need, by_part in likely.items()
        if (number := needs.concepts[need]) is not None
        and concepts.concepts[number].term.id not in refused
    ]
    return sorted(found, key=lambda need: (-need.likelihood, need.concept.term.id))[:MOST]


def need_evidence(
    needs: Needs, found: Sequence[MeantNeed], parts: Sequence[Part], language: str
) -> Iterator[Evidence]:
    """Evidence for each part of a need that is meant, with a word that callers use."""
    familiar = {part.number: needs.model.familiar(part.said) for part in parts}
    for need in found:
        reason = Reason(ReasonKind.CATEGORY, words_in(need.concept.term, "name", language))
        for part, likelihood in need.by_part.items():
            if familiar[part]:
                strength = likelihood**BELIEF * familiar[part]
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
