"""A new history for a database that went back in time, so that every desktop notices."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import snapshots
from helpdesk_server.store.cluster import adopt
from helpdesk_server.store.database import Store
from helpdesk_server.store.server import renew_generation


def begin_generation(store: Store, files: Snapshots, now: datetime) -> str:
    """Give the database a new generation and return it; people, calls and offer stay.

    Snapshot files of the old one go: each says of which generation it is.

    Raises:
        StoreUnavailable: The database failed; it has the generation it had.
    """
    generation, gone = store.run(partial(_begin, now=now))
    files.remove(gone)
    return generation


def _begin(session: Session, now: datetime) -> tuple[str, list[str]]:
    adopt(session)
    return renew_generation(session, now), snapshots.forget_older_than_newest(session, keep=0)
