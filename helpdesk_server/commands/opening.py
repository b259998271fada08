"""The database a command works on, brought up to date first and closed at the end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import told
from helpdesk_server.settings import WORKER_THREADS, Settings
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store


@contextmanager
def opened_store(settings: Settings, words: Words) -> Iterator[Store]:
    """The store of `settings`; a fault of it ends the command with a sentence."""
    with told(words), closing(migrated(settings, utc_now())) as store:
        yield store


def migrated(settings: Settings, now: datetime) -> Store:
    """The store of `settings` with the newest tables.

    Raises:
        StoreFault: The database cannot be used.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store.at(settings.database, WORKER_THREADS)
    schema.migrate(store, now)
    return store
