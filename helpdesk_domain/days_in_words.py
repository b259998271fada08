"""Days as they are said: « dans deux jours », "volgende maandag", « le 7 décembre ».

What may mean two days is refused, never guessed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from helpdesk_domain.holidays import is_public_holiday

JUST_OVER: Final = timedelta(days=60)
"""A date without its year that was so lately is that one, and over: « 28/11 » said on the 29th is a
slip, and no promise for next year. Our own rule."""

JUST_AHEAD: Final = timedelta(days=60)
"""And said of what is over, a date that comes so soon is a slip too, and no call of last year."""


class NoSuchMoment(Exception):
    """A day or an hour that the calendar or the clock does not have: 31/02, 25:00.

    Attributes:
        typed: As it was typed.
    """

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class TwoMoments(NoSuchMoment):
    """It may be one day or another: « jeudi prochain » said on a Monday, « lundi ou mardi »."""


UNITS: Final[Mapping[str, int]] = {
    "j": 1, "d": 1, "jour": 1, "jours": 1, "dag": 1, "dagen": 1, "day": 1, "days": 1,
    "s": 7, "w": 7, "sem": 7, "semaine": 7, "semaines": 7, "week": 7, "weken": 7, "weeks": 7,
    "mois": 30, "maand": 30, "maanden": 30, "month": 30, "months": 30,
}  # fmt: skip
"""Days in one of them; a month is said for « about four weeks », thirty days are near enough."""

_NUMBERS: Final[Mapping[str, int]] = {
    "un": 1, "une": 1, "een": 1, "één": 1, "a": 1, "one": 1, "deux": 2, "twee": 2, "two": 2,
    "trois": 3, "drie": 3, "three": 3, "quatre": 4, "vier": 4, "four": 4, "cinq": 5, "vijf": 5,
    "five": 5, "six": 6, "zes": 6, "sept": 7, "zeven": 7, "seven": 7, "dix": 10, "tien": 10,
    "ten": 10, "veertien": 14,
}  # fmt: skip
LONGEST: Final = 3660
"""Days ahead that are believed: ten years; what is beyond is a slip of the hand."""
_IDIOMS: Final[Mapping[str, int]] = {"huit jours": 7, "quinze jours": 14}
"""Said for one week and for two."""

WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
_PLACES: Final = {name: at for names in WEEKDAYS.values() for at, name in enumerate(names)}
MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "janvier januari january janv jan",
            "février fevrier februari february févr fevr fév feb",
            "mars maart march mrt",
            "avril april avr apr",
            "mai mei may",
            "juin juni june",
            "juillet juli july juil",
            "août aout augustus august aug",
            "septembre september sept sep",
            "octobre oktober october oct okt",
            "novembre november nov",
            "décembre decembre december déc dec",
        ),
        start=1,
    )
    for name in names.split()
}

_NAMED: Final = "|".join(_PLACES)
_COUNT: Final = "|".join([r"\d{1,4}", *_NUMBERS])
_UNIT: Final = "|".join(unit for unit in UNITS if len(unit) > 1 or unit == "j")
_END: Final = r"(?![\w'’/])"

_IN: Final = re.compile(rf"(?:dans|d['’]ici|over|binnen|in) ({_COUNT}) ({_UNIT}){_END}")
_AGO: Final = re.compile(
    rf"(?:il y a ({_COUNT}) ({_UNIT})|({_COUNT}) ({_UNIT}) (?:geleden|ago)){_END}"
)
_IN_IDIOM: Final = re.compile(rf"(?:dans|d['’]ici) ({'|'.join(_IDIOMS)}){_END}")
_NEXT_WEEK: Final = re.compile(
    rf"(?:({_NAMED}) (?:(?:de )?la semaine prochaine|(?:van )?volgende week|next week)"
    rf"|(?:la semaine prochaine|volgende week|next week),? (?:le |op |on )?({_NAMED})){_END}"
)
_A_WEEK_LATER: Final = re.compile(rf"({_NAMED}) (?:en huit|over een week){_END}")
_NEXT: Final = re.compile(
    rf"(?:({_NAMED}) (?:prochain|qui vient)|(?:volgende|next) ({_NAMED})){_END}"
)
_THIS: Final = re.compile(rf"(?:ce|deze|aanstaande|komende|op|this|on) ({_NAMED}){_END}")
_DATED: Final = re.compile(
    rf"(?:(?:le|op|on) )?(?:(?:le )?({_NAMED}),? )?(?:le |de )?(\d{{1,2}})(?:er|e)? "
    rf"({'|'.join(MONTHS)})\.?(?: (20\d\d))?{_END}"
)
_FIGURES: Final = re.compile(
    rf"(?:(?:le|op|on) )?(?:(?:le )?({_NAMED}),? )?(?:le |de )?"
    r"(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?(?![\d/])"
)

Read = tuple[date, int]
"""A day, and how many letters say it."""


def day_in_words(low: str, today: date) -> Read | None:
    """The day with which the line `low` (small letters, single blanks) begins, said in words.

    Days ahead that fall on a weekend or a public holiday are moved to the next working day.

    Raises:
        NoSuchMoment: The calendar does not have it.
        TwoMoments: It may be another day as well.
    """
    for pattern, read in _READERS.items():
        if found := pattern.match(low):
            return read(found, today), found.end()
    return None


def next_working_day(day: date) -> date:
    """`day`, or the first one after it that is neither a weekend's nor a public holiday."""
    while day.weekday() >= 5 or is_public_holiday(day):
        day += timedelta(days=1)
    return day


def coming(today: date, day: int, month: int, typed: str) -> date:
    """The next day of that name, today among them.

    Raises:
        NoSuchMoment: The calendar has none: 31/02.
    """
    for year in range(today.year, today.year + 9):  # 29 February comes in eight years at most
        if (known := a_day(year, month, day)) and known >= today:
            return known
    raise NoSuchMoment(typed)


def a_day(year: int, month: int, day: int) -> date | None:
    """That day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_ago_in_words(low: str, today: date) -> Read | None:
    """The day that is over with which `low` begins: « il y a 2 jours », "twee dagen geleden".

    Raises:
        NoSuchMoment: It is further back than anybody means.
    """
    found = _AGO.match(low)
    if found is None:
        return None
    count, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    return today - timedelta(days=_days(count, unit, found[0])), found.end()


def _days(count: str, unit: str, typed: str) -> int:
    number = int(count) if count.isdecimal() else _NUMBERS[count]
    if number * UNITS[unit] > LONGEST:
        raise NoSuchMoment(typed)
    return number * UNITS[unit]


def _in(found: re.Match[str], today: date) -> date:
    return next_working_day(today + timedelta(days=_days(found[1], found[2], found[0])))


def _in_idiom(found: re.Match[str], today: date) -> date:
    return next_working_day(today + timedelta(days=_IDIOMS[found[1]]))


def _of_next_week(found: re.Match[str], today: date) -> date:
    monday = today + timedelta(days=7 - today.weekday())
    return monday + timedelta(days=_PLACES[found[1] or found[2]])


def _a_week_later(found: re.Match[str], today: date) -> date:
    return _coming_weekday(found[1], today) + timedelta(days=7)


def _next(found: re.Match[str], today: date) -> date:
    """The next one, where it lies in the next week; else some mean this week's, and some not."""
    day = _coming_weekday(found[1] or found[2], today)
    if day.isocalendar()[:2] == today.isocalendar()[:2]:
        raise TwoMoments(found[0])
    return day


def _this(found: re.Match[str], today: date) -> date:
    return _coming_weekday(found[1], today)


def _dated(found: re.Match[str], today: date) -> date:
    return _checked(found, MONTHS[found[3]], found[4], today)


def _in_figures(found: re.Match[str], today: date) -> date:
    return _checked(found, int(found[3]), found[4], today)


def _checked(found: re.Match[str], month: int, year: str | None, today: date) -> date:
    """The date; when it does not fall on the day of the week that stands before it, neither."""
    if year is None:
        day = coming(today - JUST_OVER, int(found[2]), month, found[0])
    else:
        century = 2000 if len(year) == 2 else 0
        known = a_day(century + int(year), month, int(found[2]))
        if known is None:
            raise NoSuchMoment(found[0])
        day = known
    if found[1] and _PLACES[found[1]] != day.weekday():
        raise TwoMoments(found[0])
    return day


def _coming_weekday(name: str, today: date) -> date:
    """One of the seven days after today."""
    return today + timedelta(days=(_PLACES[name] - today.weekday() - 1) % 7 + 1)


_READERS: Final[Mapping[re.Pattern[str], Callable[[re.Match[str], date], date]]] = {
    _IN_IDIOM: _in_idiom,
    _IN: _in,
    _NEXT_WEEK: _of_next_week,
    _A_WEEK_LATER: _a_week_later,
    _NEXT: _next,
    _THIS: _this,
    _DATED: _dated,
    _FIGURES: _in_figures,
}
