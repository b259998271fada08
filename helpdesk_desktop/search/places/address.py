"""Streets in a query: « rue des Bateliers » speaks of no work in the street."""

from collections.abc import Sequence
from typing import Final

from helpdesk_desktop.search.inverted.fields import Field
from helpdesk_desktop.search.inverted.vocabulary import Vocabulary
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS

_BEFORE: Final = frozenset(
    {"rue", "r", "avenue", "av", "chaussee", "ch", "boulevard", "bd", "bld", "place", "pl", "quai"}
    | {"square", "dreve", "clos", "impasse", "allee", "parvis", "galerie", "passage", "sentier"}
    | {"chemin", "rond", "point", "esplanade"}
)
"""What stands before the name of a street in French."""

_BEHIND: Final = (
    *("straat", "laan", "plein", "steenweg", "kaai", "dreef", "weg", "lei", "square", "gang"),
    *("pad", "hof", "dok", "markt", "berg", "poort"),
)
"""What the name of a street ends with in Dutch."""

_MOST_BETWEEN: Final = 3
"""Articles and the like between « rue » and the name."""


def street_at(words: Sequence[str], vocabulary: Vocabulary) -> int:
    """How many of `words`, from the first, name a street of the offer; 0 when they do not."""
    if words[0] in _BEFORE:
        return _french(words, vocabulary)
    dutch = words[0].endswith(_BEHIND) and words[0] not in _BEHIND
    return 1 if dutch and _is_in_addresses(words[0], vocabulary) else 0


def _french(words: Sequence[str], vocabulary: Vocabulary) -> int:
    for place, word in enumerate(words[1 : _MOST_BETWEEN + 2], start=1):
        if word not in FUNCTION_WORDS:
            return place + 1 if _is_in_addresses(word, vocabulary) else 0
    return 0


def _is_in_addresses(word: str, vocabulary: Vocabulary) -> bool:
    return any(fields & Field.ADDRESS for fields in vocabulary.posting(word).fields)
