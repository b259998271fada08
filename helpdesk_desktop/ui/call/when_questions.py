"""What is asked about time: when to come back to a caller, and when a call took place."""

from collections.abc import Mapping
from typing import Final

from helpdesk_desktop.ui.parts.line_strip import Asked
from helpdesk_desktop.ui.words.follow_up_words import moment, planned_words
from helpdesk_desktop.ui.words.labels import BY_MAIL, OUTGOING
from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import Call
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.days_in_words import NoSuchMoment, TwoMoments
from helpdesk_domain.follow_ups import (
    TASK_LIMIT,
    FollowUp,
    MomentPassed,
    NoMoment,
    planned,
)
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.written_later import NotYet, TookPlace, TooLongAgo, took_place

MOMENT_ROOM, HOW_ROOM = 40, 20
"""Letters that the longest moment takes, and how a call came."""


def took_place_words(told: TookPlace, words: Words) -> str:
    """« mar 03/11 14:02, 7 min, e-mail »."""
    said = moment(told.started_at, words)
    if told.talk_s is not None:
        said = words.say("{when}, {n} min", when=said, n=told.talk_s // 60)
    if told.by_mail:
        said = f"{said}, {words.say(BY_MAIL)}"
    return f"{said}, {words.say(OUTGOING)}" if told.is_outgoing else said


def follow_up_typed(call: Call) -> str:
    """What was promised, as somebody would type it."""
    return typed_again(call.follow_up) if call.follow_up else ""


def typed_again(follow_up: FollowUp) -> str:
    """As somebody would type it, to be changed."""
    here = follow_up.due_at.astimezone(BRUSSELS)
    return f"{here.strftime('%d/%m/%Y %H:%M')} {follow_up.task}".strip()


def took_place_typed(call: Call, words: Words) -> str:
    """When the call took place, as somebody would type it; of one under way nothing."""
    if not call.written_later:
        return ""
    here = call.started_at.astimezone(BRUSSELS)
    minutes = f" {call.talk_s // 60} min" if call.talk_s else ""
    by_mail = f" {words.say(BY_MAIL)}" if call.channel is Channel.EMAIL else ""
    outgoing = f" {words.say(OUTGOING)}" if call.is_outgoing else ""
    return here.strftime("%d/%m/%Y %H:%M") + minutes + by_mail + outgoing


PROBLEMS: Final[Mapping[type[Exception], str]] = {
    NoSuchMoment: mark("There is no such moment."),
    TwoMoments: mark("That may be two different days: say the date."),
    MomentPassed: mark("That moment has passed."),
    NotYet: mark("That moment is still to come."),
    TooLongAgo: mark("That is more than a year ago."),
}

COME_BACK: Final[Asked[FollowUp]] = Asked(
    title=mark("When, and what is to be done?"),
    example=mark("d+2 14:30 ring the CPAS"),
    hint=mark("When, first or last: d+2, mo, tomorrow 14:30, in 2 days, 15/01; and what."),
    read=planned,
    said=planned_words,
    unsaid=NoMoment,
    problems=PROBLEMS,
    longest=TASK_LIMIT + MOMENT_ROOM,
)

WRITTEN_LATER: Final[Asked[TookPlace]] = Asked(
    title=mark("When did this call take place, for how long, and how?"),
    example=mark("yesterday 14:02 7 min"),
    hint=mark(
        "14:02 · yesterday 14:02 · mo 9:30 · 28/11 10:00, then how many minutes; e-mail, outgoing"
    ),
    read=took_place,
    said=took_place_words,
    unsaid=NoMoment,
    problems=PROBLEMS,
    longest=MOMENT_ROOM + HOW_ROOM,
)
