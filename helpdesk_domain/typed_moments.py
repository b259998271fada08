"""A day and an hour as somebody types them on the phone: « j+2 14:30 », « ma 9u », « 15/01 »."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from helpdesk_domain.holidays import is_public_holiday


class NoSuchMoment(Exception):
    """A day or an hour that the calendar or the clock does not have: 31/02, 25:00.

    Attributes:
        typed: As it was typed.
    """

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """What stood at the beginning of a line.

    Attributes:
        day: None when there was none.
        at: Wall time of Brussels; None when there was none.
        rest: What follows, its blanks single, without the comma between.
    """

    day: date | None
    at: time | None
    rest: str


_TODAY: Final = {"aujourd'hui": 0, "aujourd’hui": 0, "vandaag": 0, "today": 0}
_DAYS_AGO: Final = {**_TODAY, "hier": 1, "gisteren": 1, "yesterday": 1, "avant-hier": 2}
_DAYS_AGO_ALSO: Final = {"eergisteren": 2}
_DAYS_ON: Final = {**_TODAY, "demain": 1, "morgen": 1, "tomorrow": 1, "après-demain": 2}
_DAYS_ON_ALSO: Final = {"apres-demain": 2, "overmorgen": 2}

_UNITS: Final = {
    "j": 1, "d": 1, "jour": 1, "jours": 1, "dag": 1, "dagen": 1, "day": 1, "days": 1,
    "s": 7, "w": 7, "sem": 7, "semaine": 7, "semaines": 7, "week": 7, "weken": 7, "weeks": 7,
    "mois": 30, "maand": 30, "maanden": 30, "month": 30, "months": 30,
}  # fmt: skip
"""Days in one of them; a month is said for « about four weeks », thirty days are near enough."""

_WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}

SHORT: Final = 3
"""Letters of a weekday that are a word as well (« je », « ma », « mon », "sun"): they name a day
only alone or before an hour."""

_LONGEST: Final = 3660
"""Days ahead that are believed: ten years; what is beyond is a slip of the hand."""

_AHEAD: Final = re.compile(r"(?:([jdsw])?\+ ?(\d{1,4})|(\d{1,4}) ?([a-z]{1,8}))(?![\w+])(?! \d+ )")
"""Not « +32 2 000 … »: that is a telephone number."""
_DATE: Final = re.compile(
    r"(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|[.-](\d{1,2})[.-](\d{4}))(?![\d/])"
)
"""Points and dashes make a date with a year only: « 14.30 » is an hour, « 10-12h » are two."""
_TIME: Final = re.compile(r"(?:(?:à|om|at|@) ?)?(\d{1,2})(?:[:.](\d{2})|[hu](?: ?(\d{2}))?)(?!\d)")
_WORD: Final = re.compile(r"[a-zà-ÿ'’-]+")


def typed_moment(words: str, language: str, today: date) -> TypedMoment:
    """What `words` begin with: a day, an hour, both or neither, in this order.

    Days ahead (« j+2 ») that fall on a weekend or a public holiday are moved to the next working
    day: somebody has to be there. A date without its year is the next one of that name; so is
    a weekday, today's being a week ahead.

    Args:
        language: Of the screens; « ma » is mardi or maandag, « di » dimanche or dinsdag.

    Raises:
        NoSuchMoment: What looks like a day or an hour is none.
    """
    left = " ".join(words.split())
    day, left = _day(left, language, today)
    at, left = _time(left.lstrip(", ") if day else left)
    return TypedMoment(day, at, left.lstrip(" ,;:–-") if day or at else left)


def past_moment(words: str, language: str, today: date) -> TypedMoment:
    """The same of what is over: « hier 14:30 », « ma 9u », « 15/01 », each the last of its name.

    A weekday is one of the seven days before today; days ahead are no days that are over.

    Raises:
        NoSuchMoment: As `typed_moment`.
    """
    left = " ".join(words.split())
    day, left = _past_day(left, language, today)
    at, left = _time(left)
    return TypedMoment(day, at, left.lstrip(" ,;:–-") if day or at else left)


def next_working_day(day: date) -> date:
    """`day`, or the first one after it that is neither a weekend's nor a public holiday."""
    while day.weekday() >= 5 or is_public_holiday(day):
        day += timedelta(days=1)
    return day


def _day(left: str, language: str, today: date) -> tuple[date | None, str]:
    low = left.lower()
    if (found := _AHEAD.match(low)) and (days := _days_ahead(found)) is not None:
        if days > _LONGEST:
            raise NoSuchMoment(found[0])
        return next_working_day(today + timedelta(days=days)), left[found.end() :].strip()
    if found := _DATE.match(low):
        return _date(found, today), left[found.end() :].strip()
    if found := _WORD.match(low):
        rest = left[found.end() :].strip()
        on = _days_to(found[0], language, today)
        if on is not None and (len(found[0]) > SHORT or not rest or _TIME.match(rest.lower())):
            return today + timedelta(days=on), rest
    return None, left


def _past_day(left: str, language: str, today: date) -> tuple[date | None, str]:
    low = left.lower()
    if found := _DATE.match(low):
        return _last_date(found, today), left[found.end() :].strip()
    if found := _WORD.match(low):
        rest, named = left[found.end() :].strip(), _DAYS_AGO | _DAYS_AGO_ALSO
        if found[0] in named:
            return today - timedelta(days=named[found[0]]), rest
        on = _days_to(found[0], language, today) if found[0] not in _DAYS_ON else None
        if on is not None and (len(found[0]) > SHORT or not rest or _TIME.match(rest.lower())):
            return today + timedelta(days=on - 7 if on < 7 else -7), rest
    return None, left


def _last_date(found: re.Match[str], today: date) -> date:
    """Without its year: the last day of that name, today among them."""
    coming = _date(found, today)
    if found[3] or found[5] or coming == today:
        return coming
    years = (coming.year - back for back in range(1, 9))
    return next(
        date(year, coming.month, coming.day)
        for year in years
        if _is_a_day(year, coming.month, coming.day)
        and date(year, coming.month, coming.day) < today
    )


def _days_ahead(found: re.Match[str]) -> int | None:
    """Of « j+2 », « +2 » or « 2 semaines »."""
    unit, ahead, number, named = found.groups()
    if ahead is not None:
        return int(ahead) * _UNITS[unit or "j"]
    return int(number) * _UNITS[named] if named in _UNITS and len(named) > 1 else None


def _date(found: re.Match[str], today: date) -> date:
    day, month, year = found[1], found[2] or found[4], found[3] or found[5]
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        for coming in range(today.year, today.year + 9):  # 29 February comes in eight years at most
            if _is_a_day(coming, int(month), int(day)):
                known = date(coming, int(month), int(day))
                if known >= today:
                    return known
    except ValueError:
        pass
    raise NoSuchMoment(found[0])


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _days_to(word: str, language: str, today: date) -> int | None:
    """How many days until the day that `word` names."""
    word = word.rstrip(".")
    named = _DAYS_ON | _DAYS_ON_ALSO
    if word in named:
        return named[word]
    order = [language, *(other for other in _WEEKDAYS if other != language)]
    for names in (_WEEKDAYS[one] for one in order if one in _WEEKDAYS):
        for place, name in enumerate(names):
            if word in (name, name[:2], name[:3]):
                return (place - today.weekday() - 1) % 7 + 1
    return None


def _time(left: str) -> tuple[time | None, str]:
    found = _TIME.match(left.lower())
    if found is None:
        return None, left
    try:
        return time(int(found[1]), int(found[2] or found[3] or 0)), left[found.end() :].strip()
    except ValueError:
        raise NoSuchMoment(found[0]) from None
