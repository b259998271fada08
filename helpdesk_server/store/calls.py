"""The calls desktops sent: each counted once, every revision kept, the deed in the audit.

One call or a hundred, it is the same few statements, so that an answer for one of a hundred is
the answer it would have had alone.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from helpdesk_domain.calls import Call, CallId, is_followed
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.sync import CallReceipt
from helpdesk_server.store import call_parts, erasing, team_calls
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.rows import insert_new_rows, plain
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.tables import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCall:
    """A call as it arrived.

    Attributes:
        body: The bytes as they came, kept to the byte.
        base_rev: The revision the sender edited; None for a call new to the sender.
    """

    call: Call
    body: bytes
    base_rev: int | None

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.body).digest()

    @property
    def rev(self) -> int:
        """The revision it becomes."""
        return (self.base_rev or 0) + 1


@dataclass(frozen=True, slots=True)
class Kept:
    """The call is on the server.

    Attributes:
        created: It was not before.
        edited: It was, and its text is new.
    """

    receipt: CallReceipt
    created: bool
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The server holds something else: revision `rev`, whose text is `body`, by whom and when."""

    rev: int
    body: bytes
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """The content is new, and the call is somebody else's."""


Fate = Kept | Conflict | NotTheirs


def keep_calls(
    session: Transaction, sent: Sequence[SentCall], caller: Caller, now: datetime
) -> list[Fate]:
    """Keep `sent`, each call once in it, and say what became of each, in the same order.

    Sent again, it changes nothing and says the same.
    """
    # Two requests with the same calls wait for each other in one order, so never in a ring.
    in_order = sorted(sent, key=lambda one: one.call.id)
    keys = insert_new_rows(
        session, CallRow, [call_parts.columns(one.call, one.rev, caller) for one in in_order]
    )
    # after the insertion: it waits for an erasure of the same call that is not committed yet
    fates: dict[CallId, Fate] = dict(_erased_fates(session, in_order, now))
    _take_out(session, keys & fates.keys())
    left = [one for one in in_order if one.call.id not in fates]
    new = [one for one in left if one.call.id in keys]
    met = [one for one in left if one.call.id not in keys]
    edits: list[Edit] = []
    if met:
        judged, edits = _judged(session, met, caller)
        fates |= judged
    for one in (*new, *(edit.sent for edit in edits)):
        receipt = CallReceipt(id=one.call.id, rev=one.rev, received_at=now)
        created = one.call.id in keys
        fates[one.call.id] = Kept(receipt, created=created, edited=not created)
    if new or edits:
        _write(session, new, edits, caller, now)
    return [fates[one.call.id] for one in sent]


@dataclass(frozen=True, slots=True)
class Held:
    """A call that is here, as it is; nobody else edits it until the commit."""

    id: CallId
    rev: int
    author_id: PersonId
    team: str
    seq: int
    followed: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text for a call that is here."""

    sent: SentCall
    row: Held


def _judged(
    session: Transaction, met: Sequence[SentCall], caller: Caller
) -> tuple[dict[CallId, Fate], list[Edit]]:
    """Of calls that were here before: those whose fate is known, and the edits to be written."""
    rows = _held(session, [one.call.id for one in met])
    known = _known_receipts(session, met)
    fates: dict[CallId, Fate] = {}
    edits: list[Edit] = []
    disputed: list[SentCall] = []
    for one in met:
        row, receipt = rows[one.call.id], _same_content(known, one)
        if receipt is not None:
            fates[one.call.id] = Kept(receipt, created=False)
        elif not _may_edit(session, one, row, caller):
            fates[one.call.id] = NotTheirs()
        elif one.base_rev is None or one.base_rev < row.rev:
            disputed.append(one)
        else:
            # A desk ahead of us edited revisions that a restored backup lacks: it is the newest.
            edits.append(Edit(one, row))
    fates |= _conflicts(session, disputed, rows)
    return fates, edits


def _erased_fates(
    session: Transaction, sent: Sequence[SentCall], now: datetime
) -> Iterator[tuple[CallId, Fate]]:
    """Answers for what was erased on request: the desk hears that it came, and nothing is kept."""
    known = erasing.erased(session, [one.call.id for one in sent])
    for one in sent:
        erased = known.get(one.call.id)
        if erased is None:
            continue
        receipt = erased.receipts.get(one.digest)
        if receipt is None and erased.drops_row:
            receipt = CallReceipt(id=one.call.id, rev=one.rev, received_at=now)
        if receipt is not None:
            yield one.call.id, Kept(receipt, created=False)


def _take_out(session: Transaction, ids: Collection[CallId]) -> None:
    """Rows that were just put in, of calls that are not to be kept."""
    if ids:
        session.execute(delete(plain(CallRow)).where(CallRow.id.in_(ids)))


def count_calls(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(CallRow)) or 0


def count_revisions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(CallRevisionRow)) or 0


def revisions(session: Session, call_id: CallId) -> list[bytes]:
    """Every text of a call as it came, oldest first."""
    query = select(CallRevisionRow.body).where(CallRevisionRow.call_id == call_id)
    return list(session.scalars(query.order_by(CallRevisionRow.rev)))


def received(session: Session, call_id: CallId) -> Sequence[tuple[DeviceId, datetime, bytes]]:
    """Each revision of a call, oldest first: from which device, when, and its text as it came."""
    table = CallRevisionRow
    query = select(table.device_id, table.received_at, table.body).where(table.call_id == call_id)
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(table.rev))]


def _held(session: Transaction, ids: Sequence[CallId]) -> Mapping[CallId, Held]:
    """Those of `ids`, taken hold of always in the same order."""
    row = CallRow
    query = select(row.id, row.rev, row.author_id, row.team, row.seq, row.followed)
    query = query.where(row.id.in_(ids)).order_by(row.id).with_for_update()
    return {found.id: Held(*found) for found in session.execute(query)}


def _may_edit(session: Transaction, sent: SentCall, row: Held, caller: Caller) -> bool:
    """Whose call it is, and who of the team got it to follow."""
    if row.author_id == caller.person.id:
        return True
    if not team_calls.may_follow(caller.person, row.team):
        return False
    return row.seq > 0 or (sent.base_rev or 0) > row.rev or _lacks_a_revision(session, row)


def _lacks_a_revision(session: Transaction, row: Held) -> bool:
    """Whether a restored server forgot part of this history: then it grew on from a later one.

    Who took the call, or that the team followed it, may have been forgotten with it.
    """
    kept = select(func.count()).where(CallRevisionRow.call_id == row.id)
    return session.scalar(kept) != row.rev


Known = Mapping[tuple[CallId, bytes], Sequence[CallReceipt]]


def _known_receipts(session: Transaction, sent: Sequence[SentCall]) -> Known:
    """The receipts given before for these very contents, oldest first."""
    if not sent:
        return {}
    table = CallRevisionRow
    keys = [(one.call.id, one.digest) for one in sent]
    query = select(table.call_id, table.digest, table.rev, table.received_at).where(
        tuple_(table.call_id, table.digest).in_(keys)
    )
    found: dict[tuple[CallId, bytes], list[CallReceipt]] = {}
    for row in session.execute(query.order_by(table.call_id, table.rev)):
        receipt = CallReceipt(id=row.call_id, rev=row.rev, received_at=row.received_at)
        found.setdefault((row.call_id, row.digest), []).append(receipt)
    return found


def _same_content(known: Known, sent: SentCall) -> CallReceipt | None:
    """The receipt given before for this very request: an edit is known by its revision too."""
    receipts = known.get((sent.call.id, sent.digest), ())
    if sent.base_rev is None:
        return receipts[0] if receipts else None
    return next((receipt for receipt in receipts if receipt.rev == sent.rev), None)


def _conflicts(
    session: Transaction, disputed: Sequence[SentCall], rows: Mapping[CallId, Held]
) -> Iterator[tuple[CallId, Conflict]]:
    if not disputed:
        return iter(())
    table, editor = CallRevisionRow, aliased(PersonRow)
    newest = [(one.call.id, rows[one.call.id].rev) for one in disputed]
    query = (
        select(table.call_id, table.rev, table.body, table.received_at, editor.name)
        .join(editor, editor.id == table.author_id)
        .where(tuple_(table.call_id, table.rev).in_(newest))
    )
    return ((row.call_id, _conflict(row)) for row in session.execute(query))


def _conflict(row: "Row[CallId, int, bytes, datetime, str]") -> Conflict:
    return Conflict(rev=row.rev, body=row.body, edited_by=row.name, edited_at=row.received_at)


def _write(
    session: Transaction,
    new: Sequence[SentCall],
    edits: Sequence[Edit],
    caller: Caller,
    now: datetime,
) -> None:
    """Revisions, what can be counted, the audit, and at the very end places in the streams."""
    moves = team_calls.TeamMoves()
    for one in new:
        after = one.rev if is_followed(one.call) else None
        moves.note(caller.person.team, one.call.id, None, after)
    for edit in edits:
        row, call = edit.row, edit.sent.call
        before = row.rev if row.followed else None
        moves.note(row.team, call.id, before, edit.sent.rev if is_followed(call) else None)
    edited = [edit.sent for edit in edits]
    call_parts.update_calls(session, edited)
    call_parts.forget_parts(session, [one.call.id for one in edited])
    written = [*new, *edited]
    call_parts.write_revisions(session, written, caller, now)
    call_parts.write_parts(session, [one.call for one in written])
    call_parts.write_audit(session, written, caller, now)
    team_calls.take_places(session, moves)
