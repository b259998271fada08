"""The clock of a program, so that a test may bring its own; and the day in Brussels."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Answers with an aware moment."""

CLOCK_TOLERANCE_S: Final = 120
"""A clock that is further off is told to whoever can set it right.
Source: design of the sync, C.6."""

BRUSSELS: Final = ZoneInfo("Europe/Brussels")


def utc_now() -> datetime:
    return datetime.now(UTC)


def today_in_brussels() -> date:
    """The day it is in Brussels, where the desk works, whatever zone its computer is set to."""
    return datetime.now(BRUSSELS).date()


def day_in_brussels(moment: datetime) -> date:
    """The day it is in Brussels at `moment`, which is aware."""
    return moment.astimezone(BRUSSELS).date()


def midnight_in_brussels(now: datetime) -> datetime:
    """When the day of `now` began in Brussels, whatever zone `now` is told in; aware."""
    return now.astimezone(BRUSSELS).replace(hour=0, minute=0, second=0, microsecond=0)
