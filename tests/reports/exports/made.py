"""Exports for the stories of their files, and what the report in them says."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

import openpyxl

from benchmarks.facts import made_up_facts
from helpdesk_desktop.reports.exports.export import Export, Imprint
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.dimensions import Dimension, Whose
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.figures import Figure, figures
from helpdesk_domain.statistics.months import Month, Period, month
from helpdesk_domain.statistics.purposes import ExportPurpose
from helpdesk_domain.statistics.report import Asked, report
from helpdesk_domain.statistics.words import Labels
from tests.domain.statistics.facts import AShelf, opened

OCTOBER = Month(2026, 10)
WHEN = datetime(2026, 11, 9, 9, 15, 30, 125, tzinfo=UTC)
EXPORT_ID = "6f3f3a0e-4c0f-4b53-9d6f-0c7a1f1f7a11"


@dataclass(frozen=True)
class AnOffer:
    """Names by id; an id without any is told as it is."""

    names: Mapping[str, str] = field(default_factory=dict)

    def need(self, term: str, language: str) -> str | None:
        return self.names.get(term)

    def service(self, service: str, language: str) -> str | None:
        return self.names.get(service)


def an_export(
    facts: Iterable[Fact] | None = None,
    *,
    period: Period | None = None,
    filters: Mapping[Dimension, str] | None = None,
    scheme: Scheme = Scheme.LEADS,
    more: Sequence[Figure] = (),
    names: Mapping[str, str] | None = None,
    language: str = "fr",
    who: str = "Amélie",
    team: str = "midi",
    whose: Whose = Whose.TEAM,
) -> Export:
    """Of October 2026 with three hundred calls, unless the story says otherwise."""
    shelf = AShelf(first=OCTOBER)
    period = period or month(OCTOBER)
    for one in period.months:
        told = made_up_facts(one, 300) if facts is None else facts
        shelf.books[one] = opened(told)
    asked = Asked(period=period, whose=whose, filters=filters or {}, scheme=scheme)
    made = report(shelf, asked, figures(), more, date(2027, 3, 1))
    return Export(
        report=made,
        figures={one.id: one for one in (*figures().figure, *more)},
        labels=Labels(Words(language), AnOffer(names or {})),
        imprint=Imprint(
            export_id=EXPORT_ID,
            who=who,
            team=team,
            when=WHEN,
            purpose=ExportPurpose.ANNUAL_REPORT,
        ),
    )


def no_step(_done: float) -> None:
    """Nobody watches, and nobody cancels."""


def read_workbook(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def label_of(cell: Any, labels: Labels) -> str:
    """What a typed cell says, as `labels` say it."""
    match cell.value:
        case datetime():
            is_month = "mmmm" in cell.number_format
            return cell.value.strftime("%m/%Y" if is_month else "%d/%m/%Y")
        case time():
            return labels.value(Dimension.HOUR, str(cell.value.hour))
    return str(cell.value)


def grid_under(sheet: Any, head_row: int, column: int) -> list[list[Any]]:
    """The cells below the heads in that row, from that column on, up to an empty row or column."""
    width = 0
    while sheet.cell(head_row, column + width).value is not None:
        width += 1
    rows = []
    row = head_row + 1
    while sheet.cell(row, column).value is not None:
        rows.append([sheet.cell(row, column + place) for place in range(width)])
        row += 1
    return rows
