"""What the recorded programs share: promising something, and setting pragmas from outside."""

import os
from typing import Any

from sqlalchemy import Pool, event

KEY = bytes(range(32))

FOLDS_OFTEN = "wal_autocheckpoint=16"
"""The log is folded into the file every few calls, so that a short program meets it often."""

WEAKER = {"normal": "synchronous=NORMAL", "rollback": "journal_mode=DELETE"}
"""Settings that lose what was promised: the second is SQLite's own, with synchronous=FULL."""


def promise(line: str) -> None:
    """Promise it: whatever happens from here on, this is kept."""
    os.write(1, line.encode() + b"\n")


def with_pragmas(*pragmas: str) -> None:
    """Set `pragmas` on each connection from now on, after the product has set its own."""

    def set_them(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(Pool, "checkout", set_them)
