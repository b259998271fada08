"""The days of the week, and an opening as minutes of a day."""

from typing import Final

WEEK: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days as HSDS writes them."""

DAY: Final = 24 * 60
"""Minutes of a day."""

Span = tuple[int, int]
"""From one minute to another, the last not included; past `DAY` it is the night after."""


def on_the_clock(minute: int) -> str:
    """A minute of a day as it is shown; the night after is told by its own clock.

    >>> on_the_clock(570), on_the_clock(1440), on_the_clock(1590)
    ('09:30', '24:00', '02:30')
    """
    hour = minute // 60
    return f"{hour if minute <= DAY else hour % 24:02}:{minute % 60:02}"
