"""What holds of every form and of all answers, however odd."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk_domain.intake.answers import Answer, Answers, QuestionPath
from helpdesk_domain.intake.filling import Filling, fill
from helpdesk_domain.intake.form import Form, QuestionType
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.intake.soundness import faults_of
from helpdesk_domain.intake.turns import ROWS_LIMIT
from tests.domain.intake.forms import YES_NO, a_form, a_group, a_question

TODAY = date(2026, 11, 29)
NAMES = ["q0", "q1", "q2", "q3", "q4", "q5"]
CONDITIONS = [
    "${{{0}}} = 'yes'",
    "${{{0}}} != ''",
    "not(selected(${{{0}}}, 'no'))",
    "number(${{{0}}}) > 3 or ${{{0}}} = 'yes'",
    "if(${{{0}}} = '', 1, 0) = string-length(${{{0}}}) * 2",
    "regex(${{{0}}}, '[a-z]+') and count-selected(${{{0}}}) = 1",
]

odd_answers: st.SearchStrategy[Answer] = st.one_of(
    st.sampled_from(["", "yes", "no", "2026-03-02", "9999-99-99", "1e9"]),
    st.text(max_size=5),
    st.floats(),
    st.integers(-(10**400), 10**400).map(str),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
)


@st.composite
def sound_forms(draw: st.DrawFn) -> Form:
    """Forms whose questions and groups hang on one another in any order, but in no circle."""
    order = draw(st.permutations(NAMES))
    questions = []
    groups = [a_group("g0", relevant=condition(draw, order[:1])), a_group("g1", "g0")]
    for name in NAMES:
        before = order[: order.index(name)]
        kind = draw(st.sampled_from([QuestionType.TEXT, QuestionType.CALCULATE, QuestionType.DATE]))
        columns = {"relevant": condition(draw, before), "required": condition(draw, before)}
        if kind is QuestionType.CALCULATE:
            columns = {"calculation": f"concat({condition(draw, before) or 1}, 'x')"}
        is_in_group = draw(st.booleans()) and name != order[0]
        questions.append(a_question(name, kind, group="g1" if is_in_group else "", **columns))
    return a_form(*questions, groups=groups, choices=YES_NO)


def condition(draw: st.DrawFn, names: list[str]) -> str:
    if not names or draw(st.booleans()):
        return ""
    return draw(st.sampled_from(CONDITIONS)).format(draw(st.sampled_from(names)))


def answers_to(names: list[str]) -> st.SearchStrategy[Answers]:
    return st.dictionaries(st.sampled_from([QuestionPath(name) for name in names]), odd_answers)


def shape(filling: Filling) -> object:
    rows = [(row.path, row.is_valid, row.is_required, row.choices) for row in filling.rows]
    return rows, filling.computed, filling.missing


@settings(max_examples=150, deadline=None)
@given(sound_forms(), answers_to(NAMES))
def test_a_hidden_answer_counts_for_nothing_and_what_is_asked_settles(
    form: Form, answers: Answers
) -> None:
    told = [fault for fault in faults_of(form) if fault.column != "tier"]
    assert told == []
    filling = fill(form, answers, TODAY)

    # Without the answers that do not count, everything is the same
    assert shape(fill(form, filling.counted, TODAY)) == shape(filling)
    asked = {row.path for row in filling.rows}
    assert filling.counted.keys() <= asked
    assert not asked & filling.computed.keys()
    assert set(filling.missing).isdisjoint(filling.counted)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.one_of(
            st.sampled_from([QuestionPath(one.name) for one in shipped_form().questions]),
            st.text(max_size=8).map(QuestionPath),
            st.sampled_from(["a[1]/b", "a[99999999999]/b", "[1]/", "//", "a[0]/b"]).map(
                QuestionPath
            ),
        ),
        odd_answers,
    )
)
def test_the_shipped_form_can_be_filled_with_anything(answers: Answers) -> None:
    filling = fill(shipped_form(), answers, TODAY)

    assert filling.counted.keys() <= answers.keys()
    assert len(filling.rows) >= 10


EVERYTHING = a_form(
    a_question("d", QuestionType.DATE),
    a_question("t"),
    a_question("n", QuestionType.INTEGER, group="r"),
    *[
        a_question(f"c{place}", QuestionType.CALCULATE, calculation=written)
        for place, written in enumerate(
            [
                "${d} + ${t}",
                "date(${t})",
                "date(number(${t}) * 1000)",
                "int(${t}) mod number(${t})",
                "round(number(${t}), ${t})",
                "round(number(${t}) * 1e2, 99)".replace("1e2", "100"),
                "number(${t}) div number(${t}) * number(${t})",
                "sum(${n}) - max(${n})",
                "string(number(${t}))",
                "selected-at(${t}, ${t})",
                "decimal-date-time(${d}) - ${d}",
                "coalesce(date(${t}), ${t})",
                "-number(${t}) - -count(${r})",
            ]
        )
    ],
    groups=[a_group("r", repeats=True)],
)


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            QuestionPath("d"): odd_answers,
            QuestionPath("t"): odd_answers,
            QuestionPath("r[2]/n"): odd_answers,
        }
    )
)
def test_nothing_that_may_be_published_ever_fails(answers: Answers) -> None:
    assert [fault for fault in faults_of(EVERYTHING) if fault.column != "tier"] == []

    fill(EVERYTHING, answers, TODAY)


NESTED = [
    QuestionPath(f"r[{outer}]/s[{inner}]/q0") for outer in (1, 2, 49, 50) for inner in (1, 7, 50)
]


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 300),
    st.sets(st.sampled_from([*NESTED, QuestionPath("r[50]/p"), QuestionPath("t[50]/u")])),
    st.dictionaries(st.sampled_from(["r", "t", "r[3]/s"]).map(QuestionPath), st.integers(0, 99)),
)
@example(100, {QuestionPath(f"r[{n}]/s[50]/q0") for n in range(1, 51)}, {})
def test_no_answers_make_more_rows_than_a_server_can_bear(
    width: int, paths: set[QuestionPath], turns: dict[QuestionPath, int]
) -> None:
    # Given a form with a repeat in a repeat, and one beside them
    form = a_form(
        a_question("first"),
        a_question("p", group="r"),
        *[a_question(f"q{n}", group="s") for n in range(width)],
        a_question("u", group="t"),
        a_question("all", QuestionType.CALCULATE, calculation="count(${q0})"),
        groups=[
            a_group("r", repeats=True),
            a_group("s", "r", repeats=True),
            a_group("t", repeats=True),
        ],
    )
    filling = fill(form, dict.fromkeys(paths, "x"), TODAY, turns)

    # Then there is an end to it, and each repeat can be answered at least once
    assert len(filling.rows) <= ROWS_LIMIT
    asked = {row.path for row in filling.rows}
    assert asked >= {"first", "r[1]/p", "r[1]/s[1]/q0", "t[1]/u"}
    assert filling.counted.keys() <= paths & asked


def test_a_long_chain_of_questions_settles() -> None:
    # Each hangs on the one below it: the longest way that a form may make
    chain = [a_question(f"q{n}", relevant=f"${{q{n + 1}}} = 'x'") for n in range(499)]
    form = a_form(*chain, a_question("q499"))
    every = {QuestionPath(f"q{n}"): "x" for n in range(500)}

    assert len(fill(form, every, TODAY).rows) == 500
    assert len(fill(form, every | {QuestionPath("q499"): "y"}, TODAY).rows) == 1


def test_a_circle_is_told_and_hides_nothing_that_is_not_in_it() -> None:
    form = a_form(
        a_question("free"),
        a_question("egg", QuestionType.CALCULATE, calculation="${hen} + 1"),
        a_question("hen", QuestionType.INTEGER, relevant="${egg} > 0"),
        a_question("chick", relevant="${hen} > 0"),
    )

    assert {(fault.name, fault.column) for fault in faults_of(form)} == {
        ("egg", "calculation"),
        ("hen", "relevant"),
    }
