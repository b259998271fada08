"""The period and the moments of a report in words."""

from datetime import datetime
from typing import Final

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.months import Kind, Month, Period

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


def month_words(month: Month, words: Words) -> str:
    """`octobre 2026`."""
    return f"{words.say(MONTHS[month.number - 1])} {month.year}"


def period_words(period: Period, words: Words) -> str:
    """`octobre 2026`, `trimestre 4 de 2026`, `2026`, `août 2026 – septembre 2026`."""
    match period.kind:
        case Kind.YEAR:
            return str(period.first.year)
        case Kind.QUARTER:
            return words.say(
                "Quarter {number} of {year}",
                number=period.last.number // 3,
                year=period.first.year,
            )
        case Kind.MONTH:
            return month_words(period.first, words)
    return f"{month_words(period.first, words)} – {month_words(period.last, words)}"


def moment_words(moment: datetime) -> str:
    """`06/11/2026 09:15`, as clocks in Brussels say it."""
    return moment.astimezone(BRUSSELS).strftime("%d/%m/%Y %H:%M")
