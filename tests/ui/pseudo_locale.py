"""A language that nobody speaks: French with a third more letters, between brackets.

What is shown without brackets was never given to a translator; what is cut will be cut in the
next language too. A third more is what Dutch, German or Finnish take for short labels.
"""

import re

from helpdesk_domain.languages import Words

_VOWELS = re.compile(r"(\{[^}]*\})|([aeiouyéèêà])")
"""Names of values are left as they are."""


class Stretched(Words):
    """Says everything longer."""

    def __init__(self) -> None:
        super().__init__("fr")

    def say(self, message: str, **values: object) -> str:
        said = stretched(super().say(message))
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        return stretched(super().count(one, many, n, **values))


def stretched(said: str) -> str:
    """`said` with each vowel twice, between brackets; words that mean nothing stay so."""
    if not any(letter.isalpha() for letter in said):
        return said
    return f"[{_VOWELS.sub(lambda m: m[1] or m[2] * 2, said)}]"
