"""A report as a PDF: headline figures, each chart with its table, every definition at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF

from helpdesk_desktop.reports.exports.coverage_tables import NOTHING, CoverageTable
from helpdesk_desktop.ui.charts.canvas import Canvas
from helpdesk_desktop.ui.charts.chart import Bars, Chart, nothing, shown_words
from helpdesk_desktop.ui.charts.letters import Letters
from helpdesk_desktop.ui.charts.painting import height_of, paint
from helpdesk_desktop.ui.charts.paper import TITLE_POINTS, Block, Paper, lettered, text
from helpdesk_desktop.ui.charts.paper_table import half_of, table, whole_table
from helpdesk_desktop.ui.charts.report_charts import ReportCharts
from helpdesk_desktop.ui.charts.result_words import result_words
from helpdesk_desktop.ui.charts.told import Told
from helpdesk_desktop.ui.words.statistics_words import withheld_words
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.disclosure import Shown
from helpdesk_domain.statistics.figures import Figure, FigureId
from helpdesk_domain.statistics.report import Report
from helpdesk_domain.statistics.results import Result
from helpdesk_domain.statistics.words import Labels

_HEADING: Final = 13.0
HEADLINE: Final = 9.0
_TABLE: Final = 8.0
"""Points of headings, of the headline figures, and of tables."""
_SMALLEST: Final = 0.72
_SMALLEST_WITH_TABLE: Final = 0.85
"""Part of its size to which a chart is drawn smaller, rather than leave the end of a page empty:
its letters stay larger than six points.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a report, in its language.

    Attributes:
        filters: By what it was narrowed; empty for nothing.
        as_of: Of when the figures are; may be empty.
        rounding: What rounding means for them.
    """

    title: str
    period: str
    rounding: str
    filters: Sequence[str] = ()
    as_of: str = ""

    @property
    def about(self) -> str:
        return ", ".join((self.period, *self.filters))


def pdf_of(
    report: Report,
    figures: Mapping[FigureId, Figure],
    labels: Labels,
    heading: Heading,
    foot: Sequence[str],
    lists: Sequence[CoverageTable] = (),
) -> bytes:
    """The file as bytes; needs an application, but no screen.

    Args:
        figures: Every figure of `report`, by its id.
        labels: Of the language of the file.
        foot: On each page: the id of the export, who asked for it, of what, and what for.
        lists: Of what the offer lacks.
    """
    paper = Paper(f"{heading.title} – {heading.period}", foot)
    return paper.pdf(list(_Printed(report, figures, labels, heading, paper, lists).blocks()))


class _Printed:
    """The blocks of a report, in their order."""

    def __init__(
        self,
        report: Report,
        figures: Mapping[FigureId, Figure],
        labels: Labels,
        heading: Heading,
        paper: Paper,
        lists: Sequence[CoverageTable],
    ) -> None:
        self._report, self._figures, self._heading = report, figures, heading
        self._labels, self._paper, self._lists = labels, paper, lists
        self._words: Words = labels.words
        self._charts = ReportCharts(report, labels, heading.about)
        self._small, self._headings = lettered(_TABLE), lettered(_HEADING)

    def blocks(self) -> Iterator[Block]:
        yield from self._front()
        yield from self._headlines()
        for name in self._report.results:
            one = self._charts.told(self._figures[name])
            if one is not None and one.table.figure.by:
                yield from self._parted(one)
        for listed in self._lists:
            yield from self._listed(listed)
        yield from self._definitions()

    def _front(self) -> Iterator[Block]:
        heading = self._heading
        yield self._text(heading.title, lettered(TITLE_POINTS), bold=True)
        yield self._text(heading.period, self._headings)
        for line in (*heading.filters, heading.as_of):
            if line:
                yield self._text(line, ink="secondary")
        yield self._text(heading.rounding, ink="secondary")

    def _headlines(self) -> Iterator[Block]:
        words, report = self._words, self._report
        heads = [words.say("Figure"), self._heading.period]
        before = {name: self._result(name, told) for name, told in report.before.items()}
        if before:
            heads.append(words.say("the period before"))
        rows = []
        for name, result in report.results.items():
            if not self._figures[name].by:
                row = [self._name(name), self._result(name, result)]
                rows.append(row + ([before.get(name, "")] if before else []))
        if report.is_empty:
            yield self._text(nothing(words))
        caption = self._text(words.say("Headline figures"), bold=True)
        yield replace(caption, before=self._gap, goes_with_next=True)
        letters, width = lettered(HEADLINE), self._paper.width
        yield whole_table(heads, rows, letters, width, numbers=len(heads) - 1)

    def _parted(self, one: Told) -> Iterator[Block]:
        """A chart where there is one for it, and its table."""
        chart = self._charts.chart(one)
        heads = [*one.table.heads, one.table.meaning.counted]
        if isinstance(chart, Bars) and not chart.more and not chart.is_empty:
            yield self._beside_each_other(chart, one, heads)
            return
        if chart is not None:
            yield self._chart(chart)
        if chart is None or not chart.is_empty:
            yield from self._table(one, heads)

    def _table(self, one: Told, heads: Sequence[str]) -> Iterator[Block]:
        if one.rows:
            title = self._words.say(
                "{title}: table ({total} in all)",
                title=one.table.meaning.name,
                total=shown_words(one.table.total, self._words),
            )
            caption = self._text(title, bold=True)
            yield replace(caption, before=self._gap, goes_with_next=True)
            yield table(heads, one.rows, self._small, self._paper.width)

    def _listed(self, one: CoverageTable) -> Iterator[Block]:
        caption = self._text(f"{one.name} ({self._words.number(len(one.rows))})", bold=True)
        yield replace(caption, before=self._wide_gap, goes_with_next=True)
        means = f"{one.meaning} {one.as_of}"
        meaning = text(means, self._small, self._paper.width, ink="secondary")
        yield replace(meaning, goes_with_next=True)
        if one.rows:
            rows = [[self._cell(cell) for cell in row] for row in one.rows]
            yield table(one.heads, rows, self._small, self._paper.width)
        else:
            yield self._text(self._words.say(NOTHING))

    def _cell(self, told: str | date | Shown) -> str:
        match told:
            case Shown():
                return shown_words(told, self._words)
            case date():
                return f"{told:%d/%m/%Y}"
        return told

    def _beside_each_other(self, chart: Chart, one: Told, heads: Sequence[str]) -> Block:
        """A small chart, and its table at its right."""
        half = half_of(self._paper.width, self._small)
        left = self._chart(chart, half)
        total = shown_words(one.table.total, self._words)
        sum_ = text(self._words.say("{total} in all", total=total), self._small, half, bold=True)
        right = whole_table(heads, one.rows, self._small, half)

        def draw(canvas: Canvas, area: QRectF) -> None:
            left.draw(canvas, QRectF(area.left(), area.top(), half, left.height))
            beside, top = area.right() - half, area.top()
            sum_.draw(canvas, QRectF(beside, top, half, sum_.height))
            right.draw(canvas, QRectF(beside, top + sum_.height, half, right.height))

        high = max(left.height, sum_.height + right.height)
        return Block(high, draw, before=self._wide_gap, least=_SMALLEST_WITH_TABLE * high)

    def _definitions(self) -> Iterator[Block]:
        words = self._words
        title = words.say("What each figure means")
        heading = self._text(title, self._headings, bold=True)
        yield replace(heading, before=self._wide_gap, goes_with_next=True)
        version = words.say("Definitions of version {version}.", version=self._report.figures)
        yield replace(self._text(version, ink="secondary"), goes_with_next=True)
        for name in self._report.results:
            yield from self._definition(self._figures[name])
        for listed in self._lists:
            yield from self._definition_of_list(listed)
        yield from self._remarks()

    def _definition(self, figure: Figure) -> Iterator[Block]:
        words, meaning = self._words, figure.meaning(self._words.language)
        told = [
            meaning.formula,
            words.say("Counted: {what}", what=meaning.counted),
            words.say("Among: {what}", what=meaning.among) if meaning.among else "",
            words.say("Left out: {what}", what=meaning.left_out) if meaning.left_out else "",
            words.say("Source: {what}", what=meaning.source) if meaning.source else "",
        ]
        yield from self._explained(meaning.name, told)

    def _definition_of_list(self, one: CoverageTable) -> Iterator[Block]:
        left_out = self._words.say("Left out: {what}", what=one.left_out)
        yield from self._explained(one.name, [f"{one.meaning} {one.as_of}", left_out])

    def _explained(self, name: str, told: Sequence[str]) -> Iterator[Block]:
        yield replace(self._text(name, bold=True), before=self._gap, goes_with_next=True)
        last = len([line for line in told if line]) - 1
        for number, line in enumerate(line for line in told if line):
            block = text(line, self._small, self._paper.width)
            yield replace(block, before=0.0, goes_with_next=number < last)

    def _remarks(self) -> Iterator[Block]:
        """What could not be told, and codes that were read as others."""
        words, report = self._words, self._report
        if report.withheld:
            said = withheld_words(report, map(self._name, report.withheld), words)
            yield replace(text(said, self._small, self._paper.width), before=self._gap)
        for said in self._labels.replaced(report.replaced):
            yield text(said, self._small, self._paper.width)

    def _chart(self, chart: Chart, width: float | None = None) -> Block:
        font = self._paper.letters.plain.font
        high = height_of(chart, width or self._paper.width, font)

        def draw(canvas: Canvas, area: QRectF) -> None:
            paint(chart, canvas.painter, area, canvas.colours, font)

        return Block(high, draw, before=self._wide_gap, least=_SMALLEST * high)

    def _text(
        self, words: str, letters: Letters | None = None, *, ink: str = "text", bold: bool = False
    ) -> Block:
        chosen = letters or self._paper.letters
        return text(words, chosen, self._paper.width, ink=ink, bold=bold)

    def _name(self, name: FigureId) -> str:
        return self._figures[name].meaning(self._words.language).name

    def _result(self, name: FigureId, result: Result) -> str:
        return result_words(self._figures[name], result, self._words)

    @property
    def _gap(self) -> float:
        return self._paper.letters.line * 0.9

    @property
    def _wide_gap(self) -> float:
        return self._paper.letters.line * 2.0
