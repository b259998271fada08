"""Erases a call because somebody asked for it, and remembers that for good.

What is remembered is the random id of the call and the digests of the texts that were erased: a
desk that sends one of them again is answered as ever, and nothing is kept. After a restore from a
backup of before, the same is done again (`requests_kept.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.erasures import ENTITY, ERASED, ErasedCall
from helpdesk_domain.sync import PAGE_LIMIT, CallReceipt
from helpdesk_server.store import audit, books, streams, team_calls
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.blanking import blank_calls
from helpdesk_server.store.call_parts import forget_parts
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.holds import NoSuchCall
from helpdesk_server.store.right_tables import ErasedTextRow, ErasureRow, HoldRow, ObjectionRow
from helpdesk_server.store.rows import insert_new_rows
from helpdesk_server.store.streams import Moves, Page


class CallHeld(Exception):
    """The call is held: nothing of it is erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedText:
    """A text that was erased: what the desk that sends it again hears.

    Attributes:
        digest: SHA-256 of it, in hexadecimal.
    """

    digest: str
    rev: int
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A call that was erased; all of it may be kept for good."""

    call_id: CallId
    at: datetime
    drops_row: bool
    texts: tuple[ErasedText, ...] = ()


@dataclass(slots=True)
class Erased:
    """What is known of a call that was erased, by the digests of its texts."""

    drops_row: bool
    receipts: dict[bytes, CallReceipt] = field(default_factory=dict)


def erase(session: Session, call_id: CallId, drops_row: bool, now: datetime) -> Erasure:
    """Take the words out of the call, or the whole call out of the database.

    Raises:
        CallHeld: Nothing was erased.
        NoSuchCall: There is no such call.
    """
    call = session.get(CallRow, call_id, with_for_update=True)
    if call is None:
        raise NoSuchCall(call_id)
    if session.get(HoldRow, call_id) is not None:
        raise CallHeld(call_id)
    erasure = Erasure(call_id=call_id, at=now, drops_row=drops_row, texts=_texts(session, call_id))
    deed = audit.Action.CALL_DROPPED if drops_row else audit.Action.CALL_ERASED
    audit.note(session, deed, call_id, now, rev=call.rev)
    _take_away(session, call, drops_row, now)
    remember(session, erasure)
    return erasure


def erase_again(session: Session, erasure: Erasure, now: datetime) -> bool:
    """After a restore: what was erased once is erased here too; whether there was anything.

    A hold that the backup remembers is older than the erasure, and was lifted for it.
    """
    call = session.get(CallRow, erasure.call_id, with_for_update=True)
    if call is not None:
        audit.note(session, audit.Action.CALL_ERASED, erasure.call_id, now, rev=call.rev)
        session.execute(delete(HoldRow).where(HoldRow.call_id == erasure.call_id))
        texts = (*erasure.texts, *_texts(session, erasure.call_id))
        erasure = Erasure(
            call_id=erasure.call_id, at=erasure.at, drops_row=erasure.drops_row, texts=texts
        )
        _take_away(session, call, erasure.drops_row, now)
    remember(session, erasure)
    return call is not None


def remember(session: Session, erasure: Erasure) -> None:
    """Keep for good that the call was erased, and have every desk hear of it."""
    row = session.get(ErasureRow, erasure.call_id)
    before = None if row is None or not row.seq else _rev(row.drops_row)
    drops_row = erasure.drops_row or (row is not None and row.drops_row)
    session.merge(ErasureRow(call_id=erasure.call_id, at=erasure.at, drops_row=drops_row, seq=0))
    session.flush()
    texts = {bytes.fromhex(text.digest): text for text in erasure.texts}
    rows = [
        {
            "call_id": erasure.call_id,
            "digest": digest,
            "rev": text.rev,
            "received_at": text.received_at,
        }
        for digest, text in sorted(texts.items())
    ]
    insert_new_rows(session, ErasedTextRow, rows)
    moves = Moves()
    moves.note((ENTITY, erasure.call_id), before, _rev(drops_row))
    streams.begin(session, ERASED)
    (seq,) = streams.take_places(session, ERASED, moves).values()
    session.get_one(ErasureRow, erasure.call_id).seq = seq


def bury(session: Session, ids: Sequence[CallId], now: datetime) -> None:
    """Remember for good that these calls went because their time was over.

    Desks let go of theirs by themselves, long before: they hear only of a call whose words went
    on request, which is gone as a whole now.
    """
    known = session.scalars(select(ErasureRow).where(ErasureRow.call_id.in_(ids))).all()
    told = {row.call_id for row in known}
    rows = [
        {"call_id": call_id, "at": now, "drops_row": True, "seq": 0}
        for call_id in sorted(ids)
        if call_id not in told
    ]
    insert_new_rows(session, ErasureRow, rows)
    for row in known:
        if not row.drops_row:
            remember(session, Erasure(call_id=row.call_id, at=row.at, drops_row=True))


def erased(session: Transaction, ids: Sequence[CallId]) -> Mapping[CallId, Erased]:
    """Those of `ids` that were erased; asked with each call that comes, so it is one question."""
    row, text = ErasureRow, ErasedTextRow
    query = (
        select(row.call_id, row.drops_row, text.digest, text.rev, text.received_at)
        .outerjoin(text, text.call_id == row.call_id)
        .where(row.call_id.in_(ids))
    )
    found: dict[CallId, Erased] = {}
    for call_id, drops_row, digest, rev, received_at in session.execute(query):
        known = found.setdefault(call_id, Erased(drops_row))
        if digest is not None:
            receipt = CallReceipt(id=call_id, rev=rev, received_at=received_at)
            known.receipts[digest] = receipt
    return found


def page(session: Transaction, since: int, limit: int) -> Page:
    """Calls that were erased after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, ERASED)
    row = ErasureRow
    query = (
        select(row.call_id, row.drops_row, row.seq)
        .where(row.seq > since)
        .order_by(row.seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    changes = [(found.seq, _as_json(*found)) for found in session.execute(query)]
    return streams.page_after(at, since, limit, changes)


def _take_away(session: Session, call: CallRow, drops_row: bool, now: datetime) -> None:
    if not drops_row:
        blank_calls(session, [call])
        return
    books.leave(session, call.id, now)
    if call.followed:
        moves = team_calls.TeamMoves()
        moves.note(call.team, call.id, call.rev, None)
        team_calls.take_places(session, moves)
    forget_parts(session, [call.id])
    for table in (CallRevisionRow, ObjectionRow):
        session.execute(delete(table).where(table.call_id == call.id))
    session.delete(call)
    session.flush()


def _texts(session: Session, call_id: CallId) -> tuple[ErasedText, ...]:
    row = CallRevisionRow
    query = select(row.digest, row.rev, row.received_at).where(row.call_id == call_id)
    return tuple(
        ErasedText(digest=digest.hex(), rev=rev, received_at=received_at)
        for digest, rev, received_at in session.execute(query.order_by(row.rev))
    )


def _rev(drops_row: bool) -> int:
    """The words may go first, and the row later; never the other way round."""
    return 2 if drops_row else 1


def _as_json(call_id: CallId, drops_row: bool, seq: int) -> bytes:
    return msgspec.json.encode(
        {
            "entity": ENTITY,
            "id": call_id,
            "rev": _rev(drops_row),
            "seq": seq,
            "deleted": False,
            "data": ErasedCall(drops_row=drops_row),
        }
    )
