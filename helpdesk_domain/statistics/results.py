"""What may be seen of each figure of a year, a quarter or a month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from statistics import median
from typing import Final

from helpdesk_domain.statistics.counting import Counted, count, measured
from helpdesk_domain.statistics.dimensions import Dimension, Measure
from helpdesk_domain.statistics.disclosure import (
    Released,
    Scheme,
    Shown,
    added,
    release,
    shown,
    summed,
)
from helpdesk_domain.statistics.figures import Figure, FigureId, Sort
from helpdesk_domain.statistics.opened import OpenBook

FEWEST_MEASURED: Final = 25
"""As it is shown; of fewer calls no median is told: our own rule."""

COARSE: Final[Mapping[Measure, int]] = {
    Measure.TALK_S: 10,
    Measure.WRAP_UP_S: 5,
    Measure.CALL_BACK_H: 6,
}
"""To what a median is rounded, in its own unit."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; each rounded by itself."""

    part: Shown
    whole: Shown

    @property
    def percent(self) -> int | None:
        """Of the rounded numbers, 0 to 100; None where one of them is too small to say."""
        if self.whole.value == 0 or self.whole.is_band or self.part.is_band:
            return None
        return min(100, round(100 * self.part.value / self.whole.value))


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of what was measured.

    Attributes:
        value: Rounded; None where fewer than `FEWEST_MEASURED` calls are shown.
        of: How many calls it is of.
    """

    value: int | None
    of: Shown


Result = Released | Share | Median

Results = Mapping[FigureId, Result]


def results(
    books: Sequence[OpenBook],
    figures: Sequence[Figure],
    scheme: Scheme,
    filters: Mapping[Dimension, str],
) -> Results:
    """What may be seen of each of `figures` in `books`, which are one period.

    A figure that cannot be told under `filters` is left out.
    """
    return results_of_each(books, figures, (scheme,), filters)[scheme]


def results_of_each(
    books: Sequence[OpenBook],
    figures: Sequence[Figure],
    schemes: Collection[Scheme],
    filters: Mapping[Dimension, str],
) -> Mapping[Scheme, Results]:
    """The same under each of `schemes`; it is counted once."""
    told = {
        one.id: _result(books, one, schemes, filters)
        for one in figures
        if one.may_be_filtered(filters)
    }
    return {scheme: {name: under[scheme] for name, under in told.items()} for scheme in schemes}


def added_results(parts: Sequence[Results]) -> Results:
    """The sum of periods that follow each other; of medians there is none, so nothing is told.

    A figure that one of them lacks is left out: without it the sum would be too small.
    """
    first, *others = parts
    return {
        name: reduce(_plus, (part[name] for part in others), result)
        for name, result in first.items()
        if all(name in part for part in others)
    }


def _result(
    books: Sequence[OpenBook],
    figure: Figure,
    schemes: Collection[Scheme],
    filters: Mapping[Dimension, str],
) -> Mapping[Scheme, Result]:
    question = figure.counted(filters)
    if figure.sort is Sort.MEDIAN:
        assert figure.measure is not None
        values = measured(books, figure.measure, question)
        return {scheme: _median(*values, figure.measure, scheme) for scheme in schemes}
    counted = count(books, question)
    if figure.sort is Sort.COUNT:
        return {scheme: release(counted, len(question.by), scheme) for scheme in schemes}
    part = sum(counted.values(), Counted())
    whole = sum(count(books, figure.among(filters)).values(), Counted())
    return {scheme: Share(shown(part, scheme), shown(whole, scheme)) for scheme in schemes}


def _median(values: Sequence[int], counted: Counted, measure: Measure, scheme: Scheme) -> Median:
    """What is told depends on the number as it is shown, or the exact one could be told from it."""
    coarse, of = COARSE[measure], shown(counted, scheme)
    enough = of.value >= FEWEST_MEASURED and not of.is_band
    middle = round(median(values) / coarse) * coarse if enough else None
    return Median(middle, of)


def _plus(one: Result, other: Result) -> Result:
    """Raises: TypeError: They are of two sorts, so of two figures."""
    match one, other:
        case Released(), Released():
            return added([one, other])
        case Share(), Share():
            return Share(summed([one.part, other.part]), summed([one.whole, other.whole]))
        case Median(), Median():
            return Median(None, summed([one.of, other.of]))
    raise TypeError(f"{type(one).__name__} and {type(other).__name__}")
