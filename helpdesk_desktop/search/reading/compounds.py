"""Words written apart that are one, and one that are several: « thuis verpleging »."""

from collections.abc import Iterator, Sequence
from typing import Final

from helpdesk_desktop.search.inverted.vocabulary import Vocabulary
from helpdesk_desktop.search.reading.correct import slips_forgiven
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.tokens import SAINT, after_saint

_SHORTEST_PIECE: Final = 3
_SHORTEST_JOINED: Final = 7
_SHORTEST_SPLIT: Final = 8
_SHORTEST_SPLIT_PIECE: Final = 4
_LINKS: Final = ("", "s", "en", "e")
"""What Dutch puts between the words of a compound."""


def rejoined(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """`words` with neighbours joined where the offer writes them as one."""
    kept: list[str] = []
    place = 0
    while place < len(words):
        for count in (3, 2, 1):
            piece = words[place : place + count]
            if count == 1 or (len(piece) == count and _are_one(piece, vocabulary)):
                kept.append("".join(piece))
                place += count
                break
    return kept


def _are_one(pieces: Sequence[str], vocabulary: Vocabulary) -> bool:
    whole = "".join(pieces)
    return (
        len(whole) >= _SHORTEST_JOINED
        and all(len(p) >= _SHORTEST_PIECE and p not in FUNCTION_WORDS for p in pieces)
        and whole in vocabulary
    )


def split(word: str, vocabulary: Vocabulary) -> list[str]:
    """The words of the offer that `word` is made of; none when it cannot be taken apart.

    A piece may be the beginning of words: `opvoedhulp` has the one of `opvoeding`. The fewest
    pieces win, whole words before beginnings, then those whose shortest piece is longest.
    """
    if len(word) < _SHORTEST_SPLIT or not word.isalpha() or word in vocabulary:
        return []
    if saint := after_saint(word):
        return [SAINT, saint]
    ways = [list(way) for way in _ways(word, vocabulary, 3)]
    return min(ways, key=lambda way: _unlikeliness(way, vocabulary), default=[])


def _unlikeliness(way: list[str], vocabulary: Vocabulary) -> tuple[int, int, int, list[str]]:
    beginnings = sum(not vocabulary.is_of_offer(piece) for piece in way)
    return len(way), beginnings, -min(len(piece) for piece in way), way


def _ways(word: str, vocabulary: Vocabulary, pieces: int) -> Iterator[tuple[str, ...]]:
    if vocabulary.is_of_offer(word) and len(word) >= _SHORTEST_SPLIT_PIECE:
        yield (word,)
    if pieces == 1:
        return
    for end in range(2, len(word) - 2):
        first = word[:end]
        if first in FUNCTION_WORDS or (
            end >= _SHORTEST_SPLIT_PIECE and _is_piece(first, vocabulary)
        ):
            for link in _LINKS:
                rest = word[end:]
                if rest.startswith(link):
                    others = _ways(rest[len(link) :], vocabulary, pieces - 1)
                    yield from ((first, *other) for other in others)


def _is_piece(piece: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.is_of_offer(piece) or next(vocabulary.starting(piece), None) is not None


def is_better_split(word: str, likeness: float) -> bool:
    """Whether taking `word` apart beats the best guess at a slip: a single slip is likelier."""
    return likeness < 1.0 - 1.5 / max(len(word), slips_forgiven(len(word)))
