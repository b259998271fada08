"""Telephone numbers as people in Belgium write them: found in a text, and shown in one style."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_HERE: Final = "BE"
_BRUSSELS: Final = "02"
_SHORTEST: Final = 6
"""Digits under which nothing in a text is a telephone number; those of three or four have a path
of their own."""

_DIALLED: Final = re.compile(r"\(?(?:0|\+|32)")
"""A whole number begins so; « 1000 1050 » are two postcodes."""
_PLAIN: Final = re.compile(r"(?:0|\+32[ ./-]?)[1-9](?:[ ./-]?\d){7,8}", re.ASCII)
"""A number alone, as nearly all of them are written: it is read once."""
_GROUPED: Final = ("0", "+")
_LOCAL: Final = re.compile(
    r"(?<![\w+./-])(?<!\d )[2-9]\d\d([ ./-]?)\d\d\1\d\d(?!\d|[ ./-]\d)", re.ASCII
)
"""« 511 22 33 », as it was dialled inside the zone of Brussels until 2000."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number where it stands in a text.

    Attributes:
        start: Place of its first character.
        end: Place behind its last one.
        number: As it is written there, with the prefix of Brussels where that was left out.
        shown: In the style of the screens.
    """

    start: int
    end: int
    number: str
    shown: str


def numbers_in(text: str) -> Iterator[Written]:
    """The telephone numbers in `text`, in its order.

    A number is one when it has as many digits as its country gives; that somebody has it is not
    asked. Seven digits without a prefix are of Brussels.

    Cost: 0.1 ms a line that has enough digits; the first one loads the library, 25 ms.
    """
    if sum(map(str.isdecimal, text)) < _SHORTEST:
        return
    # loaded when something looks like one, see above
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    taken = 0
    for match in PhoneNumberMatcher(text, _HERE, Leniency.POSSIBLE):
        if _DIALLED.match(match.raw_string):
            # « (02 511 22 33) »: what is closed behind the number is no part of it
            around = match.raw_string.startswith("(") and ")" not in match.raw_string
            start, number = match.start + around, match.raw_string[around:]
            yield from _local(text, taken, start)
            at_home = match.number.country_code == 32
            style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
            shown = format_number(match.number, style)
            if not shown.startswith(_GROUPED):  # in a range of which nobody knows the groups
                shown = number
            yield Written(start, match.end, number, shown)
            taken = match.end
    yield from _local(text, taken, len(text))


def without_numbers(text: str, instead: str) -> str:
    """`text` with `instead` in the place of each telephone number."""
    return _rewritten(text, lambda _: instead)


@lru_cache(maxsize=10_000)
def in_one_style(text: str) -> str:
    """`text`, a number as somebody wrote it, as it is shown: « 02 511 22 33 », « 0475 12 34 56 ».

    Words around it stay, and so does all that is no whole number: « 107 », « 02 511 ».
    """
    shown = _restyled(text)
    if shown == text or _PLAIN.fullmatch(text):
        return shown
    # signs that no number has, read otherwise the second time: nobody wrote a number there
    return shown if _restyled(shown) == shown else text


def _restyled(text: str) -> str:
    return _rewritten(text, lambda written: written.shown)


def _rewritten(text: str, anew: Callable[[Written], str]) -> str:
    """`text` with what `anew` makes of each telephone number in its place."""
    pieces, done = [], 0
    for written in numbers_in(text):
        pieces += [text[done : written.start], anew(written)]
        done = written.end
    return "".join([*pieces, text[done:]])


def _local(text: str, start: int, end: int) -> Iterator[Written]:
    for found in _LOCAL.finditer(text, start, end):
        digits = re.sub(r"\D", "", found[0])
        shown = f"{_BRUSSELS} {digits[:3]} {digits[3:5]} {digits[5:]}"
        yield Written(found.start(), found.end(), _BRUSSELS + digits, shown)
