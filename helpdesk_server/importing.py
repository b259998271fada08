"""Bringing a file of the offer in: one transaction, what is broken is set aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_domain.offer_file import Quarantined, sound_records
from helpdesk_server.store import imports, offer
from helpdesk_server.store.database import Store

TOMBSTONES_KEPT: Final = timedelta(days=400)
"""How long it is told that a record left the offer; a desk that was away for longer begins anew.
Source: design of the sync, C.5."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        changed: Records that were new or said something new; each has a new revision.
        unchanged: Records the offer had already, to the letter.
        quarantined: Records set aside, in the order of the file.
    """

    changed: int
    unchanged: int
    quarantined: tuple[Quarantined, ...]

    @property
    def kept(self) -> int:
        return self.changed + self.unchanged


def import_file(store: Store, path: Path, now: datetime) -> Imported:
    """Bring the records of `path` into the offer, all of them or, when it fails, none.

    Raises:
        BadOfferFile: The file as a whole cannot be read; nothing was changed.
        OSError: The file cannot be opened; nothing was changed.
        StoreUnavailable: The database failed; nothing was changed.
    """
    return store.run(lambda session: _import(session, path, now))


def _import(session: Session, path: Path, now: datetime) -> Imported:
    imports.take_turn(session)
    quarantined: list[Quarantined] = []
    changed, unchanged = offer.write_records(session, sound_records(path, quarantined), now)
    offer.purge(session, now - TOMBSTONES_KEPT)
    imports.note_import(session, path.name, changed, unchanged, quarantined, now)
    return Imported(changed, unchanged, tuple(quarantined))
