"""The one reading of weekly opening hours: the card, the filter and « open until » have it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.offer import Schedule
from helpdesk_domain.week import DAY, WEEK, Span

_TIME: Final = re.compile(r"(?:([01]?\d|2[0-3]):([0-5]\d)|24:00)(?!\d)")
_LAST_MINUTE: Final = DAY - 1
"""23:59, which is how midnight is written where 24:00 is not allowed."""


def opening_spans(schedules: Iterable[Schedule]) -> dict[int, list[Span]]:
    """When `schedules` open, per day of the week (Monday is 0), apart and in order.

    A span belongs to the day on which it begins: Friday 22:00 to 02:00 is 1320 to 1560 of Friday.
    What cannot be read, or is not said per week, opens nothing: unknown is not yes.
    """
    read = ((days_of(schedule), span_of(schedule)) for schedule in schedules)
    return by_day((day, span) for days, span in read if span for day in days)


def by_day(spans: Iterable[tuple[int, Span]]) -> dict[int, list[Span]]:
    """`spans`, each with its day, gathered per day: apart and in order."""
    gathered: dict[int, list[Span]] = {}
    for day, span in spans:
        gathered.setdefault(day, []).append(span)
    return {day: list(_apart(sorted(several))) for day, several in gathered.items()}


def is_weekly(schedule: Schedule) -> bool:
    """Whether it speaks of each week."""
    return schedule.freq in ("", "WEEKLY")


def days_of(schedule: Schedule) -> list[int]:
    """The days of the week it speaks of, in their order; none where it is not said per week."""
    named = {day.strip() for day in schedule.byday.split(",")} if is_weekly(schedule) else ()
    return [at for at, day in enumerate(WEEK) if day in named]


def span_of(schedule: Schedule) -> Span | None:
    """From when to when it opens; None where that cannot be read."""
    opens, closes = _minute(schedule.opens_at), _minute(schedule.closes_at)
    if opens is None or closes is None:
        return None
    if closes in (0, _LAST_MINUTE):
        closes = DAY
    if closes < opens:
        closes += DAY
    return (opens, closes) if opens < closes else None


def moments_of_days(now: datetime) -> Iterator[tuple[int, int]]:
    """Which spans `now` can lie in: a day of the week, and the minute counted from its start.

    That is today, and yesterday for those that run past midnight; none of the two when it is a
    public holiday, for which weekly hours do not speak: services are then not known to be open.
    """
    local = now.astimezone(BRUSSELS)
    minute = local.hour * 60 + local.minute
    for days in (0, 1):
        day: date = local.date() - timedelta(days=days)
        if not is_public_holiday(day):
            yield day.weekday(), minute + days * DAY


def _minute(time: str) -> int | None:
    read = _TIME.match(time.strip())
    if read is None:
        return None
    return int(read[1]) * 60 + int(read[2]) if read[1] else DAY


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """`spans`, in order, with those that touch or overlap made one."""
    start = end = -1
    for opens, closes in spans:
        if opens > end:
            if start >= 0:
                yield start, end
            start, end = opens, closes
        end = max(end, closes)
    if start >= 0:
        yield start, end
