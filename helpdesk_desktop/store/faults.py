"""SQLite's error numbers as faults of the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store.errors import (
    DiskFull,
    StoreBusy,
    StoreFault,
    StoreReadOnly,
    StoreUnreadable,
)

_IOERR: Final = 10
_FAULTS: Final = {
    3: StoreReadOnly,  # PERM
    5: StoreBusy,  # BUSY
    6: StoreBusy,  # LOCKED
    8: StoreReadOnly,  # READONLY
    11: StoreUnreadable,  # CORRUPT
    13: DiskFull,  # FULL
    14: StoreReadOnly,  # CANTOPEN
    15: StoreBusy,  # PROTOCOL: the locks of WAL could not be taken
    26: StoreUnreadable,  # NOTADB
}
"""Primary result codes; source: sqlite.org/rescode.html."""

_READ_ERRORS: Final = {1, 2, 32, 33}
"""Extended part of IOERR for reads (READ, SHORT_READ, DATA, CORRUPTFS); others write."""


@contextmanager
def faults_named() -> Iterator[None]:
    """Turn what SQLite reports of file and disk into `StoreFault`; let our own errors through.

    Raises:
        StoreFault: One of its kinds.
    """
    try:
        yield
    except DBAPIError as problem:
        fault = _fault(problem.orig)
        if fault is None:
            raise
        raise fault from problem
    except sqlcipher.Error as problem:
        fault = _fault(problem)
        if fault is None:
            raise
        raise fault from problem


def _fault(problem: BaseException | None) -> StoreFault | None:
    code = getattr(problem, "sqlite_errorcode", None)
    if code is None:
        return None
    primary, extended = code & 0xFF, code >> 8
    name = str(getattr(problem, "sqlite_errorname", code))
    if primary == _IOERR:
        return StoreUnreadable(name) if extended in _READ_ERRORS else DiskFull(name)
    kind = _FAULTS.get(primary)
    return kind(name) if kind else None
