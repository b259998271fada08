"""A report as a workbook: an overview, a sheet for each table, and what each figure means."""

from collections.abc import Iterator
from dataclasses import astuple, replace

from helpdesk_desktop.reports.exports.definitions import definitions, heads
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.first_sheet import first_sheet
from helpdesk_desktop.reports.exports.imprint import footer
from helpdesk_desktop.reports.exports.sheet import Grid, Sheet
from helpdesk_desktop.reports.exports.sheet_names import sheet_names
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_desktop.reports.exports.table_sheets import coverage_sheets, table_sheets
from helpdesk_desktop.reports.exports.workbook import Cover, workbook
from helpdesk_domain.statistics.period_words import period_words


def spreadsheet(export: Export, step: Step) -> bytes:
    """XLSX."""
    words, imprint = export.labels.words, export.imprint
    title = words.say("Call statistics")
    period = period_words(export.report.asked.period, words)
    tables = (*table_sheets(export), *coverage_sheets(export))
    sheets = [first_sheet(export), *tables, _definitions(export)]
    names = sheet_names(sheet.name for sheet in sheets)
    named = [replace(sheet, name=name) for sheet, name in zip(sheets, names, strict=True)]
    cover = Cover(
        title=f"{title} – {period}",
        author=imprint.who,
        head=f"{title} – {period}",
        foot=footer(export),
        when=imprint.when,
        language=words.language,
    )
    return workbook(named, cover, step)


def _definitions(export: Export) -> Sheet:
    words = export.labels.words
    return Sheet(
        name=words.say("Definitions"),
        lines=(words.say("Definitions"),),
        main=Grid(heads=heads(words), rows=tuple(_rows(export)), row=2),
    )


def _rows(export: Export) -> Iterator[tuple[str, ...]]:
    for one in definitions(export):
        _, *told = astuple(one)
        yield tuple(told)
