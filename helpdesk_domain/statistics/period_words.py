"""Periods in words, and why one cannot be told."""

from datetime import date
from typing import Final

from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.months import Kind, Month, Period, PeriodOpen, PeriodReversed
from helpdesk_domain.statistics.report import NotHere, NotToPublish, OnlyWhole, TooManyFilters

MONTHS: Final = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)

NOT_TOLD: Final = (
    PeriodOpen,
    PeriodReversed,
    NotHere,
    NotToPublish,
    OnlyWhole,
    TooManyFilters,
)
"""What a report raises when it cannot be made: a plain sentence, no fault."""


def month_words(month: Month, words: Words) -> str:
    """« octobre 2026 »."""
    return f"{words.say(MONTHS[month.number - 1])} {month.year}"


def period_words(period: Period, words: Words) -> str:
    """« octobre 2026 », « 4e trimestre 2026 », « 2026 », « août 2026 – septembre 2026 »."""
    first, last = period.first, period.last
    match period.kind:
        case Kind.MONTH:
            return month_words(first, words)
        case Kind.QUARTER:
            return words.say("Q{number} {year}", number=last.number // 3, year=first.year)
        case Kind.YEAR:
            return str(first.year)
    return f"{month_words(first, words)} – {month_words(last, words)}"


def day_words(day: date, words: Words) -> str:
    """« 6 novembre 2026 »."""
    return f"{day.day} {month_words(Month.of(day), words)}"


def why_not_told(problem: Exception, words: Words) -> str:
    """A sentence for one of `NOT_TOLD`."""
    match problem:
        case PeriodOpen(closes_on=day):
            return words.say(
                "This period is not closed yet: its figures are there from {day} on.",
                day=day_words(day, words),
            )
        case PeriodReversed():
            return words.say("This period ends before it begins.")
        case NotHere(months=months):
            return words.say(
                "The figures of {month} are not on this desk yet: they come with the next "
                "synchronisation.",
                month=month_words(months[0], words),
            )
        case NotToPublish():
            return words.say("Only a month, a quarter or a year can be published.")
        case OnlyWhole():
            return words.say(
                "Of a period of more than two years ago, the whole alone is left: take the filters "
                "out."
            )
        case TooManyFilters():
            return words.say("Three filters at most, so that nobody can be recognised.")
    raise TypeError(type(problem).__name__)
