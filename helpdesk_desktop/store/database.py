"""The store: one encrypted file, and one function per transaction."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, Self, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as Session
from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store.cipher import ready_connection
from helpdesk_desktop.store.errors import StoreClosed
from helpdesk_desktop.store.faults import faults_named
from helpdesk_desktop.store.migrate import bring_up_to_date, check_up_to_date

T = TypeVar("T")

LONGEST_WAIT_S: Final = 30.0
"""For transactions under way when the file is closed; as long as one waits for another."""

_BEGIN: Final = "helpdesk_begin"
_WRITING: Final = ("PRAGMA query_only=OFF", "BEGIN IMMEDIATE")
_READING: Final = ("PRAGMA query_only=ON", "BEGIN")


class Store:
    """All that this desk knows: offer, calls, outbox, cursor, account.

    Any thread may call `run` and `read`; the pool gives each its own connection.

    Args:
        tidies: Whether the file is put in order at the end.
    """

    def __init__(self, engine: Engine, *, tidies: bool = True) -> None:
        self._tidies = tidies
        self._writer = engine.execution_options(**{_BEGIN: _WRITING})
        self._reader = engine.execution_options(**{_BEGIN: _READING})
        self._engine = engine
        self._one_less = threading.Condition()
        self._users, self._is_closed = 0, False

    @classmethod
    def open(cls, path: Path, key: bytes) -> Self:
        """The store in `path`, made when absent, brought up to date when older.

        Args:
            key: 32 random bytes; they lock the file.

        Raises:
            StoreUnreadable: Not a database, damaged, or another key.
            StoreTooNew: A newer program wrote it; it was left as it is.
            StoreReadOnly, DiskFull, StoreBusy: What the system said.
        """
        with faults_named():
            bring_up_to_date(path, key)
            store = cls(_engine(path, key))
            store._land_what_was_in_flight()
        return store

    @classmethod
    def as_it_is(cls, path: Path, key: bytes) -> Self:
        """The store in `path` to be looked at: nothing is made or brought up to date.

        Raises:
            StoreOutdated: An older program wrote it, or there is nothing in it.
            StoreFault: As `open`.
        """
        with faults_named():
            check_up_to_date(path, key)
            return cls(_engine(path, key), tidies=False)

    def run(self, work: Callable[[Session], T]) -> T:
        """`work` in one transaction: all of it is on the disk when this returns, or none.

        Raises:
            StoreFault: File or disk is at fault, or it was closed; nothing of `work` was saved.
            Exception: What `work` raised; nothing of it was saved.
        """
        with faults_named(), self._in_use(), Session(self._writer) as session, session.begin():
            return work(session)

    def read(self, work: Callable[[Session], T]) -> T:
        """`work` on one consistent view of the file; it waits for no writer and cannot write.

        Raises:
            StoreFault: File or disk is at fault.
        """
        with faults_named(), self._in_use(), Session(self._reader) as session:
            return work(session)

    def fold(self) -> bool:
        """Fold the log back into the file, and empty it: whether that could be done now."""
        with faults_named(), self._in_use(), closing(self._engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA query_only=OFF")
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy

    def close(self) -> None:
        """Let what is under way end, and fold the log back: one file is all there is to copy.

        Nothing opens it again afterwards: the desk may be being erased.
        """
        with self._one_less:
            if self._is_closed:
                return
            self._is_closed = True
            self._one_less.wait_for(lambda: not self._users, LONGEST_WAIT_S)
        if self._tidies:
            self._tidy()
        self._engine.dispose()

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._one_less:
            if self._is_closed:
                raise StoreClosed
            self._users += 1
        try:
            yield
        finally:
            with self._one_less:
                self._users -= 1
                self._one_less.notify_all()

    def _tidy(self) -> None:
        # What was saved is in the log already: a full disk here costs nothing but tidiness.
        with suppress(DBAPIError, sqlcipher.Error), closing(self._engine.raw_connection()) as raw:
            for pragma in ("query_only=OFF", "optimize", "wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(f"PRAGMA {pragma}")

    def _land_what_was_in_flight(self) -> None:
        """A program that has just started has no request on its way, whatever the last one had."""
        with self._writer.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE outbox SET in_flight_since = NULL WHERE in_flight_since IS NOT NULL"
            )


def _engine(path: Path, key: bytes) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: ready_connection(path, key),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=3,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get(_BEGIN, ("BEGIN",)):
        connection.exec_driver_sql(statement)
