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
    found = [
        FollowedCall(CallId(row.id), row.rev, told)
        for row in session.scalars(select(TeamCallRow))
        if (told := _read(row.data)) is not None
    ]
    return sorted(found, key=lambda call: (call.told.edited_at, call.id))


def _read(data: bytes) -> TeamCall | None:
    try:
        return from_json(data, TeamCall)
    except BadBody:
        return None
