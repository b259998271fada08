"""What leaves for a lead's desk, packed: a value as MessagePack, made small, with a checksum."""

from typing import Final, TypeVar

import zstandard

from helpdesk_domain.wire import BadBody, from_msgpack, to_msgpack

T = TypeVar("T")

MOST_BYTES: Final = 64_000_000
"""Longest value, unpacked: some millions of calls."""

_LEVEL: Final = 9


class NotPacked(Exception):
    """It is damaged, no value of the kind that was asked for, or too long."""


def compressed(value: object) -> bytes:
    """The value as `from_compressed` reads it."""
    packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    return packer.compress(to_msgpack(value))


def from_compressed(body: bytes, kind: type[T]) -> T:
    """The value of `kind` that `body` is.

    Raises:
        NotPacked: There is none.
    """
    try:
        unpacked = zstandard.ZstdDecompressor().decompress(body, max_output_size=MOST_BYTES)
        return from_msgpack(unpacked, kind)
    except (zstandard.ZstdError, BadBody) as problem:
        raise NotPacked from problem
