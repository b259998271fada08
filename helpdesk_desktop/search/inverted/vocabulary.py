"""Every word of the offer: where it stands, how much it tells, what looks or sounds like it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any, Final

from helpdesk_desktop.search.inverted.fields import Field
from helpdesk_desktop.search.inverted.postings import NOWHERE, Posting, note_words, put, take
from helpdesk_desktop.search.inverted.words_by_key import WordsByKey, words_by_key
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.sound import sound
from helpdesk_desktop.search.words.stems import stem

FUNCTION_WEIGHT: Final = 0.04
"""Weight of a function word: it settles ties between names, it never carries a need."""

UNKNOWN_WEIGHT: Final = 0.7
"""Weight of a word the offer does not have: it is part of what was asked and not found."""

_TOLD: Final = Field.DESCRIPTION.value


@dataclass(slots=True)
class Vocabulary:
    """The words of an offer; made by `vocabulary_of`, mended as services come and go.

    Attributes:
        services: How many there are.
        postings: Per word that stands in a record, where.
        said: Per word of the taxonomy, of callers, of places and languages: 0 to 1, how much it
            narrows down which kind of help is meant. None of them is a slip.
        phrases: The words of the taxonomy: they are among the titles.
        ordered: All words in the order of letters, for what they begin with.
        titles: Those of names and categories, likewise; a first letter looks only there.
        by_stem: All words by their stems.
        by_length: Words by number of letters, for what looks like them.
        by_sound: Words by sound key, for what sounds like them.
        sounds: The sound keys, each once, in the order of letters.
        remembered: What was worked out of single words; emptied when words come and go.
    """

    services: int
    postings: dict[str, Posting]
    said: Mapping[str, float]
    phrases: frozenset[str]
    ordered: list[str]
    titles: list[str]
    by_stem: WordsByKey
    by_length: dict[int, list[str]]
    by_sound: WordsByKey
    sounds: list[str]
    remembered: dict[tuple[str, bool, bool], Any] = field(default_factory=dict, compare=False)
    _weights: dict[str, float] = field(default_factory=dict)
    _weights_of: dict[frozenset[str], float] = field(default_factory=dict)

    def __contains__(self, word: str) -> bool:
        return word in self.postings or word in self.said

    def is_of_offer(self, word: str) -> bool:
        """Whether a record or a term of the offer has `word`; callers use many others."""
        return word in self.postings or word in self.phrases

    def posting(self, word: str) -> Posting:
        return self.postings.get(word, NOWHERE)

    def weight(self, word: str) -> float:
        """Weight of `word`, 0 to 1: how much it narrows down, rare is near 1.

        A word that is not there has `UNKNOWN_WEIGHT`.
        """
        known = self._weights.get(word)
        if known is not None:
            return known
        if word not in self:
            return UNKNOWN_WEIGHT
        having = len(self.posting(word).services)
        weight = min(_rarity(having, self.services), self.said.get(word, 1.0))
        self._weights[word] = FUNCTION_WEIGHT if word in FUNCTION_WORDS else weight
        return self._weights[word]

    def weight_of(self, phrase: frozenset[str]) -> float:
        """Weight of the words of `phrase` together, added up in one order: the same each time."""
        known = self._weights_of.get(phrase)
        if known is None:
            known = self._weights_of[phrase] = sum(map(self.weight, sorted(phrase)))
        return known

    def like(self, word: str) -> Sequence[str]:
        """Words of the same stem as `word`, itself left out."""
        return [same for same in self.by_stem.of(stem(word)) if same != word]

    def starting(self, start: str) -> Iterator[str]:
        """Words that begin with `start` and are longer, in the order of letters."""
        words = self.ordered if len(start) > 2 else self.titles
        for place in range(bisect_left(words, start), len(words)):
            word = words[place]
            if not word.startswith(start):
                return
            if word != start:
                yield word

    def note(self, service: int, words: Mapping[str, int]) -> None:
        """Take in a service, whose number is higher than all, with its words and their fields."""
        for word, fields in words.items():
            if word not in self:
                self._appear(word)
            if fields & ~_TOLD:
                put(self.titles, word)
        note_words(self.postings, service, words)
        self.services += 1
        self._weigh_anew()

    def forget(self, service: int, words: Iterable[str]) -> None:
        """Leave out a service, which has these words."""
        for word in words:
            posting = self.postings[word]
            was_title = posting.forget(service) & ~_TOLD
            if was_title and word not in self.phrases and not posting.is_title:
                take(self.titles, word)
            if not posting.services:
                del self.postings[word]
                if word not in self.said:
                    self._vanish(word)
        self.services -= 1
        self._weigh_anew()

    def _weigh_anew(self) -> None:
        self._weights.clear()
        self._weights_of.clear()
        self.remembered.clear()

    def _appear(self, word: str) -> None:
        put(self.ordered, word)
        self.by_stem.put(stem(word), word)
        if word.isalpha():
            put(self.by_length.setdefault(len(word), []), word)
            self.by_sound.put(sound(word), word)
            put(self.sounds, sound(word))

    def _vanish(self, word: str) -> None:
        take(self.ordered, word)
        self.by_stem.take(stem(word), word)
        if word.isalpha():
            take(self.by_length[len(word)], word)
            self.by_sound.take(sound(word), word)
            if not self.by_sound.of(sound(word)):
                take(self.sounds, sound(word))


def vocabulary_of(
    postings: dict[str, Posting],
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
    uses = {
        word: max(phrases.get(word, 0), said.get(word, 0))
        for word in {*phrases, *said, *others, *FUNCTION_WORDS}
    }
    rarity = {count: _rarity(count, concepts) for count in set(uses.values())}
    known = {word: rarity[count] for word, count in uses.items()}
    words = with_keys(sorted(postings.keys() | known.keys()))
    return ordered_vocabulary(services, postings, known, phrases, words)


def ordered_vocabulary(
    services: int,
    postings: dict[str, Posting],
    said: Mapping[str, float],
    phrases: Iterable[str],
    words: Iterable[tuple[str, str, str]],
) -> Vocabulary:
    """The vocabulary of `words`, which come in the order of letters, each with stem and sound."""
    ordered: list[str] = []
    stems: list[tuple[str, str]] = []
    heard: list[tuple[str, str]] = []
    by_length: dict[int, list[str]] = {}
    for word, root, key in words:
        ordered.append(word)
        stems.append((root, word))
        if word.isalpha():
            by_length.setdefault(len(word), []).append(word)
            heard.append((key, word))
    titles = frozenset(phrases)
    in_titles = {word for word, posting in postings.items() if posting.is_title}
    return Vocabulary(
        services=services,
        postings=postings,
        said=said,
        phrases=titles,
        ordered=ordered,
        titles=sorted(in_titles | titles),
        by_stem=words_by_key(stems),
        by_length=by_length,
        by_sound=words_by_key(heard),
        sounds=sorted({key for key, _word in heard}),
    )


def with_keys(words: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each of `words` with its stem and, when it is made of letters, its sound."""
    for word in words:
        yield word, stem(word), sound(word) if word.isalpha() else ""


def _rarity(having: int, all_of_them: int) -> float:
    """1 for what at most one has, falling with the logarithm to nearly 0 for what all have."""
    if having <= 1 or not all_of_them:  # a desk without an offer knows phrases already
        return 1.0
    return max(0.02, 1.0 - log(having) / log(all_of_them + 1))
