"""What the file of an export is called: what it is of, so that none is taken for another."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.imprint import whose_words
from helpdesk_desktop.reports.exports.writing import Format
from helpdesk_domain.languages import mark
from helpdesk_domain.lexicon import compared
from helpdesk_domain.statistics.disclosure import Scheme

LONGEST: Final = 120
"""Signs of a name without its suffix: with a folder before it, every system takes it."""

_LONGEST_PART: Final = 28
_NO_SIGN: Final = re.compile("[^a-z0-9]+")


def file_name(export: Export, format: Format) -> str:
    """`helpdesk-2026-10-centre-anderlecht.xlsx`: letters, digits and dashes every system takes.

    Args:
        format: Of the two that end in `.csv`, the one for programs says so in its name.
    """
    parts = [_short(_plain(part)) for part in _of_what(export, format)]
    return _cut("-".join(part for part in parts if part), LONGEST) + format.suffix


def _of_what(export: Export, format: Format) -> Iterator[str]:
    labels, asked = export.labels, export.report.asked
    yield "helpdesk"
    yield str(asked.period)
    yield whose_words(export)
    if asked.scheme is Scheme.PUBLIC:
        yield labels.words.say(mark("published"))
    if format is Format.CSV_RFC_4180:
        yield "rfc4180"
    for name, value in asked.filters.items():
        yield labels.value(name, value)


def _plain(text: str) -> str:
    return _NO_SIGN.sub("-", compared(text)).strip("-")


def _short(part: str) -> str:
    """Of two that begin alike none is taken for the other: four signs stand for what is cut."""
    if len(part) <= _LONGEST_PART:
        return part
    rest = blake2b(part.encode(), digest_size=2).hexdigest()
    return f"{_cut(part, _LONGEST_PART - len(rest) - 1)}-{rest}"


def _cut(name: str, most: int) -> str:
    """At a dash, where there is one."""
    if len(name) <= most:
        return name
    kept = name[: most + 1]
    return (kept.rpartition("-")[0] or kept[:most]).strip("-")
