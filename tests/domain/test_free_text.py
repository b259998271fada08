"""What is taken out of a call when its words are erased: every word, nothing that is counted."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.calls import Call, UnmetNeed
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.free_text import (
    FormOf,
    blanked,
    has_free_text,
    has_intake_text,
    is_text,
    only_shipped,
    without_situation,
)
from helpdesk_domain.intake.answers import Answer, QuestionPath
from helpdesk_domain.intake.form import Choice, Question, QuestionType, Tier
from helpdesk_domain.intake.record import Action, FormId, Intake
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.offer import TermId
from helpdesk_domain.wire import from_json, to_json
from tests.factories import NOON, a_call, a_referral

WORDS = "Kanarie, rue Haute"


def a_call_full_of_words() -> Call:
    answers: dict[str, Answer] = {
        "housing": "no_address",
        "age": 71.0,
        "chronic": ("diabetes", "renal"),
        "in_place_who": "Kanarie",
        "medication[2]/blocks_words": "Kanarie",
        "other": WORDS,
        "long": "Kanarie" * 10,
        "since": "2026-03-02",
    }
    return a_call(
        note=WORDS,
        needs=(WORDS,),
        unmet_needs=(UnmetNeed(words=WORDS, reason=UnmetReason.COST, terms=(TermId("t"),)),),
        need_terms=(TermId("t"),),
        follow_up=FollowUp(due_at=NOON, task=WORDS, tries=2),
        intake=Intake(
            form=FormId("complex"),
            version="1",
            answers={QuestionPath(path): answer for path, answer in answers.items()},
            reason="Kanarie",
            plan=(Action(what=WORDS, who="Kanarie", due=date(2026, 4, 1)),),
        ),
    )


def test_no_word_is_left_and_all_that_is_counted_is() -> None:
    call = a_call_full_of_words()
    left = blanked(call)

    assert b"Kanarie" not in to_json(left)
    intake = left.intake
    assert intake is not None
    assert dict(intake.answers) == {
        "housing": "no_address",
        "age": 71.0,
        "chronic": ("diabetes", "renal"),
        "in_place_who": "",
        "medication[2]/blocks_words": "",
        "other": "",
        "long": "",
        "since": "2026-03-02",
    }
    assert intake.plan[0].due == date(2026, 4, 1)
    assert left.need_terms == call.need_terms
    assert (left.unmet_needs[0].reason, left.unmet_needs[0].terms) == (UnmetReason.COST, ("t",))
    assert left.follow_up is not None
    assert (left.follow_up.due_at, left.follow_up.tries) == (NOON, 2)
    same = {field.name for field in fields(Call)} - {
        *("note", "needs", "unmet_needs", "follow_up", "intake")
    }
    assert all(getattr(left, name) == getattr(call, name) for name in same)


def of_the_shipped_form(answers: dict[str, Answer]) -> Call:
    form = shipped_form()
    told = {QuestionPath(path): answer for path, answer in answers.items()}
    return a_call(intake=Intake(form=form.id, version=form.version, answers=told))


def left_of(call: Call, form_of: FormOf = only_shipped) -> dict[str, Answer]:
    intake = blanked(call, form_of).intake
    assert intake is not None
    return {str(path): answer for path, answer in intake.answers.items()}


def test_the_form_says_what_words_are_where_it_is_known() -> None:
    call = of_the_shipped_form(
        {
            "health_cover": "no",
            "housing_state": "Kanarie",
            "right_to_open": ("amu", "Kanarie"),
            "in_place_who": "Kanarie",
            "belrai_date": "2026-03-02",
            "aivqp": 3.0,
        }
    )
    assert left_of(call) == {
        "health_cover": "no",
        "housing_state": "",
        "right_to_open": ("amu",),
        "in_place_who": "",
        "aivqp": 3.0,
    }
    assert blanked(blanked(call)) == blanked(call)


def test_a_text_in_one_word_and_a_code_with_a_blank_are_told_apart_by_a_form() -> None:
    form = replace(
        shipped_form(),
        id=FormId("own"),
        questions=(
            Question(name="nickname", type=QuestionType.TEXT, label={}, tier=Tier.TOLD),
            Question(
                name="where",
                type=QuestionType.SELECT_ONE,
                label={},
                choices="w",
                tier=Tier.COUNTED,
            ),
        ),
        choices={"w": (Choice(name="a code with blanks", label={}),)},
    )
    code = "a code with blanks"
    answers = {QuestionPath("nickname"): "Kanarie", QuestionPath("where"): code}
    call = a_call(intake=Intake(form=form.id, version=form.version, answers=answers))
    assert left_of(call, lambda *_: form) == {"nickname": "", "where": code}
    # And where it is not known, what could be words counts as words
    assert left_of(call) == {"nickname": "Kanarie", "where": ""}


def test_no_answer_to_a_question_of_words_outlives_the_blanking() -> None:
    form = shipped_form()
    told = {one.name: "Kanarie" for one in form.questions if one.tier is Tier.TOLD}
    assert len(told) == 3
    assert "Kanarie" not in str(left_of(of_the_shipped_form(dict(told))))


def test_blanked_twice_is_blanked_once_and_can_be_read_again() -> None:
    left = blanked(a_call_full_of_words())
    assert blanked(left) == left
    assert not has_free_text(left)
    assert from_json(to_json(left), Call) == left


def test_what_a_desk_lists_stays_when_the_situation_goes() -> None:
    call = a_call_full_of_words()
    left = without_situation(call)
    assert (left.needs, left.unmet_needs) == (call.needs, call.unmet_needs)
    assert left.note == ""
    assert not has_intake_text(left)
    assert has_intake_text(call)
    assert not has_intake_text(replace(call, intake=None))


@given(st.text(min_size=1))
def test_whatever_has_a_blank_or_is_long_is_taken_for_words(text: str) -> None:
    assert is_text("question", f"{text} {text}")
    assert is_text("question", text * 41)
    assert is_text("group/in_place_who", text)
    assert not is_text("question", "housing_no_address")
    assert not is_text("question", 3.0)


def test_a_text_field_that_is_added_to_a_call_has_to_be_thought_of() -> None:
    texts = {field.name for field in fields(Call) if "str" in str(field.type)}
    assert texts == {"caller_language", "needs", "note", "reference"}, "is it blanked?"
    assert {field.name for field in fields(type(a_referral())) if field.type == "str"} <= {
        *("service_name", "sheet")
    }
