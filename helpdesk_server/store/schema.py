"""Bringing a database to the tables this program knows.

Alembic is only loaded when there is something to do: it takes a command longer than its work.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import StoreTooNew
from helpdesk_server.store.server import give_identity

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

HEAD: Final = "0015"
"""The revision this program reads and writes; a test holds it equal to Alembic's."""

_KEPT_IN: Final = "alembic_version"
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 0x48454C50
"""Any number, the same in each process: two that start at once migrate one after the other."""


def migrate(store: Store, now: datetime) -> bool:
    """Bring `store` to the newest tables, in one transaction; whether anything was done.

    Raises:
        StoreTooNew: A newer program wrote it; nothing was touched.
        StoreUnavailable: The database failed; nothing was touched.
    """
    return store.run(lambda session: _upgrade(session, now))


def revision(session: Session) -> str | None:
    """The revision of the tables, or None in an empty database."""
    connection = session.connection()
    if not inspect(connection).has_table(_KEPT_IN):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {_KEPT_IN}")).one_or_none()
    return None if row is None else str(row.version_num)


def is_newest(session: Session) -> bool:
    """Whether the tables are those of this program."""
    return revision(session) == HEAD


def _upgrade(session: Session, now: datetime) -> bool:
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    before = revision(session)
    if before == HEAD:
        return False
    from alembic import command

    known = {script.revision for script in scripts().walk_revisions()}
    if before is not None and before not in known:
        raise StoreTooNew
    command.upgrade(configuration(connection), HEAD)
    give_identity(session, now)
    return True


def configuration(connection: Connection | None = None) -> "Config":
    """What Alembic needs to know; it works inside the transaction of `connection`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def scripts() -> "ScriptDirectory":
    """The migrations, oldest last."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(configuration())
