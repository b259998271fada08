"""Which need a sentence speaks of: what was learnt, asked."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from helpdesk_desktop.search.words.fingerprints import Fingerprints
from helpdesk_desktop.search.words.traits import Trait, traits, traits_at

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
        traits: All that tell something, each by its place.
        starts: Per place of a trait where its entries begin; they end where the next begin.
        of_need: The number of the need of each entry.
        gain: What each entry adds to the score of its need.
    """

    needs: int
    traits: Fingerprints
    starts: "array[int]"
    of_need: "array[int]"
    gain: "array[float]"

    def likely(self, words: Sequence[str]) -> Sequence[float]:
        """How likely each need is meant by `words`, summing to 1; all alike when none is known."""
        return self.heard(words).likely

    def heard(self, words: Sequence[str]) -> "Heard":
        """What `words` say, read once from the first to the last."""
        so_far = [[0.0] * self.needs]
        for place in range(len(words)):
            so_far.append(self._with(so_far[-1], traits_at(words, place)))
        return Heard(so_far)

    def _with(self, scores: Sequence[float], told: Iterable[Trait]) -> list[float]:
        scores = list(scores)
        for trait, counts in told:
            place = self.traits.place(trait)
            if place is None:
                continue
            entries = slice(self.starts[place], self.starts[place + 1])
            for need, gain in zip(self.of_need[entries], self.gain[entries], strict=True):
                scores[need] += counts * gain
        return scores

    def familiar(self, word: str) -> float:
        """How far callers use `word`: 1 for the word in some form, less for pieces of it only."""
        own = list(traits((word,)))
        if own[0][0] in self.traits:
            return 1.0
        pieces = [trait for trait, _ in own[1:]]
        return PIECES * sum(piece in self.traits for piece in pieces) / max(1, len(pieces))


@dataclass(frozen=True, slots=True)
class Heard:
    """How well each need explains a sentence.

    Attributes:
        so_far: The scores of all needs before the first word, and after each.
    """

    so_far: Sequence[Sequence[float]]

    @property
    def likely(self) -> Sequence[float]:
        """How likely each need is meant, summing to 1."""
        whole = self.so_far[-1]
        best = max(whole, default=0.0)
        shares = [exp(SHARPNESS * (score - best)) for score in whole]
        sum_of_all = sum(shares) or 1.0
        return [share / sum_of_all for share in shares]

    def second_begins(self, among: Sequence[int]) -> int:
        """The place of the word with which a second, other need begins; 0 when there is one need.

        Two needs are told apart when they explain the words much better than any one does.

        Args:
            among: The places of the words that tell something: each need has one of its own, or
                « je cherche une » would be a need before « kiné ».
        """
        whole = self.so_far[-1]
        best, begins = max(whole, default=0.0) + ANOTHER / SHARPNESS, 0
        for place in range(min(among, default=0) + 1, max(among, default=0) + 1):
            first = self.so_far[place]
            second = (score - before for score, before in zip(whole, first, strict=True))
            both = max(first, default=0.0) + max(second, default=0.0)
            if both > best:
                best, begins = both, place
        return begins
