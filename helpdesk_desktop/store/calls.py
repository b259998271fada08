"""The call log and the draft: what the operator made, saved before the screen says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallRow, DraftRow, OutboxRow
from helpdesk_desktop.store.call_tables import CallState as CallState
from helpdesk_desktop.store.drafts import Draft, draft_of, forget_draft, keep_draft
from helpdesk_desktop.store.errors import CallInFlight, NoSuchCall, WordsGone
from helpdesk_desktop.store.outbox import FLIGHT_LIMIT, versions
from helpdesk_desktop.store.settling import send_on
from helpdesk_desktop.store.team_calls import author_of
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.people import PersonId
from helpdesk_domain.wire import digest, from_json, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCall:
    """A call as it was last logged here, and how far its sending has come.

    Attributes:
        rev: Its revision on the server; None while the server never accepted it.
        colleague: Who took it, when it was only edited here.
    """

    call: Call
    state: CallState
    rev: int | None
    logged_at: datetime
    colleague: str = ""


def log_call(
    session: Session,
    call: Call,
    author: PersonId | None,
    now: datetime,
    base_rev: int | None = None,
    *,
    ends_draft: bool = True,
) -> None:
    """Log `call`: the call, its place in the outbox and the end of its draft, all or none.

    Logging the same content again changes nothing. Other content replaces a version that was
    never sent, or that the server settled against us; behind one that may have reached the
    server it takes its place in line.

    Args:
        author: Who is signed in; None when nobody ever was, then it goes under who comes.
        base_rev: The revision it changes; without it, or when the server has taken a later
            version of ours since, the last one known here.
        ends_draft: What is being typed of it is in `call`; False leaves the draft alone.
    """
    if ends_draft:
        forget_draft(session, call.id)
    row = session.get(CallRow, call.id)
    if row is None:
        edited = base_rev is not None
        colleague = author_of(session, call.id) if edited else ""
        row = CallRow(id=call.id, author=author, logged_at=now, colleague=colleague)
        session.add(row)
        session.flush()
    kept = session.scalars(versions(call.id)).all()
    payload = to_json(call)
    if kept and _already_logged(kept[-1], digest(payload)):
        return
    row.logged_at = now
    overtaken = kept[:-1]
    for replaced in _replaced(kept, author):
        base_rev = replaced.base_rev if base_rev is None else base_rev
        session.delete(replaced)
    base_rev = _newer(base_rev, row.rev)
    send_on(overtaken, base_rev)
    session.add(
        OutboxRow(
            call_id=call.id,
            author=author,
            payload=payload,
            digest=digest(payload),
            base_rev=base_rev,
            queued_at=now,
        )
    )


def reopen(
    session: Session, call_id: CallId, now: datetime, *, stays_logged: bool = False
) -> Draft:
    """Undo saving: the call comes back as a draft.

    What was never sent is taken out of the log. What the server has, or may have, stays
    there, and logging the draft changes it. Reopened already, and not logged since, it comes back
    as that draft: nobody else may have those words.

    Args:
        stays_logged: It is only looked at, maybe changed: what was never sent stays, too.

    Raises:
        CallInFlight: It is being sent right now.
        NoSuchCall: It was not logged here.
        WordsGone: Its words are no longer here.
    """
    kept = session.scalars(versions(call_id)).all()
    row = session.get(CallRow, call_id)
    if row is None or not kept:
        raise NoSuchCall(call_id)
    if any(_in_flight(version, now) for version in kept):
        raise CallInFlight(call_id)
    newest = kept[-1]
    if newest.is_blanked:
        raise WordsGone(call_id)
    logged = from_json(newest.payload, Call)
    earlier = session.get(DraftRow, call_id)
    is_open = earlier is not None and earlier.discarded_at is None
    if earlier is not None and is_open and newest.queued_at <= earlier.updated_at:
        return replace(draft_of(earlier), logged=logged)
    draft = Draft(call=logged, base_rev=_base_rev(row, kept), updated_at=now, logged=logged)
    if _never_sent(newest) and not stays_logged:
        session.delete(newest)
        session.flush()
        if len(kept) == 1:
            session.delete(row)
    keep_draft(session, draft)
    return draft


def take_back_correction(
    session: Session, before: Call, author: PersonId | None, now: datetime
) -> Draft:
    """Undo the saving of a correction: `before` is logged again, and open as a draft.

    Raises:
        CallInFlight: The correction is being sent right now.
    """
    log_call(session, before, author, now)
    return reopen(session, before.id, now, stays_logged=True)


def begun_between(
    session: Session, since: datetime, until: datetime, author: PersonId | None = None
) -> list[LoggedCall]:
    """Calls of this desk that began from `since` on and before `until`, the newest first.

    A call that is mended days later stays among those of its day.

    Args:
        author: Only those of this person, and those logged before anybody signed in.
    """
    logged = logged_since(session, since, author)
    own = (one for one in logged if not one.colleague)
    begun = [one for one in own if since <= one.call.started_at < until]
    return sorted(begun, key=lambda one: one.call.started_at, reverse=True)


def logged_since(
    session: Session, moment: datetime, author: PersonId | None = None
) -> list[LoggedCall]:
    """Calls logged at `moment` or later, newest first, each as it was last logged.

    Args:
        author: As of `begun_between`.
    """
    newest = select(func.max(OutboxRow.position)).group_by(OutboxRow.call_id)
    query = (
        select(
            OutboxRow.payload, OutboxRow.state, CallRow.rev, CallRow.logged_at, CallRow.colleague
        )
        .join(CallRow, CallRow.id == OutboxRow.call_id)
        .where(CallRow.logged_at >= moment, OutboxRow.position.in_(newest))
        .order_by(CallRow.logged_at.desc(), OutboxRow.position.desc())
    )
    if author is not None:
        query = query.where(or_(CallRow.author.is_(None), CallRow.author == author))
    return [
        LoggedCall(
            call=from_json(payload, Call),
            state=CallState(state),
            rev=rev,
            logged_at=logged_at,
            colleague=colleague,
        )
        for payload, state, rev, logged_at, colleague in session.execute(query)
    ]


def _base_rev(row: CallRow, kept: Sequence[OutboxRow]) -> int | None:
    """What a draft of the newest version changes; None while one that was sent is not settled."""
    if any(version.state == CallState.PENDING.value and version.attempts for version in kept):
        return None
    return kept[-1].base_rev if _never_sent(kept[-1]) else row.rev


def _newer(base_rev: int | None, known: int | None) -> int | None:
    return max((rev for rev in (base_rev, known) if rev is not None), default=None)


def _already_logged(newest: OutboxRow, payload_digest: str) -> bool:
    return newest.digest == payload_digest and newest.state in (
        CallState.PENDING.value,
        CallState.ACCEPTED.value,
    )


def _replaced(kept: Sequence[OutboxRow], author: PersonId | None) -> list[OutboxRow]:
    """Versions the server surely does not hold, and that a newer one makes superfluous.

    What another person logged stays: a version is sent under the name of who logged it. So does
    what waits behind a conflict.
    """
    settled_against_us = (CallState.REFUSED.value, CallState.CONFLICT.value)
    return [
        version
        for version in kept
        if (version is kept[-1] and version.state in settled_against_us)
        or (_never_sent(version) and version.author in (None, author))
    ]


def _never_sent(version: OutboxRow) -> bool:
    return version.state == CallState.PENDING.value and version.attempts == 0


def _in_flight(version: OutboxRow, now: datetime) -> bool:
    since = version.in_flight_since
    return since is not None and abs(now - since) < FLIGHT_LIMIT
