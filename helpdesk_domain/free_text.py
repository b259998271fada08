"""The words in a call that can tell something of a person, and the call without them.

What is counted stays: codes, terms, places, moments, names of services. What goes are the words
that somebody typed (tier T2 of `docs/privacy.md`).
"""

import re
from dataclasses import replace
from typing import Final

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answer
from helpdesk_domain.intake.record import Action, Intake

LONGEST_CODE: Final = 40
"""Characters: an answer that is longer is no code of a choice."""

TEXT_QUESTIONS: Final = frozenset({"in_place_who", "blocks_words"})
"""Questions of the shipped form that are answered in words, be it in one."""

_TURN: Final = re.compile(r"\[\d+\]")


def blanked(call: Call) -> Call:
    """`call` without the words that were typed in it; blanked again, it is the same.

    A need that is blanked is gone, for a need is never empty; the terms that it was counted
    under stay. One that there was nothing for stays, for its reason is counted.
    """
    return replace(
        without_situation(call),
        needs=(),
        unmet_needs=tuple(replace(unmet, words="") for unmet in call.unmet_needs),
    )


def without_situation(call: Call) -> Call:
    """`call` without what was told of the situation; what was asked for stays, as it is listed."""
    return replace(
        call,
        note="",
        follow_up=replace(call.follow_up, task="") if call.follow_up else None,
        intake=_blanked_intake(call.intake) if call.intake else None,
    )


def has_free_text(call: Call) -> bool:
    """Whether `blanked` would take anything away."""
    return blanked(call) != call


def has_intake_text(call: Call) -> bool:
    """Whether words were typed in the intake of `call`."""
    return call.intake is not None and _blanked_intake(call.intake) != call.intake


def is_text(path: str, answer: Answer) -> bool:
    """Whether the answer at `path` was typed in words, as far as its look can say.

    The form may not be here any more: what could be words counts as words.
    """
    if not isinstance(answer, str):
        return False
    question = _TURN.sub("", path).rpartition("/")[2]
    return question in TEXT_QUESTIONS or " " in answer or len(answer) > LONGEST_CODE


def _blanked_intake(intake: Intake) -> Intake:
    answers = {path: _blanked_answer(path, answer) for path, answer in intake.answers.items()}
    return replace(
        intake,
        answers=answers,
        reason="",
        plan=tuple(map(_blanked_action, intake.plan)),
    )


def _blanked_answer(path: str, answer: Answer) -> Answer:
    if isinstance(answer, tuple):  # codes, unless somebody else's program sent it
        return tuple(code for code in answer if not is_text(path, code))
    return "" if is_text(path, answer) else answer


def _blanked_action(action: Action) -> Action:
    return replace(action, what="", who="")
