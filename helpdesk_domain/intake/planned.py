"""A step of the plan as it is typed: « CPAS + maison médicale : ouvrir l'AMU vendredi »."""

from datetime import datetime
from typing import Final

from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.days_in_words import NoSuchMoment, TwoMoments
from helpdesk_domain.intake.record import Action
from helpdesk_domain.moments_in_lines import moment_in_line

LIMIT: Final = 300
"""Longest step, in characters: a line, not a note."""

PLAN_LIMIT: Final = 30
"""Most steps of a plan; our own rule: what is longer nobody follows from a helpline."""


def planned_action(line: str, language: str, now: datetime) -> Action | None:
    """The step that `line` says; None when nothing is to be done in it: a day alone is no step.

    Who does it stands before a colon, until when first or last. A day that cannot be read stays
    among the words: nothing that was typed is lost.

    Args:
        language: Of the days in the line, `fr`, `nl` or `en`.
    """
    words = " ".join(line.split())[:LIMIT]
    who, colon, what = words.partition(":")
    if not colon or not who.strip() or _is_hour(who, what):
        who, what = "", words
    try:
        read = moment_in_line(what.strip(), language, day_in_brussels(now))
        day, rest = read.day, read.rest if read.day else what
    except (NoSuchMoment, TwoMoments):
        day, rest = None, what
    what = rest.strip()
    return Action(what=what, who=who.strip(), due=day) if what else None


def _is_hour(before: str, after: str) -> bool:
    """« 9:30 » is an hour, nobody."""
    return before[-1:].isdigit() and after[:1].isdigit()
