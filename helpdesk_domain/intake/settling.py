"""Which rows of a form are asked, and what each answers: settled row by row, once each."""

from collections.abc import Iterator, Mapping
from datetime import date

from helpdesk_domain.intake import values
from helpdesk_domain.intake.answers import Answer, Answers
from helpdesk_domain.intake.compiled import CompiledForm, Row
from helpdesk_domain.intake.expression import Expression
from helpdesk_domain.intake.form import Choice, Question, QuestionType
from helpdesk_domain.intake.turns import Turns, every_turn, path_of
from helpdesk_domain.intake.values import NOTHING, Single, Value

_NAME = "name"


class Settled:
    """What is asked and what it answers, as far as rows were settled yet."""

    def __init__(self, ready: CompiledForm, today: date) -> None:
        self.today = today
        self._ready = ready
        self._asked: dict[str, dict[Turns, None]] = {name: {} for name in ready.rows}
        self._values: dict[tuple[str, Turns], Single] = {}
        self._computed: dict[tuple[str, Turns], Answer] = {}

    @property
    def computed(self) -> Iterator[tuple[tuple[str, Turns], Answer]]:
        """What calculations gave, by name and turns."""
        return iter(self._computed.items())

    def row(self, name: str) -> Row | None:
        return self._ready.rows.get(name)

    def is_asked(self, name: str, at: Turns) -> bool:
        return at in self._asked.get(name, ())

    def value(self, name: str, at: Turns) -> Single:
        """The answer to `name` there; nothing when it is hidden or not answered."""
        return self._values.get((name, at), NOTHING)

    def holds(self, wanted: Expression, row: Row, at: Turns, choice: Choice | None = None) -> bool:
        return wanted.holds(_Seen(self, row, at, choice))

    def settle(self, row: Row, at: Turns) -> bool:
        """Whether `row` is asked there; from now on the others see that."""
        parent = self._ready.rows.get(row.parent)
        around = at[: len(parent.repeats)] if parent is not None else ()
        is_asked = parent is None or self.is_asked(parent.name, around)
        if is_asked and row.relevant is not None:
            is_asked = row.relevant.holds(_Seen(self, row, at))
        if is_asked:
            self._asked[row.name][at] = None
        return is_asked

    def take(self, question: Question, at: Turns, answer: Answer) -> None:
        value = values.value_of(answer)
        if question.type is QuestionType.DATE:
            value = values.day(value) or value
        self._values[question.name, at] = value

    def compute(self, row: Row, at: Turns, calculation: Expression) -> None:
        answer = _answer(calculation.evaluate(_Seen(self, row, at)))
        if answer != NOTHING:
            self._computed[row.name, at] = answer
            self._values[row.name, at] = values.value_of(answer)

    def turns(self, name: str, around: tuple[str, ...], at: Turns) -> tuple[Single, ...]:
        """The answers of all turns of `name` where it is asked, seen from inside `around`."""
        row = self.row(name)
        if row is None:
            return ()
        shared = at[: shared_repeats(row.repeats, around)]
        return tuple(
            self.value(name, turns) for turns in self._asked[name] if turns[: len(shared)] == shared
        )


class _Seen:
    """The same, seen from one row: the scope of its expressions."""

    def __init__(self, state: Settled, row: Row, at: Turns, choice: Choice | None = None) -> None:
        self._state, self._row, self._at, self._choice = state, row, at, choice

    @property
    def today(self) -> date:
        return self._state.today

    @property
    def own(self) -> Single:
        return self._state.value(self._row.name, self._at)

    @property
    def turn(self) -> int:
        return self._at[-1] if self._at else 1

    def answer(self, name: str) -> Single:
        row = self._state.row(name)
        if row is None:
            return NOTHING
        depth = shared_repeats(row.repeats, self._row.repeats)
        return self._state.value(name, (*self._at[:depth], *(1,) * (len(row.repeats) - depth)))

    def turns(self, name: str) -> tuple[Single, ...]:
        return self._state.turns(name, self._row.repeats, self._at)

    def column(self, name: str) -> str:
        if self._choice is None:
            return NOTHING
        return self._choice.name if name == _NAME else self._choice.extra.get(name, NOTHING)


def settle(
    ready: CompiledForm,
    answers: Answers,
    counts: Mapping[tuple[str, Turns], int],
    today: date,
) -> Settled:
    """All rows of a form, each after what it needs."""
    state = Settled(ready, today)
    questions = {question.name: question for question in ready.form.questions}
    for row in ready.settling:
        question = questions.get(row.name)
        for at in every_turn(row.repeats, counts):
            if not state.settle(row, at) or question is None:
                continue
            if row.calculation is not None:
                state.compute(row, at, row.calculation)
            elif (path := path_of(row, at)) in answers:
                state.take(question, at, answers[path])
    return state


def shared_repeats(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many repeats, from outside, are around both."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared


def _answer(value: Value) -> Answer:
    """What a calculation gave, as it is kept: no answer for « no number »."""
    value = values.first(value)
    if isinstance(value, bool | date):
        return values.text(value)
    if isinstance(value, float) and value != value:
        return NOTHING
    return value
