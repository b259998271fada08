"""Reading a file of the offer: HSDS 3.x objects, checked one by one.

One object, a JSON array or NDJSON; plain or gzip; services, organizations, taxonomy terms, or
entries of the lexicon as the directory stream has them.
A broken record is set aside with its line and the reason, and the rest goes on: a directory
of 4,000 services must not wait for one typing error.
"""

import gzip
import re
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from helpdesk_domain.languages import Words, mark
from helpdesk_domain.lexicon import LexiconEntry
from helpdesk_domain.offer import Organization, Service, TaxonomyTerm
from helpdesk_domain.sync import Entity
from helpdesk_domain.wire import BadBody, as_kind, from_json, to_json

RECORD_LIMIT: Final = 1024 * 1024
"""Longest record accepted, in bytes of JSON."""

FILE_LIMIT: Final = 1024 * 1024 * 1024
"""Most bytes read from a file once it is unpacked: a gzip bomb ends here."""

DOCUMENT_LIMIT: Final = 256 * 1024 * 1024
"""Longest JSON array or single object; NDJSON is read line by line and may be longer."""

_GZIP_MAGIC: Final = b"\x1f\x8b"
_NOT_FOR_SCREENS: Final = re.compile(
    rb"(?<!\\)(?:\\\\)*\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
"""Control and text-direction characters: they make a name read as something else."""

_KINDS: Final[Mapping[Entity, type]] = {
    Entity.SERVICE: Service,
    Entity.ORGANIZATION: Organization,
    Entity.TAXONOMY_TERM: TaxonomyTerm,
    Entity.LEXICON: LexiconEntry,
}
_SERVICE_FIELDS: Final = {
    "status",
    "organization_id",
    "service_at_locations",
    "schedules",
    "capacities",
}
_TERM_FIELDS: Final = {
    "taxonomy",
    "taxonomy_id",
    "taxonomy_detail",
    "term_uri",
    "parent_id",
    "code",
}


class BadOfferFile(Exception):
    """The file as a whole cannot be read. `reason` is a marked sentence, to be translated."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """A record fit to be stored; `data` is the object as read, unknown fields included."""

    entity: Entity
    id: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record set aside.

    Attributes:
        line: From 1: its line in NDJSON, its place in an array.
        reason: A marked sentence, to be said with `field`.
        field: Path of the field at fault, or empty.
    """

    line: int
    reason: str
    field: str = ""

    def said(self, words: Words) -> str:
        """Where it was and why, in the language of `words`."""
        place = words.say("line {line}", line=self.line)
        return f"{place}: {words.say(self.reason, field=self.field)}"


def read_offer(path: Path) -> Iterator[OfferRecord | Quarantined]:
    """The records of `path`, in its order, each fit to be stored or set aside with a reason.

    Raises:
        BadOfferFile: Empty, not JSON at all, larger than `FILE_LIMIT`, or broken gzip.
        OSError: The file cannot be opened.
    """
    with path.open("rb") as raw:
        packed = raw.peek(2)[:2] == _GZIP_MAGIC
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
        try:
            yield from _records(stream)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise BadOfferFile(mark("The compressed file is damaged.")) from None


def sound_records(path: Path, aside: list[Quarantined]) -> Iterator[OfferRecord]:
    """The records of `path` that are fit to be stored; the others are added to `aside`.

    Raises:
        BadOfferFile, OSError: As `read_offer`.
    """
    for record in read_offer(path):
        if isinstance(record, Quarantined):
            aside.append(record)
        else:
            yield record


def _records(stream: IO[bytes]) -> Iterator[OfferRecord | Quarantined]:
    seen = readable = 0
    for line, value in _values(stream):
        seen += 1
        readable += not isinstance(value, Quarantined)
        if isinstance(value, Quarantined):
            yield value
        else:
            yield from _checked(line, value)
    if not seen:
        raise BadOfferFile(mark("The file is empty."))
    if not readable:
        raise BadOfferFile(mark("The file is not JSON."))


def _values(stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    """Each JSON value with its line; a line that is not JSON comes as `Quarantined`."""
    first = _first_line(stream)
    if first is None:
        return
    number, line = first
    if line.lstrip()[:1] == b"[" or not _is_json(line):
        document = line + stream.read(DOCUMENT_LIMIT + 1)
        if len(document) > DOCUMENT_LIMIT:
            raise BadOfferFile(mark("The file is too large."))
        if _is_json(document):
            yield from _inside(from_json(document, object))
        else:
            yield from _lines(number, document.splitlines())
    else:
        yield from _inside(from_json(line, object), number)
        yield from _lines(number + 1, _bounded(stream))


def _first_line(stream: IO[bytes]) -> tuple[int, bytes] | None:
    """The first line with something in it and its number; a byte order mark is passed over."""
    number = 0
    while line := stream.readline(RECORD_LIMIT + 1):
        number += 1
        line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            return number, line
    return None


def _bounded(stream: IO[bytes]) -> Iterator[bytes]:
    read = 0
    while line := stream.readline(RECORD_LIMIT + 1):
        read += len(line)
        if read > FILE_LIMIT:
            raise BadOfferFile(mark("The file is too large."))
        yield line


def _lines(number: int, lines: Iterator[bytes] | list[bytes]) -> Iterator[tuple[int, object]]:
    for line_number, line in enumerate(lines, start=number):
        if line.strip():
            yield line_number, _decoded(line_number, line)


def _decoded(number: int, line: bytes) -> object:
    if len(line) > RECORD_LIMIT:
        return Quarantined(number, mark("The record is too long."))
    try:
        return from_json(line, object)
    except BadBody:
        return Quarantined(number, mark("The line is not JSON."))


def _is_json(document: bytes) -> bool:
    try:
        from_json(document, object)
    except BadBody:
        return False
    return True


def _inside(document: object, number: int = 1) -> Iterator[tuple[int, object]]:
    """The records of a document: of an array, of a page of the HSDS API, or itself."""
    if isinstance(document, dict) and isinstance(document.get("contents"), list):
        document = document["contents"]
    if isinstance(document, list):
        yield from enumerate(document, start=1)
    else:
        yield number, document


def _checked(line: int, value: object) -> Iterator[OfferRecord | Quarantined]:
    """`value` as records: an organization in the compiled form brings its services along."""
    if not isinstance(value, dict):
        yield Quarantined(line, mark("A record is a JSON object."))
        return
    value = _without_nulls(value)
    nested = value.pop("services", None) if _entity(value) is Entity.ORGANIZATION else None
    yield _check(line, value)
    for service in nested if isinstance(nested, list) else ():
        if isinstance(service, dict):
            parent = {"organization_id": value.get("id"), "organization": value}
            yield _check(line, parent | service)


def _check(line: int, value: dict[str, object]) -> OfferRecord | Quarantined:
    entity = _entity(value)
    try:
        record_id = str(uuid.UUID(str(value.get("id"))))
    except ValueError:
        return Quarantined(line, mark("The id is not a UUID."))
    try:
        as_kind(value, _KINDS[entity])
    except BadBody as problem:
        return Quarantined(line, problem.reason, problem.field)
    if _NOT_FOR_SCREENS.search(to_json(value)):
        return Quarantined(line, mark("The record holds control characters."))
    return OfferRecord(entity, record_id, value | {"id": record_id})


def _entity(value: dict[str, object]) -> Entity:
    """HSDS objects do not say what they are; their required and own fields do."""
    if "sayings" in value:
        return Entity.LEXICON
    if _SERVICE_FIELDS & value.keys():
        return Entity.SERVICE
    return Entity.TAXONOMY_TERM if _TERM_FIELDS & value.keys() else Entity.ORGANIZATION


def _without_nulls(value: object) -> dict[str, object]:
    """`value` without its nulls: HSDS knows none, but many exporters write them."""
    return cast(dict[str, object], _pruned(value))


def _pruned(value: object) -> object:
    if isinstance(value, dict):
        return {key: _pruned(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_pruned(inner) for inner in value if inner is not None]
    return value
