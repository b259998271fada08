"""Erases all that is kept about a call: the call, and whatever else a room keeps about it."""

from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.rights.parts import PARTS
from helpdesk_server.store.erasing import Erasure, erase, erase_again
from helpdesk_server.store.erasures import NoteErasure


def erase_call(
    session: Session, call_id: CallId, drops_row: bool, now: datetime, note_erasure: NoteErasure
) -> Erasure:
    """Take the words out of the call, or the whole call out of the database.

    Raises:
        CallHeld, NoSuchCall: As `erase`; nothing was erased.
    """
    erasure = erase(session, call_id, drops_row, now)
    _erase_parts(session, call_id, now, note_erasure)
    return erasure


def erase_call_again(
    session: Session, erasure: Erasure, now: datetime, note_erasure: NoteErasure
) -> bool:
    """The same after a restore; whether the backup held anything of it."""
    held = erase_again(session, erasure, now)
    _erase_parts(session, erasure.call_id, now, note_erasure)
    return held


def _erase_parts(
    session: Session, call_id: CallId, now: datetime, note_erasure: NoteErasure
) -> None:
    for part in PARTS:
        part.erase(session, call_id, now, note_erasure)
