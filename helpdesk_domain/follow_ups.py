"""What was promised to a caller: when to come back to it, and what became of that.

Inform USA standards 10.0: whoever calls is told that a call back may come, and it does come. A
follow-up belongs to the team: whoever is there when it is due takes it up.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from helpdesk_domain.clock import BRUSSELS, day_in_brussels
from helpdesk_domain.days_in_words import next_working_day
from helpdesk_domain.moments_in_lines import moment_in_line
from helpdesk_domain.typed_moments import TypedMoment

TASK_LIMIT: Final = 300
"""Longest task, in characters: a line, not a note."""

MORNING: Final = time(9)
"""When the day of a follow-up begins, where nobody said an hour: our own rule, desks open then."""


class FollowUpResult(StrEnum):
    """How a follow-up ended."""

    REACHED = "reached"
    SOLVED = "solved"
    DROPPED = "dropped"


class NoMoment(Exception):
    """It was not said when."""


class MomentPassed(Exception):
    """What was said lies in the past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something to be done about a call after it ended.

    Attributes:
        due_at: Aware.
        task: In the operator's words, at most `TASK_LIMIT` characters; names nobody.
        tries: How often nobody was reached.
        result: None while it is open.
        done_at: When it ended; aware; None while it is open.
    """

    due_at: datetime
    task: str = ""
    tries: int = 0
    result: FollowUpResult | None = None
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.result is None


def planned(words: str, language: str, now: datetime) -> FollowUp:
    """The follow-up that `words` ask for: « j+2 14:30 rappeler le CPAS », « rappeler demain ».

    An hour alone is the next one of that name; a day alone is due in its morning.

    Raises:
        NoSuchMoment: The calendar or the clock does not have it.
        TwoMoments: It may be one day or another.
        NoMoment: Neither a day nor an hour stands first or last.
        MomentPassed: It lies before `now`.
    """
    here = now.astimezone(BRUSSELS)
    read = moment_in_line(words, language, here.date())
    due_at = _due(read, here)
    if due_at <= now:
        raise MomentPassed
    return FollowUp(due_at=due_at, task=read.rest[:TASK_LIMIT])


def said_again(follow_up: FollowUp, before: FollowUp | None) -> FollowUp:
    """`follow_up` in the place of `before`: the tries count on; without a task it is the same one.

    Who says « vendredi 10h » of a promise says another moment, not that nothing is to be done.
    """
    if before is None:
        return follow_up
    return replace(follow_up, task=follow_up.task or before.task, tries=before.tries)


def ended(follow_up: FollowUp, result: FollowUpResult, now: datetime) -> FollowUp:
    """`follow_up`, with what became of it."""
    return replace(follow_up, result=result, done_at=now)


def not_reached(follow_up: FollowUp, now: datetime) -> FollowUp:
    """Nobody answered: again at the same hour of the next working day, also when it had ended."""
    tomorrow = next_working_day(day_in_brussels(now) + timedelta(days=1))
    hour = follow_up.due_at.astimezone(BRUSSELS).time()
    due_at = _moment(tomorrow, hour)
    return FollowUp(due_at=due_at, task=follow_up.task, tries=follow_up.tries + 1)


def _due(read: TypedMoment, here: datetime) -> datetime:
    if read.day is not None:
        return _moment(read.day, read.at or MORNING)
    if read.at is None:
        raise NoMoment
    today = _moment(here.date(), read.at)
    return today if today > here else _moment(here.date() + timedelta(days=1), read.at)


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, BRUSSELS)
