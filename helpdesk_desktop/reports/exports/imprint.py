"""What stands in every export beside its numbers: whose it is, of what, and how to read it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.dimensions import Unit, Whose
from helpdesk_domain.statistics.disclosure import MOST_OFF, Scheme
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.period_words import month_words, period_words
from helpdesk_domain.statistics.purposes import EXPORT_PURPOSES
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.statistics.words import ALL_TEAMS

_SCHEMES: Final[Mapping[Scheme, str]] = {
    Scheme.LEADS: mark(
        "Every number is a multiple of 5: each was rounded up or down by itself, also totals, so "
        "that a sum need not fit. 0, or what is not listed, may be up to 4."
    ),
    Scheme.PUBLIC: mark(
        "Every number is a multiple of 5: each was rounded up or down by itself, also totals, so "
        "that a sum need not fit. 0–9, or what is not listed, is anything from 0 to 9."
    ),
}
"""What rounding means, to whoever reads the numbers."""

_SUMMED: Final = mark(
    "This period is the sum of {n} (months, quarters, years); the numbers of each were rounded up "
    "or down to a multiple of 5 by themselves. So every number, also a total, may be off by up to "
    "{most}, and 0, or what is not listed, may be up to {most}."
)

_TOO_MANY: Final = mark("more than three dimensions and filters would cross")
_NOBODY_KNOWS: Final = mark("what was no call has no caller, so nothing to filter it by")
_NOT_COUNTED: Final = mark(
    "it was not counted yet when this period closed, and the calls of then are no longer kept"
)


def imprint_lines(export: Export) -> tuple[tuple[str, str], ...]:
    """What stands in every export: what each line is about, and what it says."""
    words, report, imprint = export.labels.words, export.report, export.imprint
    begins = report.begins
    closed = moment_words(report.closed_at) if report.closed_at else words.say("not known")
    return (
        (words.say("Period"), period_words(report.asked.period, words)),
        (words.say("Team"), whose_words(export)),
        (words.say("Filters"), filters_line(export)),
        (words.say("Purpose"), purpose_words(export)),
        (words.say("Exported by"), imprint.who),
        (words.say("Exported on"), moment_words(imprint.when)),
        (words.say("Number of the export"), imprint.export_id),
        *(((words.say("Calls counted from"), month_words(begins, words)),) if begins else ()),
        (words.say("Figures closed on"), closed),
        (words.say("Rounding"), rounding_words(report.asked, words)),
        (words.say("Version of the definitions"), report.figures),
        *((words.say("Replaced code"), line) for line in export.labels.replaced(report.replaced)),
        *((words.say("Not told"), line) for line in _withheld(export)),
    )


def rounding_words(asked: Asked, words: Words) -> str:
    """What rounding means for the numbers of what is asked."""
    pieces = len(asked.period.pieces)
    if pieces == 1 or asked.scheme is Scheme.PUBLIC:
        return words.say(_SCHEMES[asked.scheme])
    return words.say(_SUMMED, n=pieces, most=pieces * MOST_OFF)


def whose_words(export: Export) -> str:
    """The name of the team, or that it is all of them."""
    if export.report.asked.whose is Whose.TEAM:
        return export.imprint.team
    return export.labels.words.say(ALL_TEAMS)


def filters_line(export: Export) -> str:
    """`Langue : néerlandais · Bassin : Sud`; a word of its own where there is none."""
    labels = export.labels
    filters = [
        _said(export, labels.dimension(name), labels.value(name, value))
        for name, value in export.report.asked.filters.items()
    ]
    return " · ".join(filters) or labels.words.say("none: all calls")


def purpose_words(export: Export) -> str:
    """What the export is for."""
    return export.labels.words.say(EXPORT_PURPOSES[export.imprint.purpose])


def footer(export: Export) -> str:
    """What stands at the foot of each printed page."""
    imprint = export.imprint
    told = (purpose_words(export), whose_words(export), filters_line(export))
    return " · ".join((imprint.export_id, imprint.who, *told))


def moment_words(moment: datetime) -> str:
    """`06/11/2026 09:15`, as clocks in Brussels say it."""
    return moment.astimezone(BRUSSELS).strftime("%d/%m/%Y %H:%M")


def why_withheld(export: Export, figure: Figure) -> str:
    """Why `figure` is withheld: by the filters of the report, or as it is newer than its period."""
    words, filters = export.labels.words, export.report.asked.filters
    if figure.may_be_filtered(filters):
        return words.say(_NOT_COUNTED)
    return words.say(_NOBODY_KNOWS if figure.unit is Unit.RING else _TOO_MANY)


def _withheld(export: Export) -> Iterator[str]:
    for name in export.report.withheld:
        figure = export.figures[name]
        yield _said(export, export.title(figure), why_withheld(export, figure))


def _said(export: Export, name: str, what: str) -> str:
    return export.labels.words.say("{name}: {what}", name=name, what=what)
