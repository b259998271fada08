"""A column of codes: each value once, and a small number for each row."""

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

NARROW: Final = 256
"""So many values fit numbers of one byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Attributes:
    values: Each value once.
    codes: The place of each row's value among them: one byte each, or two (`is_wide`).
    """

    values: tuple[str, ...]
    codes: bytes
    is_wide: bool = False

    @property
    def numbers(self) -> Sequence[int]:
        """The place among `values` of each row's."""
        return numbers("H", self.codes) if self.is_wide else self.codes


def column(rows: Sequence[str]) -> Column:
    """The column of `rows`, of at most 65,536 values."""
    values = tuple(sorted(set(rows)))
    places = {value: place for place, value in enumerate(values)}
    codes = [places[row] for row in rows]
    if len(values) <= NARROW:
        return Column(values=values, codes=bytes(codes))
    return Column(values=values, codes=packed("H", codes), is_wide=True)


def gathered(one: Column, places: Sequence[int]) -> Column:
    """The rows of `one` at `places`, in that order."""
    codes = map(one.numbers.__getitem__, places)
    return replace(one, codes=packed("H", codes) if one.is_wide else bytes(codes))


def packed(kind: Literal["H", "I", "i"], told: Iterable[int]) -> bytes:
    """Numbers of two or four bytes, the smallest byte first on every machine."""
    return _little_endian(array(kind, told)).tobytes()


def numbers(kind: Literal["H", "I", "i"], packed_numbers: bytes) -> "array[int]":
    """The numbers that `packed` made; what is left over at the end is dropped."""
    read: array[int] = array(kind)
    read.frombytes(packed_numbers[: len(packed_numbers) // read.itemsize * read.itemsize])
    return _little_endian(read)


def is_sound(one: Column, rows: int) -> bool:
    """Whether `one` has so many rows, each with a value."""
    read = one.numbers
    return len(read) == rows and all(code < len(one.values) for code in set(read))


def _little_endian(told: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        told.byteswap()
    return told
