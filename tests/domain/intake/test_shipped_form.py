"""« Situation complexe / complexe situatie »: what is asked, and what the rules get of it."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from helpdesk_domain.intake.answers import Answer, Answers, Open, QuestionPath
from helpdesk_domain.intake.filling import AskedQuestion, Filling, fill
from helpdesk_domain.intake.form import Form, Question, QuestionType, Said, Tier
from helpdesk_domain.intake.reading import answer_said, determinants
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.intake.soundness import faults_of
from helpdesk_domain.intake.suggestion import Determinants, Told
from helpdesk_domain.person_concerned import AgeBand
from helpdesk_server.forms.compiling import compile_file
from tests.test_glossary import COLUMNS, having, rows

TODAY = date(2026, 11, 29)
SOURCE = Path(__file__).parents[3] / "resources" / "forms" / "complex_situation.md"


def filled(**answers: Answer) -> Filling:
    return fill(shipped_form(), as_answers(answers), TODAY)


def as_answers(answers: dict[str, Answer]) -> Answers:
    return {QuestionPath(name): answer for name, answer in answers.items()}


def read(put: dict[str, Open] | None = None, /, **answers: Answer) -> Determinants:
    opened = {QuestionPath(name): why for name, why in (put or {}).items()}
    return determinants(filled(**answers), opened)


def asked(**answers: Answer) -> set[str]:
    return {row.path for row in filled(**answers).rows}


def row(path: str, **answers: Answer) -> AskedQuestion:
    [found] = [one for one in filled(**answers).rows if one.path == path]
    return found


def test_it_is_what_its_source_says_and_has_no_fault() -> None:
    compiled = compile_file(SOURCE)

    assert compiled.mistakes == ()
    assert compiled.form == shipped_form()
    assert faults_of(shipped_form()) == ()


def test_it_has_twelve_sections_in_the_order_of_the_screen() -> None:
    assert [group.name for group in shipped_form().groups] == [
        "cover",
        "housing_situation",
        "residence_situation",
        "income_situation",
        "psychiatric_situation",
        "chronic_situation",
        "language_situation",
        "surroundings_situation",
        "urgency_situation",
        "age_situation",
        "in_place_situation",
        "blocks_situation",
    ]
    assert all(question.group for question in shipped_form().questions)


def test_nothing_names_a_person_and_what_is_typed_is_not_counted() -> None:
    form = shipped_form()
    told = {one.name for one in form.questions if one.tier is Tier.TOLD}
    typed = {one.name for one in form.questions if one.type is QuestionType.TEXT}

    assert typed == {"in_place_who", "blocks_words"}
    assert told == typed | {"belrai_date"}
    names = {one.name for one in form.questions} | set(form.choices)
    assert not [one for one in names if re.search("nation|relig|ethni|register|birth|phone", one)]


def test_the_bands_of_age_are_those_of_the_call() -> None:
    assert [choice.name for choice in shipped_form().choices["age_bands"]] == list(AgeBand)


def test_a_right_is_asked_for_only_without_cover() -> None:
    assert "right_to_open" not in asked()
    assert "right_to_open" not in asked(health_cover="yes")
    assert "right_to_open" in asked(health_cover="no")


def test_scores_are_asked_for_only_of_who_is_65_and_was_assessed() -> None:
    scores = {"aivqp", "cps", "adl", "neurodegenerative", "behaviour", "belrai_date"}

    assert not asked(age_band="45-64", belrai_known="yes") & {*scores, "belrai_known"}
    assert asked(age_band="65-79") & {*scores, "belrai_known"} == {"belrai_known"}
    for band in ("65-79", "80+"):
        assert asked(age_band=band, belrai_known="yes") >= scores


@pytest.mark.parametrize(("score", "top"), [("aivqp", 48), ("cps", 6), ("adl", 6)])
def test_a_score_outside_its_scale_is_told(score: str, top: int) -> None:
    known: dict[str, Answer] = {"age_band": "80+", "belrai_known": "yes"}

    assert row(score, **known, **{score: float(top)}).is_valid
    assert row(score, **known, **{score: 0.0}).is_valid
    beyond = row(score, **known, **{score: float(top + 1)})
    assert not beyond.is_valid
    assert str(top) in beyond.message["fr"]
    assert not row(score, **known, **{score: -1.0}).is_valid


def test_an_assessment_is_not_of_tomorrow() -> None:
    known: dict[str, Answer] = {"age_band": "80+", "belrai_known": "yes"}

    assert row("belrai_date", **known, belrai_date="2026-11-29").is_valid
    assert not row("belrai_date", **known, belrai_date="2026-11-30").is_valid


@pytest.mark.parametrize("question", ["right_to_open", "chronic_diseases", "in_place"])
def test_none_stands_alone(question: str) -> None:
    other = shipped_form().choices[choices_of(question)][0].name

    assert row(question, health_cover="no", **{question: ("none",)}).is_valid
    assert row(question, health_cover="no", **{question: (other,)}).is_valid
    assert not row(question, health_cover="no", **{question: ("none", other)}).is_valid


def choices_of(name: str) -> str:
    return next(one.choices for one in shipped_form().questions if one.name == name)


@pytest.mark.parametrize(
    ("answers", "name", "told"),
    [
        ({}, "housing", Told.NOT_ASKED),
        ({"housing_state": "stable"}, "housing", Told.YES),
        ({"housing_state": "precarious"}, "housing", Told.YES),
        ({"housing_state": "hosted"}, "housing", Told.NO),
        ({"housing_state": "homeless"}, "housing", Told.NO),
        ({"housing_state": "gone"}, "housing", Told.NOT_ASKED),
        ({"health_cover": "no"}, "health_cover", Told.NO),
        ({"psychiatric": "yes"}, "psychiatric_comorbidity", Told.YES),
        ({"chronic_diseases": ("none",)}, "chronic_disease", Told.NO),
        ({"chronic_diseases": ("pregnancy", "other")}, "chronic_disease", Told.YES),
        ({"chronic_diseases": ("none", "other")}, "chronic_disease", Told.YES),
        ({"behaviour": "yes"}, "behaviour", Told.NOT_ASKED),
        (
            {"age_band": "80+", "belrai_known": "yes", "behaviour": "yes"},
            "behaviour",
            Told.YES,
        ),
    ],
)
def test_the_rules_get_what_was_answered(answers: dict[str, Answer], name: str, told: Told) -> None:
    assert getattr(read(**answers), name) is told


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("health_cover", "health_cover"),
        ("housing_state", "housing"),
        ("psychiatric", "psychiatric_comorbidity"),
        ("chronic_diseases", "chronic_disease"),
    ],
)
def test_unknown_refused_and_not_asked_are_three_things(question: str, name: str) -> None:
    assert getattr(read(), name) is Told.NOT_ASKED
    assert getattr(read({question: Open.UNKNOWN}), name) is Told.UNKNOWN
    assert getattr(read({question: Open.REFUSED}), name) is Told.REFUSED


def test_an_open_question_that_is_hidden_again_was_not_asked() -> None:
    put = {"behaviour": Open.REFUSED}

    assert read(put, age_band="80+", belrai_known="yes").behaviour is Told.REFUSED
    assert read(put, age_band="12-17", belrai_known="yes").behaviour is Told.NOT_ASKED


def test_scores_and_ages_reach_the_rules_and_bad_ones_do_not() -> None:
    known: dict[str, Answer] = {"age_band": "65-79", "belrai_known": "yes", "aivqp": 24.0}

    found = read(**known, cps=7.0, adl=3.0)

    assert (found.age, found.aivqp, found.cps, found.adl) == (65.0, 24.0, None, 3.0)
    assert read(age_band="18-24", belrai_known="yes", aivqp=24.0).aivqp is None
    assert [read(age_band=band).age for band in AgeBand] == [0, 12, 18, 25, 45, 65, 80]
    assert read().age is None


def test_prompts_get_codes_and_no_words() -> None:
    found = read(hospital_discharge="day", in_place=("gp", "cpas"), in_place_who="Dr P.")

    assert found.told == {"hospital_discharge": "day", "in_place": ("gp", "cpas")}
    assert {field.name for field in fields(found)} >= {"health_cover", "housing"}


def test_an_answer_is_said_in_words() -> None:
    form = shipped_form()

    def said(name: str, answer: Answer, language: str = "fr") -> str:
        return answer_said(form, QuestionPath(name), answer, language)

    assert said("housing_state", "homeless") == "sans-abri"
    assert said("in_place", ("gp", "cpas"), "nl") == "huisarts, OCMW"
    assert said("housing_state", "a_code_of_before") == "a_code_of_before"
    assert said("aivqp", 26.0) == "26"
    assert said("belrai_date", "2026-03-02") == "2026-03-02"
    assert said("of_no_form", "x") == "x"
    assert answer_said(None, QuestionPath("housing_state"), "homeless", "fr") == "homeless"


def texts(form: Form, language: str) -> list[str]:
    of_rows: list[Said] = [form.title, *(group.label for group in form.groups)]
    for question in form.questions:
        of_rows += _said(question)
    of_rows += [choice.label for choices in form.choices.values() for choice in choices]
    return [said[language] for said in of_rows if said]


def _said(question: Question) -> list[Said]:
    return [question.label, question.hint, question.constraint_message]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_it_speaks_as_the_screens_do(language: str) -> None:
    _, at = COLUMNS[language]
    every = texts(shipped_form(), language)

    others = {word: having(every, word) for one in rows() for word in one[at].split(", ")}

    assert {word: found for word, found in others.items() if found} == {}
    if language == "fr":
        assert [one for one in every if re.search(r"\S [?!:;»]|« ", one)] == []
    assert [one for one in every if one != one.strip() or not one] == []
