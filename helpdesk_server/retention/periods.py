"""How long each kind of thing is kept: what the helpline decided, or the proposal.

The data protection officer confirms the periods; nothing in the code knows them but this file.
"""

import tomllib
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Final

FILE: Final = "retention.toml"
"""In the data folder: a section `[retention]` with the names of the fields."""

PREFIX: Final = "HELPDESK_RETENTION_"
"""Of a variable that says one of them: `HELPDESK_RETENTION_TEXT_MONTHS`."""

LONGEST: Final = 120
"""Months: what is longer was mistyped."""

AT_MOST: Final = {"identity_days": 366, "identity_months": 12}
"""Of who somebody is, less. Source: design of privacy, 3.4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Calendar months, from 1 to `LONGEST`, or days.

    Attributes:
        text_months: The words of a call, from when it came, or from the end of its follow-up.
        identity_days: Who somebody is, from the end of the follow-up of the call, or from when it
            came; days.
        identity_months: The same, from the consent: at most so long, whatever is followed.
        call_months: The rest of a call, likewise.
        reads_months: Marks of who read what, and requests for rows for research.

    Source: design of privacy, 3.4.
    """

    text_months: int = 6
    identity_days: int = 30
    identity_months: int = 6
    call_months: int = 24
    reads_months: int = 24


class BadPeriods(Exception):
    """A period cannot be read; nothing was erased.

    Attributes:
        where: The name of the file, of a variable or of a field.
    """

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def periods(data_dir: Path, environment: Mapping[str, str]) -> Periods:
    """Those of the environment, else those of the file, else the proposals.

    Raises:
        BadPeriods: One is no whole number that may be, or has a name that is none: a mistyped name
            must not leave the proposal in force unseen.
    """
    names = {field.name for field in fields(Periods)}
    said: dict[str, object] = dict(_in_file(data_dir / FILE))
    for variable, value in environment.items():
        if variable.startswith(PREFIX):
            name = variable.removeprefix(PREFIX).lower()
            said[name] = int(value) if value.isdecimal() else value
    return Periods(**{name: _length(name, told, names) for name, told in said.items()})


def _length(name: str, told: object, names: Collection[str]) -> int:
    if name not in names or not isinstance(told, int) or isinstance(told, bool):
        raise BadPeriods(name)
    if not 1 <= told <= AT_MOST.get(name, LONGEST):
        raise BadPeriods(name)
    return told


def before(now: datetime, months: int) -> datetime:
    """The same moment so many calendar months ago; the last day of a month that is shorter."""
    month = now.year * 12 + now.month - 1 - months
    year, month = divmod(month, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def _in_file(path: Path) -> Mapping[str, object]:
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise BadPeriods(path.name) from None
    section = read.get("retention", {})
    if not isinstance(section, dict) or set(read) - {"retention"}:
        raise BadPeriods(path.name)
    return section
