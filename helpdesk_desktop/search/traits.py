"""What tells one way of speaking from another: words, pairs of words, and pieces of words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from helpdesk_desktop.search.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.stems import stem

WORD: Final = 1.0
PAIR: Final = 1.0
PIECE: Final = 0.5
"""How much a trait of each sort counts: measured, see docs/search.md."""

PIECE_LETTERS: Final = 4
"""Shorter pieces stand in words that have nothing to do with each other."""

_START, _END = "<", ">"
"""Letters of no word: the pieces at its ends differ from those inside."""

Trait = tuple[str, float]


def traits(words: Sequence[str], *, half: bool = False) -> Iterator[Trait]:
    """The traits of a text, each with how much it counts; a trait may come twice.

    Args:
        words: Its folded words, in order.
        half: Whether the last word is half-typed: its end then tells nothing.
    """
    last = len(words) - 1
    for place, word in enumerate(words):
        yield from _of_one(word, half and place == last)
    for before, after in pairwise(map(stem, words)):
        yield _pair(before, after)


def last_traits(words: Sequence[str], *, half: bool = False) -> Iterator[Trait]:
    """What the last of `words` adds to the traits of those before it."""
    yield from _of_one(words[-1], half)
    if len(words) > 1:
        yield _pair(*map(stem, words[-2:]))


def _pair(before: str, after: str) -> Trait:
    return f"{before} {after}", PAIR


@lru_cache(maxsize=2_000)
def _of_one(word: str, half: bool) -> tuple[Trait, ...]:
    found = [] if half else [(stem(word), WORD)]
    if word not in FUNCTION_WORDS:
        spelt = f"{_START}{word}" if half else f"{_START}{word}{_END}"
        found += [
            (spelt[at : at + PIECE_LETTERS], PIECE) for at in range(len(spelt) - PIECE_LETTERS + 1)
        ]
    return tuple(found)
