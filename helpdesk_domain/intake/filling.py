"""What of a form is asked now, and which of its answers count: a pure function of the answers.

A hidden question answers nothing: its old answer is kept in the record, so that it is back when
the question is, and until then it counts for nothing, in no expression and in no figure.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from helpdesk_domain.intake import values
from helpdesk_domain.intake.answers import Answer, Answers, QuestionPath
from helpdesk_domain.intake.compiled import CompiledForm, Row, compiled
from helpdesk_domain.intake.form import Choice, Form, Question, QuestionType, Said
from helpdesk_domain.intake.settling import Settled, settle
from helpdesk_domain.intake.turns import Turns, path_of, turns_told

_NO_WORDS: Final[Said] = MappingProxyType({})
_UNANSWERED: Final = frozenset({QuestionType.NOTE, QuestionType.CALCULATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that is asked now, or a note that is read now.

    Attributes:
        choices: Those that may be chosen now, in the order of the sheet.
        answer: None while there is none.
        is_required: Whether the form is not complete without an answer.
        is_valid: False when the answer is not of the type, or breaks the constraint.
        message: What the form says about that; empty for « say it in our own words ».
        withdrawn: Codes that were chosen and may no longer be; they stay answers until
            somebody changes them.
    """

    path: QuestionPath
    question: Question
    choices: tuple[Choice, ...] = ()
    answer: Answer | None = None
    is_required: bool = False
    is_valid: bool = True
    message: Said = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A form with the answers that were given.

    Attributes:
        rows: In the order of the sheet; those of a repeat once for each turn.
        computed: What the calculations give, where they give something.
        counted: The answers to what is asked now.
        missing: What is asked, required and not answered, in the order of the sheet.
        turns: Of each repeat that is asked now, how many; at least one.
    """

    rows: tuple[AskedQuestion, ...]
    computed: Answers
    counted: Answers
    missing: tuple[QuestionPath, ...]
    turns: Mapping[QuestionPath, int]


def fill(
    form: Form,
    answers: Answers,
    today: date,
    turns: Mapping[QuestionPath, int] = MappingProxyType({}),
) -> Filling:
    """What is asked now; never fails, whatever was answered.

    Args:
        form: Published or shipped: one without faults (`faults_of`).
        answers: Of this form or of an older version of it; what it does not ask is passed over.
        today: What `today()` means.
        turns: How many turns of a repeat are wanted at least, by its path (`medication`).

    Cost: linear in the rows of the form, times the turns, of which there are no more than make
        2,000 rows (`turns.ROWS_LIMIT`); some 0.2 ms for the shipped form.
    """
    ready = compiled(form)
    counts = turns_told(ready, answers, turns)
    state = settle(ready, answers, counts, today)
    rows = tuple(_asked(ready, state, answers, counts))
    return Filling(
        rows=rows,
        computed={path_of(ready.rows[name], at): answer for (name, at), answer in state.computed},
        counted={row.path: row.answer for row in rows if row.answer is not None},
        missing=tuple(row.path for row in rows if row.is_required and row.answer is None),
        turns={
            path_of(ready.rows[name], at): count
            for (name, at), count in counts.items()
            if state.is_asked(name, (*at, 1))
        },
    )


def _asked(
    ready: CompiledForm, state: Settled, answers: Answers, counts: Mapping[tuple[str, Turns], int]
) -> Iterator[AskedQuestion]:
    for question, at in _places(ready, ready.form.questions, (), counts):
        if question.type is not QuestionType.CALCULATE and state.is_asked(question.name, at):
            yield _row(ready, state, question, at, answers)


def _places(
    ready: CompiledForm,
    questions: Sequence[Question],
    at: Turns,
    counts: Mapping[tuple[str, Turns], int],
) -> Iterator[tuple[Question, Turns]]:
    """Each question with the turns it is in; a repeat is gone through turn by turn."""
    place = 0
    while place < len(questions):
        around = ready.rows[questions[place].name].repeats
        if len(around) == len(at):
            yield questions[place], at
            place += 1
            continue
        repeat = around[len(at)]
        run = list(takewhile(partial(_lies_in, ready, repeat), questions[place:]))
        for turn in range(1, counts[repeat, at] + 1):
            yield from _places(ready, run, (*at, turn), counts)
        place += len(run)


def _lies_in(ready: CompiledForm, repeat: str, question: Question) -> bool:
    return repeat in ready.rows[question.name].repeats


def _row(
    ready: CompiledForm, state: Settled, question: Question, at: Turns, answers: Answers
) -> AskedQuestion:
    row = ready.rows[question.name]
    path = path_of(row, at)
    if question.type in _UNANSWERED:
        return AskedQuestion(path=path, question=question)
    answer = answers.get(path)
    answer = None if answer in ("", ()) else answer
    choices = _choices(ready, state, question, row, at)
    is_typed = answer is None or _is_of_type(answer, question.type)
    holds = answer is None or row.constraint is None or state.holds(row.constraint, row, at)
    return AskedQuestion(
        path=path,
        question=question,
        choices=choices,
        answer=answer,
        is_required=row.required is not None and state.holds(row.required, row, at),
        is_valid=is_typed and holds,
        message=_NO_WORDS if holds else question.constraint_message,
        withdrawn=_withdrawn(answer, question, choices),
    )


def _choices(
    ready: CompiledForm, state: Settled, question: Question, row: Row, at: Turns
) -> tuple[Choice, ...]:
    every = ready.form.choices.get(question.choices, ())
    if row.choice_filter is None:
        return every
    return tuple(one for one in every if state.holds(row.choice_filter, row, at, one))


def _withdrawn(
    answer: Answer | None, question: Question, choices: tuple[Choice, ...]
) -> tuple[str, ...]:
    if answer is None or not question.choices:
        return ()
    codes = answer if isinstance(answer, tuple) else (values.text(answer),)
    offered = {choice.name for choice in choices}
    return tuple(code for code in codes if code not in offered)


def _is_of_type(answer: Answer, kind: QuestionType) -> bool:
    if kind is QuestionType.SELECT_MULTIPLE:
        return isinstance(answer, tuple)
    if kind in (QuestionType.INTEGER, QuestionType.DECIMAL):
        return _is_figure(answer, is_whole=kind is QuestionType.INTEGER)
    if not isinstance(answer, str):
        return False
    return kind is not QuestionType.DATE or isinstance(values.day(answer), date)


def _is_figure(answer: Answer, *, is_whole: bool) -> bool:
    if isinstance(answer, bool) or not isinstance(answer, float | int):
        return False
    return math.isfinite(answer) and (not is_whole or answer == int(answer))
