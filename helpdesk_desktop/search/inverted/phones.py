"""A phone number, as anyone in Belgium writes it, finds the service that has it."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Final

from helpdesk_domain.offer import Service
from helpdesk_domain.phone_numbers import numbers_in
from helpdesk_domain.short_numbers import ShortNumber, short_numbers

_NUMBER: Final = re.compile(r"[\s\d+()./\u2010-\u2015-]+")
_AROUND: Final = re.compile(
    r"^[^\w+(]*(?:t[ée]l(?:[ée]phone|efoon)?|gsm|bel|appeler|num[ée]ro|nummer|nr|n°)?[\s.:]*(?=[+(\d])|[\s;,:!?.]+$",
    re.IGNORECASE,
)
"""What people paste with a number."""
_SHORTEST: Final = 6
"""Digits from which it is a number and not a postcode or a house."""
_SHORTEST_OF_ALL: Final = 3
_INTERNATIONAL: Final = (10, 11)
"""Digits of a Belgian number after 32, a landline's and a mobile's, the 32 counted."""
_LONGEST: Final = 15
"""Digits of the longest number in the world (E.164)."""
_ONE: Final = 11
"""Digits of a Belgian number written with its country; more may be two numbers in one text."""
_SAID: Final = re.compile(
    r"(?<![\w'])(?:le|het|nummer) (116 ?000|\d{3,4})(?![\d/])(?!,? (?:rue|av|bd|bld|place))",
    re.IGNORECASE,
)
_BRUSSELS: Final = "02"
_LOCAL: Final = 7
"""Digits of a number inside a zone."""


def national(number: str) -> str:
    """The digits of `number` as they are dialled in Belgium.

    >>> national("+32 (0)2 098 30 18"), national("0032.2.098.30.18"), national("02/098 30 18")
    ('020983018', '020983018', '020983018')
    """
    plain = number.strip()
    plain = "0" + plain[3:] if plain.startswith("(0)") else plain.replace("(0)", "")
    digits = _plain(plain)
    if plain.startswith("+32"):
        return "0" + digits[2:]
    if digits.startswith("0032"):
        return "0" + digits[4:]
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith("32") and len(digits) in _INTERNATIONAL:
        return "0" + digits[2:]
    return digits


def _plain(number: str) -> str:
    return "".join(figure for figure in number if figure in "0123456789")


def typed_number(query: str) -> str:
    """The number that `query` is, whole or half-typed; empty when it is none."""
    digits = _digits(query)
    return digits if _SHORTEST <= len(digits) <= _LONGEST else ""


def short_number(query: str) -> str:
    """The short number that `query` may be, whole: « 107 », « 1813 », « 116 000 »; else empty."""
    digits = _digits(query)
    is_short = _SHORTEST_OF_ALL <= len(digits) < _SHORTEST or digits in short_numbers()
    return digits if is_short else ""


def said_numbers(query: str) -> tuple[list[str], str]:
    """The whole numbers inside `query`, as they are dialled, and its words without them.

    They are no words, and not to be counted as words that nobody answers.

    >>> said_numbers("le 02/511.22.33 ne répond pas")
    (['025112233'], 'le   ne répond pas')
    """
    numbers, words, done = [], [], 0
    for written in numbers_in(query):
        numbers.append(national(written.number))
        words.append(query[done : written.start])
        done = written.end
    words.append(query[done:])
    return numbers, " ".join(words)


def said_short_number(words: str) -> tuple[ShortNumber | None, str]:
    """The short number that `words` speak of, « le 107 », "het 1733", and the words without it.

    Without the article it is the number of a house.
    """
    for found in _SAID.finditer(words):
        if known := short_numbers().get(_plain(found[1])):
            return known, f"{words[: found.start()]} {words[found.end() :]}"
    return None, words


def _digits(query: str) -> str:
    number = _AROUND.sub("", query)
    return national(number) if _NUMBER.fullmatch(number) else ""


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of the offer.

    Attributes:
        numbers: Each with the service that has it, in order.
        gone: Numbers of services that are there no more.
    """

    numbers: list[tuple[str, int]]
    gone: set[int] = field(default_factory=set)

    def typed(self, digits: str) -> list[int]:
        """Services with a number that `digits` are, or begin; inside the zone of Brussels when no
        number begins so.
        """
        found = self.starting(digits)
        if found or len(digits) > _LOCAL or digits.startswith("0"):
            return found
        return self.starting(_BRUSSELS + digits)

    def starting(self, digits: str) -> list[int]:
        """Services with a number that begins with `digits`, each once, in the order of numbers."""
        found: dict[int, None] = {}
        start = bisect_left(self.numbers, (digits, -1))
        for place in range(start, len(self.numbers)):
            number, service = self.numbers[place]
            if not number.startswith(digits):
                break
            if service not in self.gone:
                found[service] = None
        return list(found)

    def of(self, digits: str) -> list[int]:
        """Services with this very number."""
        start = bisect_left(self.numbers, (digits, -1))
        same = takewhile(lambda entry: entry[0] == digits, islice(self.numbers, start, None))
        return [service for _number, service in same if service not in self.gone]

    def note(self, number: int, service: Service) -> None:
        """Take in the phones of `service`, which has this number in the index."""
        for phone in _phones(service):
            insort(self.numbers, (phone, number))


class PhonesBuilder:
    """Gathers numbers while services pass by."""

    def __init__(self) -> None:
        self._numbers: list[tuple[str, int]] = []

    def add(self, number: int, service: Service) -> None:
        """Take note of the phones of `service`, which has this number in the index."""
        self._numbers.extend((phone, number) for phone in _phones(service))

    def built(self) -> Phones:
        return Phones(sorted(self._numbers))


def _phones(service: Service) -> set[str]:
    return {number for phone in service.phones for number in _numbers(phone.number)}


def _numbers(written: str) -> Iterable[str]:
    if sum(map(str.isdecimal, written)) <= _ONE:
        return [national(written)]
    return [national(one.number) for one in numbers_in(written)] or [national(written)]
