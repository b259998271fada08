"""Expressions compute and do nothing else; what they cannot say is refused with a reason."""

import re
from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.intake.expression import DEPTH_LIMIT, expression
from helpdesk_domain.intake.pattern import pattern
from helpdesk_domain.intake.tokens import EXPRESSION_LIMIT, BadExpression
from helpdesk_domain.languages import Words


def refused(written: str) -> str:
    with pytest.raises(BadExpression) as problem:
        expression(written)
    return problem.value.said(Words("en"))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "The expression stops too early."),
        ("1 +", "The expression stops too early."),
        ("(1", "The expression stops too early."),
        ("1 = = 2", "« = » in an expression is not understood."),
        ("1 2", "« 2 » in an expression is not understood."),
        ("${a", "« ${a » in an expression is not understood."),
        ("/data/a = 1", "« /data/a = 1 » in an expression is not understood."),
        ("a[1] = 2", "« [1] = 2 » in an expression is not understood."),
        ("'open", "« 'open » in an expression is not understood."),
        ("random()", "The function random() is not one that a form may use."),
        ("once(1)", "The function once() is not one that a form may use."),
        ("now()", "The function now() is not one that a form may use."),
        ("__import__('os')", "The function __import__() is not one that a form may use."),
        ("if(1 = 1, 2)", "The function if() takes another number of arguments than 2."),
        ("not()", "The function not() takes another number of arguments than 0."),
        ("regex(., ${p})", "The pattern of regex is written as a text, in quotes."),
        ("regex(., '(?=a)')", "« ?=a) » in a pattern of regex is not understood."),
        ("regex(., 'a++')", "« + » in a pattern of regex is not understood."),
        ("regex(., '[a--b]')", "« [a--b] » in a pattern of regex is not understood."),
        ("regex(., 'a{9}{9}')", "« {9} » in a pattern of regex is not understood."),
        ("regex(., '(a{99}){99}')", "The pattern of regex is too large."),
        ("position(1)", "« 1 » in an expression is not understood."),
        ("not(.)", "A question is no yes or no: compare it, as in ${question} = 'yes'."),
        ("${a} and true()", "A question is no yes or no: compare it, as in ${question} = 'yes'."),
        ("${a} = true()", "A question is no yes or no: compare it, as in ${question} = 'yes'."),
        ("1" + " + 1" * EXPRESSION_LIMIT, "The expression is longer than 2000 characters."),
        ("(" * (DEPTH_LIMIT + 1) + "1", "The brackets of the expression are too deep."),
        ("not(" * (DEPTH_LIMIT + 1) + "1", "The brackets of the expression are too deep."),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_reason(written: str, reason: str) -> None:
    assert refused(written) == reason


def read_or_refused(read: Callable[[str], object], written: str) -> bool:
    """Whether nothing else happens, and a refusal can be said."""
    try:
        read(written)
    except BadExpression as problem:
        return bool(problem.said(Words("fr")))
    return True


@given(st.text("${}()'\".,+-*=<>! abdinotr109[]/|é\n\x00", max_size=60))
def test_whatever_is_written_it_is_read_or_refused(written: str) -> None:
    assert read_or_refused(expression, written)


def test_a_long_expression_needs_no_more_room_than_a_short_one() -> None:
    assert expression(" or ".join(["1 = 2"] * 200)).names == frozenset()
    assert expression("-" * 1500 + "1").names == frozenset()


def pieces() -> st.SearchStrategy[str]:
    atoms = st.sampled_from(["a", "b", "0", "[ab]", "[^a]", "[0-9]", r"\d", r"\w", r"\.", "."])
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("".join),
            st.tuples(inner, inner).map("|".join).map("({})".format),
            st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{1,}"])).map(
                lambda both: f"(?:{both[0]}){both[1]}"
            ),
        ),
        max_leaves=6,
    )


@given(pieces(), st.text("ab0.", max_size=8))
def test_a_pattern_fits_what_python_says_it_fits(written: str, words: str) -> None:
    ours = pattern(written)

    assert ours.fits(words) == (re.fullmatch(written, words, re.ASCII) is not None)
    assert pattern(f"^{written}$").fits(words) == ours.fits(words)


@pytest.mark.parametrize(
    ("written", "fitting", "others"),
    [
        ("a{1,2}", ["a", "aa"], ["", "aaa"]),
        ("a{2}", ["aa"], ["a", "aaa"]),
        ("a{2,}", ["aa", "aaaaa"], ["a"]),
        ("a?b*", ["", "a", "bb", "abb"], ["aa", "ba"]),
        ("ab|c", ["ab", "c"], ["abc", "ac"]),
        ("(a|b)+c", ["ac", "bbac"], ["c", "ab"]),
    ],
)
def test_a_pattern_fits_the_whole_text_or_not_at_all(
    written: str, fitting: list[str], others: list[str]
) -> None:
    assert [text for text in [*fitting, *others] if pattern(written).fits(text)] == fitting


@pytest.mark.parametrize("written", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "a*a*a*a*a*b", "(a*)*b"])
def test_no_pattern_takes_for_ever(written: str) -> None:
    began = perf_counter()

    assert not pattern(written).fits("a" * 2000)

    assert perf_counter() - began < 2, "the usual engines take years"


@given(st.text("()[]{}|*+?^$\\.,-ab019dw", max_size=20))
def test_whatever_the_pattern_it_is_read_or_refused(written: str) -> None:
    assert read_or_refused(lambda one: pattern(one).fits("ab01"), written)
