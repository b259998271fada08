"""Two texts of which a person keeps one: as much of both as it takes to tell them apart."""

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

WHOLE: Final = 300
"""Letters up to which both are shown whole."""

CONTEXT: Final = 40
"""Letters that are shown before the first difference and behind the last one, at most."""


def laid_side_by_side(mine: str, theirs: str) -> tuple[str, str]:
    """Both whole when they are short; else from the first difference on to the last one.

    Every letter in which they differ is shown; « … » stands for those they share.
    """
    shorter = min(len(mine), len(theirs))
    if max(len(mine), len(theirs)) <= WHOLE:
        return mine, theirs
    before = _shared(mine, theirs)
    after = min(_shared(reversed(mine), reversed(theirs)), shorter - before)
    start = _first_shown(mine, before)
    end = _first_shown(mine[::-1], after)

    def shown(text: str) -> str:
        kept = text[start : len(text) - end]
        return f"{'… ' if start else ''}{kept}{' …' if end else ''}"

    return shown(mine), shown(theirs)


def _shared(mine: Iterable[str], theirs: Iterable[str]) -> int:
    """With how many of the same letters both begin."""
    pairs = zip(mine, theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _first_shown(text: str, same: int) -> int:
    """Where to begin in `text`, of which the first `same` letters are shared: at a word."""
    earliest = max(0, same - CONTEXT)
    if not earliest:
        return 0
    blank = text.find(" ", earliest, same)
    return blank + 1 if blank >= 0 else earliest
