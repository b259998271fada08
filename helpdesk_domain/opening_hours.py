"""Weekly opening hours as minutes, to tell who is open at a moment."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.offer import Schedule
from helpdesk_domain.service_card import WEEK

DAY: Final = 24 * 60
"""Minutes of a day."""

_TIME: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_LAST_MINUTE: Final = DAY - 1
"""23:59, which is how midnight is written where 24:00 is not allowed."""

Span = tuple[int, int]
"""From one minute to another, the last not included; past `DAY` it is the night after."""


def opening_spans(schedules: Iterable[Schedule]) -> dict[int, list[Span]]:
    """When `schedules` open, per day of the week (Monday is 0), apart and in order.

    A span belongs to the day on which it begins: Friday 22:00 to 02:00 is 1320 to 1560 of Friday.
    What cannot be read, or is not said per week, opens nothing: unknown is not yes.
    """
    spans: dict[int, list[Span]] = {}
    for schedule in schedules:
        span = _span(schedule)
        if span:
            for day in schedule.byday.split(","):
                if day.strip() in WEEK:
                    spans.setdefault(WEEK.index(day.strip()), []).append(span)
    return {day: list(_apart(sorted(several))) for day, several in spans.items()}


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


def _span(schedule: Schedule) -> Span | None:
    opens, closes = _minute(schedule.opens_at), _minute(schedule.closes_at)
    if opens is None or closes is None or schedule.freq not in ("", "WEEKLY"):
        return None
    if closes in (0, _LAST_MINUTE):
        closes = DAY
    if closes < opens:
        closes += DAY
    return (opens, closes) if opens < closes else None


def _minute(time: str) -> int | None:
    read = _TIME.match(time)
    return int(read[1]) * 60 + int(read[2]) if read else None


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
