"""Words searched without result in a month, and how often: what may be seen of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from helpdesk_domain.statistics.counting import Counted
from helpdesk_domain.statistics.disclosure import FEW_AS_SHOWN, Scheme, Shown, shown
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.unanswered import UnansweredWord


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedWord:
    """Attributes:
    language: Of the screens, not of the word.
    shown: How often, rounded.
    """

    language: str
    word: str
    shown: Shown


def searched_words(month: Month, told: Iterable[UnansweredWord]) -> tuple[SearchedWord, ...]:
    """What a lead may see of the words that may be told of `month`, the most searched first.

    A word whose number is not told from none is left out.
    """
    seen = (
        SearchedWord(
            language=one.language,
            word=one.word,
            shown=shown(Counted(one.count, _key(month, one)), Scheme.LEADS),
        )
        for one in told
    )
    kept = (one for one in seen if one.shown != FEW_AS_SHOWN[Scheme.LEADS])
    return tuple(sorted(kept, key=lambda one: (-one.shown.value, one.word, one.language)))


def _key(month: Month, told: UnansweredWord) -> int:
    """What the number is rounded by: no call stands behind a word, so its count does."""
    named = "\0".join((str(month), told.language, told.word, str(told.count)))
    return int.from_bytes(blake2b(named.encode(), digest_size=8).digest())
