"""The words in a call that can tell something of a person, and the call without them.

What is counted stays: codes, terms, places, moments, names of services. What goes are the words
that somebody typed (tier T2 of `docs/privacy.md`). Of an intake its form says which those are; of
a form that is not known here, what could be words counts as words.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answer, QuestionPath
from helpdesk_domain.intake.form import Form, Question, QuestionType, Tier
from helpdesk_domain.intake.reading import question_at
from helpdesk_domain.intake.record import Action, FormId, Intake
from helpdesk_domain.intake.shipped import shipped_form

FormOf: TypeAlias = Callable[[FormId, str], Form | None]
"""The form of that id and version; None where it is not known."""

LONGEST_CODE: Final = 40
"""Characters: an answer that is longer is no code of a choice, as far as its look can say."""

TEXT_QUESTIONS: Final = frozenset({"in_place_who", "blocks_words"})
"""Questions of any version of the shipped form that are answered in words, be it in one."""

_TURN: Final = re.compile(r"\[\d+\]")


def only_shipped(form_id: FormId, version: str) -> Form | None:
    """The form that the program comes with, where it is that one."""
    form = shipped_form()
    return form if (form.id, form.version) == (form_id, version) else None


def blanked(call: Call, form_of: FormOf = only_shipped) -> Call:
    """`call` without the words that were typed in it; blanked again, it is the same.

    A need that is blanked is gone, for a need is never empty; the terms that it was counted
    under stay. One that there was nothing for stays, for its reason is counted.
    """
    return replace(
        without_situation(call, form_of),
        needs=(),
        unmet_needs=tuple(replace(unmet, words="") for unmet in call.unmet_needs),
    )


def without_situation(call: Call, form_of: FormOf = only_shipped) -> Call:
    """`call` without what was told of the situation; what was asked for stays, as it is listed."""
    return replace(
        call,
        note="",
        follow_up=replace(call.follow_up, task="") if call.follow_up else None,
        intake=_blanked_intake(call.intake, form_of) if call.intake else None,
    )


def has_free_text(call: Call, form_of: FormOf = only_shipped) -> bool:
    """Whether `blanked` would take anything away."""
    return blanked(call, form_of) != call


def has_intake_text(call: Call, form_of: FormOf = only_shipped) -> bool:
    """Whether words were typed in the intake of `call`."""
    return call.intake is not None and _blanked_intake(call.intake, form_of) != call.intake


def is_text(path: str, answer: Answer) -> bool:
    """Whether the answer at `path` was typed in words, as far as its look can say."""
    if not isinstance(answer, str):
        return False
    question = _TURN.sub("", path).rpartition("/")[2]
    return question in TEXT_QUESTIONS or " " in answer or len(answer) > LONGEST_CODE


def _blanked_intake(intake: Intake, form_of: FormOf) -> Intake:
    form = form_of(intake.form, intake.version)
    left = ((path, _left(form, path, answer)) for path, answer in intake.answers.items())
    return replace(
        intake,
        answers={path: answer for path, answer in left if answer is not None},
        reason="",
        plan=tuple(map(_blanked_action, intake.plan)),
    )


def _left(form: Form | None, path: QuestionPath, answer: Answer) -> Answer | None:
    """What stays of an answer; a text stays as an empty one, for that it was given is counted."""
    question = None if form is None else question_at(form, path)
    if form is None or question is None:
        return _left_by_its_look(path, answer)
    if question.tier is Tier.TOLD:
        return "" if question.type is QuestionType.TEXT else None
    if question.choices:
        return _left_of_choice(form, question, answer)
    return _left_by_its_look(path, answer)


def _left_of_choice(form: Form, question: Question, answer: Answer) -> Answer:
    """What is no code of the form was sent by somebody else's program, and may be words."""
    codes = {choice.name for choice in form.choices[question.choices]}
    if isinstance(answer, tuple):
        return tuple(code for code in answer if code in codes)
    return answer if answer in codes else ""


def _left_by_its_look(path: str, answer: Answer) -> Answer:
    if isinstance(answer, tuple):  # codes, unless somebody else's program sent it
        return tuple(code for code in answer if not is_text(path, code))
    return "" if is_text(path, answer) else answer


def _blanked_action(action: Action) -> Action:
    return replace(action, what="", who="")
