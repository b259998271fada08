"""Whether two copies of a stream hold the same records, in sixteen bytes.

A sum, so that the order in which records came does not matter, and a record that goes is taken
off again: a copy is compared without being read through.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

EMPTY: Final = "0" * 32
"""The state hash of a stream without live records."""

_MODULUS: Final = 1 << 128


def mark_of(entity: str, record_id: str, rev: int) -> int:
    """What one live record adds: the first 128 bits of SHA-256 over `entity|id|rev`."""
    return int.from_bytes(hashlib.sha256(f"{entity}|{record_id}|{rev}".encode()).digest()[:16])


def moved(state: str, come: Iterable[int] = (), gone: Iterable[int] = ()) -> str:
    """`state` once the marks `come` were added and the marks `gone` taken off.

    Args:
        state: 32 hexadecimal digits.
    """
    return f"{(int(state, 16) + sum(come) - sum(gone)) % _MODULUS:032x}"
