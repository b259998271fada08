"""Acronyms as they sound when they are spelt on the phone: « osseemwee » is OCMW."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from helpdesk_desktop.search.words.sound import sound
from helpdesk_desktop.search.words.tokens import tokens

SHORTEST: Final = 5
"""Letters of the shortest word that may be spelt letters."""
ALIKE: Final = 0.8
"""Share of a sound key that must agree."""

_FRENCH: Final = {
    **{"a": "a", "b": "be", "c": "ce", "d": "de", "e": "e", "f": "effe", "g": "ge", "h": "ache"},
    **{"i": "i", "j": "ji", "k": "ka", "l": "elle", "m": "emme", "n": "enne", "o": "o", "p": "pe"},
    **{"q": "ku", "r": "erre", "s": "esse", "t": "te", "u": "u", "v": "ve", "w": "doubleve"},
    **{"x": "ixe", "y": "igrec", "z": "zede"},
}
_DUTCH: Final = {
    **{"a": "aa", "b": "bee", "c": "see", "d": "dee", "e": "ee", "f": "ef", "g": "gee"},
    **{"h": "haa", "i": "ie", "j": "jee", "k": "kaa", "l": "el", "m": "em", "n": "en", "o": "oo"},
    **{"p": "pee", "q": "kuu", "r": "er", "s": "es", "t": "tee", "u": "uu", "v": "vee", "w": "wee"},
    **{"x": "iks", "y": "ij", "z": "zet"},
}


@lru_cache(maxsize=4)
def heard_as(acronyms: tuple[str, ...]) -> Mapping[str, str]:
    """Per sound key of an acronym spelt in French or Dutch, the acronym."""
    return {
        sound("".join(names[letter] for letter in word)): word
        for word in _plain(acronyms)
        for names in (_FRENCH, _DUTCH)
    }


def acronym_heard(word: str, heard: Mapping[str, str]) -> str:
    """The acronym that `word` sounds like when it is spelt; else nothing."""
    if len(word) < SHORTEST or not heard:
        return ""
    near = process.extractOne(
        sound(word), heard.keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=ALIKE
    )
    return heard[near[0]] if near else ""


def _plain(acronyms: Iterable[str]) -> Iterable[str]:
    for acronym in acronyms:
        word = "".join(tokens(acronym))
        if word.isascii() and word.isalpha() and len(word) > 2:
            yield word
