"""Codes that were replaced by others: what was counted under the old one counts under the new.

Kept in `resources/statistics/replaced_codes.csv`, by whoever changes a list of codes.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from helpdesk_domain.resources import resource
from helpdesk_domain.statistics.dimensions import Dimension

Replaced = Mapping[Dimension, Mapping[str, str]]
"""For each dimension the new code of each old one; never a code that was replaced itself."""

_MOST_STEPS: Final = 20


class BadReplacements(Exception):
    """The list of replaced codes cannot be used: a circle, or a dimension that is none."""


@cache
def replaced_codes() -> Replaced:
    """Those that the program came with."""
    with resource("statistics/replaced_codes.csv").open(encoding="utf-8", newline="") as lines:
        return replaced(
            (row["list"], row["old"], row["new"]) for row in csv.DictReader(lines, delimiter=";")
        )


def replaced(rows: Iterable[tuple[str, str, str]]) -> Replaced:
    """`rows` of dimension, old and new code, followed to the code that is in use.

    Raises:
        BadReplacements: A dimension is none, or an old code leads back to itself.
    """
    steps: dict[Dimension, dict[str, str]] = {}
    for name, old, new in rows:
        try:
            steps.setdefault(Dimension(name), {})[old] = new
        except ValueError as problem:
            raise BadReplacements(name) from problem
    return {
        name: {old: _followed(old, of_list) for old in of_list} for name, of_list in steps.items()
    }


def _followed(old: str, steps: Mapping[str, str]) -> str:
    code = old
    for _ in range(_MOST_STEPS):
        if code not in steps:
            return code
        code = steps[code]
    raise BadReplacements(old)
