"""School holidays of the two communities of Brussels: days on which weekly hours may not hold."""

import csv
from datetime import date
from functools import cache

from helpdesk_domain.resources import resource


def school_holiday(community: str, day: date) -> date | None:
    """The last day of the school holiday that `day` lies in; None when it lies in none.

    Only until the summer of 2029, and of a week or more. The two calendars differ: a service
    follows that of its own language.

    Args:
        community: `fr` (Communauté française) or `nl` (Vlaamse Gemeenschap).

    Source: the decrees named in `resources/school_holidays.csv`, computed with `holidays` 0.109.
    """
    periods = _periods().get(community, ())
    return next((last for first, last in periods if first <= day <= last), None)


@cache
def _periods() -> dict[str, list[tuple[date, date]]]:
    with resource("school_holidays.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    periods: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        span = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        periods.setdefault(row["community"], []).append(span)
    return periods
