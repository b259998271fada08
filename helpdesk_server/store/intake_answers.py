"""What of an intake is counted: codes and figures that its form lets be counted, nothing typed.

Which question is of which tier only the form says that it was asked with; of a form that is not
known here nothing is counted. Neither is what a desk made up: a code that the form does not have
might be somebody's words.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from helpdesk_domain.calls import Call
from helpdesk_domain.intake import values
from helpdesk_domain.intake.answers import Answer, Answers, QuestionPath
from helpdesk_domain.intake.filling import Filling, fill
from helpdesk_domain.intake.form import Form, Question, QuestionType, Tier
from helpdesk_domain.intake.reading import question_at
from helpdesk_domain.intake.record import Intake
from helpdesk_domain.intake.soundness import CODE_LIMIT
from helpdesk_server.store import forms
from helpdesk_server.store.base import Transaction


def counted_rows(session: Transaction, calls: Sequence[Call]) -> list[Mapping[str, object]]:
    """Rows of `call_intake_answer`, each question and code of a call once."""
    return [row for call in calls if call.intake for row in _rows(session, call, call.intake)]


def _rows(session: Transaction, call: Call, intake: Intake) -> Iterator[Mapping[str, object]]:
    form = forms.form_of(session, intake.form, intake.version)
    if form is None:
        return
    filling = fill(form, dict(_known(form, intake.answers)), _day(call))
    for question, code in sorted(set(_counted(form, filling))):
        yield {"call_id": call.id, "question": question, "code": code[:CODE_LIMIT]}


def _day(call: Call) -> date:
    return call.started_at.date()


def _known(form: Form, answers: Answers) -> Iterator[tuple[QuestionPath, Answer]]:
    """The answers, where there is a list of choices only those that are in it."""
    for path, answer in answers.items():
        question = question_at(form, path)
        if question is None or not question.choices:
            yield path, answer
            continue
        codes = {choice.name for choice in form.choices[question.choices]}
        if isinstance(answer, tuple):
            yield path, tuple(code for code in answer if code in codes)
        elif answer in codes:
            yield path, answer


def _counted(form: Form, filling: Filling) -> Iterator[tuple[str, str]]:
    for row in filling.rows:
        if _may_be_counted(row.question) and row.answer is not None and row.is_valid:
            for code in _codes(row.answer):
                yield row.path, code
    for path, answer in filling.computed.items():
        question = question_at(form, path)
        if question is not None and _may_be_counted(question):
            yield path, values.text(values.value_of(answer))


def _may_be_counted(question: Question) -> bool:
    return question.tier is Tier.COUNTED and question.type is not QuestionType.TEXT


def _codes(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (values.text(values.value_of(answer)),)
