"""Every word of the offer: where it stands, how much it tells, what looks or sounds like it."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from helpdesk_desktop.search.fields import Field
from helpdesk_desktop.search.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.sound import sound
from helpdesk_desktop.search.stems import stem

FUNCTION_WEIGHT: Final = 0.04
"""Weight of a function word: it settles ties between names, it never carries a need."""

UNKNOWN_WEIGHT: Final = 0.7
"""Weight of a word the offer does not have: it is part of what was asked and not found."""


@dataclass(frozen=True, slots=True)
class Posting:
    """The services that have one word: their numbers, rising, and the fields, side by side."""

    services: "array[int]"
    fields: bytearray

    def fields_of(self, service: int) -> int:
        """The fields in which `service` has the word; 0 when it has it nowhere."""
        place = bisect_left(self.services, service)
        found = place < len(self.services) and self.services[place] == service
        return self.fields[place] if found else 0


NOWHERE: Final = Posting(array("I"), bytearray())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of an offer; built once by `vocabulary_of`.

    Attributes:
        postings: Per word that stands in a record, where.
        weights: Per word, 0 to 1: how much it narrows down; rare is near 1.
        ordered: All words in the order of letters, for what they begin with.
        titles: Those of names and categories, likewise; a first letter looks only there.
        by_stem: Words that share a stem, when there are several.
        by_length: Words by number of letters, for what looks like them.
        by_sound: Words by sound key, for what sounds like them.
        sounds: The sound keys, in the order of letters.
    """

    postings: Mapping[str, Posting]
    weights: Mapping[str, float]
    ordered: Sequence[str]
    titles: Sequence[str]
    by_stem: Mapping[str, Sequence[str]]
    by_length: Mapping[int, Sequence[str]]
    by_sound: Mapping[str, Sequence[str]]
    sounds: Sequence[str]

    def __contains__(self, word: str) -> bool:
        return word in self.weights

    def posting(self, word: str) -> Posting:
        return self.postings.get(word, NOWHERE)

    def weight(self, word: str) -> float:
        """Weight of `word`, 0 to 1; a word that is not there has `UNKNOWN_WEIGHT`."""
        if word in FUNCTION_WORDS:
            return FUNCTION_WEIGHT
        return self.weights.get(word, UNKNOWN_WEIGHT)

    def like(self, word: str) -> Sequence[str]:
        """Words of the same stem as `word`, itself left out."""
        return [same for same in self.by_stem.get(stem(word), ()) if same != word]

    def starting(self, start: str) -> Iterator[str]:
        """Words that begin with `start` and are longer, in the order of letters."""
        words = self.ordered if len(start) > 2 else self.titles
        for place in range(bisect_left(words, start), len(words)):
            word = words[place]
            if not word.startswith(start):
                return
            if word != start:
                yield word


def vocabulary_of(
    postings: Mapping[str, Posting],
    phrases: Mapping[str, int],
    said: Mapping[str, int],
    others: Iterable[str],
    *,
    services: int,
    concepts: int,
) -> Vocabulary:
    """The vocabulary of an offer.

    Args:
        phrases: Per word of the taxonomy, how many concepts use it.
        said: Per word of callers, for how many concepts it is said.
        others: Further words that are no slips: communes, languages.
        services: How many services there are.
        concepts: How many concepts there are.
    """
    words = sorted({*postings, *phrases, *said, *others, *FUNCTION_WORDS})
    told = Field.DESCRIPTION.value
    titles = {word for word, posting in postings.items() if any(f & ~told for f in posting.fields)}
    by_stem: dict[str, list[str]] = {}
    by_length: dict[int, list[str]] = {}
    by_sound: dict[str, list[str]] = {}
    for word in words:
        by_stem.setdefault(stem(word), []).append(word)
        if word.isalpha():
            by_length.setdefault(len(word), []).append(word)
            by_sound.setdefault(sound(word), []).append(word)
    return Vocabulary(
        postings=postings,
        weights={
            word: min(
                _rarity(len(postings[word].services) if word in postings else 0, services),
                _rarity(max(phrases.get(word, 0), said.get(word, 0)), concepts),
            )
            for word in words
        },
        ordered=words,
        titles=sorted(titles | phrases.keys()),
        by_stem={key: same for key, same in by_stem.items() if len(same) > 1},
        by_length=by_length,
        by_sound=by_sound,
        sounds=sorted(by_sound),
    )


def _rarity(having: int, all_of_them: int) -> float:
    """1 for what at most one has, falling with the logarithm to nearly 0 for what all have."""
    if having <= 1:
        return 1.0
    return max(0.02, 1.0 - log(having) / log(all_of_them + 1))
