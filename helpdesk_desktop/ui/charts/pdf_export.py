"""An export as a PDF: the report with its charts, and the imprint at the foot of each page."""

import os
from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QGuiApplication

from helpdesk_desktop.reports.exports.coverage_tables import coverage_tables
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.imprint import (
    filters_line,
    footer,
    moment_words,
    rounding_words,
)
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_desktop.reports.exports.writing import MADE, Format, Maker
from helpdesk_desktop.ui.charts.pdf_report import Heading, pdf_of
from helpdesk_domain.statistics.period_words import month_words, period_words


def pdf_export(export: Export, step: Step) -> bytes:
    """The file as bytes; needs an application, but no screen."""
    words, report = export.labels.words, export.report
    step(0)
    heading = Heading(
        title=words.say("Call statistics"),
        period=period_words(report.asked.period, words),
        rounding=rounding_words(report.asked, words),
        filters=(
            export.labels.whose(report.asked.whose, export.imprint.team),
            *([filters_line(export)] if report.asked.filters else ()),
        ),
        as_of=_as_of(export),
    )
    figures = {one.id: one for one in export.figures.values()}
    lists = tuple(coverage_tables(export))
    made = pdf_of(report, figures, export.labels, heading, (footer(export),), lists)
    step(1)
    return made


def _as_of(export: Export) -> str:
    words, closed, begins = export.labels.words, export.report.closed_at, export.report.begins
    told = []
    if begins is not None:
        month = month_words(begins, words)
        told.append(words.say("calls are counted from {month} on", month=month))
    if closed is not None:
        told.append(words.say("closed on {day}", day=moment_words(closed)))
    return " · ".join(told)


MAKERS: Final[Mapping[Format, Maker]] = {**MADE, Format.PDF: pdf_export}
"""Who makes a file of each format."""


def application() -> QGuiApplication:
    """One that draws on no screen, for a command; the one that runs, where one does."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication([])
