"""Counting in books, against a count that somebody does on paper."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_domain.statistics.book import BadBook, bound, from_bytes, to_bytes
from helpdesk_domain.statistics.counting import Question, count, measured
from helpdesk_domain.statistics.dimensions import Dimension, Measure, Unit
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.replaced_codes import BadReplacements, replaced
from tests.domain.statistics.facts import a_fact, opened

D = Dimension
few = st.sampled_from
facts = st.builds(
    Fact,
    key=st.integers(0, 2**16 - 1),
    day=st.dates(date(2026, 10, 1), date(2026, 10, 31)),
    hour=st.one_of(st.none(), st.integers(0, 23)),
    language=few(["fr", "nl", ""]),
    outcome=few(["referred", "no_solution"]),
    commune=few(["21001", "21004", "21009", "no_address", ""]),
    non_call=few(["", "", "", "test"]),
    needs=st.lists(few(["a", "b", "c"]), unique=True).map(tuple),
    unmet=st.lists(st.tuples(few(["a", "b"]), few(["full", "cost"])), max_size=1).map(tuple),
    referrals=st.lists(
        st.tuples(few(["s1", "s2"]), few(["given", "refused"]), few(["", "full"])), max_size=3
    ).map(tuple),
    talk_s=st.one_of(st.none(), st.integers(0, 4000)),
)


def rows_of(fact: Fact, unit: Unit) -> list[dict[Dimension, str]]:
    """The rows of one call, written down the long way."""
    basin = {"21001": "centre-ouest", "21004": "several", "21009": "sud"}.get(fact.commune, "")
    call: dict[Dimension, Any] = {
        D.DAY: str(fact.day),
        D.WEEKDAY: str(fact.day.isoweekday()),
        D.HOUR: "" if fact.hour is None else str(fact.hour),
        D.LANGUAGE: fact.language,
        D.OUTCOME: fact.outcome,
        D.COMMUNE: fact.commune,
        D.BASIN: basin,
        D.NON_CALL: fact.non_call,
    }
    match unit:
        case Unit.NEED:
            return [call | {D.NEED: need} for need in fact.needs]
        case Unit.UNMET_NEED:
            return [call | {D.NEED: need, D.REASON: why} for need, why in fact.unmet]
        case Unit.REFERRAL:
            return [call | {D.SERVICE: a, D.STATUS: b, D.REASON: c} for a, b, c in fact.referrals]
    return [call]


QUESTIONS = [
    Question(unit=Unit.CALL),
    Question(unit=Unit.RING, by=(D.NON_CALL,)),
    Question(unit=Unit.CALL, by=(D.WEEKDAY, D.HOUR), known=frozenset({D.HOUR})),
    Question(unit=Unit.CALL, by=(D.BASIN, D.LANGUAGE)),
    Question(unit=Unit.CALL, by=(D.DAY,), only={D.BASIN: frozenset({"sud"})}),
    Question(unit=Unit.CALL, by=(D.OUTCOME,), only={D.NEED: frozenset({"a"})}),
    Question(unit=Unit.NEED, by=(D.NEED, D.COMMUNE), only={D.NEED: frozenset({"a", "b"})}),
    Question(unit=Unit.UNMET_NEED, by=(D.NEED, D.REASON, D.BASIN)),
    Question(unit=Unit.REFERRAL, by=(D.SERVICE,), only={D.REASON: frozenset({"full"})}),
    Question(unit=Unit.REFERRAL, by=(D.STATUS,), only={D.NEED: frozenset({"b"})}),
]


def counted_on_paper(facts: list[Fact], question: Question) -> Counter[tuple[str, ...]]:
    counted: Counter[tuple[str, ...]] = Counter()
    for fact in facts:
        if fact.non_call and question.unit is not Unit.RING:
            continue
        for row in rows_of(fact, question.unit):
            needs = {row[D.NEED]} if D.NEED in row else set(fact.needs)
            fits = all(
                needs & values if name is D.NEED else row[name] in values
                for name, values in question.only.items()
            )
            if fits and all(row[name] for name in question.known):
                counted[tuple(row[name] for name in question.by)] += 1
    return counted


@settings(max_examples=60)
@given(st.lists(facts, max_size=30), st.lists(facts, max_size=10), st.sampled_from(QUESTIONS))
def test_books_count_what_a_count_on_paper_counts(
    one: list[Fact], other: list[Fact], question: Question
) -> None:
    counted = count([opened(one), opened(other)], question)
    rows = {key: told.rows for key, told in counted.items() if told.rows}
    assert rows == dict(counted_on_paper([*one, *other], question))


@settings(max_examples=40)
@given(st.lists(facts, max_size=30), st.sampled_from(QUESTIONS))
def test_the_same_rows_have_the_same_key_wherever_their_book_stands(
    kept: list[Fact], question: Question
) -> None:
    together = count([opened(kept)], question)
    apart = count([opened([one]) for one in reversed(kept)], question)
    assert dict(together) == dict(apart)


def test_a_measure_is_of_calls_that_have_it() -> None:
    book = opened(
        [a_fact(talk_s=60), a_fact(), a_fact(talk_s=20), a_fact(talk_s=5, non_call="test")]
    )
    values, calls = measured([book], Measure.TALK_S, Question(unit=Unit.CALL))
    assert (list(values), calls.rows) == ([20, 60], 2)


def test_more_values_than_a_byte_can_tell() -> None:
    given = [a_fact(referrals=((f"service {number}", "given", ""),)) for number in range(300)]
    question = Question(
        unit=Unit.REFERRAL, by=(D.SERVICE,), only={D.SERVICE: frozenset({"service 299"})}
    )
    assert {key: one.rows for key, one in count([opened(given)], question).items()} == {
        ("service 299",): 1
    }


def test_a_book_is_small_and_says_nothing_but_codes() -> None:
    body = to_bytes(bound(a_fact(needs=("x",), talk_s=n) for n in range(5000)))
    assert len(body) < 5000 * 12
    assert from_bytes(body).size == 5000


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:20] + b"\0" + b[21:]]
)
def test_a_damaged_book_is_no_book(damage: Any) -> None:
    with pytest.raises(BadBook):
        from_bytes(damage(to_bytes(bound([a_fact()]))))


def test_a_replaced_code_counts_under_the_new_one_and_once_a_call() -> None:
    # Given a kind of help that became another, by two steps
    names = replaced([("need", "night", "shelter"), ("need", "shelter", "housing")])
    book = opened(
        [a_fact(needs=("night", "housing")), a_fact(needs=("shelter",)), a_fact(needs=("food",))],
        names,
    )
    counted = count([book], Question(unit=Unit.NEED, by=(D.NEED,)))
    assert {key: one.rows for key, one in counted.items()} == {("housing",): 2, ("food",): 1}


@pytest.mark.parametrize("rows", [[("need", "a", "b"), ("need", "b", "a")], [("colour", "a", "b")]])
def test_replacements_that_lead_nowhere_are_refused(rows: list[tuple[str, str, str]]) -> None:
    with pytest.raises(BadReplacements):
        replaced(rows)
