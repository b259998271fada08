"""What a lead asks of the figures, step by step: which period, narrowed by what."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from helpdesk_domain.statistics.dimensions import MOST_CROSSED, Dimension, Whose
from helpdesk_domain.statistics.months import Kind, Month, Period, last_closed
from helpdesk_domain.statistics.report import Asked, TooManyFilters

_MONTH: Final = re.compile(r"(?<!\d)(?:(\d{4})[-/](\d{1,2})|(\d{1,2})[-/.](\d{4}))(?!\d)")


class NoPeriod(Exception):
    """No month was said."""


class UnclearPeriod(Exception):
    """Something was said that is no month, or more than two were."""


def newest(kind: Kind, today: date, asked: Asked | None = None) -> Asked:
    """The newest closed period of that kind, narrowed as `asked` is."""
    period = last_closed(kind, today)
    return replace(asked, period=period) if asked else Asked(period=period)


def moved(asked: Asked, steps: int) -> Asked:
    """So many periods of the same length later, or earlier; at the end of the calendar it stays."""
    length = len(asked.period.months)
    try:
        first = asked.period.first.after(steps * length)
        return replace(asked, period=Period(first, first.after(length - 1)))
    except ValueError:
        return asked


Chosen = Dimension | Whose
"""A filter, or whose figures they are."""


def narrowed(asked: Asked, name: Chosen, value: str) -> Asked:
    """`asked`, with that filter; another value of a filter that is there takes its place.

    Raises:
        TooManyFilters: There are as many already as may cross.
    """
    if isinstance(name, Whose):
        return replace(asked, whose=name)
    filters = {**asked.filters, name: value}
    if len(filters) > MOST_CROSSED:
        raise TooManyFilters
    return replace(asked, filters=filters)


def widened(asked: Asked, name: Chosen | None = None) -> Asked:
    """`asked` without that filter; without the last one where none is named.

    All teams together stand before the filters, and go last: the own team is left.
    """
    gone = name or next(reversed(list(asked.filters)), asked.whose)
    if isinstance(gone, Whose):
        return replace(asked, whose=Whose.TEAM)
    return replace(asked, filters={one: v for one, v in asked.filters.items() if one is not gone})


def period_in(typed: str) -> Period:
    """The period that was typed: `03/2026 09/2026`, `2026-03 – 2026-09`, `10/2026`.

    Raises:
        NoPeriod: Nothing is said.
        UnclearPeriod: It is not one or two months.
        PeriodReversed: It ends before it begins.
    """
    if not typed.strip():
        raise NoPeriod
    found = list(_MONTH.finditer(typed))
    if not 1 <= len(found) <= 2:
        raise UnclearPeriod
    try:
        months = [Month.parse(f"{one[1] or one[4]}-{int(one[2] or one[3]):02}") for one in found]
    except ValueError:
        raise UnclearPeriod from None
    return Period(months[0], months[-1])
