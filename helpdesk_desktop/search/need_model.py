"""Which need a sentence speaks of, learnt from all the ways to say each one.

A multinomial naive Bayes over the traits of the phrases, each phrase counting as much as any
other (Rennie et al., « Tackling the poor assumptions of naive Bayes text classifiers », ICML 2003,
for the weights by rarity and length). It is counting: the same phrases give the same model, in
under a second, and a phrase that the server adds counts as soon as it is here.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from helpdesk_desktop.search.tokens import tokens
from helpdesk_desktop.search.traits import traits

SMOOTHING: Final = 0.05
"""What is counted of a trait that no phrase of a need has."""
SHARPNESS: Final = 0.09
"""How far scores are believed; traits depend on each other, so less than the arithmetic says."""


PIECES: Final = 0.3
"""How far a word is known of which only the pieces are."""


@dataclass(frozen=True, slots=True)
class NeedModel:
    """Counts of traits by need.

    Attributes:
        needs: How many there are; each goes by its number.
        rarity: Per trait its weight and where its entries begin and end.
        of_need: The number of the need of each entry.
        gain: What each entry adds to the score of its need.
        rest: Per need, what any trait at all takes from it.
    """

    needs: int
    places: Mapping[str, tuple[float, int, int]]
    of_need: "array[int]"
    gain: "array[float]"
    rest: "array[float]"

    def likely(self, words: Sequence[str], *, half: bool = False) -> Sequence[float]:
        """How likely each need is meant by `words`, summing to 1; all alike when none is known."""
        scores = [0.0] * self.needs
        told = 0.0
        for trait, counts in traits(words, half=half):
            if place := self.places.get(trait):
                rarity, start, end = place
                weight = counts * rarity
                told += weight
                for at in range(start, end):
                    scores[self.of_need[at]] += weight * self.gain[at]
        return _shares([score + told * rest for score, rest in zip(scores, self.rest, strict=True)])

    def familiar(self, word: str) -> float:
        """How far callers use `word`: 1 for the word in some form, less for pieces of it only."""
        own = list(traits((word,)))
        if own[0][0] in self.places:
            return 1.0
        pieces = [trait for trait, _ in own[1:]]
        return PIECES * sum(piece in self.places for piece in pieces) / max(1, len(pieces))


def learn_needs(phrases: Sequence[Sequence[str]]) -> NeedModel:
    """The model of the `phrases` of each need, by its number."""
    documents = [
        (need, dict(traits(tokens(phrase)))) for need, said in enumerate(phrases) for phrase in said
    ]
    having: dict[str, int] = {}
    for _need, counts in documents:
        for trait in counts:
            having[trait] = having.get(trait, 0) + 1
    rarity = {trait: 1.0 + log((len(documents) + 1) / (n + 1)) for trait, n in having.items()}
    counted: dict[str, dict[int, float]] = {trait: {} for trait in having}
    whole = [0.0] * len(phrases)
    for need, counts in documents:
        length = sqrt(sum((rarity[trait] * n) ** 2 for trait, n in counts.items())) or 1.0
        for trait, n in counts.items():
            share = rarity[trait] * n / length
            by_need = counted[trait]
            by_need[need] = by_need.get(need, 0.0) + share
            whole[need] += share
    places: dict[str, tuple[float, int, int]] = {}
    of_need, gain = array("H"), array("f")
    for trait, by_need in counted.items():
        start = len(of_need)
        for need, share in by_need.items():
            of_need.append(need)
            gain.append(log(share / SMOOTHING + 1.0))
        places[trait] = (rarity[trait], start, len(of_need))
    rest = array("f", (-log(share + SMOOTHING * len(having)) for share in whole))
    return NeedModel(len(phrases), places, of_need, gain, rest)


def _shares(scores: Sequence[float]) -> Sequence[float]:
    best = max(scores, default=0.0)
    shares = [exp(SHARPNESS * (score - best)) for score in scores]
    whole = sum(shares) or 1.0
    return [share / whole for share in shares]
