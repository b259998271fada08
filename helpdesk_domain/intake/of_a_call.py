"""What a call says already of a complex situation: it is not asked twice, and has one home.

Age band and interpreter belong to the call, with or without an intake: answered in the form, they
are written there. The caller may be somebody else than the person: only a language that
professionals of Brussels do not call in is taken for that of the person, until it is answered.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answer, Answers, Open, OpenQuestions, QuestionPath
from helpdesk_domain.languages import CONTENT_LANGUAGES
from helpdesk_domain.person_concerned import AgeBand, PlaceAnswer

AGE, INTERPRETER, LANGUAGE = (
    QuestionPath("age_band"),
    QuestionPath("interpreter"),
    QuestionPath("person_language"),
)
HOUSING: Final = QuestionPath("housing_state")

_YES, _NO, _HOMELESS = "yes", "no", "homeless"


def answers_of(call: Call) -> Answers:
    """The answers of `call`: those of its intake and those that it gave elsewhere.

    « No address » answers where the person lives until somebody answers that otherwise.
    """
    told: dict[QuestionPath, Answer] = dict(call.intake.answers) if call.intake else {}
    for path in _ELSEWHERE:
        told.pop(path, None)
    if call.person.age is not None:
        told[AGE] = call.person.age.value
    if call.person.interpreter is not None:
        told[INTERPRETER] = _YES if call.person.interpreter else _NO
    left = call.intake.open if call.intake else {}
    if call.person.place is PlaceAnswer.NO_ADDRESS and HOUSING not in left:
        told.setdefault(HOUSING, _HOMELESS)
    spoken = call.caller_language
    if spoken is not None and spoken not in CONTENT_LANGUAGES and LANGUAGE not in left:
        told.setdefault(LANGUAGE, spoken)
    return told


def open_in(call: Call) -> OpenQuestions:
    """What was put and has no answer, neither in the intake nor elsewhere in the call."""
    told = answers_of(call)
    left = call.intake.open if call.intake else {}
    return {path: why for path, why in left.items() if path not in told}


def answered(call: Call, path: QuestionPath, answer: Answer | None) -> Call:
    """`call`, which has an intake, with an answer to the question; None takes it back."""
    call = _without_open(call, path)
    if path in _ELSEWHERE:
        return _ELSEWHERE[path](call, answer)
    assert call.intake is not None
    answers = {at: said for at, said in call.intake.answers.items() if at != path}
    if answer not in (None, "", ()):
        answers[path] = answer
    return replace(call, intake=replace(call.intake, answers=answers))


def left_open(call: Call, path: QuestionPath, why: Open) -> Call:
    """`call`, which has an intake: the question was put, and this is why it has no answer."""
    call = answered(call, path, None)
    assert call.intake is not None
    return replace(call, intake=replace(call.intake, open={**call.intake.open, path: why}))


def _without_open(call: Call, path: QuestionPath) -> Call:
    assert call.intake is not None
    left = {at: why for at, why in call.intake.open.items() if at != path}
    return replace(call, intake=replace(call.intake, open=left))


def _age(call: Call, answer: Answer | None) -> Call:
    known = {band.value: band for band in AgeBand}
    age = known.get(answer) if isinstance(answer, str) else None
    return replace(call, person=replace(call.person, age=age))


def _interpreter(call: Call, answer: Answer | None) -> Call:
    said = {_YES: True, _NO: False}.get(answer) if isinstance(answer, str) else None
    return replace(call, person=replace(call.person, interpreter=said))


_ELSEWHERE: Final[Mapping[QuestionPath, Callable[[Call, Answer | None], Call]]] = {
    AGE: _age,
    INTERPRETER: _interpreter,
}
