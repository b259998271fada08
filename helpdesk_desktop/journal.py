"""What went wrong, for support: kinds and places, never words.

The text of an exception may hold what a caller said, so it is not written; nor are values.
"""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

SIZE: Final = 1_000_000
KEPT: Final = 4
"""Older files beside the newest one."""

_LOG: Final = logging.getLogger("helpdesk_desktop")


def open_journal(path: Path) -> None:
    """Write to `path` from now on, also what nobody caught."""
    if not _LOG.handlers:
        written = RotatingFileHandler(
            path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True
        )
        written.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _LOG.addHandler(written)
        _LOG.propagate = False
        sys.excepthook = _uncaught


def note(problem: BaseException) -> None:
    """Note what kind of problem it was, what caused it, and where."""
    _LOG.error("%s", " from ".join(_told(problem)))


def _told(problem: BaseException) -> list[str]:
    told: list[str] = []
    seen: BaseException | None = problem
    while seen is not None and len(told) < 5:
        places = traceback.extract_tb(seen.__traceback__)
        where = " < ".join(f"{Path(at.filename).name}:{at.lineno}" for at in reversed(places))
        told.append(f"{type(seen).__module__}.{type(seen).__qualname__} at {where or '?'}")
        seen = seen.__cause__
    return told


def _uncaught(
    kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    note(problem.with_traceback(trace))
    if sys.stderr is not None:  # a windowed program has none
        sys.stderr.write(f"{kind.__name__}: see the journal of the profile\n")
