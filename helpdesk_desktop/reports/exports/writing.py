"""Writing an export: a whole file with its mark in the audit, or nothing at all."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.plain_data import json_text
from helpdesk_desktop.reports.exports.problems import NotExported, Reason, reason_of
from helpdesk_desktop.reports.exports.separated import belgian_csv, rfc_4180_csv
from helpdesk_desktop.reports.exports.spreadsheet import spreadsheet
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_desktop.reports.exports.workbook import TooManyRows
from helpdesk_desktop.whole_file import put_in_place


class Format(StrEnum):
    """What a file of figures may be."""

    XLSX = "xlsx"
    CSV = "csv"
    """As the spreadsheets of Belgium have it."""
    CSV_RFC_4180 = "csv-rfc4180"
    JSON = "json"
    PDF = "pdf"
    """Drawn by the window, which alone can: not one of `MADE`."""

    @property
    def suffix(self) -> str:
        return "." + self.value.partition("-")[0]

    @property
    def tells_coverage(self) -> bool:
        """Whether what the offer lacks stands in it; one long table of figures has no room."""
        return self not in (Format.CSV, Format.CSV_RFC_4180)


Maker = Callable[[Export, Step], bytes]
"""The file of an export, as bytes."""

MADE: Final[Mapping[Format, Maker]] = {
    Format.XLSX: spreadsheet,
    Format.CSV: belgian_csv,
    Format.CSV_RFC_4180: rfc_4180_csv,
    Format.JSON: json_text,
}

_OF_MAKING: Final = 0.9
"""The part of the whole time that goes by before the file is written."""


def write_export(
    path: Path,
    export: Export,
    make: Maker,
    *,
    note: Callable[[], None],
    cancelled: Callable[[], bool],
    progress: Callable[[float], None],
) -> None:
    """Put `export` in the file `path`, in the place of what was there.

    Args:
        make: One of `MADE`, or another.
        note: Leaves the mark in the audit, before the file has its name; when it raises, there is
            no file.
        cancelled: Whether nobody wants the file any more; asked until the mark is left.
        progress: Told how far it has come, from 0 to 1.

    Raises:
        NotExported: There is no file, and what was there before still is.
        Exception: What `note` raised.
    """

    def step(done: float) -> None:
        if cancelled():
            raise NotExported(Reason.CANCELLED, path.name)
        progress(done)

    def last_step() -> None:
        step(1 - (1 - _OF_MAKING) / 2)
        note()

    try:
        _refuse_unwritable(path)
        data = make(export, lambda done: step(done * _OF_MAKING))
        step(_OF_MAKING)
        put_in_place(path, data, path.with_name(f".{export.imprint.export_id}.new"), last_step)
    except TooManyRows:
        raise NotExported(Reason.TOO_LONG, path.name) from None
    except OSError as problem:
        raise NotExported(reason_of(problem, path), path.name) from problem
    progress(1)


def _refuse_unwritable(path: Path) -> None:
    """Say before the work what would be said after it.

    A file that is protected could be replaced all the same where its folder is not.
    """
    if path.exists() and not path.is_file():
        raise NotExported(Reason.NOT_A_FILE, path.name)
    if not path.parent.is_dir():
        raise NotExported(Reason.NO_FOLDER, path.name)
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise NotExported(Reason.FILE_CLOSED, path.name)
