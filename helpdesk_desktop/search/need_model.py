"""Which need a sentence speaks of, learnt from all the ways to say each one.

A trait speaks for a need by how much more often callers with this need say it than callers in
general: a unigram language model per need, smoothed with that of all needs by half (Zhai and
Lafferty, « A study of smoothing methods for language models », SIGIR 2001). It is counting: the
same phrases give the same model, in under a second, and a phrase that the server adds counts at
once.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log
from typing import Final

from helpdesk_desktop.search.tokens import tokens
from helpdesk_desktop.search.traits import Trait, last_traits, traits

SHARPNESS: Final = 0.45
"""How far scores are believed; traits depend on each other, so less than the arithmetic says.

Of what is called 70 % likely, seven in ten are so: measured on phrases of another hand.
"""
ANOTHER: Final = 4.0
"""How much better two needs must explain the words than one (natural logarithm of odds)."""
PIECES: Final = 0.3
"""How far a word is known of which only the pieces are."""


@dataclass(frozen=True, slots=True)
class NeedModel:
    """Counts of traits by need.

    Attributes:
        needs: How many there are; each goes by its number.
        traits: Per trait its number.
        starts: Per number of a trait where its entries begin; they end where the next begin.
        of_need: The number of the need of each entry.
        gain: What each entry adds to the score of its need.
    """

    needs: int
    traits: Mapping[str, int]
    starts: "array[int]"
    of_need: "array[int]"
    gain: "array[float]"

    def likely(self, words: Sequence[str], *, half: bool = False) -> Sequence[float]:
        """How likely each need is meant by `words`, summing to 1; all alike when none is known."""
        return _shares(self._scores(traits(words, half=half)))

    def second_begins(self, words: Sequence[str], *, half: bool = False) -> int:
        """The place of the word with which a second, other need begins; 0 when there is one need.

        Two needs are told apart when they explain the words much better than any one does.
        """
        if not self.needs:
            return 0
        so_far = [[0.0] * self.needs]
        for place in range(len(words)):
            last = half and place == len(words) - 1
            added = self._scores(last_traits(words[: place + 1], half=last))
            so_far.append([before + more for before, more in zip(so_far[-1], added, strict=True)])
        whole = so_far[-1]
        best, begins = max(whole) + ANOTHER / SHARPNESS, 0
        for place in range(1, len(words)):
            first = so_far[place]
            second = [score - before for score, before in zip(whole, first, strict=True)]
            both = max(first) + max(second)
            if both > best:
                best, begins = both, place
        return begins

    def _scores(self, told: Iterable[Trait]) -> list[float]:
        scores = [0.0] * self.needs
        for trait, counts in told:
            number = self.traits.get(trait)
            if number is None:
                continue
            for at in range(self.starts[number], self.starts[number + 1]):
                scores[self.of_need[at]] += counts * self.gain[at]
        return scores

    def familiar(self, word: str) -> float:
        """How far callers use `word`: 1 for the word in some form, less for pieces of it only."""
        own = list(traits((word,)))
        if own[0][0] in self.traits:
            return 1.0
        pieces = [trait for trait, _ in own[1:]]
        return PIECES * sum(piece in self.traits for piece in pieces) / max(1, len(pieces))


def learn_needs(phrases: Sequence[Sequence[str]]) -> NeedModel:
    """The model of the `phrases` of each need, by its number; each phrase counts as much as any."""
    numbers: dict[str, int] = {}
    told, of_need, share = array("I"), array("H"), array("f")
    for need, said in enumerate(phrases):
        own = _counted(said)
        told.extend(numbers.setdefault(trait, len(numbers)) for trait in own)
        of_need.extend([need] * len(own))
        share.extend(own.values())
    order = array("I", sorted(range(len(told)), key=told.__getitem__))
    starts = array("I", accumulate(_occurrences(told, len(numbers)), initial=0))
    usual = [
        sum(share[entry] for entry in order[start:end]) / len(phrases)
        for start, end in pairwise(starts)
    ]
    return NeedModel(
        needs=len(phrases),
        traits=numbers,
        starts=starts,
        of_need=array("H", (of_need[entry] for entry in order)),
        gain=array("f", (log(1.0 + share[entry] / usual[told[entry]]) for entry in order)),
    )


def _counted(phrases: Sequence[str]) -> dict[str, float]:
    """Per trait its share of all that is said in `phrases`."""
    shares: dict[str, float] = {}
    for phrase in phrases:
        told = list(traits(tokens(phrase)))
        whole = len(phrases) * sum(counts for _, counts in told)
        for trait, counts in told:
            shares[trait] = shares.get(trait, 0.0) + counts / whole
    return shares


def _occurrences(told: Sequence[int], traits: int) -> "array[int]":
    counts = array("I", bytes(4 * traits))
    for trait in told:
        counts[trait] += 1
    return counts


def _shares(scores: Sequence[float]) -> Sequence[float]:
    best = max(scores, default=0.0)
    shares = [exp(SHARPNESS * (score - best)) for score in scores]
    whole = sum(shares) or 1.0
    return [share / whole for share in shares]
