"""When something is to be done, as a line says it first or last: « rappeler demain à 9h »."""

import re
from datetime import date, time
from typing import Final

from helpdesk_domain.days_in_words import NoSuchMoment, TwoMoments
from helpdesk_domain.typed_moments import SHORT, TypedMoment, typed_moment

_OR: Final = re.compile(r"(?:ou|of|or) ", re.IGNORECASE)
_BY_DAY: Final = re.compile(
    r"(?:demain|apr[èe]s-demain|(?:over)?morgen|tomorrow|[jd]\+ ?\d{1,3}"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?) (?:[89]|1\d|20)",
    re.IGNORECASE,
)
"""« Demain 14 »; of « lundi 7 » the figure is the day of the month, or a slip."""
_RINGS: Final = re.compile(
    r"(?:r[ea]ppeler|appeler|recontacter|contacter|sonner|(?:terug|op)?bellen|contacteren"
    r"|ring|call)(?: back| terug)?"
    r"(?: (?!ouv|ferm|open|slui|clos|qu|dat\b|that\b|rdv|rend|afspr|de\b"
    r"|van\b|from\b|si\b|als\b|if\b)[^\W\d][^\s\d]*){0,4}",
    re.IGNORECASE,
)
"""Words that ask for nothing but a call; « dire que le bureau ferme » has an hour of its own."""
_HOURS: Final = frozenset({"à", "om", "at", "@"})
"""Words that make an hour of a figure said last: « à 14h », where « aide 2h » is how long."""
_TURNS: Final = frozenset(
    {"avant", "après", "apres", "depuis", "dès", "des", "jusque", "jusqu'à", "jusqu’à", "jusqu'au"}
    | {"jusqu’au", "chaque", "tous", "toutes", "sauf", "pas", "de", "du", "d'ici", "pour", "vers"}
    | {"voor", "na", "sinds", "vanaf", "tot", "tegen", "elke", "iedere", "behalve", "niet", "van"}
    | {"before", "after", "since", "until", "by", "every", "not", "from", "for"}
    | {"ou", "et", "of", "en", "or", "and", "dans", "binnen", "over", "in", "-", "–", "le", "the"}
)
"""Words before a moment that make something else of it: a limit, a habit, part of the task."""


def moment_in_line(words: str, language: str, today: date) -> TypedMoment:
    """The moment `words` begin with; when they begin with none, the one they end with.

    An hour said first is of the day said last, and one said last of the day said first. « Avant
    lundi », "elke maandag", « rendez-vous de lundi » say no moment; a figure said last is an hour
    only as « à 14h ».

    Args:
        language: As for `typed_moment`.

    Raises:
        NoSuchMoment: What looks like a day or an hour is none.
        TwoMoments: It may be one day or another.
    """
    first = typed_moment(words, language, today)
    if first.day is not None:
        if _OR.match(first.rest) and typed_moment(first.rest[3:], language, today).day:
            raise TwoMoments(words)
        if first.at is None and _BY_DAY.fullmatch(" ".join(words.split())):
            return TypedMoment(first.day, time(int(first.rest)), "")
        return first if first.at else _with_hour_said_last(first, language, today)
    second = typed_moment(first.rest, language, today)
    if first.at is not None and second.day is not None and second.at is None:
        return TypedMoment(second.day, first.at, second.rest)
    last = _last(first.rest, language, today)
    if last is None or (first.at is not None and last.at is not None):
        return first
    return TypedMoment(last.day, first.at or last.at, last.rest)


def _with_hour_said_last(first: TypedMoment, language: str, today: date) -> TypedMoment:
    """« Demain rappeler le CPAS à 14h »: an hour of whatever else stays in what is to be done."""
    try:
        last = _last(first.rest, language, today)
    except TwoMoments:
        return first  # part of what is to be done
    if last is None or last.day is not None or not _RINGS.fullmatch(last.rest):
        return first
    return TypedMoment(first.day, last.at, last.rest)


def _last(line: str, language: str, today: date) -> TypedMoment | None:
    """The longest end of `line` that says a moment and nothing else; `rest` is what is before."""
    said = line.rstrip(" .!").split(" ")
    for at in range(1, len(said)):
        end = " ".join(said[at:])
        read = _whole(end, language, today)
        if read is None:
            continue
        if said[at - 1].lower().rstrip(",:") in _TURNS:
            return None
        return TypedMoment(read.day, read.at, " ".join(said[:at]).rstrip(" ,;:–-"))
    return None


def _whole(end: str, language: str, today: date) -> TypedMoment | None:
    """What `end` says, if it is a moment and nothing else."""
    first = end.split(" ")[0].lower()
    try:
        read = typed_moment(end, language, today)
    except TwoMoments:
        raise
    except NoSuchMoment:
        return None
    if read.rest or (read.day is None and (read.at is None or first not in _HOURS)):
        return None
    is_short = read.day is not None and read.at is None and len(end) <= SHORT and end.isalpha()
    return None if is_short else read
