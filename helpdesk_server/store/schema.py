"""Bringing a database to the tables this program knows."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import StoreTooNew
from helpdesk_server.store.server import give_identity

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
    return MigrationContext.configure(session.connection()).get_current_revision()


def is_newest(session: Session) -> bool:
    """Whether the tables are those of this program."""
    return revision(session) == _newest()


def _upgrade(session: Session, now: datetime) -> bool:
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    scripts, before = _scripts(), revision(session)
    if before is not None and before not in {
        script.revision for script in scripts.walk_revisions()
    }:
        raise StoreTooNew
    if before == scripts.get_current_head():
        return False
    command.upgrade(configuration(connection), "head")
    give_identity(session, now)
    return True


def configuration(connection: Connection | None = None) -> Config:
    """What Alembic needs to know; it works inside the transaction of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def _newest() -> str | None:
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())
