"""What is wrong in a form: asked where it is published, and of each form that reaches a desk.

A form without faults can be filled with any answers; one of a later program, which says
something that this one does not know, has faults here and is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from helpdesk_domain.intake.compiled import compiled, repeats_of
from helpdesk_domain.intake.expression import Expression, expression
from helpdesk_domain.intake.form import Choice, Form, Group, Question, QuestionType, Said, Tier
from helpdesk_domain.intake.functions import Gives
from helpdesk_domain.intake.tokens import BadExpression
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words, mark

ROWS_LIMIT: Final = 500
"""Most questions and groups of a form, and most choices of a list."""

REPEATS_LIMIT: Final = 2
"""Most repeats inside one another."""

CODE_LIMIT: Final = 100
"""Longest name or code, in characters: it is counted in a column."""

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_CHOOSING: Final = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """What is wrong in a row of a form.

    Attributes:
        name: Of the question, group or choice; empty for the form itself.
        list: Name of the list that the choice is in; empty for what is no choice.
        column: Of the sheet, as in XLSForm.
        reason: A marked sentence, to be said with `values`.
    """

    name: str
    column: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    list: str = ""

    def said(self, words: Words) -> str:
        """Why, in the language of `words`."""
        return words.say(self.reason, **self.values)


def faults_of(form: Form) -> tuple[FormFault, ...]:
    """All that is wrong in `form`, in the order of the sheets."""
    every = _Form(form)
    faults = tuple(every.faults())
    return faults or tuple(_circles(form))


class _Form:
    """A form, and what its rows are looked up by."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._groups = {group.name: group for group in form.groups}
        self._questions = {question.name: question for question in form.questions}

    def faults(self) -> Iterator[FormFault]:
        yield from self._of_the_whole()
        seen: set[str] = set()
        rows: list[Question | Group] = [*self._form.groups, *self._form.questions]
        for row in rows:
            if not _NAME.fullmatch(row.name) or len(row.name) > CODE_LIMIT:
                yield _fault(row.name, "name", mark("The name is letters, digits, _ and -."))
            elif row.name in seen:
                yield _fault(row.name, "name", mark("The name is used twice."))
            seen.add(row.name)
        for group in self._form.groups:
            yield from self._of_group(group)
        for question in self._form.questions:
            yield from self._of_question(question)
        for name, choices in self._form.choices.items():
            yield from _of_choices(name, choices)

    def _of_the_whole(self) -> Iterator[FormFault]:
        form = self._form
        if not form.id or not form.version or max(len(form.id), len(form.version)) > CODE_LIMIT:
            yield _fault("", "version", mark("A form has a form_id and a version."))
        if not form.questions:
            yield _fault("", "type", mark("A form asks at least one question."))
        yield from _untold("", "form_title", form.title, is_needed=True)
        longest = max(len(form.questions) + len(form.groups), *map(len, form.choices.values()), 0)
        if longest > ROWS_LIMIT:
            too_many = mark("There are more than {limit} rows.")
            yield _fault("", "type", too_many, limit=ROWS_LIMIT)

    def _of_group(self, group: Group) -> Iterator[FormFault]:
        yield from _untold(group.name, "label", group.label, is_needed=True)
        if group.parent and group.parent not in self._groups:
            yield _fault(group.name, "type", mark("It lies in a group that does not exist."))
        if len(repeats_of(self._groups, group.name)) > REPEATS_LIMIT:
            yield _fault(group.name, "type", mark("The repeats are too deep."))
        yield from self._of_expression(group, "relevant", group.relevant)

    def _of_question(self, question: Question) -> Iterator[FormFault]:
        name, kind = question.name, question.type
        is_shown = kind is not QuestionType.CALCULATE
        yield from _untold(name, "label", question.label, is_needed=is_shown)
        yield from _untold(name, "hint", question.hint)
        yield from _untold(name, "required_message", question.required_message)
        yield from _untold(
            name,
            "constraint_message",
            question.constraint_message,
            is_needed=bool(question.constraint),
        )
        if question.group and question.group not in self._groups:
            yield _fault(name, "type", mark("It lies in a group that does not exist."))
        if question.appearance:
            unknown = mark("No appearance is used here: the screen shows each type in one way.")
            yield _fault(name, "appearance", unknown)
        if (kind is QuestionType.CALCULATE) != bool(question.calculation):
            computed = mark("A calculate row has a calculation, and no other row has one.")
            yield _fault(name, "calculation", computed)
        if (kind in _CHOOSING) != bool(question.choices):
            yield _fault(name, "type", mark("A select has a list of choices."))
        elif question.choices and not self._form.choices.get(question.choices):
            missing = mark("The list of choices « {value} » does not exist.")
            yield _fault(name, "type", missing, value=question.choices)
        yield from self._of_tier(question)
        for column in ("relevant", "required", "constraint", "calculation", "choice_filter"):
            yield from self._of_expression(question, column, getattr(question, column))
        if question.default:
            unsaid = mark("No default is used here: it would be an answer that nobody gave.")
            yield _fault(name, "default", unsaid)

    def _of_tier(self, question: Question) -> Iterator[FormFault]:
        """Words that are blanked in time are in no figure that stays."""
        if question.type is QuestionType.TEXT and question.tier is not Tier.TOLD:
            yield _fault(question.name, "tier", mark("Words that are typed are T2."))
        if question.type is not QuestionType.CALCULATE or question.tier is Tier.TOLD:
            return
        for name in _names_in(question.calculation):
            asked = self._questions.get(name)
            if asked is not None and asked.tier is Tier.TOLD:
                told = mark("It is T1 and is computed from {question}, which is T2.")
                yield _fault(question.name, "tier", told, question=name)

    def _of_expression(
        self, row: Question | Group, column: str, written: str
    ) -> Iterator[FormFault]:
        if not written:
            return
        try:
            read = expression(written)
        except BadExpression as problem:
            yield _fault(row.name, column, problem.reason, **problem.values)
            return
        yield from self._of_names(row, column, read)
        if column != "calculation" and read.gives is Gives.ANSWER:
            advice = mark("A question is no yes or no: compare it, as in {example}.")
            yield _fault(row.name, column, advice, example="${question} = 'yes'")
        if read.gives is Gives.TURNS:
            yield _fault(row.name, column, mark("All turns of a repeat are no single answer."))
        if read.asks_own and column != "constraint":
            yield _fault(row.name, column, mark("« . » stands in a constraint only."))
        if read.asks_turn and not self._around(row):
            yield _fault(row.name, column, mark("position(..) stands inside a repeat only."))

    def _of_names(
        self, row: Question | Group, column: str, read: Expression
    ) -> Iterator[FormFault]:
        around = self._around(row)
        for name in sorted(read.names):
            question = self._questions.get(name)
            if question is None or question.type is QuestionType.NOTE:
                yield _fault(row.name, column, mark("There is no question {name}."), name=name)
                continue
            repeats = self._around(question)
            if repeats != around[: len(repeats)]:
                from_outside = mark("{name} lies in a repeat: count, add or compare all its turns.")
                yield _fault(row.name, column, from_outside, name=name)
        for name in sorted(read.turns):
            group = self._groups.get(name)
            if name not in self._questions and (group is None or not group.repeats):
                yield _fault(row.name, column, mark("There is no question {name}."), name=name)
        yield from self._of_columns(row, column, read)

    def _of_columns(
        self, row: Question | Group, column: str, read: Expression
    ) -> Iterator[FormFault]:
        known = {"name"} if column == "choice_filter" else set()
        if column == "choice_filter" and isinstance(row, Question):
            known.update(*(one.extra for one in self._form.choices.get(row.choices, ())))
        for name in sorted(read.columns - known):
            odd = mark("« {text} » in an expression is not understood.")
            yield _fault(row.name, column, odd, text=name)

    def _around(self, row: Question | Group) -> tuple[str, ...]:
        return repeats_of(self._groups, row.group if isinstance(row, Question) else row.name)


def _names_in(written: str) -> list[str]:
    try:
        read = expression(written)
    except BadExpression:
        return []  # told where expressions are
    return sorted(read.names | read.turns)


def _of_choices(name: str, choices: tuple[Choice, ...]) -> Iterator[FormFault]:
    seen: set[str] = set()
    if len(choices) > ROWS_LIMIT:
        yield _fault("", "type", mark("There are more than {limit} rows."), limit=ROWS_LIMIT)
    for choice in choices:
        if not choice.name or len(choice.name) > CODE_LIMIT or not _is_code(choice.name):
            yield FormFault(
                name=choice.name, list=name, column="name", reason=mark("A code has no blanks.")
            )
        if choice.name in seen:
            yield FormFault(
                name=choice.name, list=name, column="name", reason=mark("The name is used twice.")
            )
        seen.add(choice.name)
        for fault in _untold(choice.name, "label", choice.label, is_needed=True):
            yield FormFault(name=choice.name, list=name, column=fault.column, reason=fault.reason)


def _is_code(written: str) -> bool:
    return written.isprintable() and not any(map(str.isspace, written))


def _untold(name: str, column: str, said: Said, *, is_needed: bool = False) -> Iterator[FormFault]:
    """A text is there in French and Dutch, or not at all."""
    if not said and not is_needed:
        return
    for language in CONTENT_LANGUAGES:
        if not said.get(language, "").strip():
            yield _fault(name, f"{column}::{language}", mark("The text is missing."))


def _circles(form: Form) -> Iterator[FormFault]:
    for name in compiled(form).circles:
        column = "calculation" if _computes(form, name) else "relevant"
        yield _fault(name, column, mark("It hangs on itself, by way of other questions."))


def _computes(form: Form, name: str) -> bool:
    return any(one.name == name and one.calculation for one in form.questions)


def _fault(name: str, column: str, reason: str, /, **values: object) -> FormFault:
    return FormFault(name=name, column=column, reason=reason, values=values)
