"""What of a form is asked now, and which of its answers count."""

from datetime import date

from helpdesk_domain.intake.answers import Answers, QuestionPath
from helpdesk_domain.intake.filling import Filling, fill
from helpdesk_domain.intake.form import Form, QuestionType
from tests.domain.intake.forms import YES_NO, a_choice, a_form, a_group, a_question

TODAY = date(2026, 11, 29)
ONE, MANY = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE


def answered(**answers: str | float | tuple[str, ...]) -> Answers:
    return {QuestionPath(name): answer for name, answer in answers.items()}


def asked(filling: Filling) -> list[str]:
    return [row.path for row in filling.rows]


def filled(form: Form, **answers: str | float | tuple[str, ...]) -> Filling:
    return fill(form, answered(**answers), TODAY)


CHAIN = a_form(
    a_question("cover", ONE, choices="yes_no"),
    a_question("right", ONE, choices="yes_no", relevant="${cover} = 'no'"),
    a_question("paper", relevant="${right} = 'yes'", required="true()"),
    choices=YES_NO,
)


def test_a_question_is_asked_once_its_condition_holds() -> None:
    assert asked(filled(CHAIN)) == ["cover"]
    assert asked(filled(CHAIN, cover="no")) == ["cover", "right"]
    assert asked(filled(CHAIN, cover="no", right="yes")) == ["cover", "right", "paper"]


def test_a_hidden_question_answers_nothing_and_neither_does_what_hung_on_it() -> None:
    hidden = filled(CHAIN, cover="yes", right="yes", paper="card")

    assert asked(hidden) == ["cover"]
    assert hidden.counted == answered(cover="yes")


def test_a_required_question_is_missing_only_while_it_is_asked_and_not_answered() -> None:
    assert filled(CHAIN).missing == ()
    assert filled(CHAIN, cover="no", right="yes").missing == ("paper",)
    assert filled(CHAIN, cover="no", right="yes", paper="card").missing == ()


def test_a_question_may_hang_on_one_that_stands_below_it() -> None:
    form = a_form(a_question("first", relevant="${last} = 'x'"), a_question("last"))

    assert asked(filled(form, last="x", first="y")) == ["first", "last"]


def test_a_group_hides_all_that_lies_in_it() -> None:
    form = a_form(
        a_question("age", QuestionType.INTEGER),
        a_question("score", QuestionType.INTEGER, group="inner"),
        groups=[a_group("outer", relevant="${age} >= 65"), a_group("inner", "outer")],
    )

    assert asked(filled(form, age=70.0)) == ["age", "score"]
    assert filled(form, age=64.0, score=3.0).counted == answered(age=64.0)


def test_a_hidden_group_hides_also_what_would_be_asked_by_itself() -> None:
    form = a_form(
        a_question("age", QuestionType.INTEGER),
        a_question("score", group="scores", relevant="${age} > 10"),
        a_question("double", QuestionType.CALCULATE, group="scores", calculation="${age} * 2"),
        groups=[a_group("scores", relevant="${age} >= 65")],
    )

    young = filled(form, age=20.0, score="x")

    assert asked(young) == ["age"]
    assert (young.counted, young.computed) == (answered(age=20.0), {})
    assert asked(filled(form, age=70.0)) == ["age", "score"]


def test_what_is_computed_is_not_shown_and_is_there_for_the_others() -> None:
    form = a_form(
        a_question("a", QuestionType.INTEGER),
        a_question("double", QuestionType.CALCULATE, calculation="${a} * 2"),
        a_question("large", relevant="${double} > 10"),
    )

    assert filled(form).computed == {}
    assert filled(form, a=6.0).computed == answered(double=12.0)
    assert asked(filled(form, a=6.0)) == ["a", "large"]


def test_an_answer_that_breaks_the_constraint_is_told_in_the_words_of_the_form() -> None:
    message = {"fr": "De 0 à 6.", "nl": "Van 0 tot 6."}
    form = a_form(
        a_question(
            "cps", QuestionType.INTEGER, constraint=". >= 0 and . <= 6", constraint_message=message
        )
    )

    assert filled(form).rows[0].is_valid
    assert filled(form, cps=6.0).rows[0].is_valid
    bad = filled(form, cps=7.0).rows[0]
    assert (bad.is_valid, bad.message) == (False, message)
    assert not filled(form, cps=2.5).rows[0].is_valid
    assert not filled(form, cps="two").rows[0].is_valid


def test_choices_may_hang_on_another_answer_and_one_that_no_longer_fits_is_kept_and_marked() -> (
    None
):
    form = a_form(
        a_question("region"),
        a_question("town", ONE, choices="towns", choice_filter="region = ${region}"),
        choices={
            "towns": (a_choice("ixelles", region="bxl"), a_choice("gent", region="ov")),
        },
    )

    [_, town] = filled(form, region="bxl", town="ixelles").rows
    assert [choice.name for choice in town.choices] == ["ixelles"]
    assert town.withdrawn == ()
    [_, town] = filled(form, region="ov", town="ixelles").rows
    assert [choice.name for choice in town.choices] == ["gent"]
    assert (town.answer, town.withdrawn) == ("ixelles", ("ixelles",))


def test_codes_of_a_list_that_has_changed_stay_readable() -> None:
    form = a_form(a_question("in_place", MANY, choices="yes_no"), choices=YES_NO)

    [row] = filled(form, in_place=("yes", "gone")).rows
    assert row.answer == ("yes", "gone")
    assert row.withdrawn == ("gone",)


MEDICINES = a_form(
    a_question("pain"),
    a_question("name", group="medicine"),
    a_question("times", QuestionType.INTEGER, group="medicine"),
    a_question("why", group="medicine", relevant="${times} > 2"),
    a_question("total", QuestionType.CALCULATE, calculation="sum(${times})"),
    a_question("how_many", QuestionType.CALCULATE, calculation="count(${medicine})"),
    a_question("end"),
    groups=[a_group("medicine", repeats=True)],
)


def test_a_repeat_is_asked_once_a_turn_and_each_turn_sees_its_own_answers() -> None:
    filling = fill(
        MEDICINES,
        {
            QuestionPath("medicine[1]/times"): 3.0,
            QuestionPath("medicine[2]/times"): 1.0,
            QuestionPath("medicine[2]/why"): "hidden",
        },
        TODAY,
    )

    assert asked(filling) == [
        "pain",
        "medicine[1]/name",
        "medicine[1]/times",
        "medicine[1]/why",
        "medicine[2]/name",
        "medicine[2]/times",
        "end",
    ]
    assert filling.turns == {"medicine": 2}
    assert filling.computed == answered(total=4.0, how_many=2.0)


def test_a_repeat_has_as_many_turns_as_the_screen_wants_and_one_at_least() -> None:
    assert filled(MEDICINES).turns == {"medicine": 1}
    more = fill(MEDICINES, {}, TODAY, {QuestionPath("medicine"): 3})
    assert more.turns == {"medicine": 3}
    assert asked(more).count("medicine[3]/name") == 1


def test_an_answer_that_was_emptied_is_none() -> None:
    emptied = filled(CHAIN, cover="no", right="yes", paper="")

    assert emptied.missing == ("paper",)
    assert emptied.counted == answered(cover="no", right="yes")
    assert emptied.rows[2].answer is None
    form = a_form(a_question("helps", MANY, choices="yes_no"), choices=YES_NO)
    assert filled(form, helps=()).counted == {}


def test_a_repeat_has_an_end() -> None:
    far = {QuestionPath("medicine[50]/times"): 1.0}
    too_far = {QuestionPath("medicine[51]/times"): 1.0, QuestionPath("medicine[0]/times"): 1.0}

    assert fill(MEDICINES, far, TODAY).turns == {"medicine": 50}
    assert fill(MEDICINES, too_far, TODAY).turns == {"medicine": 1}
    assert fill(MEDICINES, {}, TODAY, {QuestionPath("medicine"): 10**9}).turns == {"medicine": 50}


def test_a_repeat_in_a_repeat_counts_its_own_turns() -> None:
    form = a_form(
        a_question("name", group="person"),
        a_question("dose", QuestionType.INTEGER, group="pill"),
        a_question("strong", group="pill", relevant="${dose} > 5 and ${name} != ''"),
        a_question("doses", QuestionType.CALCULATE, group="person", calculation="sum(${dose})"),
        a_question("all", QuestionType.CALCULATE, calculation="sum(${dose}) + count(${pill})"),
        groups=[a_group("person", repeats=True), a_group("pill", "person", repeats=True)],
    )
    answers: Answers = {
        QuestionPath("person[1]/name"): "A",
        QuestionPath("person[1]/pill[1]/dose"): 6.0,
        QuestionPath("person[1]/pill[2]/dose"): 1.0,
        QuestionPath("person[2]/pill[1]/dose"): 9.0,
    }

    filling = fill(form, answers, TODAY)

    assert asked(filling) == [
        "person[1]/name",
        "person[1]/pill[1]/dose",
        "person[1]/pill[1]/strong",
        "person[1]/pill[2]/dose",
        "person[2]/name",
        "person[2]/pill[1]/dose",
    ]
    assert filling.computed == {"person[1]/doses": 7.0, "person[2]/doses": 9.0, "all": 19.0}
    assert filling.turns == {"person": 2, "person[1]/pill": 2, "person[2]/pill": 1}
