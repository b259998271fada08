"""An intake as it stands: the form, what was told, and what the rules make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from helpdesk_desktop.reports.reasoning import prompt_said
from helpdesk_desktop.ui.words.form_words import written
from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answers, OpenQuestions, QuestionPath
from helpdesk_domain.intake.filling import Filling, fill
from helpdesk_domain.intake.form import Form, QuestionType
from helpdesk_domain.intake.of_a_call import answers_of, open_in
from helpdesk_domain.intake.reading import determinants
from helpdesk_domain.intake.record import FormId, Intake, PromptId
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import Suggestion
from helpdesk_domain.languages import Words

URGENT = PromptId("emergency_numbers")

TOLD_BY = {
    "housing": "housing_state",
    "psychiatric_comorbidity": "psychiatric",
    "chronic_disease": "chronic_diseases",
}
"""Determinants that the shipped form computes from an answer of another name."""

UNREAD = "intake."
"""What the name of a question begins with in `OpenCall.unread`, where its line is no answer yet."""

PLAN_LINE = "intake-plan"
"""The same of the line of the plan, which is no step before Enter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that the screen shows of an intake; it computes nothing else.

    Attributes:
        language: Of the form and of the sentences.
        answers, open: As the call has them, also those it gave elsewhere.
        lines: What stands in each typed question, by question.
        step: What stands in the line of the plan, and is no step yet.
    """

    form: Form
    intake: Intake
    language: str
    answers: Answers
    open: OpenQuestions
    lines: Mapping[QuestionPath, str]
    step: str
    filling: Filling
    suggestion: Suggestion

    def urgent(self, words: Words) -> str:
        """What comes before every question; empty where nobody is in danger."""
        first = self.suggestion.prompts[:1]
        return prompt_said(first[0], words) if first == (URGENT,) else ""

    def question_for(self, determinant: str) -> QuestionPath | None:
        """The question that tells `determinant`, when it is asked now."""
        wanted = TOLD_BY.get(determinant, determinant)
        asked = (one.path for one in self.filling.rows if one.question.name == wanted)
        return next(asked, None)

    def is_answered(self, path: QuestionPath) -> bool:
        """Whether it was put: « unknown » and « refused » are answers."""
        return path in self.answers or path in self.open


def begun(form: Form) -> Intake:
    """An intake of which nothing was asked yet."""
    return Intake(form=FormId(form.id), version=form.version)


def standing_of(
    call: Call, form: Form, language: str, unread: Mapping[str, str], today: date
) -> Standing:
    """How the intake of `call` stands; one that has none yet stands at its beginning.

    Args:
        unread: Lines that are no answer yet, by `UNREAD` and their question.
    """
    answers, left = answers_of(call), open_in(call)
    filling = fill(form, answers, today)
    if filling.turns:  # each repeat has a turn more than is answered, for the next one
        filling = fill(form, answers, today, _with_room(filling))
    return Standing(
        form=form,
        intake=call.intake or begun(form),
        language=language,
        answers=answers,
        open=left,
        lines=_lines(filling, answers, unread),
        step=unread.get(PLAN_LINE, ""),
        filling=filling,
        suggestion=suggest(determinants(filling, left)),
    )


def _with_room(filling: Filling) -> Mapping[QuestionPath, int]:
    last = {repeat: f"{repeat}[{count}]/" for repeat, count in filling.turns.items()}
    return {
        repeat: count + any(path.startswith(last[repeat]) for path in filling.counted)
        for repeat, count in filling.turns.items()
    }


def _lines(
    filling: Filling, answers: Answers, unread: Mapping[str, str]
) -> Mapping[QuestionPath, str]:
    typed = (QuestionType.TEXT, QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)
    return {
        one.path: unread.get(UNREAD + one.path) or written(one.question.type, answers.get(one.path))
        for one in filling.rows
        if one.question.type in typed
    }
