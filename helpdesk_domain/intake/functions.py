"""The functions that an expression may call: a part of XPath 1.0 and of ODK's own.

All are the same for the same answers on the same day: `random()`, `uuid()` and `now()` are not
among them, and neither is one that changes what was answered before (`once()`).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from helpdesk_domain.intake import values
from helpdesk_domain.intake.pattern import pattern
from helpdesk_domain.intake.values import Single, Value


class Gives(StrEnum):
    """What a part of an expression gives, as far as can be told before there are answers."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DAY = "day"
    ANSWER = "answer"
    """What was answered: a text for XPath, also where a number was typed."""
    TURNS = "turns"
    """The answers of all turns of a repeat."""
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Function:
    """A function.

    Attributes:
        least, most: Arguments; `most` is None for « any number ».
        call: Of today and the arguments; never fails, whatever they are.
        truths: Places of arguments that are taken as yes or no, from 0.
        turns: Whether its one argument may be all turns of a repeat.
        literal: Place of an argument that is written as a text, from 0; None for none.
    """

    gives: Gives
    least: int
    most: int | None
    call: Callable[[date, tuple[Value, ...]], Value]
    truths: tuple[int, ...] = ()
    turns: bool = False
    literal: int | None = None


def _selected(_today: date, given: tuple[Value, ...]) -> bool:
    """As ODK has it: also two codes that stand beside one another, also nothing in nothing."""
    return f" {values.text(given[1]).strip()} " in f" {values.text(given[0])} "


def _selected_at(_today: date, given: tuple[Value, ...]) -> str:
    codes, place = values.text(given[0]).split(), values.number(given[1])
    return codes[int(place)] if 0 <= place < len(codes) else values.NOTHING


def _coalesce(_today: date, given: tuple[Value, ...]) -> Single:
    for value in given:
        if _is_something(values.first(value)):
            return values.first(value)
    return values.NOTHING


def _is_something(value: Single) -> bool:
    return value != values.NOTHING and value == value  # NaN is not itself


def _round(_today: date, given: tuple[Value, ...]) -> float:
    return values.rounded(values.number(given[0]), *map(values.number, given[1:]))


def _largest(_today: date, given: tuple[Value, ...]) -> float:
    return _extreme(max, given)


def _smallest(_today: date, given: tuple[Value, ...]) -> float:
    return _extreme(min, given)


def _extreme(choose: Callable[[list[float]], float], given: tuple[Value, ...]) -> float:
    figures = [values.number(one) for value in given for one in _each(value)]
    if not figures or any(map(math.isnan, figures)):
        return math.nan
    return choose(figures)


def _each(value: Value) -> tuple[Single, ...]:
    return value if isinstance(value, tuple) else (value,)


FUNCTIONS: Final[Mapping[str, Function]] = {
    "boolean": Function(Gives.TRUTH, 1, 1, lambda _, a: values.truth(a[0]), truths=(0,)),
    "coalesce": Function(Gives.ANY, 2, None, _coalesce),
    "concat": Function(Gives.TEXT, 1, None, lambda _, a: "".join(map(values.text, a))),
    "contains": Function(Gives.TRUTH, 2, 2, lambda _, a: values.text(a[1]) in values.text(a[0])),
    "count": Function(Gives.NUMBER, 1, 1, lambda _, a: float(len(_each(a[0]))), turns=True),
    "count-selected": Function(
        Gives.NUMBER, 1, 1, lambda _, a: float(len(values.text(a[0]).split()))
    ),
    "date": Function(Gives.DAY, 1, 1, lambda _, a: values.day(a[0])),
    "decimal-date-time": Function(Gives.NUMBER, 1, 1, lambda _, a: values.number(values.day(a[0]))),
    "ends-with": Function(
        Gives.TRUTH, 2, 2, lambda _, a: values.text(a[0]).endswith(values.text(a[1]))
    ),
    "false": Function(Gives.TRUTH, 0, 0, lambda _, a: False),
    "if": Function(Gives.ANY, 3, 3, lambda _, a: a[1] if values.truth(a[0]) else a[2], truths=(0,)),
    "int": Function(Gives.NUMBER, 1, 1, lambda _, a: values.whole(values.number(a[0]))),
    "max": Function(Gives.NUMBER, 1, None, _largest, turns=True),
    "min": Function(Gives.NUMBER, 1, None, _smallest, turns=True),
    "not": Function(Gives.TRUTH, 1, 1, lambda _, a: not values.truth(a[0]), truths=(0,)),
    "number": Function(Gives.NUMBER, 1, 1, lambda _, a: values.number(a[0])),
    "regex": Function(
        Gives.TRUTH,
        2,
        2,
        lambda _, a: pattern(values.text(a[1])).fits(values.text(a[0])),
        literal=1,
    ),
    "round": Function(Gives.NUMBER, 1, 2, _round),
    "selected": Function(Gives.TRUTH, 2, 2, _selected),
    "selected-at": Function(Gives.TEXT, 2, 2, _selected_at),
    "starts-with": Function(
        Gives.TRUTH, 2, 2, lambda _, a: values.text(a[0]).startswith(values.text(a[1]))
    ),
    "string": Function(Gives.TEXT, 1, 1, lambda _, a: values.text(a[0])),
    "string-length": Function(Gives.NUMBER, 1, 1, lambda _, a: float(len(values.text(a[0])))),
    "sum": Function(Gives.NUMBER, 1, 1, lambda _, a: values.total(_each(a[0])), turns=True),
    "today": Function(Gives.DAY, 0, 0, lambda today, _: today),
    "true": Function(Gives.TRUTH, 0, 0, lambda _, a: True),
}
