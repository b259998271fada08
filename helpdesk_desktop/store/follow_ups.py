"""What is still to be done about calls: those of this desk, and those of the team.

A call may be known twice, as it was logged here and as the server last gave it to the team; the
later text counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallRow, CallState, OutboxRow
from helpdesk_desktop.store.calls import log_call, reopen
from helpdesk_desktop.store.drafts import Draft, keep_draft, open_draft
from helpdesk_desktop.store.errors import CallUnfinished, NoSuchCall, WordsGone
from helpdesk_desktop.store.outbox import versions
from helpdesk_desktop.store.personal_records import with_contact
from helpdesk_desktop.store.stream_tables import TeamCallRow
from helpdesk_desktop.store.team_calls import FollowedCall, followed_calls, read_followed
from helpdesk_domain.calls import Call, CallId, is_followed
from helpdesk_domain.people import PersonId
from helpdesk_domain.wire import BadBody, as_kind, from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCall:
    """The newest text of a call that is known here.

    Attributes:
        colleague: Who took it; empty for a call of this desk.
        base_rev: The revision on the server that an edit changes; None where the log says.
        has_contact: Somebody agreed to be rung back, or followed, and said who they are.
    """

    call: Call
    colleague: str = ""
    base_rev: int | None = None
    has_contact: bool = False

    @property
    def due_at(self) -> datetime:
        """Of a call that does not say when: since it was."""
        return self.call.follow_up.due_at if self.call.follow_up else self.call.started_at


def open_follow_ups(session: Session, author: PersonId | None) -> list[KnownCall]:
    """Calls about which something is to be done: due first; those without a moment before all.

    Args:
        author: Of the calls that are known by the log alone, those of this person and those
            logged before anybody signed in; None: all of them.
    """
    team = {followed.id: followed for followed in followed_calls(session)}
    here = _logged_here(session, author)
    known = [_newest(session, call_id, team.get(call_id)) for call_id in {*team, *here}]
    found = [one for one in known if one is not None and is_followed(one.call)]
    contacts = with_contact(session, [one.call.id for one in found])
    told = [replace(one, has_contact=one.call.id in contacts) for one in found]
    return sorted(told, key=_due)


def done_follow_ups(session: Session, author: PersonId | None, since: datetime) -> list[KnownCall]:
    """Calls of this desk whose follow-up ended since then, the latest first.

    What a colleague ended is not here: it leaves the team's stream, and this desk with it.

    Args:
        author: As for `open_follow_ups`.
        since: Aware.
    """
    ended = func.instr(OutboxRow.payload, b'"done_at":"') > 0
    team = {followed.id: followed for followed in followed_calls(session)}
    here = _logged_with(session, author, ended)
    known = [_newest(session, call_id, team.get(call_id)) for call_id in here]
    done = [
        (follow_up.done_at, one)
        for one in known
        if one is not None and (follow_up := one.call.follow_up) is not None
        if follow_up.done_at is not None and follow_up.done_at >= since
    ]
    return [one for _, one in sorted(done, key=lambda pair: pair[0], reverse=True)]


def change_call(
    session: Session,
    call_id: CallId,
    change: Callable[[Call], Call],
    author: PersonId | None,
    now: datetime,
) -> Call:
    """Log the newest text of a call, changed; what it was before.

    Raises:
        CallUnfinished: Somebody is writing on it here: that draft would win over the change.
        NoSuchCall: Neither this desk nor the team knows it any more.
        WordsGone: Its words are no longer here.
    """
    if open_draft(session, call_id) is not None:
        raise CallUnfinished(call_id)
    known = _known(session, call_id)
    if known is None:
        raise NoSuchCall(call_id)
    if known.base_rev is None and any(row.is_blanked for row in session.scalars(versions(call_id))):
        raise WordsGone(call_id)
    log_call(
        session,
        change(known.call),
        author,
        now,
        base_rev=known.base_rev,
        ends_draft=False,
    )
    return known.call


def open_call(session: Session, call_id: CallId, now: datetime) -> Draft:
    """The newest text of a call as a draft, or the draft there is; what is logged stays logged.

    Raises:
        CallInFlight: It is being sent right now.
        NoSuchCall: Neither this desk nor the team knows it any more.
    """
    if (begun := open_draft(session, call_id)) is not None:
        return begun
    known = _known(session, call_id)
    if known is None or known.base_rev is None:
        return reopen(session, call_id, now, stays_logged=True)
    if session.get(CallRow, call_id) is None:  # whose it is stays known when it leaves the team
        session.add(CallRow(id=call_id, logged_at=now, colleague=known.colleague))
    draft = Draft(call=known.call, base_rev=known.base_rev, updated_at=now, logged=known.call)
    keep_draft(session, draft)
    return draft


def _known(session: Session, call_id: CallId) -> KnownCall | None:
    row = session.get(TeamCallRow, call_id)
    return _newest(session, call_id, read_followed(row) if row else None)


def _newest(session: Session, call_id: CallId, team: FollowedCall | None) -> KnownCall | None:
    kept = session.scalars(versions(call_id)).all()
    row = session.get(CallRow, call_id)
    told = _team_call(team) if team else None
    if row is None or not kept:
        return told
    waits = kept[-1].state != CallState.ACCEPTED.value
    if told is None and not waits and (row.left_team_rev or 0) > (row.rev or 0):
        return None  # a colleague had the last word, and it is done
    if told is not None and team is not None and not waits and team.rev > (row.rev or 0):
        return KnownCall(call=told.call, colleague=row.colleague, base_rev=team.rev)
    return KnownCall(call=from_json(kept[-1].payload, Call), colleague=row.colleague)


def _team_call(team: FollowedCall) -> KnownCall | None:
    try:
        call = as_kind(team.told.call, Call)
    except BadBody:  # of a later program
        return None
    return KnownCall(call=call, colleague=team.told.author, base_rev=team.rev)


def _logged_here(session: Session, author: PersonId | None) -> Iterator[CallId]:
    """Calls whose newest version may hold an open follow-up; few of all that were logged."""
    may_follow = and_(
        func.instr(OutboxRow.payload, b'"follow_up":{') > 0,
        func.instr(OutboxRow.payload, b'"result":null') > 0,
    )
    called_so = func.instr(OutboxRow.payload, b'"outcome":"follow_up"') > 0
    return _logged_with(session, author, may_follow | called_so)


def _logged_with(
    session: Session, author: PersonId | None, says: ColumnElement[bool]
) -> Iterator[CallId]:
    """Calls of which the newest version says so."""
    newest = select(func.max(OutboxRow.position)).group_by(OutboxRow.call_id)
    query = (
        select(OutboxRow.call_id)
        .join(CallRow, CallRow.id == OutboxRow.call_id)
        .where(OutboxRow.position.in_(newest), says)
    )
    if author is not None:
        query = query.where(or_(CallRow.author.is_(None), CallRow.author == author))
    yield from session.scalars(query)


def _due(one: KnownCall) -> tuple[bool, datetime, CallId]:
    return one.call.follow_up is not None, one.due_at, one.call.id
