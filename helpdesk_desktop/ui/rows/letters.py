"""One letter for each answer to a question, the same each time the question is asked.

No digit and no sign: they move from one keyboard to the next. What is answered most often,
« yes », « no », « unknown », « refused », has its letter in every question.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Final

from helpdesk_domain.intake.answers import Open

OPEN_KEYS: Final[Mapping[str, Mapping[Open, str]]] = {
    "fr": {Open.UNKNOWN: "I", Open.REFUSED: "R"},
    "nl": {Open.UNKNOWN: "O", Open.REFUSED: "W"},
    "en": {Open.UNKNOWN: "U", Open.REFUSED: "R"},
}
"""« Inconnu », « refusé »; „onbekend”, „weigert”."""


def letters(labels: Sequence[str], taken_already: Iterable[str] = ()) -> tuple[str, ...]:
    """A letter for each of `labels`, in their order; empty for one that finds none.

    The first letter of the label, else the first of its next words, else any letter of it, else
    any of the alphabet, as far as another answer has not taken it.
    """
    taken = set(taken_already)
    given: list[str] = []
    for label in labels:
        letter = next((one for one in _wishes(label) if one not in taken), "")
        taken.add(letter)
        given.append(letter)
    return tuple(given)


def _wishes(label: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", label).upper()
    words = "".join(sign if sign in ascii_uppercase else " " for sign in plain if _is_seen(sign))
    firsts = [word[0] for word in words.split()]
    return [*firsts, *words.replace(" ", ""), *ascii_uppercase]


def _is_seen(sign: str) -> bool:
    """An accent stands on its letter: it parts no word."""
    return not unicodedata.combining(sign)
