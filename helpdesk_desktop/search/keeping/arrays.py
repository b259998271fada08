"""Lists of numbers as bytes and back, as this machine has them in memory."""

from array import array
from collections.abc import Iterable, Mapping


def packed_numbers(numbers: Iterable[int]) -> bytes:
    """`numbers`, from 0 to 4 billion, four bytes each."""
    return array("I", numbers).tobytes()


def packed_shares(shares: Iterable[float]) -> bytes:
    """`shares`, eight bytes each: to the last digit."""
    return array("d", shares).tobytes()


def read_numbers(packed: bytes) -> "array[int]":
    """What `packed_numbers` packed."""
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers


def read_shares(packed: bytes) -> "array[float]":
    """What `packed_shares` packed."""
    shares = array("d")
    shares.frombytes(packed)
    return shares


def read_lists(packed: Mapping[str, bytes]) -> dict[str, list[int]]:
    """Lists of `packed_numbers` by name."""
    return {name: list(read_numbers(numbers)) for name, numbers in packed.items()}
