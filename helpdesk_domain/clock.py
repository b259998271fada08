"""The clock of a program, so that a test may bring its own."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers with an aware moment."""


def utc_now() -> datetime:
    return datetime.now(UTC)
