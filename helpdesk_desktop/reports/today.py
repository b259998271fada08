"""What this desk did today, as the operator sees it between two calls."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from helpdesk_desktop.store.calls import begun_between
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.follow_ups import open_follow_ups
from helpdesk_domain.calls import Call, missing
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.people import PersonId


@dataclass(frozen=True, slots=True)
class Today:
    """Counts of one desk, one day.

    Attributes:
        calls: Calls logged, whatever their outcome; a wrong number is none.
        referrals: Services given in them.
        to_complete: Calls that lack something required.
        unsolved: Calls with a need for which there was nothing.
        non_calls: Rings that were no call: they are in the list, and in none of the others.
        due: Follow-ups of the team to be done today, or overdue.
    """

    calls: int = 0
    referrals: int = 0
    to_complete: int = 0
    unsolved: int = 0
    non_calls: int = 0
    due: int = 0


def today(calls: Iterable[Call]) -> Today:
    """The counts of `calls`."""
    rung = list(calls)
    kept = [call for call in rung if call.non_call is None]
    return Today(
        calls=len(kept),
        referrals=sum(len(call.referrals) for call in kept),
        to_complete=sum(bool(missing(call)) for call in kept),
        unsolved=sum(bool(call.unmet_needs) for call in kept),
        non_calls=len(rung) - len(kept),
    )


def of_the_day(session: Session, now: datetime, author: PersonId | None) -> Today:
    """The counts of this desk on the day of `now`, which is aware.

    Args:
        author: Who works here; whose follow-ups are counted beside those of the team.
    """
    since = midnight_before(now)
    until = local_midnight(now.date() + timedelta(days=1))
    due = sum(one.due_at < until for one in open_follow_ups(session, author))
    return replace(today(one.call for one in begun_between(session, since, until)), due=due)


def local_midnight(day: date) -> datetime:
    """When `day` begins in Brussels; a night in which clocks change is no trap."""
    return datetime.combine(day, time(), BRUSSELS)


def midnight_before(moment: datetime) -> datetime:
    """The start of the day of `moment`, in the time zone of `moment`."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
