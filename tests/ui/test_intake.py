"""A complex situation, asked and reasoned about through the real window (F5)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.record import PromptAnswer, PromptId
from helpdesk_domain.person_concerned import AgeBand
from tests.ui.intake_hands import (
    answer,
    answers,
    asked,
    current,
    go_to,
    held,
    open_intake,
    sums_up,
    told,
)
from tests.ui.window import Key, Window

pytestmark = pytest.mark.usefixtures("no_mouse")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def intake(window: Window) -> Window:
    """A call in French, its intake open."""
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    open_intake(window)
    return window


def test_a_letter_answers_and_goes_on_to_the_next_question(intake: Window) -> None:
    # Given the first question, whether the person has health cover
    assert held(intake).startswith("intake.health_cover")
    # When « oui » is struck
    intake.strike("o")
    # Then it is answered, and the next question has the keyboard
    assert answers(intake) == {"health_cover": "yes"}
    assert held(intake).startswith("intake.housing_state")


def test_what_only_matters_without_health_cover_is_asked_only_then(intake: Window) -> None:
    assert "right_to_open" not in asked(intake)
    intake.strike("n")
    assert held(intake).startswith("intake.right_to_open")
    # And an answer to it counts no more once there is health cover
    intake.strike("a")
    intake.press(Key.Key_Up)
    intake.strike("o")
    assert "right_to_open" not in asked(intake)


def test_letters_struck_before_the_form_is_here_answer_it(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F5)
    window.strike("n")
    window.strike("a")
    window.until(lambda: bool(asked(window)))
    window.until(lambda: current(window).intake is not None)
    assert answers(window) == {"health_cover": "no", "right_to_open": ("amu",)}


def test_unknown_refused_and_not_asked_are_three_things(intake: Window) -> None:
    intake.strike("i")
    answer(intake, "residence", "r")
    assert answers(intake) == {}
    assert dict(told(intake).open) == {"health_cover": "unknown", "residence": "refused"}
    assert "income" not in told(intake).open
    # And Delete makes it « not asked » again
    intake.press(Key.Key_Up)
    intake.press(Key.Key_Delete)
    assert told(intake).open == {"health_cover": "unknown"}


def test_several_diseases_are_struck_one_after_the_other_and_none_stands_alone(
    intake: Window,
) -> None:
    answer(intake, "chronic_diseases", "dc")
    assert answers(intake)["chronic_diseases"] == ("diabetes", "cancer")
    intake.strike("u")
    assert answers(intake)["chronic_diseases"] == ("none",)


def test_what_the_call_told_already_is_not_asked_twice(window: Window) -> None:
    # Given a call about somebody of seventy without an address, who needs an interpreter
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.press(Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    window.type("sans adresse 70 ans interprète")
    window.press(Key.Key_Return)
    # When the intake opens
    open_intake(window)
    # Then these questions are answered, though nothing was struck
    for control in ("housing_state.homeless", "interpreter.yes", "age_band.65-79"):
        button = window.find(f"intake.{control}")
        assert button.property("checked"), control
    assert "belrai_known" in asked(window)


def test_age_and_interpreter_answered_here_are_those_of_the_call(intake: Window) -> None:
    answer(intake, "interpreter", "o")
    assert current(intake).person.interpreter is True
    assert answers(intake) == {}
    go_to(intake, "age_band")
    button = intake.find("intake.age_band.65-79")
    button.setFocus()
    intake.press(Key.Key_Space)
    assert current(intake).person.age is AgeBand.FROM_65


def test_the_level_follows_from_the_answers_with_its_evidence(intake: Window) -> None:
    # Given a person without cover, without home, with a psychiatric disease and diabetes
    intake.strike("n")
    answer(intake, "housing_state", "s")
    answer(intake, "psychiatric", "o")
    assert sums_up(intake) == "intégration, s’il y a une maladie chronique"
    answer(intake, "chronic_diseases", "d")
    # Then integration is suggested, and where that is from is said
    assert sums_up(intake) == "intégration"
    assert "étude" in intake.says("intake.reasoning.evidence")
    assert "χ²=7,5" in intake.says("intake.reasoning.because")
    assert "p. 7" in intake.says("intake.reasoning.because")
    assert "n=236" in intake.says("intake.reasoning.caveats")


def test_the_next_question_is_the_one_that_would_change_something(intake: Window) -> None:
    answer(intake, "chronic_diseases", "d")
    assert intake.find("intake.reasoning.ask").isVisible()
    intake.find("intake.reasoning.ask").setFocus()
    intake.press(Key.Key_Space)
    assert held(intake).startswith("intake.health_cover")


def test_enter_keeps_the_level_that_is_suggested(intake: Window) -> None:
    intake.strike("o")
    answer(intake, "housing_state", "l")
    answer(intake, "psychiatric", "n")
    answer(intake, "chronic_diseases", "d")
    intake.press(Key.Key_End)
    intake.press(Key.Key_Return)
    assert (told(intake).level, told(intake).suggested, told(intake).reason) == (
        Level.LINKAGE,
        Level.LINKAGE,
        "",
    )
    assert told(intake).rules
    # And the call says so on the desk
    intake.press(Key.Key_Escape)
    assert "linkage" in intake.says("call.intake")


def test_another_level_than_is_suggested_asks_for_a_word_of_reason(intake: Window) -> None:
    intake.strike("o")
    answer(intake, "housing_state", "l")
    answer(intake, "psychiatric", "n")
    answer(intake, "chronic_diseases", "d")
    intake.press(Key.Key_End)
    intake.strike("c")
    assert held(intake) == "intake.reason.line"
    assert "▲" in intake.says("intake.reason.problem")
    intake.type("perdue entre trois services")
    assert (told(intake).level, told(intake).suggested) == (Level.COORDINATION, Level.LINKAGE)
    assert told(intake).reason == "perdue entre trois services"
    assert intake.find("intake.reason.problem").isHidden()


def test_a_plan_says_who_does_what_until_when(intake: Window) -> None:
    intake.press(Key.Key_End)
    intake.press(Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert held(intake) == "intake.plan.new.line"
    intake.type("CPAS + maison médicale : ouvrir la carte j+2")
    intake.press(Key.Key_Return)
    (step,) = told(intake).plan
    assert (step.who, step.what) == ("CPAS + maison médicale", "ouvrir la carte")
    assert step.due is not None
    assert "Concertation" in intake.says("intake.plan.0.title")
    # And it is done, or taken out, by a key; F12 brings it back without leaving the screen
    intake.press(Key.Key_Up)
    intake.strike("f")
    assert told(intake).plan[0].is_done
    intake.press(Key.Key_Delete)
    assert told(intake).plan == ()
    intake.press(Key.Key_F12)
    assert len(told(intake).plan) == 1
    assert intake.find("intake").isVisible()


def test_what_became_of_what_is_to_be_considered_is_a_letter(intake: Window) -> None:
    # Given a person without a home
    intake.strike("o")
    answer(intake, "housing_state", "s")
    answer(intake, "chronic_diseases", "d")
    row = intake.workplace.late.intake.page.prompts.stops()[0]
    row.take_keyboard()
    intake.strike("f")
    assert dict(told(intake).prompts) == {
        PromptId(row.objectName().removeprefix("intake.prompt.")): PromptAnswer.DONE
    }


def test_services_for_it_are_found_and_enter_gives_one(intake: Window) -> None:
    # Given somebody who leaves a psychiatric ward within the week
    answer(intake, "hospital_discharge", "l")
    answer(intake, "discharge_ward", "p")
    first = "intake.prompt.continuity_conventions.service.0"
    intake.until(lambda: intake.main.findChild(QWidget, first) is not None)
    assert "Soins à domicile Le Pont" in intake.says(first)
    # When the keyboard goes to a service and Enter is struck
    intake.find("intake.prompt.continuity_conventions.done").setFocus()
    intake.press(Key.Key_Down)
    assert held(intake) == first
    intake.press(Key.Key_Return)
    # Then it is given to the caller, and says so; the page stays
    (given,) = current(intake).referrals
    assert given.service_name == "Soins à domicile Le Pont"
    assert intake.says(first).startswith("✓")
    assert intake.find("intake").isVisible()


def test_a_service_that_is_full_says_so_before_its_name_there_too(intake: Window) -> None:
    answer(intake, "hospital_discharge", "l")
    answer(intake, "discharge_ward", "p")
    shown = [f"intake.prompt.continuity_conventions.service.{at}" for at in range(3)]
    intake.until(lambda: intake.main.findChild(QWidget, shown[-1]) is not None)
    first, _, last = map(intake.says, shown)
    assert first.startswith("+  Soins à domicile Le Pont"), "one with room needs no word"
    assert last.startswith("+  ▲ Saturé · Soins à domicile L'Étape")


def test_the_cpas_of_the_commune_waits_for_the_commune(intake: Window) -> None:
    intake.strike("n")
    services = intake.workplace.late.intake.page.prompts
    names = [row.objectName() for row in services.stops()]
    assert "intake.prompt.cpas_of_the_commune" in names
    assert intake.main.findChild(QWidget, "intake.prompt.cpas_of_the_commune.service.0") is None


def test_a_crash_loses_no_answer(start: Callable[[], Window]) -> None:
    window = start()
    window.press(Key.Key_F2)
    open_intake(window)
    window.strike("n")
    go_to(window, "blocks_words")
    window.type("trois guichets")
    window.press(Key.Key_Escape)
    window.until_kept()
    window.close()
    again = start()
    again.until_offered()
    again.press(Key.Key_Return)
    open_intake(again)
    assert answers(again) == {"health_cover": "no", "blocks_words": "trois guichets"}


def test_a_national_number_typed_in_the_intake_is_not_kept(intake: Window) -> None:
    go_to(intake, "blocks_words")
    intake.type("nn 93.05.18-223.61 bloqué")
    assert "93.05.18" not in str(answers(intake)["blocks_words"])
    assert "93.05.18" not in intake.says("intake.blocks_words.line")


def test_a_score_that_is_no_number_is_said_so_and_not_lost(intake: Window) -> None:
    go_to(intake, "age_band")
    intake.find("intake.age_band.80+").setFocus()
    intake.press(Key.Key_Space)
    answer(intake, "belrai_known", "o")
    assert held(intake) == "intake.aivqp.line"
    intake.type("2a")
    assert "▲" in intake.says("intake.aivqp.problem")
    assert "aivqp" not in answers(intake)
    intake.press(Key.Key_Escape)
    open_intake(intake)
    assert intake.says("intake.aivqp.line") == "2a"
    # And one that nobody can have is refused in the words of the form
    go_to(intake, "aivqp")
    intake.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    intake.type("99")
    assert "48" in intake.says("intake.aivqp.problem")
    assert "profil" not in sums_up(intake)


def test_scores_known_before_give_a_belrai_profile(intake: Window) -> None:
    go_to(intake, "age_band")
    intake.find("intake.age_band.80+").setFocus()
    intake.press(Key.Key_Space)
    answer(intake, "belrai_known", "o")
    for score in ("26", "2", "3"):
        intake.type(score)
        intake.press(Key.Key_Return)
    assert "profil 3" in intake.says("intake.reasoning.belrai")


def test_the_questions_are_asked_in_the_language_of_the_screens(intake: Window) -> None:
    intake.strike("n")
    intake.speech.use("nl")
    assert intake.says("intake.health_cover.title") == "In orde met de ziekteverzekering?"
    # And letters are those of Dutch
    intake.press(Key.Key_Up)
    intake.strike("j")
    assert answers(intake)["health_cover"] == "yes"


def test_the_call_is_saved_whole_from_the_intake(intake: Window) -> None:
    intake.strike("n")
    answer(intake, "chronic_diseases", "d")
    saved = intake.finish()
    assert saved.intake is not None
    assert saved.outcome is Outcome.COMPLEX
    assert ("diabetes",) in saved.intake.answers.values()
    # And opened again, the answers are there
    assert saved.intake.version


def test_keys_of_the_search_lead_back_to_the_desk(intake: Window) -> None:
    intake.press(Key.Key_F4)
    assert held(intake) == "search.text"
    open_intake(intake)
    intake.press(Key.Key_F5)
    assert held(intake) == "search.text"


def test_a_key_that_is_held_down_answers_one_question(intake: Window) -> None:
    focus = intake.main.focusWidget()
    assert focus is not None
    none = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True):
        target = intake.main.focusWidget()
        event = QKeyEvent(QEvent.Type.KeyPress, 0, none, "o", autorep=repeated)
        QApplication.sendEvent(target, event)
    assert list(answers(intake)) == ["health_cover"]


def test_a_step_that_is_being_typed_stays_with_its_call(intake: Window) -> None:
    # Given a step half typed, and another call
    intake.press(Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    intake.type("prévenir la fille")
    intake.press(Key.Key_F2)
    open_intake(intake)
    assert intake.says("intake.plan.new.line") == ""
    # When the first one comes back, so does its line
    intake.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    open_intake(intake)
    assert intake.says("intake.plan.new.line") == "prévenir la fille"


def test_where_life_is_at_risk_the_numbers_come_before_every_question(intake: Window) -> None:
    answer(intake, "urgency", "v")
    assert "112" in intake.says("intake.urgent")
    assert intake.find("intake.urgent").isVisible()
    intake.press(Key.Key_Up)
    answer(intake, "urgency", "p")
    assert intake.find("intake.urgent").isHidden()


def test_of_what_is_typed_or_picked_from_a_list_it_can_be_said_that_nobody_knows(
    intake: Window,
) -> None:
    for question in ("person_language", "blocks_words"):
        go_to(intake, question)
        intake.find(f"intake.{question}.unknown").setFocus()
        intake.press(Key.Key_Space)
    assert dict(told(intake).open) == {"person_language": "unknown", "blocks_words": "unknown"}


def test_tab_goes_through_the_questions_as_they_stand(intake: Window) -> None:
    intake.strike("n")
    intake.press(Key.Key_Up)
    assert held(intake).startswith("intake.health_cover")
    intake.press(Key.Key_Tab)
    assert held(intake).startswith("intake.right_to_open")
    intake.press(Key.Key_Tab)
    assert held(intake).startswith("intake.housing_state")


def test_the_summary_of_a_call_never_has_the_answers_of_another(intake: Window) -> None:
    intake.strike("n")
    intake.press(Key.Key_F2)
    intake.press(Key.Key_F5)
    intake.press(Key.Key_F7)
    intake.until(lambda: bool(asked(intake)))
    assert (
        intake.main.findChild(QWidget, "summary") is None or not intake.find("summary").isVisible()
    )


def test_answers_of_a_form_that_is_not_here_are_read_and_not_changed(intake: Window) -> None:
    # Given a call that was asked with a version of the form that this desk lacks
    intake.strike("n")
    opened = intake.workplace.calls.current
    assert opened is not None
    opened.amend(
        lambda call: replace(
            call,
            intake=replace(
                told(intake),
                version="2019.1",
                answers={QuestionPath("residence"): "gone_code"},
            ),
        )
    )
    # When it is opened
    intake.press(Key.Key_Escape)
    intake.press(Key.Key_F5)
    intake.until(lambda: "2019.1" in intake.says("intake.notice"))
    # Then the code stands there, and no letter answers
    assert not intake.find("intake.residence").isEnabled()
    assert answers(intake) == {"residence": "gone_code"}
