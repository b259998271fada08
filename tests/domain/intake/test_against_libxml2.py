"""Forms are asked here as any other XPath 1.0 would have them asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from pyxform.xls2xform import convert

from helpdesk_domain.intake import values
from helpdesk_domain.intake.answers import Answer, Answers, QuestionPath
from helpdesk_domain.intake.expression import expression
from helpdesk_domain.intake.filling import fill
from helpdesk_domain.intake.form import Form, Question, QuestionType
from helpdesk_server.forms.compiling import compile_file
from tests.domain.intake.reference import Reference, days, functions

TODAY = date(2026, 11, 29)
SHIPPED = Path(__file__).parents[3] / "resources" / "forms" / "complex_situation.md"
SMALL = sorted((Path(__file__).parent / "sheets").glob("*.md"))
FORMS = [SHIPPED, *SMALL]


@cache
def both(path: Path) -> tuple[Form, Reference]:
    """The form as we read it, and as pyxform writes it for others."""
    read = compile_file(path)
    assert read.mistakes == ()
    assert read.form is not None
    return read.form, Reference(convert(path).xform, TODAY)


def answer_to(question: Question, form: Form) -> st.SearchStrategy[Answer]:
    codes = [choice.name for choice in form.choices.get(question.choices, ())] + ["gone"]
    match question.type:
        case QuestionType.SELECT_ONE:
            return st.sampled_from(codes)
        case QuestionType.SELECT_MULTIPLE:
            return st.lists(st.sampled_from(codes), unique=True, min_size=1).map(tuple)
        case QuestionType.INTEGER:
            return st.integers(-3, 60).map(float)
        case QuestionType.DECIMAL:
            return st.integers(-12, 40).map(lambda quarters: quarters / 4)
        case QuestionType.DATE:
            return st.integers(-500, 500).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
    return st.sampled_from(["x", "1000", "02 555 12", "  ", "été", "none", "-1.50"])


def answers_to(form: Form) -> st.SearchStrategy[Answers]:
    repeats = {group.name for group in form.groups if group.repeats}
    asked: dict[str, st.SearchStrategy[Answer]] = {}
    for question in form.questions:
        if question.type not in (QuestionType.NOTE, QuestionType.CALCULATE):
            turns = [f"{question.group}[{n}]/" for n in (1, 2, 3)]
            for turn in turns if question.group in repeats else [""]:
                asked[turn + question.name] = answer_to(question, form)
    return st.fixed_dictionaries({}, optional=asked).map(
        lambda found: {QuestionPath(path): answer for path, answer in found.items()}
    )


def as_text(answer: Answer, question: Question) -> str:
    if question.type is QuestionType.DATE:
        return str(days(date.fromisoformat(str(answer))))
    return answer if isinstance(answer, str) else values.text(values.value_of(answer))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_form_is_asked_as_libxml2_asks_it(path: Path, data: st.DataObject) -> None:
    form, reference = both(path)
    answers = data.draw(answers_to(form))
    questions = {question.name: question for question in form.questions}
    texts = {str(at): as_text(a, questions[at.rpartition("/")[2]]) for at, a in answers.items()}

    ours, theirs = fill(form, answers, TODAY), reference.result(texts)

    shown = {str(row.path): row for row in ours.rows}
    assert set(shown) == theirs.asked
    computed = {at: as_text(a, questions[at.rpartition("/")[2]]) for at, a in ours.computed.items()}
    assert computed == theirs.computed
    assert set(ours.missing) == theirs.missing
    assert {at: [one.name for one in shown[at].choices] for at in theirs.choices} == theirs.choices
    for at, row in shown.items():
        assert row.is_valid == (at not in theirs.broken)


TEXTS = ["", "yes", "no", "a b", "b", "12", "0", "-3", " 7 ", "1.", ".5", "+5", "é", "yes no"]
REFERENCES = ["a", "b", "n"]


def texts() -> st.SearchStrategy[str]:
    literal = st.sampled_from([f"'{text}'" for text in TEXTS])
    return st.one_of(
        literal,
        st.sampled_from([f"${{{name}}}" for name in REFERENCES]),
        literal.map("string({})".format),
    )


def expressions() -> tuple[st.SearchStrategy[str], st.SearchStrategy[str]]:
    """Expressions that are a figure, and ones that are yes or no."""
    figure = st.one_of(
        st.integers(-9, 9).map(lambda n: f"({n})" if n < 0 else str(n)),
        st.sampled_from(["0.25", "2.5", ".5", "7."]),
        texts().map("number({})".format),
        texts().map("string-length({})".format),
        texts().map("count-selected({})".format),
    )
    truth: st.SearchStrategy[str] = st.one_of(
        st.sampled_from(["true()", "false()"]),
        st.tuples(texts(), texts()).map("selected({0[0]}, {0[1]})".format),
        st.tuples(texts(), texts()).map("contains({0[0]}, {0[1]})".format),
        st.tuples(texts(), texts()).map("starts-with({0[0]}, {0[1]})".format),
        st.tuples(texts(), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), texts()).map(
            " ".join
        ),
    )
    for _ in range(2):
        figure, truth = _larger(figure, truth)
    return figure, truth


def _larger(
    figure: st.SearchStrategy[str], truth: st.SearchStrategy[str]
) -> tuple[st.SearchStrategy[str], st.SearchStrategy[str]]:
    sums = st.tuples(figure, st.sampled_from(["+", "-", "*", "div", "mod"]), figure)
    comparisons = st.tuples(figure, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), figure)
    return (
        st.one_of(
            figure,
            sums.map(" ".join),
            sums.map(lambda parts: f"({' '.join(parts)})"),
            figure.map("-{}".format),
            figure.map("round({})".format),
            figure.map("int({})".format),
            st.tuples(truth, figure, figure).map("if({0[0]}, {0[1]}, {0[2]})".format),
            st.tuples(figure, figure).map("max({0[0]}, {0[1]})".format),
        ),
        st.one_of(
            truth,
            comparisons.map(lambda parts: f"({' '.join(parts)})"),
            st.tuples(truth, st.sampled_from(["and", "or"]), truth).map(" ".join),
            truth.map("not({})".format),
            st.tuples(truth, truth).map("({0[0]}) = ({0[1]})".format),
            figure.map("boolean({})".format),
            st.tuples(figure, texts()).map("{0[0]} = {0[1]}".format),
            st.tuples(truth, figure).map("({0[0]}) = {0[1]}".format),
        ),
    )


FIGURES, TRUTHS = expressions()


class Answered:
    """What an expression may ask for, each question answered with a text."""

    today = TODAY
    own = ""
    turn = 1

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def answer(self, name: str) -> str:
        return self._given[name]

    def turns(self, name: str) -> tuple[str, ...]:
        return (self._given[name],)

    def column(self, name: str) -> str:
        raise AssertionError(name)


def theirs(written: str, given: Mapping[str, str]) -> Any:
    root = etree.Element("data")
    for name, text in given.items():
        etree.SubElement(root, name).text = text
        written = written.replace(f"${{{name}}}", f"/data/{name}")
    return etree.XPath(written, extensions=functions(TODAY))(root)


GIVEN = st.fixed_dictionaries({name: st.sampled_from(TEXTS) for name in REFERENCES})


@settings(max_examples=400, deadline=None)
@given(written=FIGURES, given=GIVEN)
def test_a_figure_is_the_one_that_libxml2_computes(written: str, given: dict[str, str]) -> None:
    ours = values.number(expression(written).evaluate(Answered(given)))

    assert ours == pytest.approx(theirs(written, given), nan_ok=True, abs=0, rel=1e-12)


@settings(max_examples=400, deadline=None)
@given(written=TRUTHS, given=GIVEN)
def test_what_is_true_is_true_for_libxml2(written: str, given: dict[str, str]) -> None:
    assert expression(written).holds(Answered(given)) == theirs(f"boolean({written})", given)


@pytest.mark.parametrize(
    "written",
    [
        "-7 mod 3",
        "7 mod -3",
        "-7.5 mod 2",
        "1 mod 0",
        "0 div 0",
        "1 div 0",
        "-1 div 0",
        "1 div -0",
        "-1 div -0",
        "(1 div 0) mod 2",
        "2 mod (1 div 0)",
        "round(-2.5)",
        "round(2.5)",
        "round(1 div 0)",
        "number(true()) + number('')",
        "true() = 5",
        "true() = 'no'",
        "false() = ''",
        "true() != 0",
        "'a' < 'b'",
        "'2' < '10'",
        "1 < 2 = 3 > 2",
        "1 = 1 = 1",
        "2 + 3 * 4 - 1",
        "2 * 3 div 4 mod 2",
        "- - 3",
        "--3 - -2",
        "'01' = 1",
        "'01' = '1'",
        "'1.0' = 1",
        "true() and 'x' or false()",
        "1 = 2 or 1 = 1 and 1 = 2",
    ],
)
def test_corners_are_those_of_libxml2(written: str) -> None:
    ours, given = expression(written).evaluate(Answered({})), theirs(written, {})

    assert type(ours) is type(given)
    assert ours == pytest.approx(given, nan_ok=True, abs=0)


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 2, 4, 5, 8, 10]))
@example(87, 10)
def test_a_figure_is_written_as_libxml2_writes_it(number: int, part: int) -> None:
    """But for its last digit: libxml2 2.14 writes 8.7 as 8.699999999999999."""
    figure = number / part
    ours, theirs_ = values.text(figure), etree.XPath("string($n)")(etree.Element("x"), n=figure)
    assert float(ours) == figure
    if len(theirs_) < len("8.699999999999999"):
        assert ours == theirs_
    else:
        assert float(theirs_) == pytest.approx(figure, rel=1e-14)
