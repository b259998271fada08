"""Reading a file of the lexicon, as a spreadsheet saves it: all of it is sound, or none is taken.

UTF-8, `term;language;kind;phrase` on the first line, then a saying a line; commas or tabs do
as well. Unlike a record of the offer, a line that is wrong is wrong in a text that somebody
just wrote: it is told with its line and the reason, and mended in a minute.
"""

import csv
import logging
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from helpdesk_domain.languages import CONTENT_LANGUAGES, Words, mark
from helpdesk_domain.lexicon import (
    Lexicon,
    Saying,
    SayingKind,
    compared,
    is_in_no_taxonomy,
    phrases_of,
)
from helpdesk_domain.resources import resource

log: Final = logging.getLogger(__name__)

HEADER: Final = ("term", "language", "kind", "phrase")

FILE_LIMIT: Final = 16 * 1024 * 1024
"""Longest file read, in bytes: ten times the lexicon the program comes with."""

PHRASE_LIMIT: Final = 120
"""Longest phrase, in characters: nobody says more in one breath."""

_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_HARD_SPACE: Final = re.compile("[\u00a0\u2007\u202f]")
_SEPARATORS: Final = (";", ",", "\t")
_KINDS: Final = {kind.value: kind for kind in SayingKind}
_QUOTED: Final = 30


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file.

    Attributes:
        line: From 1, the header included.
        reason: A marked sentence, to be said with `values`.
    """

    line: int
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, words: Words) -> str:
        """Where it is and why, in the language of `words`."""
        place = words.say("line {line}", line=self.line)
        return f"{place}: {words.say(self.reason, **self.values)}"


@dataclass(frozen=True, slots=True)
class ReadLexicon:
    """A file as it was read; `sayings` is empty when there are `mistakes`."""

    sayings: tuple[Saying, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


class _Row(NamedTuple):
    """A line cut into its fields, each trimmed; nothing is known of what they say yet.

    A tuple, as 29,000 of them are made at a time.
    """

    line: int
    term: str
    language: str
    kind: str
    phrase: str


class _Unreadable(Exception):
    """The line cannot be cut into fields; `reason` is a marked sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_lexicon(content: bytes, terms: Container[str] | None = None) -> ReadLexicon:
    """The sayings of a file, or all its mistakes by line; never an exception.

    Args:
        content: The whole file.
        terms: The `term_key`s of the offer; None when they are not known here.
    """
    if len(content) > FILE_LIMIT:
        return _refused(Mistake(1, mark("The file is too large.")))
    header, *lines = _LINE_END.split(content.removeprefix(_BYTE_ORDER_MARK))
    separator = _separator(header)
    if separator is None:
        wanted = mark("The first line must be {header}, in a file saved as CSV UTF-8.")
        return _refused(Mistake(1, wanted, {"header": ";".join(HEADER)}))
    rows, mistakes = _rows(lines, separator)
    if not rows and not mistakes:
        return _refused(Mistake(1, mark("The file holds no saying.")))
    mistakes += [mistake for row in rows for mistake in _mistakes(row, terms)]
    mistakes += _repeats(rows)
    if mistakes:
        return _refused(*sorted(mistakes, key=lambda mistake: mistake.line))
    return ReadLexicon(
        tuple(Saying(row.term, row.language, _KINDS[row.kind], row.phrase) for row in rows)
    )


def read_lexicon_file(path: Path, terms: Container[str] | None = None) -> ReadLexicon:
    """What `read_lexicon` makes of the file at `path`.

    Raises:
        OSError: The file cannot be opened.
    """
    with path.open("rb") as file:
        return read_lexicon(file.read(FILE_LIMIT + 1), terms)


def shipped_lexicon() -> Lexicon:
    """The lexicon the program came with; a file of it that has a mistake counts for nothing."""
    files = {path: read_lexicon_file(path) for path in sorted(resource("lexicon").glob("*.csv"))}
    for path, read in files.items():
        for mistake in read.mistakes:
            log.warning("%s is passed over: line %d: %s", path.name, mistake.line, mistake.reason)
    return phrases_of(saying for read in files.values() for saying in read.sayings)


def _refused(*mistakes: Mistake) -> ReadLexicon:
    return ReadLexicon(mistakes=mistakes)


def _separator(header: bytes) -> str | None:
    """What parts the fields, or None when the first line is not the header."""
    for separator in _SEPARATORS:
        try:
            fields = _fields(header, separator)
        except _Unreadable:
            continue
        if tuple(name.lower() for name in fields) == HEADER:
            return separator
    return None


def _rows(lines: Sequence[bytes], separator: str) -> tuple[list[_Row], list[Mistake]]:
    """The rows, and the lines that are none; a spreadsheet's empty rows are passed over."""
    rows: list[_Row] = []
    mistakes: list[Mistake] = []
    for number, line in enumerate(lines, start=2):
        try:
            fields = _fields(line, separator)
            if not any(fields):
                continue
            if len(fields) != len(HEADER):
                raise _Unreadable(mark("The line needs four fields: term, language, kind, phrase."))
        except _Unreadable as problem:
            mistakes.append(Mistake(number, problem.reason))
        else:
            term, language, kind, phrase = fields
            rows.append(_Row(number, term, language.lower(), kind.lower(), phrase))
    return rows, mistakes


def _fields(line: bytes, separator: str) -> list[str]:
    """The fields of one line, trimmed; a field never goes on to the next line."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise _Unreadable(mark("The line is not UTF-8: save the file as CSV UTF-8.")) from None
    if not text.isascii():
        text = unicodedata.normalize("NFC", _HARD_SPACE.sub(" ", text))
    if not text.replace(separator, "").isprintable():
        raise _Unreadable(mark("The line holds control characters."))
    if '"' not in text:
        fields = text.split(separator)
    else:
        try:
            fields = next(csv.reader([text], delimiter=separator, strict=True), [])
        except csv.Error:
            raise _Unreadable(mark("The quotation marks of the line do not go in pairs.")) from None
    return [
        " ".join(value.split()) if "  " in value or "\t" in value else value.strip()
        for value in fields
    ]


def _mistakes(row: _Row, terms: Container[str] | None) -> Iterator[Mistake]:
    """What is wrong in the fields of one line."""
    if not row.term:
        yield Mistake(row.line, mark("The term is missing."))
    elif terms is not None and row.term not in terms and not is_in_no_taxonomy(row.term):
        yield _odd(row, mark("The offer has no term « {value} »."), row.term)
    if row.language not in CONTENT_LANGUAGES:
        yield _odd(row, mark("The language is fr or nl, not « {value} »."), row.language)
    if row.kind not in _KINDS:
        yield _odd(row, mark("The kind is synonym or lay, not « {value} »."), row.kind)
    if not any(map(str.isalnum, row.phrase)):
        yield Mistake(row.line, mark("The phrase is missing."))
    elif len(row.phrase) > PHRASE_LIMIT:
        too_long = mark("The phrase is longer than {limit} characters.")
        yield Mistake(row.line, too_long, {"limit": PHRASE_LIMIT})


def _odd(row: _Row, reason: str, value: str) -> Mistake:
    return Mistake(row.line, reason, {"value": value[:_QUOTED]})


def _repeats(rows: Sequence[_Row]) -> Iterator[Mistake]:
    """The lines that say again what an earlier one says of the same term."""
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        same = (row.term, row.language, compared(row.phrase))
        line = first.setdefault(same, row.line)
        if line != row.line and row.phrase:
            repeated = mark("The phrase stands on line {first} already.")
            yield Mistake(row.line, repeated, {"first": line})
