"""The facts of calls that are in no book yet, as statistics know them: codes, and no word.

A call whose caller objected is none of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from helpdesk_domain.call_terms import Channel, ReferralStatus, UnmetReason
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import BRUSSELS, CLOCK_TOLERANCE_S
from helpdesk_domain.follow_ups import FollowUpResult
from helpdesk_domain.statistics.dimensions import Promise
from helpdesk_domain.statistics.facts import Fact, key_of
from helpdesk_domain.statistics.months import EARLIEST_YEAR
from helpdesk_server.store.call_tables import (
    CallNeedTermRow,
    CallReferralRow,
    CallRevisionRow,
    CallRow,
    CallUnmetNeedRow,
    CallUnmetTermRow,
)
from helpdesk_server.store.objections import may_be_counted
from helpdesk_server.store.statistics_tables import CountedCallRow

EARLIEST: Final = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)
"""A clock that says less was never set."""

TOLERANCE: Final = timedelta(seconds=CLOCK_TOLERANCE_S)

_AT_A_TIME: Final = 500
"""Ids in one question: each is a parameter of its own."""

first_received: Final = (
    select(func.min(CallRevisionRow.received_at))
    .where(CallRevisionRow.call_id == CallRow.id)
    .correlate(CallRow)
    .scalar_subquery()
)
"""When the server first heard of a call, in a question that is about calls."""

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Misdated:
    """A call whose clock was wrong: it counts on the day it came.

    Attributes:
        day: That day, in Brussels.
    """

    id: CallId
    team: str
    day: date


def midnight(day: date) -> datetime:
    """When `day` begins in Brussels; aware."""
    return datetime.combine(day, time(0), BRUSSELS)


def first_day(session: Session) -> date | None:
    """The day of the oldest call; None where there is none."""
    query = select(func.min(CallRow.started_at)).where(CallRow.started_at >= EARLIEST)
    oldest = session.scalar(query)
    days = [one.day for one in misdated(session, EARLIEST)]
    if oldest is not None:
        days.append(_in_brussels(oldest).date())
    return min(days, default=None)


def misdated(session: Session, since: datetime) -> list[Misdated]:
    """The calls in no book whose clock was wrong, and said a moment from `since` on, or none."""
    query = select(CallRow.id, CallRow.team, CallRow.started_at, first_received).where(
        or_(CallRow.started_at < EARLIEST, CallRow.started_at >= since),
        or_(CallRow.started_at < EARLIEST, CallRow.started_at > first_received),
        _is_in_no_book(),
    )
    return [
        Misdated(call_id, team, _in_brussels(received).date())
        for call_id, team, started_at, received in session.execute(query)
        if is_misdated(started_at, received)
    ]


def is_misdated(started_at: datetime, received: datetime) -> bool:
    """Whether a call that came first at `received` cannot have begun at `started_at`."""
    return started_at < EARLIEST or started_at > received + TOLERANCE


def facts(
    session: Session, team: str, first: date, after: date, others: Sequence[CallId] = ()
) -> Iterator[tuple[CallId, Fact]]:
    """The calls of `team` of the days from `first` up to `after`, which is not one of them.

    Args:
        others: Misdated calls that came on one of these days.
    """
    dated = and_(CallRow.started_at >= midnight(first), CallRow.started_at < midnight(after))
    chosen = [dated]
    for start in range(0, len(others), _AT_A_TIME):
        chosen.append(CallRow.id.in_(others[start : start + _AT_A_TIME]))
    seen: set[CallId] = set()
    for some in chosen:
        for call_id, fact in _facts(session, and_(CallRow.team == team, some)):
            if first <= fact.day < after and call_id not in seen:
                seen.add(call_id)
                yield call_id, fact


def _facts(session: Session, some: ColumnElement[bool]) -> Iterator[tuple[CallId, Fact]]:
    chosen = and_(some, _is_in_no_book(), may_be_counted())
    parts = _Parts(session, chosen)
    query = select(CallRow.__table__, first_received.label("received_at")).where(chosen)
    for row in session.execute(query):
        yield row.id, _fact(row, parts)


def _is_in_no_book() -> ColumnElement[bool]:
    return ~exists().where(CountedCallRow.call_id == CallRow.id)


class _Parts:
    """What a call has any number of, by its id."""

    def __init__(self, session: Session, chosen: ColumnElement[bool]) -> None:
        self._session = session
        self._chosen = chosen
        need, term, unmet, given = (
            CallNeedTermRow,
            CallUnmetTermRow,
            CallUnmetNeedRow,
            CallReferralRow,
        )
        self.needs = self._of(select(need.call_id, need.term))
        self.unmet_terms = self._of(select(term.call_id, term.term, term.reason))
        self.unmet_reasons = self._of(select(unmet.call_id, unmet.reason))
        self.referrals = self._of(
            select(given.call_id, given.service_id, given.status, given.reason)
        )

    def _of(self, query: "Select[*tuple[Any, ...]]") -> Mapping[CallId, list[tuple[Any, ...]]]:
        found: defaultdict[CallId, list[tuple[Any, ...]]] = defaultdict(list)
        call_id = query.selected_columns[0]
        for row in self._session.execute(
            query.join(CallRow, CallRow.id == call_id).where(self._chosen)
        ):
            found[row[0]].append(tuple(row[1:]))
        return found


def _fact(row: "Row[*tuple[Any, ...]]", parts: _Parts) -> Fact:
    return Fact(
        key=key_of(row.id),
        channel=row.channel,
        language=row.caller_language or "",
        profile=row.profile or "",
        outcome=row.outcome or "",
        commune=row.commune or row.place or "",
        age=row.age or "",
        gender=row.gender or "",
        level=row.decided_level or "",
        non_call=row.non_call or "",
        needs=tuple(sorted(term for (term,) in parts.needs.get(row.id, ()))),
        unmet=_unmet(parts, row.id),
        referrals=tuple(sorted(map(_referral, parts.referrals.get(row.id, ())))),
        **_moment(row),
        **_measured(row),
        **_promised(row),
    )


def _moment(row: "Row[*tuple[Any, ...]]") -> Fields:
    if is_misdated(row.started_at, row.received_at):
        return {"day": _in_brussels(row.received_at).date()}
    began = _in_brussels(row.started_at)
    return {"day": began.date(), "hour": None if row.written_later else began.hour}


def _measured(row: "Row[*tuple[Any, ...]]") -> Fields:
    if row.channel != Channel.PHONE or row.written_later:
        return {}
    return {"talk_s": row.talk_s, "wrap_up_s": row.wrap_up_s}


def _promised(row: "Row[*tuple[Any, ...]]") -> Fields:
    if row.follow_up_due_at is None:
        return {}
    if row.follow_up_result is None:
        return {"promise": Promise.OPEN}
    return {"promise": _kept(row), "call_back_h": _hours_to_the_end(row)}


def _kept(row: "Row[*tuple[Any, ...]]") -> Promise:
    if row.follow_up_result == FollowUpResult.DROPPED:
        return Promise.DROPPED
    done_at = row.follow_up_done_at
    on_time = done_at is not None and done_at <= row.follow_up_due_at
    return Promise.ON_TIME if on_time else Promise.LATE


def _hours_to_the_end(row: "Row[*tuple[Any, ...]]") -> int | None:
    """A wrong clock measures nothing."""
    done_at = row.follow_up_done_at
    if done_at is None or done_at < row.started_at or is_misdated(row.started_at, row.received_at):
        return None
    hours: int = (done_at - row.started_at) // timedelta(hours=1)
    return hours


def _unmet(parts: _Parts, call_id: CallId) -> tuple[tuple[str, str], ...]:
    """Kinds with their reason; a reason that no kind has counts once, without a kind."""
    kinds: Collection[tuple[str, str]] = [
        (term, reason) for term, reason in parts.unmet_terms.get(call_id, ())
    ]
    told = {reason for _, reason in kinds}
    reasons = {reason for (reason,) in parts.unmet_reasons.get(call_id, ())}
    return tuple(sorted([*kinds, *(("", reason) for reason in reasons - told)]))


def _referral(told: tuple[Any, ...]) -> tuple[str, str, str]:
    service, status, reason = told
    if status == ReferralStatus.WAITING_LIST:
        return service, status, UnmetReason.FULL
    return service, status, reason or ""


def _in_brussels(moment: datetime) -> datetime:
    return moment.astimezone(BRUSSELS)
