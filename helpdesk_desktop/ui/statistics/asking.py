"""What a lead asks of the figures, step by step: which period, narrowed by what."""

from dataclasses import replace
from datetime import date

from helpdesk_domain.statistics.dimensions import MOST_CROSSED, Dimension, Whose
from helpdesk_domain.statistics.months import Kind, Period, last_closed
from helpdesk_domain.statistics.report import Asked, TooManyFilters


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
