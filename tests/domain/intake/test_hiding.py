"""No national number is kept in an intake, in whichever of its texts it was typed."""

from dataclasses import replace
from datetime import date

from helpdesk_domain.calls import closed
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.record import Action, FormId, Intake
from helpdesk_domain.national_numbers import HIDDEN
from tests.factories import a_call

NUMBER = "85.07.30-033.28"
"""Valid, and of nobody: the example of the National Register itself."""

INTAKE = Intake(
    form=FormId("complex_situation"),
    version="2026.1",
    answers={
        QuestionPath("blocks_words"): f"NISS {NUMBER} au CPAS",
        QuestionPath("in_place"): ("gp", "cpas"),
        QuestionPath("aivqp"): 26.0,
    },
    reason=f"voir {NUMBER}",
    plan=(Action(what=f"demander {NUMBER}", who=f"CPAS ({NUMBER})", due=date(2026, 12, 1)),),
)


def test_a_call_is_logged_without_the_numbers_of_its_intake() -> None:
    kept = closed(a_call(intake=INTAKE)).intake

    assert kept is not None
    assert kept.answers == {
        "blocks_words": f"NISS {HIDDEN} au CPAS",
        "in_place": ("gp", "cpas"),
        "aivqp": 26.0,
    }
    assert kept.reason == f"voir {HIDDEN}"
    [action] = kept.plan
    assert (action.what, action.who) == (f"demander {HIDDEN}", f"CPAS ({HIDDEN})")
    assert action.due == date(2026, 12, 1)


def test_an_intake_without_one_stays_as_it_is() -> None:
    plain = replace(INTAKE, answers={QuestionPath("blocks_words"): "rien"}, reason="", plan=())

    assert closed(a_call(intake=plain)).intake == plain
