"""Weekly hours that a record tells in words: « du lundi au vendredi de 9h à 12h et de 13h à 17h ».

All or nothing: a text is read when every word of it is understood, in one way only. « Sur
rendez-vous », « sauf en juillet », « le premier lundi », « lundi matin » are left to people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from helpdesk_domain.week import DAY, WEEK, Span

_WHOLE: Final[Span] = (0, DAY)
"""« 24h/24 », which may stand before the days."""

_FULL: Final = (
    "lundi maandag monday", "mardi dinsdag tuesday", "mercredi woensdag wednesday",
    "jeudi donderdag thursday", "vendredi vrijdag friday", "samedi zaterdag saturday",
    "dimanche zondag sunday",
)  # fmt: skip
_SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": ("lu lun", "ma mar", "me mer", "je jeu", "ve ven", "sa sam", "di dim"),
    "nl": ("ma maa", "di din", "wo woe", "do don", "vr vrij", "za zat", "zo zon"),
}
_NAMED: Final = {name: at for at, names in enumerate(_FULL) for name in names.split()}
_NAMED_SHORT: Final = [
    {name: at for at, names in enumerate(seven) for name in names.split()}
    for seven in _SHORT.values()
]

_TIME: Final = r"(\d\d?)(?: ?[hu] ?([0-5]\d)|[:.]([0-5]\d)| ?(?:heures|heure|uur|[hu]))?"
_SPAN: Final = re.compile(rf"(?:(?:de|van) )?{_TIME} ?(?:-|–|à|tot|to) ?{_TIME}(?: ?(?:uur|[hu]))?")
_MARK: Final = re.compile(r"[hu:.]")
"""Figures without it may be anything: « lundi 9-12 »."""

_TOKENS: Final = re.compile(
    r"(?P<every>tous les jours|7 ?jours? sur 7|7 ?j ?/ ?7|elke dag|dagelijks|7 dagen op 7)(?!\w)"
    r"|(?P<workdays>en semaine|(?:op )?weekdagen)(?!\w)"
    r"|(?P<closed>(?:fermée?|gesloten)(?: (?:le|les|op))?)(?!\w)"
    r"|(?P<whole>24 ?h ?/ ?24|24 ?h? sur 24|24 uur op 24|jour et nuit|dag en nacht)(?!\w)"
    rf"|(?P<span>{_SPAN.pattern})(?!\w)"
    r"|(?P<to>-|–|t/m|tot en met|tem(?!\w)|tot(?!\w)|au(?!\w)|à(?!\w))"
    r"|(?P<nothing>[ ,:/&+]|(?:et|en|du|de|le|les|van|op|ouvert|open)(?!\w))"
    r"|(?P<stop>[;.\n|])|(?P<day>[^\W\d_]+\.?)"
)


class _NotSure(Exception):
    """Some of it is not understood, or may be understood in two ways."""


@lru_cache(maxsize=5_000)
def hours_in_words(text: str) -> Mapping[str, tuple[Span, ...]]:
    """Per day of the week (`MO` to `SU`) when `text` says it opens; empty when it is not certain.

    >>> hours_in_words("Lundi et jeudi : 9h30-12h")
    {'MO': ((570, 720),), 'TH': ((570, 720),)}
    """
    try:
        return _read(list(_pieces(text.lower().strip(" .\n"))))
    except _NotSure:
        return {}


Piece = tuple[str, str]
"""A kind of `_TOKENS`, and its text."""


@dataclass(slots=True)
class _Said:
    """What was said so far.

    Attributes:
        days: Of the sentence under way, from 0.
        spans: Of the same; None after « fermé ».
        is_run: « Au », "tot" came last: the next day ends a run of days.
    """

    opened: dict[int, set[Span]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    days: list[int] = field(default_factory=list)
    spans: list[Span] | None = field(default_factory=list)
    is_run: bool = False

    def several(self, days: Iterable[int]) -> None:
        if self.days and self.spans:
            self.end()
        if self.is_run:
            raise _NotSure
        self.days += days

    def day(self, day: int) -> None:
        if self.days and self.spans:
            self.end()
        if self.is_run:
            if not self.days or day <= self.days[-1]:
                raise _NotSure
            self.days += range(self.days[-1] + 1, day)
            self.is_run = False
        self.days.append(day)

    def run(self) -> None:
        if not self.days or self.spans or self.is_run:
            raise _NotSure
        self.is_run = True

    def span(self, span: Span) -> None:
        if self.spans is None or self.is_run or not (self.days or span == _WHOLE):
            raise _NotSure
        self.spans.append(span)

    def end(self) -> None:
        """The sentence is over: it has said when and on which days, or nothing."""
        if self.is_run or bool(self.days) != (self.spans is None or bool(self.spans)):
            raise _NotSure
        for day in self.days:
            if self.spans is None:
                self.closed.add(day)
            else:
                self.opened.setdefault(day, set()).update(self.spans)
        self.days, self.spans = [], []

    def close(self) -> None:
        self.end()
        self.spans = None


def _read(pieces: Iterable[Piece]) -> Mapping[str, tuple[Span, ...]]:
    pieces = list(pieces)
    named = _named([text for kind, text in pieces if kind == "day"])
    said = _Said()
    for kind, text in pieces:
        if kind == "day":
            said.day(named[text.rstrip(".")])
        else:
            _take(said, kind, text)
    said.end()
    opened = {day: sorted(spans) for day, spans in said.opened.items() if day not in said.closed}
    if any(_overlap(spans) for spans in opened.values()):
        raise _NotSure
    return {WEEK[day]: tuple(opened[day]) for day in sorted(opened)}


def _take(said: _Said, kind: str, text: str) -> None:
    match kind:
        case "every":
            said.several(range(7))
        case "workdays":
            said.several(range(5))
        case "span":
            said.span(_span(text))
        case "whole":
            said.span(_WHOLE)
        case "to":
            said.run()
        case "closed":
            said.close()
        case "stop":
            said.end()


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    while at < len(text):
        found = _TOKENS.match(text, at)
        if found is None or found.lastgroup is None:
            raise _NotSure
        yield found.lastgroup, found[0]
        at = found.end()


def _named(words: Iterable[str]) -> Mapping[str, int]:
    """What each name of a day means; short ones must be of one language and no other."""
    names = {word.rstrip(".") for word in words}
    short = names - _NAMED.keys()
    languages = [days for days in _NAMED_SHORT if short <= days.keys()]
    if short and len(languages) != 1:
        raise _NotSure
    return {**_NAMED, **(languages[0] if short else {})}


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None or not _MARK.search(text):
        raise _NotSure
    opens, closes = _clock(*found.groups()[:3]), _clock(*found.groups()[3:])
    if opens >= closes:
        raise _NotSure
    return opens, closes


def _clock(hour: str, minutes: str | None, others: str | None) -> int:
    minute = int(hour) * 60 + int(minutes or others or 0)
    if minute > DAY:
        raise _NotSure
    return minute


def _overlap(spans: list[Span]) -> bool:
    return any(first[1] > second[0] for first, second in pairwise(spans))
