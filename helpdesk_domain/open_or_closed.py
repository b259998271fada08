"""Whether a service is open at a moment, until when, or when it opens next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from helpdesk_domain.clock import BRUSSELS, day_in_brussels
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.opening_hours import by_day, moments_of_days
from helpdesk_domain.service_card import Hours
from helpdesk_domain.week import DAY, WEEK, Span

AHEAD: Final = 14
"""Days in which the next opening is looked for: two weeks hold every weekly opening, also around
the public holidays at the end of the year."""


@dataclass(frozen=True, slots=True)
class OpenOrClosed:
    """What the weekly hours say of a moment; all empty when they say nothing.

    Attributes:
        always: Open day and night, whatever the day.
        until: When it closes, if it is open now; aware.
        opens_at: When it opens next, if it is closed now; aware.
        on_holiday: It is a public holiday, for which weekly hours do not speak.
    """

    always: bool = False
    until: datetime | None = None
    opens_at: datetime | None = None
    on_holiday: bool = False


def open_or_closed(hours: Iterable[Hours], now: datetime) -> OpenOrClosed:
    """What `hours` say of `now`, which is aware. Those in words alone say nothing here."""
    spans = by_day(_spans(hours))
    if not spans:
        return OpenOrClosed()
    if all(any(_is_whole(span) for span in spans.get(day, ())) for day in range(7)):
        return OpenOrClosed(always=True)
    today = day_in_brussels(now)
    for day, minute in moments_of_days(now):
        for span in spans.get(day, ()):
            if span[0] <= minute < span[1]:
                began = today if day == today.weekday() else today - timedelta(days=1)
                until = _end(spans, began, span)
                goes_round = until - now > timedelta(days=7)
                return OpenOrClosed(always=True) if goes_round else OpenOrClosed(until=until)
    opens_at = next(_openings(spans, now), None)
    return OpenOrClosed(opens_at=opens_at, on_holiday=is_public_holiday(today))


def _is_whole(span: Span) -> bool:
    return span[0] == 0 and span[1] >= DAY


def _spans(hours: Iterable[Hours]) -> Iterator[tuple[int, Span]]:
    for line in hours:
        for day in line.days:
            for span in line.spans:
                yield WEEK.index(day), span


def _end(spans: Mapping[int, Sequence[Span]], began: date, span: Span) -> datetime:
    """When it closes: openings that touch or overlap are one, also at midnight."""
    end = _moment(began, span[1])
    for _ in range(2 * AHEAD):
        longer = max((until for until in _ends(spans, end)), default=end)
        if longer == end:
            break
        end = longer
    return end


def _ends(spans: Mapping[int, Sequence[Span]], at: datetime) -> Iterator[datetime]:
    """When the openings end that are under way `at`; those of the day before may be."""
    for day in (at.date(), at.date() - timedelta(days=1)):
        if is_public_holiday(day):
            continue
        for opens, closes in spans.get(day.weekday(), ()):
            if _moment(day, opens) <= at < _moment(day, closes):
                yield _moment(day, closes)


def _openings(spans: Mapping[int, Sequence[Span]], now: datetime) -> Iterator[datetime]:
    today = day_in_brussels(now)
    for ahead in range(AHEAD + 1):
        day = today + timedelta(days=ahead)
        if is_public_holiday(day):
            continue
        for opens, _ in spans.get(day.weekday(), ()):
            if (moment := _moment(day, opens)) > now:
                yield moment


def _moment(day: date, minute: int) -> datetime:
    """Wall time of Brussels; minutes past `DAY` are of the days after."""
    days, left = divmod(minute, DAY)
    at = time(left // 60, left % 60)
    return datetime.combine(day + timedelta(days=days), at, BRUSSELS)
