"""Erases all that is kept about a call: the call, and whatever else a room keeps about it."""

from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.rights.parts import PARTS
from helpdesk_server.store.erasing import Erasure, erase, erase_again


def erase_call(session: Session, call_id: CallId, drops_row: bool, now: datetime) -> Erasure:
    """Take the words out of the call, or the whole call out of the database.

    Raises:
        CallHeld, NoSuchCall: As `erase`; the transaction has to end then.
    """
    for part in PARTS:
        part.erase(session, call_id)
    return erase(session, call_id, drops_row, now)


def erase_call_again(session: Session, erasure: Erasure, now: datetime) -> bool:
    """The same after a restore; whether the backup held anything of it."""
    for part in PARTS:
        part.erase(session, erasure.call_id)
    return erase_again(session, erasure, now)
