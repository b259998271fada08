"""`helpdesk-desktop export-stats`: the figures of a period in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from helpdesk_desktop.commands.ending import ExitCode, stop
from helpdesk_desktop.commands.group import Place
from helpdesk_desktop.commands.opening import opened
from helpdesk_desktop.commands.stats_options import (
    dimensions_option,
    filter_options,
    one_of,
    period_options,
)
from helpdesk_desktop.reports.exports.coverage_tables import with_coverage
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.marking import imprint_of, mark_of
from helpdesk_desktop.reports.exports.problems import NotExported, sentence
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_desktop.reports.exports.writing import MADE, Format, Maker, write_export
from helpdesk_desktop.reports.statistics import Told, told
from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.errors import SignInNeeded
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words
from helpdesk_domain.people import Person
from helpdesk_domain.statistics.dimensions import FILTERS, Dimension, Whose
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.figures import BadFigures, Figure, FigureId, crossing
from helpdesk_domain.statistics.months import Month, Period, PeriodOpen
from helpdesk_domain.statistics.period_words import NOT_TOLD, why_not_told
from helpdesk_domain.statistics.purposes import ExportPurpose
from helpdesk_domain.statistics.report import CALLS, Asked, NotHere, OnlyWhole, Report
from helpdesk_domain.statistics.words import Labels

_CODES: Final[Mapping[type[Exception], ExitCode]] = {
    NotHere: ExitCode.OFFLINE,
    PeriodOpen: ExitCode.NOT_VALID,
    OnlyWhole: ExitCode.NOT_VALID,
}
"""Why there are no figures, where it is not what was asked: all else is `USAGE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What was typed."""

    first: Month
    last: Month | None
    by: tuple[tuple[Dimension, ...], ...]
    format: str
    scheme: str
    purpose: str
    output: Path
    filters: Mapping[Dimension, str]
    all_teams: bool


def command(words: Words) -> click.Command:
    def run(place: Place, /, **typed: Any) -> None:
        given = {name: typed.pop(name.value) for name in FILTERS}
        filters = {name: value for name, value in given.items() if value}
        options = _Options(filters=filters, **typed)
        more = _crossings(options.by, words)
        with opened(place.profile(), words) as store:
            signed_in = store.read(account)
            if signed_in is None:
                raise SignInNeeded
            export = _export(_told(store, options, more, words), options, signed_in.person, words)
            if Format(options.format).tells_coverage and not more:
                export = store.read(partial(with_coverage, export=export))
            _write(store, export, options, signed_in.person, words)
        if export.report.is_empty:
            click.echo(words.say("No calls of this period can be told from none."), err=True)
        click.echo(export.imprint.export_id)

    return click.Command(
        "export-stats",
        callback=click.pass_obj(run),
        help=words.say(
            "Write the figures of closed months to a file, for a team lead. The export is marked "
            "in the audit; its number is printed, and stands in the file."
        ),
        params=[*period_options(words), dimensions_option(words), *_options(words)],
    )


def _options(words: Words) -> Sequence[click.Parameter]:
    return [
        click.Option(
            ["--format"],
            type=one_of(Format),
            default=Format.XLSX.value,
            help=words.say("What the file is; csv is what spreadsheets in Belgium open."),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(INTERFACE_LANGUAGES),
            expose_value=False,  # `words` are those of it already: __main__ reads it first
            help=words.say("Language of the file, and of the messages."),
        ),
        click.Option(
            ["--scheme"],
            type=one_of(Scheme),
            default=Scheme.LEADS.value,
            help=words.say("a for team leads; b for whatever is published."),
        ),
        click.Option(
            ["--all-teams"],
            is_flag=True,
            help=words.say("Of all teams together, instead of the own."),
        ),
        *filter_options(words),
        click.Option(
            ["--purpose"],
            type=one_of(ExportPurpose),
            required=True,
            help=words.say("What the figures are for; it is kept in the audit."),
        ),
        click.Option(
            ["-o", "--output"],
            type=click.Path(path_type=Path),
            required=True,
            metavar="FILE",
            help=words.say("File to write; what is there is replaced."),
        ),
    ]


def _crossings(by: Sequence[Sequence[Dimension]], words: Words) -> tuple[Figure, ...]:
    try:
        return tuple({one.id: one for one in map(crossing, by)}.values())
    except BadFigures:
        stop(words.say("Nothing that is counted can be parted by all of these."), ExitCode.USAGE)


def _told(store: Store, options: _Options, more: Sequence[Figure], words: Words) -> Told:
    try:
        asked = Asked(
            period=Period(options.first, options.last or options.first),
            whose=Whose.ALL_TEAMS if options.all_teams else Whose.TEAM,
            filters=options.filters,
            scheme=Scheme(options.scheme),
        )
        return store.read(partial(told, asked=asked, today=today_in_brussels(), more=more))
    except NOT_TOLD as problem:
        stop(why_not_told(problem, words), _CODES.get(type(problem), ExitCode.USAGE))


def _export(made: Told, options: _Options, person: Person, words: Words) -> Export:
    only = {CALLS, *(one.id for one in made.more)}
    return Export(
        report=_narrowed(made.report, only) if made.more else made.report,
        figures=made.figures,
        labels=Labels(words, made.names),
        imprint=imprint_of(person, ExportPurpose(options.purpose)),
    )


def _narrowed(report: Report, only: set[FigureId]) -> Report:
    """Whoever names dimensions wants these tables, and the whole they are of."""
    return replace(
        report,
        results={name: result for name, result in report.results.items() if name in only},
        before={name: result for name, result in report.before.items() if name in only},
        withheld=tuple(name for name in report.withheld if name in only),
    )


def _write(store: Store, export: Export, options: _Options, person: Person, words: Words) -> None:
    note = mark_of(export.imprint, person)
    try:
        write_export(
            options.output,
            export,
            _maker(Format(options.format)),
            note=lambda: store.run(note),
            cancelled=lambda: False,  # by Ctrl+C, which leaves no file either
            progress=lambda _done: None,
        )
    except NotExported as problem:
        stop(sentence(problem, words), ExitCode.NOT_VALID)


def _maker(format: Format) -> Maker:
    """Qt is read for a PDF alone: no other file needs it."""
    if format is not Format.PDF:
        return MADE[format]
    from helpdesk_desktop.ui.charts.pdf_export import application, pdf_export

    qt = application()

    def make(export: Export, step: Step) -> bytes:
        made = pdf_export(export, step)
        qt.processEvents()
        return made

    return make
