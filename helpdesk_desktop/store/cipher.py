"""Opening the one encrypted file: every connection is made here, in the same way."""

import sys
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store.errors import StoreReadOnly

KEY_BYTES: Final = 32

BUSY_TIMEOUT_MS: Final = 5000
"""How long a write waits for another one: longer than any of ours takes."""

_PRAGMAS: Final = (
    # WAL with FULL lost no acknowledged call in any simulated power cut; every weaker pair did
    # (docs/decisions), and it is the faster one too.
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    f"journal_size_limit={8 * 1024 * 1024}",
)
_DURABLE: Final = (("journal_mode", "wal"), ("synchronous", 2))
_MAC_PRAGMAS: Final = ("fullfsync=ON", "checkpoint_fullfsync=ON")
"""On macOS fsync alone leaves the bytes in the drive's cache."""


def locked_connection(path: Path, key: bytes) -> Any:
    """A connection to `path`, made when absent; nothing is read or written yet.

    Raises:
        ValueError: The key is not of `KEY_BYTES`.
        sqlcipher3 errors: The file cannot be opened.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return connection


def ready_connection(path: Path, key: bytes) -> Any:
    """A connection to `path` on which calls may be saved.

    Raises:
        StoreReadOnly: The disk cannot keep a log as we need it: a power cut could lose a call.
        sqlcipher3 errors: Not a database, another key, a folder that cannot be written …
    """
    connection = locked_connection(path, key)
    try:
        for pragma in _PRAGMAS + (_MAC_PRAGMAS if sys.platform == "darwin" else ()):
            connection.execute(f"PRAGMA {pragma}")
        _check_durable(connection)
    except (sqlcipher.Error, StoreReadOnly):
        connection.close()
        raise
    return connection


def _check_durable(connection: Any) -> None:
    """SQLite takes another journal without a word where it cannot have the one it was told."""
    for pragma, wanted in _DURABLE:
        taken = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        if taken != wanted:
            raise StoreReadOnly(f"{pragma} is {taken}")
