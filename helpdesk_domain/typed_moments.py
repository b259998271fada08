"""A day and an hour as somebody types them on the phone: « j+2 14:30 », « ma 9u », « 15/01 »."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from helpdesk_domain.days_in_words import (
    JUST_AHEAD,
    JUST_OVER,
    LONGEST,
    UNITS,
    WEEKDAYS,
    NoSuchMoment,
    TwoMoments,
    a_day,
    coming,
    day_ago_in_words,
    day_in_words,
    next_working_day,
)


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

SHORT: Final = 3
"""Letters of a weekday that are a word as well (« je », « ma », « mon », "sun"): they name a day
only alone or before an hour."""

_AHEAD: Final = re.compile(r"(?:([jdsw])?\+ ?(\d{1,4})|(\d{1,4}) ?([a-z]{1,8}))(?![\w+])(?! \d+ )")
"""Not « +32 2 000 … »: that is a telephone number."""
_DATE: Final = re.compile(
    r"(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|[.-](\d{1,2})[.-](\d{4}))(?![\d/])"
)
"""Points and dashes make a date with a year only: « 14.30 » is an hour, « 10-12h » are two."""
_TIME: Final = re.compile(r"(?:(?:à|om|at|@) ?)?(\d{1,2})(?:[:.](\d{2})|[hu](?: ?(\d{2}))?)(?!\d)")
_WORD: Final = re.compile(r"[a-zà-ÿ'’-]+")

_PARTS: Final[Mapping[str, time]] = {
    **dict.fromkeys(("matin", "voormiddag", "ochtend", "morgen", "vroeg", "morning"), time(9)),
    **dict.fromkeys(("midi", "middag", "noon"), time(12)),
    **dict.fromkeys(("après-midi", "apres-midi", "aprem", "namiddag", "afternoon"), time(14)),
    **dict.fromkeys(("soir", "avond", "evening"), time(18)),
}
"""Parts of a day, and when they are told to begin where no hour is said: our own rule."""
_PART: Final = re.compile(rf"({'|'.join(_PARTS)})(?![\w'’-]),? ?")
_APART: Final = re.compile(
    rf"\A((?:over)?morgen|{'|'.join(WEEKDAYS['nl'])})(vroeg|morgen|(?:voor|na)?middag|avond)\b",
    re.IGNORECASE,
)
"""« maandagnamiddag », « morgenvroeg »."""


def typed_moment(words: str, language: str, today: date) -> TypedMoment:
    """What `words` begin with: a day, an hour, both or neither, in this order.

    Days ahead (« j+2 ») that fall on a weekend or a public holiday are moved to the next working
    day: somebody has to be there. A date without its year is the next one of that name, or one
    just over (`JUST_OVER`); a weekday is the next one, today's being a week ahead.

    Args:
        language: Of the screens; « ma » is mardi or maandag, « di » dimanche or dinsdag.

    Raises:
        NoSuchMoment: What looks like a day or an hour is none.
        TwoMoments: It may be one day or another.
    """
    left = _APART.sub(r"\1 \2", " ".join(words.split()))
    day, left = _day(left, language, today)
    at, left = _part_or_time(left.lstrip(", ")) if day else _time(left)
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


def _day(left: str, language: str, today: date) -> tuple[date | None, str]:
    low = left.lower()
    if said := day_in_words(low, today):
        return said[0], left[said[1] :].strip()
    if (found := _AHEAD.match(low)) and (days := _days_ahead(found)) is not None:
        if days > LONGEST:
            raise NoSuchMoment(found[0])
        return next_working_day(today + timedelta(days=days)), left[found.end() :].strip()
    if found := _DATE.match(low):
        return _date(found, today - JUST_OVER), left[found.end() :].strip()
    if found := _WORD.match(low):
        rest = left[found.end() :].strip()
        on = _days_to(found[0], language, today)
        if on is not None and (len(found[0]) > SHORT or not rest or _TIME.match(rest.lower())):
            return today + timedelta(days=on), rest
    return None, left


def _past_day(left: str, language: str, today: date) -> tuple[date | None, str]:
    low = left.lower()
    if said := day_ago_in_words(low, today):
        return said[0], left[said[1] :].strip()
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
    """Without its year: the last day of that name; today, or one that is just ahead, as it is."""
    ahead = _date(found, today)
    if found[3] or found[5] or ahead - today <= JUST_AHEAD:
        return ahead
    known = (a_day(ahead.year - back, ahead.month, ahead.day) for back in range(1, 9))
    return next(day for day in known if day and day < today)


def _days_ahead(found: re.Match[str]) -> int | None:
    """Of « j+2 », « +2 » or « 2 semaines »."""
    unit, ahead, number, named = found.groups()
    if ahead is not None:
        return int(ahead) * UNITS[unit or "j"]
    return int(number) * UNITS[named] if named in UNITS and len(named) > 1 else None


def _date(found: re.Match[str], today: date) -> date:
    day, month, year = found[1], found[2] or found[4], found[3] or found[5]
    if year is None:
        return coming(today, int(day), int(month), found[0])
    known = a_day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    if known is None:
        raise NoSuchMoment(found[0])
    return known


def _days_to(word: str, language: str, today: date) -> int | None:
    """How many days until the day that `word` names."""
    word = word.rstrip(".")
    named = _DAYS_ON | _DAYS_ON_ALSO
    if word in named:
        return named[word]
    order = [language, *(other for other in WEEKDAYS if other != language)]
    for names in (WEEKDAYS[one] for one in order if one in WEEKDAYS):
        for place, name in enumerate(names):
            if word in (name, name[:2], name[:3]):
                return (place - today.weekday() - 1) % 7 + 1
    return None


def _part_or_time(left: str) -> tuple[time | None, str]:
    """The hour that follows a day: « matin », « après-midi 15h », « 9h »."""
    part = _PART.match(left.lower())
    if part is None:
        return _time(left)
    at, rest = _time(left[part.end() :].strip())
    begins = _PARTS[part[1]]
    if at and (at < time(12)) != (begins < time(12)):
        raise TwoMoments(left)
    return at or begins, rest


def _time(left: str) -> tuple[time | None, str]:
    found = _TIME.match(left.lower())
    if found is None:
        return None, left
    try:
        return time(int(found[1]), int(found[2] or found[3] or 0)), left[found.end() :].strip()
    except ValueError:
        raise NoSuchMoment(found[0]) from None
