"""An XLSForm as it stands in a file, sheet by sheet; the only module that knows pyxform.

pyxform reads the spreadsheet, and is asked at the end whether it has anything to say: whatever it
refuses or warns about, other programs for XLSForm would stumble over as well.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import DefinitionData, get_xlsform
from pyxform.xls2xform import convert

from helpdesk_domain.languages import Words, mark

FILE_LIMIT: Final = 4 * 1024 * 1024
"""Longest file read, in bytes."""

FILE_KINDS: Final = (".xlsx", ".md")

_ROW: Final = re.compile(r"\[\s*row\s*:\s*(\d+)\s*\]\s*")
_SHEET: Final = re.compile(r"'(survey|choices|settings)' sheet")
_SPREADSHEET_FAULTS: Final = (PyXFormError, AttributeError, LookupError, TypeError, ValueError)
"""What pyxform raises of a sheet it cannot make sense of; only the first is meant to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong in a file.

    Attributes:
        sheet: `survey`, `choices` or `settings`; empty when that is not known.
        row: From 1, the line of the headings included; 0 for the sheet as a whole.
        column: Its heading; empty for the row as a whole.
        reason: A marked sentence, to be said with `values`.
    """

    sheet: str = ""
    row: int = 0
    column: str = ""
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, words: Words) -> str:
        """Where it is and why, in the language of `words`."""
        place = [self.sheet] if self.sheet else []
        if self.row:
            place.append(words.say("row {row}", row=self.row))
        if self.column:
            place.append(self.column)
        why = words.say(self.reason, **self.values)
        return f"{', '.join(place)}: {why}" if place else why


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not empty; `cells` by heading, none of them empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Workbook:
    """Attributes: headings: Of each sheet, in their order."""

    headings: Mapping[str, Sequence[str]]
    settings: Sequence[SheetRow]
    survey: Sequence[SheetRow]
    choices: Sequence[SheetRow]


class UnreadableWorkbook(Exception):
    """The file is no XLSForm."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.reason)
        self.mistake = mistake


def read_workbook(path: Path) -> Workbook:
    """The sheets of a file, `.xlsx` or tables in Markdown (`.md`).

    Raises:
        OSError: The file cannot be opened.
        UnreadableWorkbook: It is none of these, or too large.
    """
    if path.suffix.lower() not in FILE_KINDS:
        raise UnreadableWorkbook(Mistake(reason=mark("A form is a file .xlsx or .md.")))
    with path.open("rb") as file:
        content = file.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise UnreadableWorkbook(Mistake(reason=mark("The file is too large.")))
    try:
        with _silently():
            found = get_xlsform(content, file_type=path.suffix.lower())
    except _SPREADSHEET_FAULTS as problem:
        raise UnreadableWorkbook(_as_mistake(problem)) from None
    return _workbook(found)


def objections(path: Path) -> tuple[Mistake, ...]:
    """What pyxform refuses in the file, or warns about."""
    said: list[str] = []
    try:
        with _silently():
            convert(path.read_bytes(), said, file_type=path.suffix.lower())
    except _SPREADSHEET_FAULTS as problem:
        return (_as_mistake(problem),)
    return tuple(_in_its_words(warning) for warning in said)


@contextmanager
def _silently() -> Iterator[None]:
    """openpyxl warns of drawings and colours of a spreadsheet that it does not keep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _workbook(found: DefinitionData) -> Workbook:
    headings = {
        "settings": list(_headings(found.settings_header)),
        "survey": list(_headings(found.survey_header)),
        "choices": list(_headings(found.choices_header)),
    }
    return Workbook(
        headings,
        list(_rows(found.settings)),
        list(_rows(found.survey)),
        list(_rows(found.choices)),
    )


def _headings(found: Sequence[Mapping[str, object]] | None) -> Iterator[str]:
    return (str(name) for name in (found or [{}])[0])


def _rows(found: Sequence[Mapping[str, str]] | None) -> Iterator[SheetRow]:
    for number, row in enumerate(found or (), start=2):
        cells = {str(name): value for name, value in row.items() if value}
        if cells:
            yield SheetRow(number, cells)


def _as_mistake(problem: Exception) -> Mistake:
    return _in_its_words(str(problem) or type(problem).__name__)


def _in_its_words(sentence: str) -> Mistake:
    """A sentence of pyxform, in English as it has no other language, at its row."""
    row, sheet = _ROW.search(sentence), _SHEET.search(sentence)
    return Mistake(
        sheet=sheet[1] if sheet else ("survey" if row else ""),
        row=int(row[1]) if row else 0,
        reason=mark("pyxform says: {sentence}"),
        values={"sentence": " ".join(_ROW.sub("", sentence).split())},
    )
