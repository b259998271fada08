"""What answers mean: to the rules that suggest, and to somebody who reads them."""

from collections.abc import Iterator, Mapping
from typing import Final

from helpdesk_domain.intake import values
from helpdesk_domain.intake.answers import Answer, Open, OpenQuestions, QuestionPath
from helpdesk_domain.intake.filling import Filling
from helpdesk_domain.intake.form import Choice, Form, Question, Tier
from helpdesk_domain.intake.questions import CODES, SCORES
from helpdesk_domain.intake.suggestion import Determinants, Told

_TOLD: Final[Mapping[str, str]] = {
    "health_cover": "health_cover",
    "housing": "housing_state",
    "psychiatric_comorbidity": "psychiatric",
    "chronic_disease": "chronic_diseases",
    "neurodegenerative": "neurodegenerative",
    "behaviour": "behaviour",
}
"""Determinants that are yes or no, and the question each is asked by."""

_AGES: Final[Mapping[str, float]] = {
    "0-11": 0.0,
    "12-17": 12.0,
    "18-24": 18.0,
    "25-44": 25.0,
    "45-64": 45.0,
    "65-79": 65.0,
    "80+": 80.0,
}
"""Years at which each band begins; no rule has a border inside a band."""


def determinants(filling: Filling, put: OpenQuestions) -> Determinants:
    """What the rules may know of the person; an answer that breaks its constraint counts not.

    Neither does what the rules do not know: a code that a later form brought, a score beyond the
    highest. It stays in the record, and says nothing to them.

    Args:
        put: Questions that were put and have no answer (`Intake.open`).
    """
    sound: dict[str, Answer] = {
        row.path: row.answer for row in filling.rows if row.answer is not None and row.is_valid
    }
    asked = {row.path for row in filling.rows}
    open_now = {path: why for path, why in put.items() if path in asked}
    known = sound | dict(filling.computed)
    told = {name: _told(known.get(name), open_now.get(path)) for name, path in _paths()}
    return Determinants(
        **told,
        age=_AGES.get(values.text(values.value_of(known.get("age_band", "")))),
        aivqp=_figure(known.get("aivqp"), SCORES["aivqp"]),
        cps=_figure(known.get("cps"), SCORES["cps"]),
        adl=_figure(known.get("adl"), SCORES["adl"]),
        told=dict(_codes_known(filling, sound)),
    )


def answer_said(form: Form | None, path: QuestionPath, answer: Answer, language: str) -> str:
    """An answer in words, as the form has them in `language`, `fr` or `nl`.

    A code that the form does not know is shown as it is, and so are all when the form itself is
    not known here.
    """
    question = None if form is None else question_at(form, path)
    codes = answer if isinstance(answer, tuple) else (values.text(values.value_of(answer)),)
    if form is None or question is None or not question.choices:
        return ", ".join(codes)
    labels = {one.name: one for one in form.choices.get(question.choices, ())}
    return ", ".join(_label(labels.get(code), code, language) for code in codes)


def question_at(form: Form, path: QuestionPath) -> Question | None:
    """The question that is answered at `path`, in whichever turn of a repeat."""
    name = path.rpartition("/")[2]
    return next((one for one in form.questions if one.name == name), None)


def _paths() -> list[tuple[str, QuestionPath]]:
    return [(name, QuestionPath(path)) for name, path in _TOLD.items()]


def _told(answer: Answer | None, why_open: Open | None) -> Told:
    if answer == Told.YES:
        return Told.YES
    if answer == Told.NO:
        return Told.NO
    return Told.NOT_ASKED if why_open is None else Told(why_open.value)


def _figure(answer: Answer | None, most: int) -> float | None:
    return answer if isinstance(answer, float | int) and 0 <= answer <= most else None


def _codes_known(
    filling: Filling, sound: Mapping[str, Answer]
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Codes that the rules know, by question: those that are counted, and no words."""
    for row in filling.rows:
        answer, codes = sound.get(row.path), CODES.get(row.path, frozenset())
        if row.question.tier is not Tier.COUNTED:
            continue
        if isinstance(answer, str) and answer in codes:
            yield row.path, answer
        elif isinstance(answer, tuple) and (known := tuple(c for c in answer if c in codes)):
            yield row.path, known


def _label(choice: Choice | None, code: str, language: str) -> str:
    return code if choice is None else choice.label.get(language) or code
