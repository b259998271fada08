"""Which services are open at a moment, looked up and not computed."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk_desktop.search.facets.bits import bits_of
from helpdesk_domain.offer import Service, ServiceStatus
from helpdesk_domain.opening_hours import moments_of_days, opening_spans
from helpdesk_domain.week import DAY, Span


@dataclass(frozen=True, slots=True)
class Openings:
    """Who is open through the days of the week.

    Attributes:
        days: Per day of the week (Monday is 0) the minutes at which a service opens or closes,
            in order, and the set of those open from each on, as bits; services that are gone
            stay in them, and are looked for by nobody.
    """

    days: dict[int, tuple[list[int], list[int]]]

    def at(self, now: datetime) -> int:
        """The set of services known to be open at `now`, as bits.

        A service without readable hours never is; on a public holiday only those that never close.
        """
        known = 0
        for day, minute in moments_of_days(now):
            known |= self._open_on(day, minute)
        return known | self.never_closed()

    def within(self, day: int, start: int, end: int) -> int:
        """The set of services open at any minute from `start` to `end` of a day of the week, as
        bits; minutes past `DAY` are of the day after.
        """
        known = 0
        for other, more in ((day, 0), ((day - 1) % 7, DAY), ((day + 1) % 7, -DAY)):
            minutes, opened = self.days.get(other, ([], []))
            first = max(bisect_right(minutes, start + more) - 1, 0)
            for place in range(first, bisect_left(minutes, end + more)):
                known |= opened[place]
        return known

    def _open_on(self, day: int, minute: int) -> int:
        minutes, opened = self.days.get(day, ((), ()))
        place = bisect_right(minutes, minute)
        return opened[place - 1] if place else 0

    def never_closed(self) -> int:
        """Those open at every minute of the week at which anybody turns."""
        known = -1
        for day in range(7):
            for minute in {0, *self.days.get(day, ([], []))[0]}:
                if minute < DAY:
                    known &= self._open_on(day, minute)
        return known if known > 0 else 0

    def note(self, number: int, service: Service) -> None:
        """Take in the hours of `service`, whose number is higher than all."""
        for day, spans in _spans(service).items():
            for opens, closes in spans:
                minutes, opened = self.days.setdefault(day, ([], []))
                first, last = (_place_of(minute, minutes, opened) for minute in (opens, closes))
                for place in range(first, last):
                    opened[place] |= 1 << number


def _place_of(minute: int, minutes: list[int], opened: list[int]) -> int:
    """The place of `minute` among those at which somebody turns; it becomes one of them."""
    place = bisect_left(minutes, minute)
    if minutes[place : place + 1] != [minute]:
        minutes.insert(place, minute)
        opened.insert(place, opened[place - 1] if place else 0)
    return place


def _spans(service: Service) -> Mapping[int, Sequence[Span]]:
    """The hours of `service`; none when it is closed down."""
    if service.status is not ServiceStatus.ACTIVE:
        return {}
    return opening_spans(service.schedules)


class OpeningsBuilder:
    """Gathers when services open and close while they pass by."""

    def __init__(self) -> None:
        self._turns: dict[int, dict[int, array[int]]] = {}

    def add(self, number: int, service: Service) -> None:
        """Take note of the hours of `service`, which has this number."""
        for day, spans in _spans(service).items():
            turns = self._turns.setdefault(day, {})
            for span in spans:
                for minute in span:
                    turns.setdefault(minute, array("I")).append(number)

    def built(self, size: int) -> Openings:
        """The openings of all that was added; numbers are under `size`."""
        days: dict[int, tuple[list[int], list[int]]] = {}
        for day, turns in self._turns.items():
            minutes, opened, known = sorted(turns), [], 0
            for minute in minutes:
                # The spans of a service lie apart, so each of its turns is the other way.
                known ^= bits_of(turns[minute], size)
                opened.append(known)
            days[day] = (minutes, opened)
        return Openings(days)
