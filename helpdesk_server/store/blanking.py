"""Takes the words out of calls that are here: out of the row, its parts, and every text kept.

The digests stay what they were: a desk that sends again what it sent before gets its old receipt,
and brings no word back. What is counted stays as well.
"""

from datetime import datetime
from functools import partial

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.free_text import blanked
from helpdesk_domain.wire import BadBody, from_json, to_json
from helpdesk_server.store import forms, team_calls
from helpdesk_server.store.call_tables import (
    CallNeedRow,
    CallRevisionRow,
    CallRow,
    CallUnmetNeedRow,
)


def blank_calls(session: Session, calls: list[CallRow]) -> list[CallId]:
    """Take the words out of `calls`, which are held; those that had any.

    A call that its team follows gets a new place in the stream, so that no desk keeps its words:
    the last statements of a transaction.
    """
    moves, told = team_calls.TeamMoves(), []
    for call in calls:
        if _blank_texts(session, call):
            told.append(call.id)
            if call.followed:
                moves.note(call.team, call.id, call.rev, call.rev)
        session.execute(delete(CallNeedRow).where(CallNeedRow.call_id == call.id))
        unmet = update(CallUnmetNeedRow).where(CallUnmetNeedRow.call_id == call.id)
        session.execute(unmet.values(words=""))
        call.blanked_rev = call.rev
    session.flush()
    team_calls.take_places(session, moves)
    return told


def has_words(session: Session, call: CallRow) -> bool:
    """Whether anything would be taken out of `call`."""
    texts = session.scalars(_texts(call.id))
    return any(_without_words(session, row, call.started_at) != row.body for row in texts)


def _blank_texts(session: Session, call: CallRow) -> bool:
    changed = False
    for row in session.scalars(_texts(call.id)):
        body = _without_words(session, row, call.started_at)
        changed = changed or body != row.body
        row.body = body
    return changed


def _texts(call_id: CallId) -> "Select[CallRevisionRow]":
    return select(CallRevisionRow).where(CallRevisionRow.call_id == call_id)


def _without_words(session: Session, row: CallRevisionRow, started_at: datetime) -> bytes:
    """The text of a revision without words; itself where there are none.

    Fields of a later program go: what is in them is not known. So does a text that cannot be
    read at all, but for when the call was.
    """
    try:
        call = from_json(row.body, Call)
    except BadBody:
        return to_json(Call(id=row.call_id, started_at=started_at))
    without = blanked(call, partial(forms.form_of, session))
    plain, is_plain = to_json(without), without == call
    known = is_plain and _knows(from_json(plain, object), from_json(row.body, object))
    return row.body if known else plain


def _knows(known: object, told: object) -> bool:
    """Whether each field that is `told` is one of `known`, all the way down."""
    match known, told:
        case dict(), dict():
            return all(name in known and _knows(known[name], told[name]) for name in told)
        case list(), list():
            return all(map(_knows, known, told))
    return True
