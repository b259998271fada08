"""How long this desk keeps the words of a call that the server has: no longer than it must.

A laptop is lost more easily than a server. What stays for thirty days is what « My calls » lists;
the words that tell of a person go once a backup of the server has held them for a day. Nothing
goes that the server has not said to be in a backup, whatever the clock of this computer says.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session, aliased

from helpdesk_desktop.store import personal_records
from helpdesk_desktop.store.call_tables import CallRow, CallState, DraftRow, OutboxRow
from helpdesk_desktop.store.drafts import DISCARDED_KEPT
from helpdesk_desktop.store.forms import form_of
from helpdesk_desktop.store.stream_tables import ErasedCallRow, HorizonRow, TeamCallRow
from helpdesk_domain.calls import Call, CallId, is_followed
from helpdesk_domain.erasures import ErasedCall
from helpdesk_domain.free_text import FormOf, blanked, without_situation
from helpdesk_domain.wire import digest, from_json, to_json

WORDS_KEPT: Final = timedelta(hours=24)
"""How far the server's backups have to be past a call before its words leave this desk.
Source: design of privacy, 3.4."""


def blank_what_is_safe(session: Session, generation: str, now: datetime) -> int:
    """Take the words of the situation out of calls that a backup has held for a day.

    Only what this very history of the server acknowledged and nobody works on here: not what the
    team follows, nor what is open on the desk. Needs stay, for they are listed.

    Returns:
        How many calls lost words.
    """
    session.execute(delete(DraftRow).where(DraftRow.discarded_at < now - DISCARDED_KEPT))
    horizon = session.get(HorizonRow, generation)
    if horizon is None:
        return 0
    safe = select(CallRow.id).where(
        CallRow.acked_generation == generation,
        CallRow.acked_at < horizon.durable_through - WORDS_KEPT,
        CallRow.logged_at < now - WORDS_KEPT,
        ~exists().where(TeamCallRow.id == CallRow.id),
    )
    rows = select(OutboxRow).where(
        OutboxRow.call_id.in_(safe), OutboxRow.is_blanked.is_(False), *_IN_PEACE
    )
    change = partial(_unless_followed, form_of=partial(form_of, session))
    return sum(_blank(session, row, change) for row in session.scalars(rows).all())


def let_go_of_erased(session: Session, now: datetime) -> None:
    """Do here what was done on the server to calls that were erased there.

    Who the caller is goes at once, whatever waits to be sent. A call of which a version still waits
    here, or that is open on the desk, stays until that is over: the server then answers that it
    has it, and it goes.
    """
    personal_records.withdraw_of_erased(session, now)
    change = partial(blanked, form_of=partial(form_of, session))
    query = select(ErasedCallRow).join(CallRow, CallRow.id == ErasedCallRow.id)
    for erased in session.scalars(query).all():
        call_id = CallId(erased.id)
        rows = select(OutboxRow).where(OutboxRow.call_id == call_id, *_IN_PEACE)
        kept = session.scalars(rows).all()
        if kept and from_json(erased.data, ErasedCall).drops_row:
            _drop(session, call_id)
        else:
            for row in kept:
                _blank(session, row, change)


def _in_peace() -> Iterator[ColumnElement[bool]]:
    other = aliased(OutboxRow)
    yield OutboxRow.state == CallState.ACCEPTED.value
    yield ~exists().where(
        other.call_id == OutboxRow.call_id, other.state != CallState.ACCEPTED.value
    )
    yield ~exists().where(DraftRow.call_id == OutboxRow.call_id, DraftRow.discarded_at.is_(None))


_IN_PEACE: Final = tuple(_in_peace())
"""The server has every version of the call, and nobody is writing on it here."""


def _unless_followed(call: Call, form_of: FormOf) -> Call:
    return call if is_followed(call) else without_situation(call, form_of)


def _blank(session: Session, row: OutboxRow, change: Callable[[Call], Call]) -> bool:
    call = from_json(row.payload, Call)
    plain = change(call)
    if plain == call:
        return False
    row.payload = to_json(plain)
    row.digest = digest(row.payload)
    # a server that was restored from before the call takes it as a new one; another has its words
    row.is_blanked, row.base_rev = True, None
    session.execute(delete(DraftRow).where(DraftRow.call_id == row.call_id))
    return True


def _drop(session: Session, call_id: CallId) -> None:
    session.execute(delete(DraftRow).where(DraftRow.call_id == call_id))
    session.execute(delete(OutboxRow).where(OutboxRow.call_id == call_id))
    session.execute(delete(CallRow).where(CallRow.id == call_id))
