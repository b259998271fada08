"""Calls the team follows together, as the server last gave them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.stream_tables import TeamCallRow
from helpdesk_domain.call_exchange import TeamCall
from helpdesk_domain.calls import CallId
from helpdesk_domain.wire import BadBody, from_json


@dataclass(frozen=True, slots=True)
class FollowedCall:
    """Attributes: rev: The revision on the server, which an edit changes."""

    id: CallId
    rev: int
    told: TeamCall


def followed_calls(session: Session) -> list[FollowedCall]:
    """The calls the team follows, the longest untouched first; passes over what it cannot read."""
    read = map(read_followed, session.scalars(select(TeamCallRow)))
    found = [call for call in read if call is not None]
    return sorted(found, key=lambda call: (call.told.edited_at, call.id))


def read_followed(row: TeamCallRow) -> FollowedCall | None:
    """What `row` says; None when a later program wrote it."""
    try:
        return FollowedCall(CallId(row.id), row.rev, from_json(row.data, TeamCall))
    except BadBody:
        return None


def author_of(session: Session, call_id: CallId) -> str:
    """The name of who took a call the team follows; empty for any other call."""
    row = session.get(TeamCallRow, call_id)
    followed = read_followed(row) if row else None
    return followed.told.author if followed else ""
