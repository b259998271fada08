"""The file of rows: CSV as RFC 4180 has it, and no cell that a spreadsheet would compute."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from helpdesk_domain.statistics.research import Row, Rows

_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes what begins so for a formula, or for the end of the cell.
Source: OWASP, CSV injection."""


def write_sheet(path: Path, months: Iterable[Rows]) -> Rows:
    """Write the rows of `months` to `path`; all of them together.

    Within a month they stand in the order of what they say, so that a place tells nothing.
    """
    every: Rows = Rows()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(Row._fields)
        for rows in months:
            writer.writerows(map(_cells, sorted(rows.elements())))
            every.update(rows)
    return every


def _cells(row: Row) -> list[str]:
    return [_plain(value) for value in row]


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_COMPUTED) else value
