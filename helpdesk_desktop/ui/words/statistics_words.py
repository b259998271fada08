"""What the screen of the figures says: headline, completeness, of when they are, what is hidden."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.disclosure import MOST_OFF, Released, Shown
from helpdesk_domain.statistics.figures import FigureId
from helpdesk_domain.statistics.months import Kind
from helpdesk_domain.statistics.period_words import day_words, month_words
from helpdesk_domain.statistics.report import CALLS, Report
from helpdesk_domain.statistics.results import Median, Share

KINDS: Final[Mapping[Kind, str]] = {
    Kind.MONTH: mark("Month"),
    Kind.QUARTER: mark("Quarter"),
    Kind.YEAR: mark("Year"),
}

ENOUGH: Final = 100
"""Calls before, from which a change is told in percent: of fewer, rounding alone is one of 4 %."""

_SHARES: Final[Mapping[str, str]] = {
    "referred": mark("referred {percent} %"),
    "no_solution": mark("without a solution {percent} % ({part})"),
    "on_time": mark("follow-ups on time {percent} %"),
}
_MEDIANS: Final[Mapping[str, str]] = {
    "talk": mark("call {minutes}"),
    "wrap_up": mark("wrap-up {n} s"),
    "call_back": mark("call back {n} h"),
}
_COMPLETE: Final[Mapping[str, str]] = {
    "has_commune": mark("commune {percent} %"),
    "has_profile": mark("who rings {percent} %"),
    "has_language": mark("language {percent} %"),
}


def number_words(shown: Shown, words: Words) -> str:
    """« 1 205 »; « 0–9 » for a band."""
    value = words.number(shown.value)
    return f"0–{value}" if shown.is_band else value


def minutes_words(seconds: int) -> str:
    """`4 min 40`: the length of a call, the same in every language here."""
    return f"{seconds // 60} min {seconds % 60:02}"


def headline(report: Report, words: Words) -> str:
    """« 410 appels (+8 % ; avant : 380) · orientés 71 % · … »."""
    return " · ".join([_calls(report, words), *_shares(report, words, _SHARES)])


def beside_it(report: Report, words: Words) -> str:
    """« médianes : appel 6 min 10 · … · complétude : commune 88 % · … », as far as can be told."""
    medians, complete = list(_medians(report, words)), list(_shares(report, words, _COMPLETE))
    told = []
    if report.asked.period.kind is None:
        told.append(words.say("medians: of a month, a quarter or a year alone"))
    elif medians:
        told.append(words.say("medians: {told}", told=", ".join(medians)))
    if complete:
        told.append(words.say("completeness: {told}", told=", ".join(complete)))
    return " · ".join(told)


def of_when(report: Report, words: Words) -> str:
    """From when and until when, and how the numbers are rounded."""
    told = []
    if report.begins is not None:
        month = month_words(report.begins, words)
        told.append(words.say("calls are counted from {month} on", month=month))
    if report.closed_at is not None:
        day = day_words(day_in_brussels(report.closed_at), words)
        told.append(words.say("closed on {day}", day=day))
    return " · ".join([*told, _rounded(len(report.asked.period.pieces), words)])


def _rounded(pieces: int, words: Words) -> str:
    if pieces > 1:
        return words.say(
            "the sum of {n} periods, each rounded to 5: a number may be off by up to {most}",
            n=pieces,
            most=pieces * MOST_OFF,
        )
    return words.say(
        "every number is rounded to 5, up or down, by itself: they do not add up, and a part may "
        "be more than its whole"
    )


def withheld_words(report: Report, names: Iterable[str], words: Words) -> str:
    """That the figures of these `names` are not told, and whether by the filters."""
    told = ", ".join(names)
    if report.asked.filters:
        return words.say("Not told under these filters: {names}", names=told)
    return words.say("Not told, as not counted yet when this period closed: {names}", names=told)


def _calls(report: Report, words: Words) -> str:
    calls = _total(report.results.get(CALLS))
    before = _total(report.before.get(CALLS))
    told = words.count("{n} call", "{n} calls", calls.value if calls else 0)
    if calls is None or before is None:
        return told
    was = number_words(before, words)
    if before.value < ENOUGH:
        return words.say("{calls} (before: {was})", calls=told, was=was)
    change = round(100 * (calls.value - before.value) / before.value)
    return words.say(
        "{calls} ({change} %; before: {was})", calls=told, change=f"{change:+}", was=was
    )


def _shares(report: Report, words: Words, named: Mapping[str, str]) -> Iterator[str]:
    for name, sentence in named.items():
        share = report.results.get(FigureId(name))
        if isinstance(share, Share) and share.percent is not None:
            part = number_words(share.part, words)
            yield words.say(sentence, percent=share.percent, part=part)


def _medians(report: Report, words: Words) -> Iterator[str]:
    for name, sentence in _MEDIANS.items():
        median = report.results.get(FigureId(name))
        if isinstance(median, Median) and median.value is not None:
            n = median.value
            yield words.say(sentence, n=n, minutes=minutes_words(n))


def _total(result: object) -> Shown | None:
    return result.total if isinstance(result, Released) else None
