"""Text cut into the words that are looked up; Sint, Saint, Sainte, Ste and St are one word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.words.fold import fold

QUERY_LIMIT: Final = 500
"""Most characters of a query that are read: nobody types more, and a paste must not stall."""

WORD_LIMIT: Final = 40
WORDS_LIMIT: Final = 60
"""Most letters and words read: one character of some scripts unfolds to a whole sentence."""

SAINT: Final = "st"
"""The one word for every way to write a saint."""

_SAINTS: Final = frozenset({"saint", "sainte", "sint", "st", "ste"})
_WORD: Final = re.compile(r"[^\W_]+")
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A query as words.

    Attributes:
        words: In the order typed.
        half: Whether the last word may still be half-typed: nothing follows it.
    """

    words: tuple[str, ...]
    half: bool


def tokens(text: str) -> list[str]:
    """The folded words of `text`, in order; apostrophes and hyphens part words.

    >>> tokens("L'O.C.M.W. de Sint-Gillis")
    ['l', 'ocmw', 'de', 'st', 'gillis']
    """
    folded = fold(text)
    if "." in folded:
        folded = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), folded)
    return [SAINT if word in _SAINTS else word for word in _WORD.findall(folded)]


def read_words(query: str) -> Typed:
    """The words of `query`, of which `QUERY_LIMIT` characters are read."""
    query = query[:QUERY_LIMIT].replace("€", " euro ")
    words = tuple(word[:WORD_LIMIT] for word in tokens(query)[:WORDS_LIMIT])
    return Typed(words, half=query[-1:].isalnum())


def may_become_saint(word: str) -> bool:
    """Whether a half-typed `word` may be the beginning of Saint, Sainte or Sint."""
    return len(word) > 1 and any(saint.startswith(word) for saint in _SAINTS)


def after_saint(word: str) -> str:
    """What follows the saint in a `word` written without a hyphen: `saintservais`; else nothing."""
    for saint in sorted(_SAINTS, key=len, reverse=True):
        if len(saint) > len(SAINT) + 1 and word.startswith(saint):
            return word.removeprefix(saint)
    return ""


def joined(words: Sequence[str]) -> str:
    """`words` as one line, the form in which names are compared."""
    return " ".join(words)
