"""The number a caller is told, so that they can ask about an anonymous call later.

Ten signs of 5 bits in two groups, `7K3M9-QX2AB`: 50 random bits, which nobody guesses over a
telephone. The alphabet is Crockford's base 32: no I, L, O, U, so that what is heard or written
by hand is read the same.

Source: Douglas Crockford, « Base 32 », https://www.crockford.com/base32.html
"""

import secrets
from typing import Final

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10
GROUP: Final = 5

_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN: Final = str.maketrans("", "", " \t\r\n-–—−.\u00a0\u202f")


class NoReference(Exception):
    """What was typed is no such number. Its text is empty: nothing typed is told."""


def new_reference() -> str:
    """A number nobody can guess, grouped as it is said."""
    return _grouped("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def read_reference(typed: str) -> str:
    """The number somebody typed or spelled, grouped: small letters, O for 0, I or L for 1 will do.

    Raises:
        NoReference: It is none.
    """
    signs = typed.translate(_BETWEEN).upper().translate(_READ_AS)
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        raise NoReference
    return _grouped(signs)


def spelled(reference: str) -> str:
    """`reference` as it is said aloud, sign by sign: `7 K 3 M 9 – Q X 2 A B`."""
    return " – ".join(" ".join(group) for group in reference.split("-"))


def _grouped(signs: str) -> str:
    return f"{signs[:GROUP]}-{signs[GROUP:]}"
