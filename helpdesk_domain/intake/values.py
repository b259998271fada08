"""Values of expressions and how one becomes another, as XPath 1.0 has it (section 4).

Two things are ODK's, not XPath's: there are dates (as a number, days since 1970), and a sum
passes over what is no number.
"""

import math
import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from helpdesk_domain.intake.answers import Answer

Single: TypeAlias = str | float | bool | date
Value: TypeAlias = Single | tuple[Single, ...]
"""A tuple has one value a turn of a repeat: what XPath calls a node-set."""

NOTHING: Final = ""
"""The value of a question that is not answered."""

_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))[ \t\r\n]*")
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_DAY: Final = date(1970, 1, 1)
_LAST_DAY: Final = (date.max - _FIRST_DAY).days


def value_of(answer: Answer) -> Single:
    """An answer as expressions see it: codes of several choices are one text, with blanks."""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return text(answer)


def first(value: Value) -> Single:
    """`value` itself, or that of its first turn."""
    if isinstance(value, tuple):
        return value[0] if value else NOTHING
    return value


def text(value: Value) -> str:
    """XPath `string()`: a number without an exponent, a date as `2026-03-02`."""
    value = first(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return _digits(value)
    return value.isoformat() if isinstance(value, date) else value


def number(value: Value) -> float:
    """XPath `number()`: NaN for what is not written as a number."""
    value = first(value)
    if isinstance(value, str):
        written = _NUMBER.fullmatch(value)
        return float(written[1]) if written else math.nan
    if isinstance(value, date):
        return float((value - _FIRST_DAY).days)
    return float(value)


def truth(value: Value) -> bool:
    """XPath `boolean()`: no for 0, NaN and the empty text."""
    value = first(value)
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def day(value: Value) -> Single:
    """ODK `date()`: of a text `2026-03-02` or of days since 1970; the empty text for no date."""
    value = first(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _written_day(value)
    days = number(value)
    if math.isnan(days) or not -_FIRST_DAY.toordinal() < days < _LAST_DAY + 1:
        return NOTHING
    return _FIRST_DAY + timedelta(days=math.trunc(days))


def equal(left: Value, right: Value) -> bool:
    """XPath `=`, of single values."""
    left, right = first(left), first(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return text(left) == text(right)


def total(values: Iterable[Single]) -> float:
    """The sum of what is a number among `values`."""
    return math.fsum(figure for figure in map(number, values) if math.isfinite(figure))


def rounded(value: float, places: float = 0.0) -> float:
    """XPath `round()`, halves upwards; ODK's second argument says after how many places."""
    if not math.isfinite(value) or math.isnan(places):
        return value
    scale = Decimal(10) ** int(max(-30.0, min(30.0, places)))
    whole = (Decimal(repr(value)) * scale + Decimal("0.5")).__floor__()
    return float(whole / scale)


def whole(value: float) -> float:
    """ODK `int()`: without what stands after the point."""
    return float(math.trunc(value)) if math.isfinite(value) else value


def divided(left: float, right: float) -> float:
    """XPath `div`: by nothing is infinite, or no number."""
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def rest(left: float, right: float) -> float:
    """XPath `mod`: bears the sign of what is divided."""
    if math.isinf(left) or not right:
        return math.nan
    return math.fmod(left, right)


def _written_day(words: str) -> Single:
    if not _ISO_DATE.fullmatch(words):
        return NOTHING
    try:
        return date.fromisoformat(words)
    except ValueError:
        return NOTHING


def _digits(figure: float) -> str:
    if math.isnan(figure):
        return "NaN"
    if math.isinf(figure):
        return "Infinity" if figure > 0 else "-Infinity"
    if figure == int(figure):
        return str(int(figure))
    return format(Decimal(repr(figure)), "f")
