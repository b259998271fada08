"""Waiting for a condition, with a deadline; nothing here ever waits for a fixed time."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE_S: Final = 30.0
"""Long enough for a small laptop that builds its first index of 4,200 services meanwhile (5 s on
two idle cores, 15 s on busy ones); what holds comes at once whatever this says."""


class NotSeen(Exception):
    """What was waited for did not come in time; its text says what it was."""


def until(condition: Callable[[], T | None], what: str, within_s: float = PATIENCE_S) -> T:
    """The first answer of `condition` that is not None, False or empty.

    Args:
        what: What is waited for, for the person who reads that it did not come.

    Raises:
        NotSeen: `within_s` seconds went by.
    """
    deadline = time.monotonic() + within_s
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotSeen(f"{what}: not within {within_s:g} s")
        time.sleep(0.02)
