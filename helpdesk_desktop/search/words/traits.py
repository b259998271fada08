"""What tells one way of speaking from another: words, pairs of words, and pieces of words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.stems import stem

WORD: Final = 1.0
PAIR: Final = 1.0
PIECE: Final = 0.5
"""How much a trait of each sort counts: measured, see docs/search.md."""

PIECE_LETTERS: Final = 4
"""Shorter pieces stand in words that have nothing to do with each other."""

_START, _END = "<", ">"
"""Letters of no word: the pieces at its ends differ from those inside."""

Trait = tuple[str, float]
"""A piece of text, and how much it counts."""


def traits(words: Sequence[str]) -> Iterator[Trait]:
    """The traits of a text, by its folded words in order; a trait may come twice."""
    for place in range(len(words)):
        yield from traits_at(words, place)


def traits_at(words: Sequence[str], place: int) -> Iterator[Trait]:
    """What the word at `place` adds to the traits of those before it."""
    of_it = _of_one(words[place])
    yield from of_it
    if place:
        yield f"{_of_one(words[place - 1])[0][0]} {of_it[0][0]}", PAIR


@lru_cache(maxsize=2_000)
def _of_one(word: str) -> tuple[Trait, ...]:
    """The traits of a word by itself, its stem first."""
    found = [(stem(word), WORD)]
    if word not in FUNCTION_WORDS:
        spelt = f"{_START}{word}{_END}"
        found += [
            (spelt[at : at + PIECE_LETTERS], PIECE) for at in range(len(spelt) - PIECE_LETTERS + 1)
        ]
    return tuple(found)
