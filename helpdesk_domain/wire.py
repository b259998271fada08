"""The vocabulary in and out of JSON, and of MessagePack; the only file that needs a library."""

import base64
import hashlib
from typing import TypeVar

import msgspec

from helpdesk_domain.languages import mark

T = TypeVar("T")

Raw = msgspec.Raw
"""JSON inside a shape, kept to the byte: `bytes(raw)`."""


class BadBody(Exception):
    """A body that is not what was asked for; it tells the place, never the content.

    Attributes:
        reason: A marked sentence, to be said with `field`.
        field: Path of the field at fault (`status`, `phones.0.number`); empty for the whole.
    """

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason.format(field=field))
        self.reason = reason
        self.field = field


def to_json(value: object) -> bytes:
    """`value`, a dataclass of the domain or plain data, as compact UTF-8 JSON.

    The same value gives the same bytes, on every machine: they are what is hashed.
    """
    return msgspec.json.encode(value)


def from_json(body: bytes | str, kind: type[T]) -> T:
    """`body` as a `kind`, every field checked; fields that `kind` does not know are passed over.

    Raises:
        BadBody: Not JSON, or a field is missing or of the wrong type; says which.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as problem:
        raise _fault(str(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadBody(mark("The text is not JSON.")) from None


def to_msgpack(value: object) -> bytes:
    """`value`, a dataclass or plain data, as MessagePack: for what only this program reads."""
    return msgspec.msgpack.encode(value)


def from_msgpack(body: bytes, kind: type[T]) -> T:
    """`body` as a `kind`, every field checked.

    Raises:
        BadBody: Not MessagePack, or a field is missing or of the wrong type.
    """
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise _fault(str(problem)) from None


def as_kind(data: object, kind: type[T]) -> T:
    """`data`, plain lists and mappings read from JSON, as a `kind`.

    Raises:
        BadBody: A field is missing or of the wrong type; says which.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as problem:
        raise _fault(str(problem)) from None


def digest(body: bytes) -> str:
    """The `HD-Digest` of an uncompressed body, in the form of RFC 9530: `sha-256=:…:`."""
    return "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode("ascii") + ":"


def _fault(problem: str) -> BadBody:
    """msgspec's sentence, without the values it may quote."""
    what, _, where = problem.partition(" - at `")
    path = where.rstrip("`").removeprefix("$").replace("[...]", ".*").replace("[", ".")
    path = path.replace("]", "").strip(".")
    if "missing required field" in what:
        field = ".".join(part for part in (path, what.split("`")[1]) if part)
        return BadBody(mark("The field {field} is missing."), field)
    return BadBody(mark("The field {field} is not valid."), path)
