"""A follow-up in the words of the screens: when it is due, what is to be done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from helpdesk_desktop.ui.words.labels import DAYS
from helpdesk_domain.calls import Call
from helpdesk_domain.clock import BRUSSELS, day_in_brussels, today_in_brussels
from helpdesk_domain.code_words import FOLLOW_UP_RESULTS
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.languages import Words

RESULT_KEYS: Final[Mapping[str, str]] = {"fr": "JSX", "nl": "BOX", "en": "RSX"}
"""The letters that say how it ended, in the order of `FOLLOW_UP_RESULTS`."""

NOT_REACHED_KEY: Final[Mapping[str, str]] = {"fr": "P", "nl": "N", "en": "N"}
"""« Pas joint », "niet bereikt": it is due again on the next working day."""

LATER_KEY: Final[Mapping[str, str]] = {"fr": "R", "nl": "U", "en": "L"}
"""« Reporter », "uitstellen"."""


def follow_up_of(call: Call) -> FollowUp:
    """What is to be done; of a call that says « to be followed up » and not when, since it was."""
    return call.follow_up or FollowUp(due_at=call.started_at)


def due(follow_up: FollowUp, words: Words, now: datetime) -> str:
    """« ▲ en retard, ven 28/11 16:00 », the word first."""
    when = moment(follow_up.due_at, words)
    here = follow_up.due_at.astimezone(BRUSSELS)
    if follow_up.due_at <= now:
        said = words.say("▲ overdue, {when}", when=when)
    elif here.date() == day_in_brussels(now):
        said = words.say("◐ today {time}", time=here.strftime("%H:%M"))
    else:
        said = words.say("○ {when}", when=when)
    if not follow_up.tries:
        return said
    tries = words.count("tried once", "tried {n} times", follow_up.tries)
    return f"{said} ({tries})"


def done(follow_up: FollowUp, words: Words) -> str:
    """« ✓ Joint, ven 28/11 16:00 », the word first."""
    if follow_up.result is None or follow_up.done_at is None:
        return ""
    result = words.say(FOLLOW_UP_RESULTS[follow_up.result])
    return words.say("✓ {result}, {when}", result=result, when=moment(follow_up.done_at, words))


def moment(when: datetime, words: Words) -> str:
    """« lun 30/11 14:30 », as it is in Brussels; with its year when that is another one.

    A public holiday is said so: nobody may be there.
    """
    here = when.astimezone(BRUSSELS)
    day = here.strftime("%d/%m" if here.year == today_in_brussels().year else "%d/%m/%Y")
    said = f"{words.say(list(DAYS.values())[here.weekday()])} {day} {here.strftime('%H:%M')}"
    if not is_public_holiday(here.date()):
        return said
    return words.say("{when} (public holiday)", when=said)


def planned_words(follow_up: FollowUp, words: Words) -> str:
    """What is promised, as the call shows it."""
    when = moment(follow_up.due_at, words)
    return f"{when} – {follow_up.task}" if follow_up.task else when


def said(follow_up: FollowUp, words: Words) -> str:
    """What is promised, and what became of it."""
    planned = planned_words(follow_up, words)
    return (
        f"{planned} ({words.say(FOLLOW_UP_RESULTS[follow_up.result])})"
        if follow_up.result
        else planned
    )
