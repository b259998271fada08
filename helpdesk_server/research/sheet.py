"""The file of rows: CSV as RFC 4180 has it, and no cell that a spreadsheet would compute."""

import csv
from collections.abc import Iterable
from pathlib import Path

from helpdesk_domain.spreadsheet_text import as_text
from helpdesk_domain.statistics.research import Row, Rows


def write_sheet(path: Path, months: Iterable[Rows]) -> Rows:
    """Write the rows of `months` to `path`; all of them together.

    Within a month they stand in the order of what they say, so that a place tells nothing.
    """
    every: Rows = Rows()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(Row._fields)
        for rows in months:
            writer.writerows(map(as_text, row) for row in sorted(rows.elements()))
            every.update(rows)
    return every
