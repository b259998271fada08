"""The calls desktops sent: each counted once, every revision kept, the deed in the audit."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.sync import CallReceipt
from helpdesk_server.store import audit
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.tables import CallNeedRow, CallReferralRow, CallRevisionRow, CallRow


@dataclass(frozen=True, slots=True)
class Kept:
    """The call is on the server; `created` when it was not before."""

    receipt: CallReceipt
    created: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """The server holds something else: `body` is its copy, `rev` the revision to edit."""

    rev: int
    body: bytes


class NotTheAuthor(Exception):
    """Somebody else logged this call."""


def keep_call(
    session: Session, call: Call, body: bytes, base_rev: int | None, caller: Caller, now: datetime
) -> Kept | Conflict:
    """Keep `call` as `caller` sent it; sent again, it changes nothing and says the same.

    Args:
        body: The bytes as they came, kept to the byte.
        base_rev: The revision the sender edited; None for a call new to the sender.

    Raises:
        NotTheAuthor: The content is new and somebody else logged the call.
    """
    first_rev = (base_rev or 0) + 1
    if insert_new(session, CallRow, rev=first_rev, **_columns(call, caller)):
        return Kept(_write(session, call, body, first_rev, caller, now), created=True)
    row = session.get_one(CallRow, call.id, with_for_update=True, populate_existing=True)
    known = _same_content(session, call.id, body, base_rev)
    if known is not None:
        return Kept(known, created=False)
    if row.author_id != caller.person.id:
        raise NotTheAuthor
    if base_rev is None or base_rev < row.rev:
        return Conflict(row.rev, session.get_one(CallRevisionRow, (call.id, row.rev)).body)
    # A desk ahead of us edited revisions that a restored backup lacks: its content is the newest.
    _update(row, call, first_rev)
    return Kept(_write(session, call, body, first_rev, caller, now), created=False)


def count_calls(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(CallRow)) or 0


def count_revisions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(CallRevisionRow)) or 0


def revisions(session: Session, call_id: CallId) -> list[bytes]:
    """Every text of a call as it came, oldest first."""
    query = select(CallRevisionRow.body).where(CallRevisionRow.call_id == call_id)
    return list(session.scalars(query.order_by(CallRevisionRow.rev)))


def _same_content(
    session: Session, call_id: CallId, body: bytes, base_rev: int | None
) -> CallReceipt | None:
    """The receipt given before for this very request."""
    query = select(CallRevisionRow).where(
        CallRevisionRow.call_id == call_id, CallRevisionRow.digest == _digest(body)
    )
    if base_rev is not None:
        query = query.where(CallRevisionRow.rev == base_rev + 1)
    row = session.scalars(query.order_by(CallRevisionRow.rev).limit(1)).one_or_none()
    return None if row is None else _receipt(row)


def _write(
    session: Session, call: Call, body: bytes, rev: int, caller: Caller, now: datetime
) -> CallReceipt:
    """The revision, what can be counted, and the audit."""
    revision = CallRevisionRow(
        call_id=call.id,
        rev=rev,
        author_id=caller.person.id,
        device_id=caller.device_id,
        received_at=now,
        digest=_digest(body),
        body=body,
    )
    session.add(revision)
    _write_parts(session, call)
    audit.note(
        session,
        audit.Action.CALL_CREATED if rev == 1 else audit.Action.CALL_EDITED,
        call.id,
        now,
        rev=rev,
        person_id=caller.person.id,
        device_id=caller.device_id,
    )
    return _receipt(revision)


def _write_parts(session: Session, call: Call) -> None:
    for table in (CallNeedRow, CallReferralRow):
        session.execute(delete(table).where(table.call_id == call.id))
    session.add_all(
        CallNeedRow(call_id=call.id, position=position, words=_storable(words))
        for position, words in enumerate(call.needs)
    )
    session.add_all(
        CallReferralRow(
            call_id=call.id,
            position=position,
            service_id=_storable(referral.service_id),
            service_name=_storable(referral.service_name),
            given_at=referral.given_at,
        )
        for position, referral in enumerate(call.referrals)
    )


def _columns(call: Call, caller: Caller) -> dict[str, object]:
    return {
        "id": call.id,
        "author_id": caller.person.id,
        "team": caller.person.team,
        **_counted(call),
    }


def _update(row: CallRow, call: Call, rev: int) -> None:
    row.rev = rev
    for name, value in _counted(call).items():
        setattr(row, name, value)


def _counted(call: Call) -> dict[str, object]:
    language = call.caller_language
    return {
        "started_at": call.started_at,
        "talk_s": call.talk_s,
        "wrap_up_s": call.wrap_up_s,
        "caller_language": None if language is None else _storable(language),
        "profile": call.profile,
        "outcome": call.outcome,
    }


def _storable(words: str) -> str:
    """`words` without NUL, which PostgreSQL cannot keep; the revision has them to the byte."""
    return words.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _receipt(row: CallRevisionRow) -> CallReceipt:
    return CallReceipt(id=row.call_id, rev=row.rev, received_at=row.received_at)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()
