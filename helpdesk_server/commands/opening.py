"""The database a command works on, brought up to date first."""

from datetime import datetime

from helpdesk_server.settings import WORKER_THREADS, Settings
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store


def migrated(settings: Settings, now: datetime) -> Store:
    """The store of `settings` with the newest tables.

    Raises:
        StoreFault: The database cannot be used.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store.at(settings.database, WORKER_THREADS)
    schema.migrate(store, now)
    return store
