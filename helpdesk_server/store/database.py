"""The database: one function, one transaction, on SQLite and PostgreSQL alike."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session as Session
from sqlalchemy.pool import QueuePool

from helpdesk_server.store.errors import BadDatabaseUrl, StoreUnavailable

T = TypeVar("T")
P = ParamSpec("P")
Check = Callable[[Connection], None]
Turn = AbstractContextManager[object]

BUSY_TIMEOUT_MS: Final = 15_000
"""How long a writer waits for another one; a desktop waits 30 s for its answer."""

_PRAGMAS: Final = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
"""Default settings lose acknowledged calls when the power fails: each connection is checked."""

_ENVIRONMENT_FAULTS: Final = (
    OperationalError,
    InterfaceError,
    InternalError,
    NoConnectionFree,
    sqlite3.OperationalError,  # at BEGIN, which is said to the driver itself
)


class Store:
    """The database at one address; safe in several threads."""

    def __init__(
        self, engine: Engine, check: Check | None = None, turn: Turn | None = None
    ) -> None:
        self.engine: Final = engine
        self._check = check
        is_sqlite = engine.dialect.name == "sqlite"
        # SQLite lets writers guess when it is free, and the unlucky one starves: ours take turns.
        self._turn: Final = turn or (threading.Lock() if is_sqlite else nullcontext())
        self._is_sqlite: Final = is_sqlite
        self._reader = (
            engine
            if is_sqlite
            else engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        )

    @classmethod
    def at(cls, url: str, connections: int = 8) -> Self:
        """The database at `url` (`sqlite:///file` or `postgresql://…`); opens nothing yet.

        Args:
            connections: Most connections held at once: the number of worker threads.

        Raises:
            BadDatabaseUrl: Another kind of database, or not an address.
        """
        address = _address(url)
        if address.get_backend_name() == "sqlite":
            return cls(_sqlite(address, connections))
        return cls(_postgresql(address, connections))

    def watched_by(self, check: Check) -> "Store":
        """The same database; no transaction ends well unless `check`, asked last in it, agrees."""
        return Store(self.engine, check, self._turn)

    def connections(self) -> tuple[int, int]:
        """Connections at work, and how many there may be."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout(), pool.size()

    def run(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, once everything it wrote is committed.

        Raises:
            StoreUnavailable: The database failed; nothing of `work` is kept.
        """
        return self.run_plainly(in_session(work))

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` returns; everything it reads is of one moment, and it takes no lock.

        Raises:
            StoreUnavailable: The database failed.
        """
        return self.read_plainly(in_session(work))

    def run_plainly(self, work: Callable[[Connection], T]) -> T:
        """As `run`, for work that makes no object of a row: it costs half."""
        with self._turn:
            # writers queue at BEGIN: a lock taken later cannot be waited for without a deadlock
            return self._transaction(self.engine, "BEGIN IMMEDIATE", work)

    def read_plainly(self, work: Callable[[Connection], T]) -> T:
        """As `read`, for work that makes no object of a row: it costs half."""
        return self._transaction(self._reader, "BEGIN", work)

    def fold(self) -> None:
        """Fold the log of SQLite back into its file: what was erased stood in it as it was.

        While somebody reads it stays; the next one does it. PostgreSQL does so by itself.
        """
        if not self._is_sqlite:
            return
        with suppress(*_ENVIRONMENT_FAULTS), self._turn, self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()

    def _transaction(self, engine: Engine, begin: str, work: Callable[[Connection], T]) -> T:
        try:
            with engine.begin() as connection:
                if self._is_sqlite:  # psycopg begins by itself
                    connection.connection.cursor().execute(begin)
                done = work(connection)
                if self._check is not None:
                    self._check(connection)
                return done
        except _ENVIRONMENT_FAULTS as problem:
            raise StoreUnavailable(type(problem).__name__) from problem
        except DBAPIError as problem:
            if problem.connection_invalidated:
                raise StoreUnavailable(type(problem).__name__) from problem
            raise


def in_session(
    work: Callable[Concatenate[Session, P], T],
) -> Callable[Concatenate[Connection, P], T]:
    """`work`, which makes objects of rows, for a transaction that has begun."""

    def with_objects(connection: Connection, /, *args: P.args, **options: P.kwargs) -> T:
        with Session(connection, expire_on_commit=False) as session:
            done = work(session, *args, **options)
            session.flush()
            return done

    return with_objects


def shown(url: str) -> str:
    """The address of a database without the password in it."""
    return _address(url).render_as_string(hide_password=True)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError):
        raise BadDatabaseUrl from None
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not address.database or address.database == ":memory:":
        raise BadDatabaseUrl
    return address


def _sqlite(address: URL, connections: int) -> Engine:
    path = Path(str(address.database))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _shut(path)
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _shut(database: Path) -> None:
    """Take a database from everybody but its owner, as far as it is ours to do.

    What SQLite writes beside it later gets the same rights. No file is opened for this: closing
    it again would let go of the locks that this process holds on it.
    """
    for name in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError, PermissionError):
            database.with_name(database.name + name).chmod(0o600)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Set what SQLite forgets between connections, and see that it was taken."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, wanted in _PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={wanted}")
        cursor.execute(f"PRAGMA {name}")
        if cursor.fetchone() != (wanted,):
            raise StoreUnavailable(f"SQLite refused {name}={wanted}")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _postgresql(address: URL, connections: int) -> Engine:
    """PostgreSQL itself, or with `?pooler=transaction` a PgBouncer that shares connections out.

    Through the latter no connection is ours for longer than a transaction: nothing can be set
    or prepared on it. What is set elsewhere in that case is checked here.
    """
    pooler = address.query.get("pooler", "")
    if pooler not in ("", "transaction"):
        raise BadDatabaseUrl
    engine = create_engine(
        address.difference_update_query(["pooler"]),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        connect_args=_without_a_session() if pooler else _of_a_session(),
    )
    if pooler:
        event.listen(engine, "connect", _check_durability)
    return engine


def _without_a_session() -> dict[str, Any]:
    return {"prepare_threshold": None, "connect_timeout": 5}


def _check_durability(connection: DBAPIConnection, _record: object) -> None:
    """Refuse a PostgreSQL that says that something is kept before it is."""
    cursor = connection.cursor()
    cursor.execute("SHOW synchronous_commit")
    said = cursor.fetchone()
    cursor.close()
    connection.rollback()
    if said is None or said[0] == "off":
        raise StoreUnavailable("synchronous_commit is off")


def _of_a_session() -> dict[str, Any]:
    settings = {
        "timezone": "UTC",
        "synchronous_commit": "on",
        "lock_timeout": str(BUSY_TIMEOUT_MS),
        "idle_in_transaction_session_timeout": "60000",
    }
    return {
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        "connect_timeout": 5,
        "application_name": "helpdesk-server",
    }
