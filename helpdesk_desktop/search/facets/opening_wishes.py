"""When somebody has to be open: « ouvert le dimanche », « ouvert ce soir », "vanavond open"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.facets.bits import numbers_of
from helpdesk_desktop.search.facets.values import Facets
from helpdesk_desktop.search.facets.wishes import GRANTED, NEGATIONS
from helpdesk_desktop.search.words.tokens import joined
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.week import DAY

PREFIX: Final = "open "
"""What the keys of these conditions begin with; a day and a part of it follow."""

_PARTS: Final[Mapping[str, tuple[int, int]]] = {
    "": (0, DAY),
    "morning": (6 * 60, 12 * 60),
    "afternoon": (13 * 60, 18 * 60),
    "evening": (18 * 60 + 30, DAY),
    "night": (DAY + 60, DAY + 5 * 60),
}
"""Minutes of a day in which somebody has to be open, be it a moment only: our own rule. The night
is the one that follows the day; who closes at half past six is not open in the evening."""

_PART_WORDS: Final = {
    "morning": "matin matinee voormiddag ochtend morgen morning",
    "afternoon": "apres-midi namiddag middag afternoon",
    "evening": "soir soiree avond evening",
    "night": "nuit nacht night",
}
_DAY_WORDS: Final = (
    "lundi maandag monday", "mardi dinsdag tuesday", "mercredi woensdag wednesday",
    "jeudi donderdag thursday", "vendredi vrijdag friday", "samedi zaterdag saturday",
    "dimanche zondag sunday",
)  # fmt: skip
_OTHER: Final = {
    "now": "maintenant|actuellement|en ce moment|nu|op dit moment|now",
    "today evening": "ce soir|vanavond|tonight|this evening",
    "today night": "cette nuit|vannacht",
    "today afternoon": "cet apres midi|vanmiddag|vannamiddag|deze namiddag|this afternoon",
    "today morning": "ce matin|deze voormiddag|vanmorgen|vanochtend|this morning",
    "today": "aujourd hui|vandaag|today",
    "weekend": "week ?ends?",
    "always": "24 ?h?(?: sur)? 24 ?h?|24 uur op 24|24 7|jour et nuit|nuit et jour|dag en nacht"
    "|nacht en dag|day and night",
    "any evening": "le soir|en soiree|s avonds|in the evening",
    "any night": "la nuit|s nachts|at night",
}

_TOMORROW: Final = "demain|morgen|tomorrow"
_PART_OF: Final = {
    word.replace("-", " "): part for part, said in _PART_WORDS.items() for word in said.split()
}
_DAY_OF: Final = {word: str(at) for at, said in enumerate(_DAY_WORDS) for word in said.split()}
_DAY_AND_PART: Final = (
    rf"({_TOMORROW}|{'|'.join(_DAY_OF)})s?"
    rf"(?: ?(?:en |au |in de )?({'|'.join(sorted(_PART_OF, key=len, reverse=True))}))?"
)
_WHEN: Final = "|".join(
    [*(f"(?P<w{at}>{said})" for at, said in enumerate(_OTHER.values())), _DAY_AND_PART]
)
_FILL: Final = r"(?:(?:aussi|encore|ook|nog|meme|le|les|la|op|on|in|het|en|also) )*?"
_OPEN: Final = r"(?:ouverte?s?|ouvre|ouvrent|open|geopend|opent)"
_ASKED: Final = (
    re.compile(rf"{_OPEN} {_FILL}(?:{_WHEN})(?= |$)"),
    re.compile(rf"(?:{_WHEN}) {_FILL}{_OPEN}(?= |$)"),
)
_STARTS: Final = re.compile(
    rf"{_OPEN}|(?:{_TOMORROW}|{'|'.join(_DAY_OF)})\w*|maintenant|actuellement|aujourd|van\w{{4,7}}"
    r"|ce|cet|cette|en|nu|now|le|la|s|in|at|deze|op|this|today|tonight|week\w*|24h?|jour|nuit|dag"
    "|nacht|day"
)
"""What the first of the words may be; most words are none of these."""
_LONGEST: Final = 8

RELATIVE: Final = frozenset(
    f"{PREFIX}{day} {part}".strip() for day in ("now", "today", "tomorrow") for part in _PARTS
)
"""Keys that mean nothing to whoever does not know what time it is."""


def opening_at(words: Sequence[str], after: Sequence[str] = ()) -> tuple[int, str]:
    """The opening wish with which `words` begin: how many words it takes, and its key.

    Args:
        after: The words before: « pas ouvert le dimanche » is no wish.
    """
    if not _STARTS.fullmatch(words[0]) or NEGATIONS.intersection(after[-1:]):
        return 0, ""
    text = joined(words[:_LONGEST])
    for pattern in _ASKED:
        if found := pattern.match(text):
            return len(found[0].split()), PREFIX + _key(found)
    return 0, ""


def opening_words(words: Sequence[str], refused: frozenset[str]) -> frozenset[int]:
    """The places of the words that say when somebody has to be open, and are not `refused`."""
    told: set[int] = set()
    for place in range(len(words)):
        count, key = opening_at(words[place:], words[:place])
        if key not in refused:
            told.update(range(place, place + count))
    return frozenset(told)


def recognised_opening(key: str, typed: str) -> Recognised:
    """The wish as it is told to whoever asked."""
    return Recognised(RecognisedKind.CONDITION, typed, typed, key)


def opening_evidence(
    facets: Facets, parts: Sequence[Part], now: datetime | None
) -> Iterator[Evidence]:
    """Evidence for each part that is an opening wish: those known to be open then."""
    for part in parts:
        for recognised in part.recognised:
            if recognised.key.startswith(PREFIX):
                opened = numbers_of(open_when(facets, recognised.key, now), facets.size)
                reason = Reason(ReasonKind.CONDITION, recognised.name)
                services = dict.fromkeys(opened, 1.0)
                yield Evidence(part.number, services, GRANTED, always(reason))


def open_when(facets: Facets, key: str, now: datetime | None) -> int:
    """The set of services known to be open when `key` says, as bits.

    What is left of today counts, not what is over; on a public holiday only who never closes.
    """
    day, _, part = key.removeprefix(PREFIX).partition(" ")
    opened = facets.openings.never_closed()
    if day == "always":
        return opened
    start, end = _PARTS[part]
    if day in ("now", "today", "tomorrow"):
        if now is None:
            return 0
        if day == "now":
            return facets.openings.at(now)
        return opened | _on(facets, now, day == "tomorrow", (start, end))
    weekdays = {"weekend": (5, 6), "any": range(7)}.get(day) or (int(day),)
    for weekday in weekdays:
        opened |= facets.openings.within(weekday, start, end)
    return opened


def _on(facets: Facets, now: datetime, tomorrow: bool, minutes: tuple[int, int]) -> int:
    here = now.astimezone(BRUSSELS)
    day: date = here.date() + timedelta(days=tomorrow)
    start, end = minutes
    if not tomorrow:
        start = max(start, here.hour * 60 + here.minute)
    return 0 if is_public_holiday(day) else facets.openings.within(day.weekday(), start, end)


def _key(found: re.Match[str]) -> str:
    for at, key in enumerate(_OTHER):
        if found[f"w{at}"]:
            return key
    day, part = found.groups()[-2:]
    named = _DAY_OF.get(day, "tomorrow")
    return f"{named} {_PART_OF.get(part or '', '')}".strip()
