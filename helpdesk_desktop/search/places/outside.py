"""Postcodes that are none of the Region: no service of the offer was looked for there."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from helpdesk_desktop.search.inverted.vocabulary import Vocabulary
from helpdesk_desktop.search.places.address import street_at
from helpdesk_desktop.search.places.place import commune_names, is_amount
from helpdesk_domain.short_numbers import short_numbers

_POSTCODE: Final = re.compile(r"[1-9]\d{3}")
_YEAR: Final = re.compile(r"19\d\d|20\d\d")
_DATES: Final = frozenset(
    {"en", "depuis", "de", "du", "annee", "ne", "nee", "avant", "apres", "jusqu", "loi", "ete"}
    | {"in", "sinds", "uit", "van", "jaar", "geboren", "voor", "na", "tot", "wet", "anno"}
    | {"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"}
    | {"octobre", "novembre", "decembre", "januari", "februari", "maart", "april", "mei", "juni"}
    | {"juli", "augustus", "september", "oktober", "november", "december"}
)
"""Words before a year: postcodes of Flanders look like years."""


def postcodes_outside(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The postcodes among the folded `words` that are of none of the nineteen communes.

    What may be a year, an amount, a short number or the number of a house is none.
    """
    street = 0
    for at, word in enumerate(words):
        is_of_a_house = 0 < at == street
        street = max(street, at + street_at(words[at:], vocabulary))
        if (
            _POSTCODE.fullmatch(word)
            and not is_of_a_house
            and not is_amount(words[at:], words[:at])
            and not _is_known(word)
            and not (_YEAR.fullmatch(word) and _DATES.intersection(words[max(0, at - 1) : at]))
        ):
            yield word


def _is_known(word: str) -> bool:
    return (word,) in commune_names() or word in short_numbers()
