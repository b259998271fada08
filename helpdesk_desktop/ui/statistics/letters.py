"""The letters of the figures: which period, which filter, the table in the place of a chart."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from helpdesk_domain.languages import mark


class Letter(Enum):
    """What a letter does, whatever it is called in a language."""

    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    PERIOD = auto()
    FILTER = auto()
    TABLE = auto()
    EXPORT = auto()


LETTERS: Final[Mapping[str, Mapping[str, Letter]]] = {
    "fr": {
        "m": Letter.MONTH,
        "t": Letter.QUARTER,
        "a": Letter.YEAR,
        "p": Letter.PERIOD,
        "f": Letter.FILTER,
        "b": Letter.TABLE,
        "e": Letter.EXPORT,
    },
    "nl": {
        "m": Letter.MONTH,
        "k": Letter.QUARTER,
        "j": Letter.YEAR,
        "p": Letter.PERIOD,
        "f": Letter.FILTER,
        "t": Letter.TABLE,
        "e": Letter.EXPORT,
    },
    "en": {
        "m": Letter.MONTH,
        "q": Letter.QUARTER,
        "y": Letter.YEAR,
        "p": Letter.PERIOD,
        "f": Letter.FILTER,
        "t": Letter.TABLE,
        "e": Letter.EXPORT,
    },
}
"""The first letter of the word on its button, but for « taBleau »: T is « trimestre » in French."""

NAMES: Final[Mapping[Letter, str]] = {
    Letter.MONTH: mark("Month ({key})"),
    Letter.QUARTER: mark("Quarter ({key})"),
    Letter.YEAR: mark("Year ({key})"),
    Letter.PERIOD: mark("Period ({key})"),
    Letter.FILTER: mark("Filter ({key})"),
    Letter.TABLE: mark("Tables ({key})"),
    Letter.EXPORT: mark("Export ({key})"),
}


def key_of(letter: Letter, language: str) -> str:
    """The letter that does it, as it is printed on the keyboard."""
    return next(key for key, one in LETTERS[language].items() if one is letter).upper()
