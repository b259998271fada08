"""A phone number, as anyone in Belgium writes it, finds the service that has it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_domain.offer import Service

_NUMBER: Final = re.compile(r"[\s\d+()./–-]+")
_SHORTEST: Final = 6
"""Digits from which it is a number and not a postcode or a house."""
_LONGEST: Final = 15
"""Digits of the longest number in the world (E.164)."""


def national(number: str) -> str:
    """The digits of `number` as they are dialled in Belgium.

    >>> national("+32 (0)2 098 30 18"), national("0032.2.098.30.18"), national("02/098 30 18")
    ('020983018', '020983018', '020983018')
    """
    plain = number.replace("(0)", "").strip()
    digits = "".join(figure for figure in plain if figure in "0123456789")
    if plain.startswith("+32"):
        return "0" + digits[2:]
    if digits.startswith("0032"):
        return "0" + digits[4:]
    return digits


def typed_number(query: str) -> str:
    """The number that `query` is, whole or half-typed; empty when it is none."""
    if not _NUMBER.fullmatch(query):
        return ""
    digits = national(query)
    return digits if _SHORTEST <= len(digits) <= _LONGEST else ""


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of the offer, in order, with the service that has each."""

    numbers: Sequence[tuple[str, int]]

    def starting(self, digits: str) -> list[int]:
        """Services with a number that begins with `digits`, each once, in the order of numbers."""
        found: dict[int, None] = {}
        for number, service in self.numbers[bisect_left(self.numbers, (digits, -1)) :]:
            if not number.startswith(digits):
                break
            found[service] = None
        return list(found)


class PhonesBuilder:
    """Gathers numbers while services pass by."""

    def __init__(self) -> None:
        self._numbers: set[tuple[str, int]] = set()

    def add(self, number: int, service: Service) -> None:
        """Take note of the phones of `service`, which has this number in the index."""
        self._numbers.update((national(phone.number), number) for phone in service.phones)

    def built(self) -> Phones:
        return Phones(sorted(self._numbers))
