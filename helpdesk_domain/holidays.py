"""The public holidays of Belgium: days for which weekly opening hours say nothing."""

from datetime import date, timedelta
from functools import cache
from typing import Final

_FIXED: Final = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
"""(month, day) of those that have a date of their own."""

_AFTER_EASTER: Final = (1, 39, 50)
"""Days from Easter Sunday to Easter Monday, Ascension and Whit Monday."""


def is_public_holiday(day: date) -> bool:
    """Whether `day` is one of the ten public holidays.

    A service may open on such a day or not: its weekly hours were not written for it.

    Source: royal decree of 18 April 1974, article 1, in force since 1 January 1974.
    """
    return day in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    easter = easter_sunday(year)
    moving = (easter + timedelta(days=days) for days in _AFTER_EASTER)
    return frozenset([*(date(year, month, day) for month, day in _FIXED), *moving])


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, from 1583 on.

    Source: the computation of Meeus, Jones and Butcher, in Jean Meeus, Astronomical
    Algorithms (1991), chapter 8; the letters are those of the book.
    """
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)
