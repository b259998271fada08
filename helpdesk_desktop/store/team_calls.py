"""Calls the team follows together, as the server last gave them. Only sync writes here."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.stream_tables import TeamCallRow
from helpdesk_domain.call_exchange import TeamCall
from helpdesk_domain.calls import CallId
from helpdesk_domain.state_hash import mark_of
from helpdesk_domain.sync import Change
from helpdesk_domain.wire import BadBody, from_json, to_json

Marks = tuple[list[int], list[int]]
"""What came and what went, as `state_hash.mark`."""


@dataclass(frozen=True, slots=True)
class FollowedCall:
    """Attributes: rev: The revision on the server, which an edit changes."""

    id: CallId
    rev: int
    told: TeamCall


def followed_calls(session: Session) -> list[FollowedCall]:
    """The calls the team follows, the longest untouched first; passes over what it cannot read."""
    found = [
        FollowedCall(row.id, row.rev, told)
        for row in session.scalars(select(TeamCallRow))
        if (told := _read(row.data)) is not None
    ]
    return sorted(found, key=lambda call: (call.told.edited_at, call.id))


def write_page(session: Session, changes: Iterable[Change]) -> Marks:
    """Keep what changed; a call known in a later revision stays as it is."""
    come: list[int] = []
    gone: list[int] = []
    for change in changes:
        call_id = CallId(change.id)
        row = session.get(TeamCallRow, call_id)
        if row is not None and row.rev > change.rev:
            continue
        if row is not None:
            gone.append(mark_of(change.entity, change.id, row.rev))
            session.delete(row)
            session.flush()
        if change.deleted or change.data is None:
            continue
        come.append(mark_of(change.entity, change.id, change.rev))
        session.add(TeamCallRow(id=call_id, rev=change.rev, data=to_json(change.data)))
        session.flush()
    return come, gone


def forget(session: Session) -> None:
    session.execute(delete(TeamCallRow))


def _read(data: bytes) -> TeamCall | None:
    try:
        return from_json(data, TeamCall)
    except BadBody:
        return None
