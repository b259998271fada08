"""Slips of hand and ear: what an unknown word may have been meant to be.

The words of the offer are searched, never its records.
"""

from itertools import chain, islice
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from helpdesk_desktop.search.inverted.vocabulary import Vocabulary
from helpdesk_desktop.search.words.sound import sound

SHORTEST: Final = 4
"""Letters under which a word is too short to guess at."""
_MOST: Final = 4
"""Guesses kept for one word."""
_MARGIN: Final = 0.1
"""How much less likely than the best guess another may be."""
_SAME_SOUND: Final = 0.9
"""Likeness of two words that sound the same."""
_BEGINNING_ALIKE: Final = 0.8
"""Likeness of a half-typed word and one that begins with the same sound."""
_NEAR_SOUND: Final = 0.8
"""Share of a sound key that must agree."""
_SHORTEST_SOUND: Final = 3
"""Length of a sound key under which too much sounds alike."""
_SHORTEST_NEAR_SOUND: Final = 4
"""Length of a sound key under which only the very same one counts."""

_DENYING: Final = ("on", "in", "non")
"""Beginnings that make the contrary of a word, in either language."""


def corrections(word: str, vocabulary: Vocabulary, *, half: bool = False) -> dict[str, float]:
    """Words of the offer that `word` may be meant for, likeliest first, likeness under 1.

    Args:
        half: Whether it may be half-typed: `sikol` then sounds like the start of a word.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return {}
    guesses = _beginning_alike(word, vocabulary) if half else {}
    guesses |= _lookalikes(word, vocabulary)
    for guess, likeness in _soundalikes(word, vocabulary).items():
        # What sounds the same and looks quite other is less likely than what does both.
        likeness = (likeness + OSA.normalized_similarity(word, guess)) / 2
        guesses[guess] = max(likeness, guesses.get(guess, 0.0))
    guesses = {guess: like for guess, like in guesses.items() if not _is_contrary(word, guess)}
    if not guesses:
        return {}
    least = max(guesses.values()) - _MARGIN
    kept = sorted((-likeness, guess) for guess, likeness in guesses.items() if likeness >= least)
    return {guess: -likeness for likeness, guess in kept[:_MOST]}


def _is_contrary(word: str, guess: str) -> bool:
    """Whether one says what the other denies: who is « onverzekerd » is not "verzekerd"."""
    return any(
        one.startswith(denied) and OSA.distance(one.removeprefix(denied), other) <= 1
        for denied in _DENYING
        for one, other in ((word, guess), (guess, word))
        if not other.startswith(denied)
    )


def slips_forgiven(letters: int) -> int:
    """How many slips a word of so many letters may have."""
    return 1 if letters < 6 else 2


def _beginning_alike(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    key = sound(word)
    if len(key) < SHORTEST:
        return {}
    return dict.fromkeys(islice(vocabulary.by_sound.starting(key), _MOST), _BEGINNING_ALIKE)


def _lookalikes(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    slips = slips_forgiven(len(word))
    lengths = range(len(word) - slips, len(word) + slips + 1)
    choices = list(chain.from_iterable(vocabulary.by_length.get(n, ()) for n in lengths))
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=8)
    return {guess: 1.0 - slip / max(len(word), len(guess)) for guess, slip, _place in near}


def _soundalikes(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    key = sound(word)
    if len(key) < _SHORTEST_SOUND:
        return {}
    guesses = dict.fromkeys(vocabulary.by_sound.of(key), _SAME_SOUND)
    if guesses or len(key) < _SHORTEST_NEAR_SOUND:
        return guesses
    near = process.extract(
        key,
        vocabulary.sounds,
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=_NEAR_SOUND,
        limit=4,
    )
    for other, likeness, _place in near:
        for guess in vocabulary.by_sound.of(other):
            guesses[guess] = _SAME_SOUND * likeness
    return guesses
