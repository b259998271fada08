"""What the rules get of a form that was published later than they were written."""

from dataclasses import replace
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk_domain.intake.answers import Answer, Open, QuestionPath
from helpdesk_domain.intake.filling import fill
from helpdesk_domain.intake.form import Form, Question, QuestionType
from helpdesk_domain.intake.questions import CODES, DETERMINANTS, SCORES
from helpdesk_domain.intake.reading import determinants
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.intake.soundness import faults_of
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import Determinants, Suggestion
from tests.domain.intake.forms import a_choice, a_form, a_question

TODAY = date(2026, 11, 29)
READ = [*CODES, *DETERMINANTS, *SCORES, "level", "belrai", "age"]
"""Names that the rules know a meaning of, and three that they make themselves."""

KINDS = {
    QuestionType.SELECT_ONE: {"choices": "any"},
    QuestionType.SELECT_MULTIPLE: {"choices": "any"},
    QuestionType.INTEGER: {},
    QuestionType.DECIMAL: {},
    QuestionType.DATE: {},
    QuestionType.TEXT: {},
    QuestionType.CALCULATE: {"calculation": "1 div 0"},
}
ANY = sorted(
    {"yes", "no", "month", "integration", *(code for some in CODES.values() for code in some)}
)

answers: st.SearchStrategy[Answer] = st.one_of(
    st.sampled_from(ANY),
    st.lists(st.sampled_from(ANY), max_size=3).map(tuple),
    st.floats(),
    st.text(max_size=4),
)


@st.composite
def published_forms(draw: st.DrawFn) -> Form:
    """Forms that may be published, and that ask what the rules know in any way."""
    names = draw(st.lists(st.sampled_from(READ), min_size=1, max_size=6, unique=True))
    questions = [_question(name, draw(st.sampled_from(list(KINDS)))) for name in names]
    form = a_form(*questions, choices={"any": tuple(map(a_choice, ANY))})
    assert faults_of(form) == ()
    return form


def _question(name: str, kind: QuestionType) -> Question:
    return a_question(name, kind, **KINDS[kind])


def suggested(form: Form, told: dict[QuestionPath, Answer]) -> Suggestion:
    left = {QuestionPath("housing"): Open.REFUSED, QuestionPath("aivqp"): Open.UNKNOWN}
    return suggest(determinants(fill(form, told, TODAY), left))


@settings(max_examples=300, deadline=None)
@given(
    published_forms(),
    st.dictionaries(st.sampled_from(list(map(QuestionPath, READ))), answers),
)
@example(
    a_form(_question("age_band", QuestionType.SELECT_ONE), choices={"any": (a_choice("month"),)}),
    {QuestionPath("age_band"): "month"},
)
def test_no_form_and_no_answer_stops_the_reasoning(
    form: Form, told: dict[QuestionPath, Answer]
) -> None:
    found = suggested(form, told)

    assert found.rules
    known = determinants(fill(form, told, TODAY), {})
    for name, said in known.told.items():
        assert isinstance(said, str | tuple)
        assert CODES[name].issuperset((said,) if isinstance(said, str) else said)
    assert all(0 <= (getattr(known, score) or 0) <= most for score, most in SCORES.items())


def test_a_code_that_a_later_form_brought_says_nothing_to_the_rules_and_the_rest_counts() -> None:
    # Given the form that comes along, with one more answer to « urgency » and to the diseases
    shipped = shipped_form()
    lists = {
        one.choices for one in shipped.questions if one.name in ("urgency", "chronic_diseases")
    }
    more = {name: (*shipped.choices[name], a_choice("month")) for name in lists}
    later = replace(shipped, version="2027", choices={**shipped.choices, **more})
    assert faults_of(later) == ()

    # When both are answered with it
    told: dict[QuestionPath, Answer] = {
        QuestionPath("urgency"): "month",
        QuestionPath("chronic_diseases"): ("diabetes", "month"),
        QuestionPath("health_cover"): "no",
    }
    known = determinants(fill(later, told, TODAY), {})

    # Then what the rules know of it is what counts
    assert known == Determinants(
        health_cover=known.health_cover,
        chronic_disease=known.chronic_disease,
        told={"chronic_diseases": ("diabetes",)},
    )
    assert (known.health_cover, known.chronic_disease) == ("no", "yes")
    assert "care_trajectory_diabetes" in suggested(later, told).prompts
