"""The package a caller gets, as a text that is read: every field of it, also the empty ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from textwrap import indent
from typing import Final

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.wire import Raw
from helpdesk_server.rights.package import Package
from helpdesk_server.rights.words import CODES, FIELDS

_STEP: Final = "    "
_NOTHING: Final = "–"

_BEFORE: Final = (
    mark("All that the helpdesk keeps about one call"),
    mark(
        "You asked for it with the reference that you were given. A call bears no name. A dash "
        "means that nothing was noted there. The same is in the file beside it, for a program."
    ),
    mark(
        "You may ask us to correct it, to erase it, or to leave it out of statistics: the "
        "reference is enough. You may complain to the Data Protection Authority "
        "(autoriteprotectiondonnees.be, gegevensbeschermingsautoriteit.be)."
    ),
)


def as_text(told: Package, words: Words) -> str:
    """`told` for the person who asked, in the language of `words`."""
    before = "\n\n".join(words.say(sentence) for sentence in _BEFORE)
    return f"{before}\n\n" + "\n".join(_lines(told, words)) + "\n"


def _lines(record: object, words: Words) -> Iterator[str]:
    """A line a field, what is inside it below."""
    assert is_dataclass(record)
    names = FIELDS.get(type(record), {})
    for field in fields(record):
        name = words.say(names[field.name]) if field.name in names else field.name
        yield from _line(name, getattr(record, field.name), words)


def _line(name: str, value: object, words: Words) -> Iterator[str]:
    inside = list(_inside(value, words))
    if inside:
        yield f"{name}{_colon(words)}"
        yield from (indent(line, _STEP) for line in inside)
    else:
        yield f"{name}{_colon(words)} {_said(value, words)}"


def _inside(value: object, words: Words) -> Iterator[str]:
    """What stands below a field; nothing where it is one value."""
    match value:
        case tuple() | list():
            yield from _each(value, words)
        case Mapping():
            for key, one in value.items():
                yield from _line(_said(key, words), one, words)
        case Raw():
            yield bytes(value).decode("utf-8", "replace")
        case _ if is_dataclass(value):
            yield from _lines(value, words)
        case str() if "\n" in value:
            yield from value.split("\n")


def _each(values: Sequence[object], words: Words) -> Iterator[str]:
    """What has fields is set off from what follows it."""
    for one in values:
        inside = list(_inside(one, words))
        yield from [*inside, ""] if inside else [_said(one, words)]


def _said(value: object, words: Words) -> str:
    match value:
        case None | "" | () | []:
            return _NOTHING
        case Mapping():
            return _NOTHING
        case bool():
            return words.say("yes") if value else words.say("no")
        case Enum():
            said = CODES.get(type(value), {}).get(value)
            return words.say(said) if said else str(value.value)
        case datetime():
            return value.astimezone(BRUSSELS).strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
    return str(value)


def _colon(words: Words) -> str:
    """French sets a space before it."""
    return "\N{NO-BREAK SPACE}:" if words.language == "fr" else ":"
