"""Calls that were changed here and elsewhere: both texts, and what a person chose of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallRow, CallState, OutboxRow
from helpdesk_desktop.store.settling import send_on
from helpdesk_domain.calls import Call
from helpdesk_domain.people import PersonId
from helpdesk_domain.wire import BadBody, as_kind, digest, from_json, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCopy:
    """What the server holds of a call, by whom and since when; None where it did not say."""

    rev: int
    call: Mapping[str, object]
    edited_by: str | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A call with two texts.

    Attributes:
        mine: As it was last logged here, at `mine_at`.
        theirs: As the server holds it.
        copy: All the server told of it.
    """

    mine: Call
    mine_at: datetime
    theirs: Call
    copy: ServerCopy


def conflicts(session: Session) -> list[Conflict]:
    """Calls that wait for a person to choose, oldest first."""
    found = (_read(row) for row in session.scalars(_disputed().order_by(OutboxRow.position)))
    return [conflict for conflict in found if conflict is not None]


def settle(
    session: Session, conflict: Conflict, chosen: Call, author: PersonId | None, now: datetime
) -> bool:
    """Have `chosen` be the call, on top of what the server holds; nothing is thrown away.

    What was logged here goes up first, as revisions of its own, unless it is what was chosen:
    whichever text wins, the others can be read on the server.

    Args:
        chosen: One of the two, or a call with fields of both.

    Returns:
        False when the conflict is no longer the one that was shown: nothing was changed.
    """
    ours = session.scalars(
        _disputed().where(OutboxRow.call_id == conflict.mine.id).order_by(OutboxRow.position)
    ).all()
    if not ours or _read(ours[-1]) != conflict:
        return False
    author = author or ours[-1].author
    for row in ours:
        row.author = author
    last = chosen_payload(conflict, chosen)
    if chosen != conflict.mine:
        # counted as sent: an edit that comes before it went must not take its place
        ours[-1].attempts = max(1, ours[-1].attempts)
        session.add(
            OutboxRow(
                call_id=chosen.id,
                author=author,
                payload=last,
                digest=digest(last),
                base_rev=conflict.copy.rev,
                queued_at=now,
            )
        )
    send_on(ours, conflict.copy.rev)
    session.get_one(CallRow, chosen.id).rev = conflict.copy.rev
    return True


def chosen_payload(conflict: Conflict, chosen: Call) -> bytes:
    """`chosen` on top of the server's copy: fields a newer desktop wrote there stay in it."""
    ours = {field.name for field in fields(Call)}
    unknown = {name: value for name, value in conflict.copy.call.items() if name not in ours}
    known: Mapping[str, object] = from_json(to_json(chosen), dict)
    return to_json({**known, **unknown})


def differing(conflict: Conflict) -> Sequence[str]:
    """Names of the fields that the two texts do not share, in the order of `Call`."""
    return [
        field.name
        for field in fields(Call)
        if getattr(conflict.mine, field.name) != getattr(conflict.theirs, field.name)
    ]


def _disputed() -> "Select[OutboxRow]":
    return select(OutboxRow).where(OutboxRow.state == CallState.CONFLICT.value)


def _read(row: OutboxRow) -> Conflict | None:
    """None where the server did not show its text, or this program cannot read it."""
    try:
        copy = from_json(row.server_copy or b"", ServerCopy)
        theirs = as_kind(copy.call, Call)
    except BadBody:
        return None
    return Conflict(
        mine=from_json(row.payload, Call), mine_at=row.queued_at, theirs=theirs, copy=copy
    )
