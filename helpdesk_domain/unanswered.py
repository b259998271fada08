"""Words searched without result: which are kept, for how long, and which may be told.

They feed the lexicon. But what is searched may be somebody's name, so a word is kept alone: the
day, the language of the screens, how often; never the call, the hour, who rang or who searched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SHORTEST: Final = 3
LONGEST: Final = 40
"""Letters of a word: shorter ones say nothing of a need, longer ones were pasted."""

MOST_A_QUERY: Final = 12
"""Words kept of one query: a longer one is a letter somebody pasted, not a need."""

MOST_A_DAY: Final = 1000
"""Different words a desk keeps of one day; some hundred times what calls bring."""

MOST_TIMES: Final = 10_000
"""How often a word can be searched at one desk in a day: once every nine seconds."""

KEPT: Final = timedelta(days=396)
"""Thirteen months: a year, and the month to compare it with."""

_DEVICES: Final = 2
_DAYS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredWord:
    """A word searched without result.

    Attributes:
        language: Of the screens, not of the word.
        count: How often on that day, at that desk.
    """

    language: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredWords:
    """All that one desk counted on one day: sent again, it counts once."""

    words: tuple[UnansweredWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredReceipt:
    """The server's word that it holds these counts.

    Attributes:
        digest: The `HD-Digest` of what was sent.
    """

    day: date
    digest: str


def keepable(words: Iterable[str]) -> tuple[str, ...]:
    """The words of one query that are kept, each once: letters only, so no number nor address."""
    kept = dict.fromkeys(word for word in words if is_keepable(word))
    return tuple(kept)[:MOST_A_QUERY]


def is_keepable(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def may_be_told(devices: int, days: int) -> bool:
    """Whether a word searched at so many desks, on so many days, may be shown to anybody.

    A name is searched for one caller, at one desk, on the day of the call and perhaps once more.
    What two desks searched, or one on a third day, is a word that callers use. The rule holds
    for the period asked: a narrower one never shows what a wider one would hide.
    """
    return devices >= _DEVICES or days >= _DAYS


def first_day_kept(today: date) -> date:
    """Words of the days before are erased, at the desk and on the server."""
    return today - KEPT
