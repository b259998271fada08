"""Sets of services as the bits of one number: small, and joined in a few microseconds."""

from collections.abc import Iterable
from itertools import compress
from typing import Final

_MARKS: Final = bytes.maketrans(b"01", b"\x00\x01")


def bits_of(services: Iterable[int], size: int) -> int:
    """The set of `services`, numbers under `size`: bit n is service n."""
    marks = bytearray(size // 8 + 1)
    for service in services:
        marks[service >> 3] |= 1 << (service & 7)
    return int.from_bytes(marks, "little")


def bytes_of_bits(bits: int, size: int) -> bytes:
    """The set `bits` of services under `size`, the lowest byte first."""
    return bits.to_bytes(size // 8 + 1, "little")


def every_bit(size: int) -> int:
    """The set of all services under `size`."""
    return (1 << size) - 1


def marks_of(bits: int, size: int) -> bytes:
    """Per service under `size` a byte: 1 when it is in the set `bits`, 0 when not."""
    digits = f"{bits:0{size}b}" if size else ""
    return digits.encode()[::-1].translate(_MARKS)


def numbers_of(bits: int, size: int) -> list[int]:
    """The services in the set `bits`, rising."""
    return list(compress(range(size), marks_of(bits, size)))
