"""From which month to which, as somebody types it."""

import re
from datetime import date
from typing import Final

from helpdesk_domain.days_in_words import MONTHS
from helpdesk_domain.statistics.months import Month, Period

_NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH: Final = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})[-/](?P<month>\d{1,2})"
    r"|(?P<month_first>\d{1,2})[-/.](?P<year_last>\d{4}))(?!\d)"
    rf"|(?<!\w)(?P<name>{_NAMES})\.?(?: (?P<of>\d{{4}}))?(?!\w)",
    re.IGNORECASE,
)


class NoPeriod(Exception):
    """No month was said."""


class UnclearPeriod(Exception):
    """Something was said that is no month, or more than two were."""


def period_in(typed: str, today: date) -> Period:
    """The period that was typed: `03/2026 09/2026`, `2026-03 – 2026-09`, `mars – octobre 2026`.

    A month by its name alone is of the year that is said after it, else the last one of that name
    that is over.

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
    months: list[Month] = []
    try:
        for one in reversed(found):
            months.insert(0, _month(one, months[0] if months else None, today))
    except ValueError:
        raise UnclearPeriod from None
    return Period(months[0], months[-1])


def _month(said: re.Match[str], following: Month | None, today: date) -> Month:
    """Raises: ValueError: There is no such month."""
    if said["name"] is None:
        year, number = said["year"] or said["year_last"], said["month"] or said["month_first"]
        return Month.parse(f"{year}-{int(number):02}")
    number = MONTHS[said["name"].lower()]
    if said["of"]:
        return Month(int(said["of"]), number)
    last = following or Month.of(today).after(-1)
    return Month(last.year if number <= last.number else last.year - 1, number)
