"""A report as CSV: for the spreadsheets of Belgium, or as RFC 4180 has it, for programs.

For a spreadsheet the numbers come first, so that they can be filtered at once, under heads in the
language of the file; what the export is stands below them, after an empty line. A program needs
the same fields in each line (RFC 4180, 2.4) and names that no language changes: there the imprint
stands in columns of its own, for a file beside this one would be lost, and one could be written
without the other. Numbers are whole, so no decimal sign is ever needed; a share is `71%` for a
spreadsheet, which reads it as a percentage, and `71` under `percent` for a program.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Final

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.imprint import (
    filters_line,
    imprint_lines,
    whose_words,
    why_withheld,
)
from helpdesk_desktop.reports.exports.long_table import PARTS, UNIT_WORDS, Line, Part, Sort, lines
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.spreadsheet_text import as_text, as_text_anywhere
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Shown

SORTS: Final = {
    Sort.TOTAL: mark("Total"),
    Sort.MARGIN: mark("Subtotal"),
    Sort.CELL: mark("Number"),
    Sort.SHARE: mark("Share"),
    Sort.MEDIAN: mark("Median"),
    Sort.WITHHELD: mark("Not told"),
}

_LINES_A_STEP: Final = 1000


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How fields become a file.

    Attributes:
        quoted: What keeps a text from being taken for a formula.
        encoding: With the mark by which spreadsheets know UTF-8, or without.
    """

    separator: str
    quoted: Callable[[str], str]
    encoding: str


_BELGIAN: Final = _Dialect(";", as_text, "utf-8-sig")
_RFC_4180: Final = _Dialect(",", as_text_anywhere, "utf-8")


def belgian_csv(export: Export, step: Step) -> bytes:
    """For Excel and LibreOffice as Belgium sets them: `;`, UTF-8 with its mark, CRLF."""
    rows = [_for_people(export, line) for line in _stepping(list(lines(export)), step)]
    heads = _heads(export.labels.words)
    return _written(_BELGIAN, [heads, *rows, [], *imprint_lines(export)])


def rfc_4180_csv(export: Export, step: Step) -> bytes:
    """For programs: `,`, UTF-8, CRLF, the same fields in each line under names of our own."""
    imprint = _imprint_fields(export)
    rows = [
        [*_for_programs(export, line), *imprint.values()]
        for line in _stepping(list(lines(export)), step)
    ]
    return _written(_RFC_4180, [[*_NAMES, *imprint], *rows])


def _stepping(all_of_them: Sequence[Line], step: Step) -> Iterator[Line]:
    for place, line in enumerate(all_of_them):
        if place % _LINES_A_STEP == 0:
            step(place / len(all_of_them))
        yield line


def _written(dialect: _Dialect, rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=dialect.separator, lineterminator="\r\n")
    quoted = cache(dialect.quoted)  # most fields stand in many lines
    writer.writerows(map(quoted, row) for row in rows)
    return file.getvalue().encode(dialect.encoding)


def _heads(words: Words) -> list[str]:
    heads = [words.say("Figure"), words.say("Number or total")]
    for place in PARTS:
        heads.append(words.say("Parted by {n}", n=place + 1))
        heads.append(words.say("Value {n}", n=place + 1))
    heads += [words.say("Number"), words.say("Unit"), words.say("Of"), words.say("Percentage")]
    heads.append(words.say("Code of the figure"))
    return heads + [words.say("Code of value {n}", n=place + 1) for place in PARTS]


def _for_people(export: Export, line: Line) -> list[str]:
    """What is read first comes first; codes are at the end, for whoever joins tables."""
    labels = export.labels
    row = [export.title(line.figure), labels.words.say(SORTS[line.sort])]
    for part in line.parts:
        row += [labels.dimension(part.dimension), _no_date(part)]
    row += [""] * 2 * (len(PARTS) - len(line.parts))
    row += [_band(line.value), labels.words.say(UNIT_WORDS[line.unit]) if line.unit else ""]
    row += [_band(line.of), "" if line.percent is None else f"{line.percent}%"]
    codes = [part.code for part in line.parts]
    return [*row, line.figure.id, *codes, *[""] * (len(PARTS) - len(codes))]


def _no_date(part: Part) -> str:
    """A spreadsheet takes the ages `12-17` for December 2017, but not with the longer dash."""
    return part.label.replace("-", "–") if part.dimension is Dimension.AGE else part.label


def _band(shown: Shown | None) -> str:
    if shown is None:
        return ""
    return f"0–{shown.value}" if shown.is_band else str(shown.value)


_NAMES: Final = (
    "figure",
    "name",
    "sort",
    *(f"{name}_{place + 1}" for place in PARTS for name in ("dimension", "code", "label")),
    "value",
    "value_is_up_to",
    "unit",
    "of",
    "of_is_up_to",
    "percent",
    "why_withheld",
)


def _for_programs(export: Export, line: Line) -> Iterator[str]:
    yield from (line.figure.id, export.title(line.figure), line.sort)
    for part in line.parts:
        yield from (part.dimension, part.code, part.label)
    yield from [""] * 3 * (len(PARTS) - len(line.parts))
    yield from _value_and_band(line.value)
    yield line.unit or ""
    yield from _value_and_band(line.of)
    yield "" if line.percent is None else str(line.percent)
    yield why_withheld(export, line.figure) if line.sort is Sort.WITHHELD else ""


def _value_and_band(shown: Shown | None) -> tuple[str, str]:
    return ("", "") if shown is None else (str(shown.value), "1" if shown.is_band else "0")


def _imprint_fields(export: Export) -> dict[str, str]:
    report, imprint = export.report, export.imprint
    asked = report.asked
    return {
        "period_from": str(asked.period.first),
        "period_to": str(asked.period.last),
        "filters": filters_line(export),
        "filter_codes": " ".join(f"{name}={value}" for name, value in asked.filters.items()),
        "scheme": asked.scheme,
        "definitions": report.figures,
        "replaced_codes": " ".join(
            f"{name}:{old}={new}"
            for name, codes in report.replaced.items()
            for old, new in codes.items()
        ),
        "closed_at": report.closed_at.astimezone(UTC).isoformat() if report.closed_at else "",
        "export_id": imprint.export_id,
        "exported_at": imprint.when.astimezone(UTC).isoformat(),
        "exported_by": imprint.who,
        "purpose": imprint.purpose,
        "whose": asked.whose,
        "team": whose_words(export),
    }
