"""Opening hours in whole words, for somebody who reads them at home."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from helpdesk_domain.languages import Words, mark
from helpdesk_domain.service_card import Hours
from helpdesk_domain.week import DAY, WEEK, on_the_clock

NAMES: Final[Mapping[str, str]] = {
    "MO": mark("Monday"),
    "TU": mark("Tuesday"),
    "WE": mark("Wednesday"),
    "TH": mark("Thursday"),
    "FR": mark("Friday"),
    "SA": mark("Saturday"),
    "SU": mark("Sunday"),
}

_RUN: Final = 3
"""So many days one after the other are told by the first and the last."""


def hours_line(hours: Hours, words: Words) -> str:
    """`du lundi au vendredi : 09:00–12:00, 13:00–17:00`; the note where there is no hour."""
    if not hours.days:
        return hours.note
    days = ", ".join(_days(hours.days, words))
    spans = ", ".join(_spans(hours, words)) or hours.note
    return words.say("{days}: {hours}", days=days, hours=spans)


def _spans(hours: Hours, words: Words) -> Iterator[str]:
    for opens, closes in hours.spans:
        if (opens, closes) == (0, DAY):
            yield words.say("day and night")
        else:
            yield f"{on_the_clock(opens)}–{on_the_clock(closes)}"


def _days(days: Sequence[str], words: Words) -> Iterator[str]:
    for run in _runs(days):
        names = [words.say(NAMES[day]) for day in run]
        if len(names) < _RUN:
            yield from names
        else:
            yield words.say("{first} to {last}", first=names[0], last=names[-1])


def _runs(days: Sequence[str]) -> list[list[str]]:
    """`days` in the order of the week, those that follow each other together."""
    runs: list[list[str]] = []
    for day in days:
        if runs and WEEK.index(day) == WEEK.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
