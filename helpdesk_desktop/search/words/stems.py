"""One form for the singular and the plural of a word, French or Dutch, in a rough way.

Two words of the same stem are likely the same word; it is evidence, not grammar.
"""

from typing import Final

_ENDINGS: Final = (
    ("eaux", "eau"),
    ("aux", "al"),
    ("euses", "eu"),
    ("euse", "eu"),
    ("eurs", "eu"),
    ("eur", "eu"),
    ("ees", "e"),
    ("ee", "e"),
    ("es", ""),
    ("en", ""),
    ("s", ""),
    ("x", ""),
    ("e", ""),
)
_SHORTEST: Final = 4
_WHOLE: Final = frozenset({"fils", "frere", "mari", "marie", "mere", "pere"})
"""Words that would have the stem of another: sons are no threads, mothers no sea."""


def stem(word: str) -> str:
    """The stem of a folded `word`; words under four letters and numbers stay as they are.

    >>> stem("tandartsen") == stem("tandarts"), stem("dettes") == stem("dette")
    (True, True)
    """
    if len(word) < _SHORTEST or not word.isalpha() or word in _WHOLE:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _SHORTEST - 1:
            return _undoubled(word[: -len(ending)] + instead)
    return _undoubled(word)


def _undoubled(word: str) -> str:
    """`gezin` is the stem of `gezinnen`, `tandart` that of `tandarts` and `tandartsen`."""
    if len(word) > _SHORTEST and word[-1] == "s":
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        return word[:-1]
    return word
