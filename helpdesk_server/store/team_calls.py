"""Calls a team follows together, on their way down to each of its desks.

Only those that are to be followed up (`calls.is_followed`): a desk holds no more of others' calls
than its team's work asks for. Once that is done, or settled otherwise, the desks drop it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Row, and_, bindparam, select, update
from sqlalchemy.orm import aliased

from helpdesk_domain.call_exchange import team_stream
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import Person, Role
from helpdesk_domain.sync import PAGE_LIMIT
from helpdesk_server.store import streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.rows import plain
from helpdesk_server.store.streams import Moves, Page
from helpdesk_server.store.tables import PersonRow

ENTITY = "call"

_MOVE: Final = update(plain(CallRow)).where(CallRow.id == bindparam("moved"))


def may_follow(person: Person, team: str) -> bool:
    """Whether `person` may read and edit what `team` follows.

    Whoever looks after the server reads no calls: privacy by role, not by politeness.
    """
    return person.team == team and person.role is not Role.ADMIN


@dataclass(slots=True)
class TeamMoves:
    """What one transaction changes in the streams of teams."""

    by_team: dict[str, Moves] = field(default_factory=dict)

    def note(self, team: str, call_id: CallId, before: int | None, after: int | None) -> None:
        """A call of `team` was written.

        Args:
            before: The revision it had while it was in the stream; None when it was not.
            after: The revision it is there with now, likewise.
        """
        if before is not None or after is not None:
            self.by_team.setdefault(team, Moves()).note((ENTITY, call_id), before, after)


def take_places(session: Transaction, moves: TeamMoves) -> None:
    """The last statements of a transaction; streams are held in the order of their names."""
    for team, of_team in sorted(moves.by_team.items()):
        stream = team_stream(team)
        streams.begin(session, stream)
        places = streams.take_places(session, stream, of_team)
        rows = [{"moved": key[1], "seq": seq} for key, seq in places.items()]
        session.execute(_MOVE, rows)


def page(session: Transaction, team: str, since: int, limit: int) -> Page:
    """Changes among the calls that `team` follows, after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, team_stream(team))
    author, editor = aliased(PersonRow), aliased(PersonRow)
    revision = CallRevisionRow
    query = (
        select(
            CallRow.id,
            CallRow.rev,
            CallRow.seq,
            CallRow.followed,
            revision.body,
            revision.received_at,
            author.name.label("author"),
            editor.name.label("editor"),
        )
        .join(revision, and_(revision.call_id == CallRow.id, revision.rev == CallRow.rev))
        .join(author, author.id == CallRow.author_id)
        .join(editor, editor.id == revision.author_id)
        .where(CallRow.team == team, CallRow.seq > since)
        .order_by(CallRow.seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    changes = [(row.seq, _as_json(row)) for row in session.execute(query)]
    return streams.page_after(at, since, limit, changes)


def _as_json(row: "Row[CallId, int, int, bool, bytes, datetime, str, str]") -> bytes:
    """The call goes out as it came, fields of a newer desktop included."""
    told = {
        "call": msgspec.Raw(row.body),
        "author": row.author,
        "edited_by": row.editor,
        "edited_at": row.received_at,
    }
    return msgspec.json.encode(
        {
            "entity": ENTITY,
            "id": row.id,
            "rev": row.rev,
            "seq": row.seq,
            "deleted": not row.followed,
            "data": told if row.followed else None,
        }
    )
