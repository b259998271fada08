"""What a call says already of a complex situation is not asked twice, and has one home."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answer, Open, QuestionPath
from helpdesk_domain.intake.of_a_call import answered, answers_of, left_open, open_in
from helpdesk_domain.intake.record import FormId, Intake
from helpdesk_domain.person_concerned import AgeBand, PersonConcerned, PlaceAnswer
from tests.factories import a_call

INTAKE = Intake(form=FormId("complex_situation"), version="1")
HOUSING, AGE, LANGUAGE = map(QuestionPath, ("housing_state", "age_band", "person_language"))
INTERPRETER, INCOME = QuestionPath("interpreter"), QuestionPath("income")


def asked(**said: object) -> Call:
    return replace(a_call(), caller_language=None, person=PersonConcerned(), intake=INTAKE, **said)  # type: ignore[arg-type]


def test_the_age_band_of_the_call_answers_the_form_and_is_answered_there() -> None:
    call = asked()
    call = answered(call, AGE, "65-79")
    assert call.person.age is AgeBand.FROM_65
    assert answers_of(call)[AGE] == "65-79"
    assert call.intake is not None
    assert call.intake.answers == {}
    assert AGE not in answers_of(answered(call, AGE, None))


def test_no_address_answers_where_somebody_lives_until_it_is_answered_otherwise() -> None:
    call = replace(asked(), person=PersonConcerned(place=PlaceAnswer.NO_ADDRESS))
    assert answers_of(call)[HOUSING] == "homeless"
    assert answers_of(answered(call, HOUSING, "hosted"))[HOUSING] == "hosted"
    refused = left_open(call, HOUSING, Open.REFUSED)
    assert HOUSING not in answers_of(refused)
    assert open_in(refused) == {HOUSING: Open.REFUSED}


def test_a_professional_who_calls_in_french_says_nothing_of_what_the_person_speaks() -> None:
    assert LANGUAGE not in answers_of(replace(asked(), caller_language="fr"))
    arabic = replace(asked(), caller_language="ar")
    assert answers_of(arabic)[LANGUAGE] == "ar"
    # and the answer is the person's: the caller's language stays
    turkish = answered(replace(asked(), caller_language="fr"), LANGUAGE, "tr")
    assert (turkish.caller_language, answers_of(turkish)[LANGUAGE]) == ("fr", "tr")


def test_an_answer_takes_the_place_of_not_known_and_the_other_way_round() -> None:
    call = left_open(asked(), INCOME, Open.UNKNOWN)
    assert open_in(call) == {INCOME: Open.UNKNOWN}
    call = answered(call, INCOME, "work")
    assert (answers_of(call)[INCOME], dict(open_in(call))) == ("work", {})
    call = left_open(call, INCOME, Open.REFUSED)
    assert (INCOME in answers_of(call), open_in(call)) == (False, {INCOME: Open.REFUSED})


paths = st.sampled_from((HOUSING, AGE, LANGUAGE, INTERPRETER, INCOME))
steps = st.lists(
    st.tuples(paths, st.sampled_from(("yes", "no", "ar", "80+", "homeless", None, *Open)))
)


@given(steps)
def test_a_question_is_answered_or_open_or_neither_never_both(
    steps: list[tuple[QuestionPath, Answer | Open | None]],
) -> None:
    call = asked()
    for path, said in steps:
        if isinstance(said, Open):
            call = left_open(call, path, said)
            continue
        call = answered(call, path, said)
    assert not set(answers_of(call)) & set(open_in(call))
