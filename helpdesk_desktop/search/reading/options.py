"""The words of the offer that a typed word may be: itself, its stem, an ending, a slip mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Final

from helpdesk_desktop.search.inverted.vocabulary import Vocabulary
from helpdesk_desktop.search.reading.aloud import acronym_heard
from helpdesk_desktop.search.reading.compounds import is_better_split, split
from helpdesk_desktop.search.reading.correct import corrections
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.stems import stem
from helpdesk_desktop.search.words.tokens import SAINT, may_become_saint

MAY_BE_SAINT: Final = 0.5
"""Likeness of a half-typed word and the saint it may become."""
SPELT: Final = 0.8
"""Likeness of a word and the acronym that it is when its letters are spelt."""
SAME_STEM: Final = 0.92
MOST_ENDINGS: Final = 24
"""Words that a half-typed word may become: the commonest are followed."""
MOST_SERVICES: Final = 8000
"""… until they stand in so many places in all: two letters begin half of the offer."""
_LOOKED_AT: Final = 400
SHORTEST_ROOT: Final = 5
BEGUN: Final = 0.75
"""Likeness of a word that a finished, unknown one begins; from so many letters."""
MOST_REMEMBERED: Final = 2000
"""Words of which it is remembered what they may be."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query and the words of the offer it may be, the likeliest first."""

    typed: str
    options: dict[str, float]
    half: bool = False
    slip: bool = False

    @property
    def best(self) -> str:
        return next(iter(self.options), self.typed)


def options(
    word: str, vocabulary: Vocabulary, heard: Mapping[str, str], *, half: bool, mend: bool
) -> Sequence[Word]:
    """What `word` may be; worked out once, as it is asked again with every further letter."""
    known = vocabulary.remembered.get((word, half, mend))
    if known is None:
        if len(vocabulary.remembered) > MOST_REMEMBERED:
            vocabulary.remembered.clear()
        known = tuple(_worked_out(word, vocabulary, heard, half=half, mend=mend))
        vocabulary.remembered[word, half, mend] = known
    return known


def _worked_out(
    word: str, vocabulary: Vocabulary, heard: Mapping[str, str], *, half: bool, mend: bool
) -> Iterator[Word]:
    known = _known(word, vocabulary) or _begun(word, vocabulary)
    if half:
        known |= {end: like for end, like in _endings(word, vocabulary) if end not in known}
    if known or not mend:
        yield Word(word, known, half)
        return
    # Nothing of the offer is, or begins with, this word: only then may it be a slip.
    guesses = corrections(word, vocabulary, half=half)
    if acronym := acronym_heard(word, heard):
        guesses = _best_first({**guesses, acronym: max(SPELT, guesses.get(acronym, 0.0))})
    pieces = split(word, vocabulary)
    if pieces and is_better_split(word, max(guesses.values(), default=0.0)):
        yield from (Word(piece, _piece(piece, vocabulary)) for piece in pieces)
    else:
        yield Word(word, guesses, slip=bool(guesses))


def _best_first(guesses: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(guesses.items(), key=lambda guess: -guess[1]))


def _known(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    known = {word: 1.0} if word in vocabulary else {}
    if word not in FUNCTION_WORDS:
        known |= dict.fromkeys(vocabulary.like(word), SAME_STEM)
    return known


def _piece(piece: str, vocabulary: Vocabulary) -> dict[str, float]:
    return _known(piece, vocabulary) or dict(_endings(piece, vocabulary))


def _begun(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """For a word the offer has only inside longer ones, those: `schulden` in Dutch compounds."""
    root = stem(word)
    if len(root) < SHORTEST_ROOT or word in FUNCTION_WORDS:
        return {}
    beginnings = islice(vocabulary.starting(root), _LOOKED_AT)
    return dict.fromkeys(nsmallest(MOST_ENDINGS, beginnings, key=vocabulary.weight), BEGUN)


def _endings(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Words that half-typed `word` may become; less likely when it is a word already."""
    if may_become_saint(word):
        yield SAINT, MAY_BE_SAINT
    most = 0.6 if word in vocabulary else 0.95
    beginnings = islice(vocabulary.starting(word), _LOOKED_AT)
    services = 0
    for ending in nsmallest(MOST_ENDINGS, beginnings, key=vocabulary.weight):
        services += len(vocabulary.posting(ending).services)
        if services > MOST_SERVICES:
            return
        yield ending, most * (0.7 + 0.3 * len(word) / len(ending))
