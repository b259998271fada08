"""Rows for research: no combination that leads to somebody, and nothing untrue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.facts import NEEDS, made_up_facts
from helpdesk_domain.statistics.book import bound
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.rebound import together
from helpdesk_domain.statistics.replaced_codes import replaced
from helpdesk_domain.statistics.research import FEWEST, WITHHELD, Row, Rows, research_rows
from helpdesk_domain.territory import basin_of
from tests.domain.statistics.facts import a_fact

ANDERLECHT, MOLENBEEK, BRUSSELS, IXELLES = "21001", "21012", "21004", "21009"
KNOWN = ("a", "b")
few = st.sampled_from
calls = st.builds(
    Fact,
    key=st.integers(0, 2**16 - 1),
    day=few([date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 31)]),
    channel=few(["phone", "phone", "email"]),
    language=few(["fr", "nl", "ti", ""]),
    outcome=few(["referred", "no_solution"]),
    commune=few([ANDERLECHT, MOLENBEEK, BRUSSELS, "no_address", "outside_region", ""]),
    age=few(["18-24", "80+"]),
    gender=few(["woman", "man", "other", ""]),
    non_call=few(["", "", "", "test"]),
    needs=st.lists(few(["a", "b"]), unique=True).map(tuple),
    unmet=st.lists(st.tuples(few(["a", ""]), few(["full", "cost"])), max_size=1).map(tuple),
)
months = st.lists(calls, max_size=80)


def rows_of(*facts: Iterable[Fact], needs: tuple[str, ...] = KNOWN) -> Rows:
    return research_rows(OpenBook(together([bound(told) for told in facts], b"salt"), {}), needs)


def shared(rows: Rows) -> Counter[tuple[str, ...]]:
    """What the attacker counts in the file: how many rows have each combination."""
    return Counter((row.week, row.place, row.age, row.need) for row in rows.elements())


def on_paper(facts: Iterable[Fact]) -> Counter[tuple[str, str, str]]:
    """Place, age and need of each row, written down the long way."""
    written: Counter[tuple[str, str, str]] = Counter()
    for fact in facts:
        if not fact.non_call:
            kinds = {*fact.needs, *(need for need, _ in fact.unmet)} or {""}
            written.update((fact.commune, fact.age, need) for need in kinds)
    return written


@settings(max_examples=300)
@given(months)
def test_no_combination_is_rarer_than_five_but_without_a_place(facts: list[Fact]) -> None:
    rows = rows_of(facts)
    rare = [one for one, times in shared(rows).items() if times < FEWEST and one[1] != WITHHELD]
    assert rare == []


@settings(max_examples=100)
@given(months)
def test_no_row_is_lost_and_each_is_in_its_commune_its_basin_or_nowhere(facts: list[Fact]) -> None:
    rows, written = rows_of(facts), on_paper(facts)
    assert rows.total() == written.total()
    told = Counter((row.age, row.need) for row in rows.elements())
    assert told == Counter((age, need) for _, age, need in written.elements())
    for place, times in Counter(row.place for row in rows.elements()).items():
        of_it = [one for one, _, _ in written.elements() if place in (one, basin_of(one) or one)]
        assert place == WITHHELD or 0 < times <= len(of_it)


@settings(max_examples=100)
@given(months)
def test_a_value_that_is_rare_in_the_month_is_withheld(facts: list[Fact]) -> None:
    for name in ("lacking", "language", "profile", "channel", "gender", "outcome"):
        for value, times in Counter(
            getattr(row, name) for row in rows_of(facts).elements()
        ).items():
            assert value == WITHHELD or times >= FEWEST


def test_the_made_up_month_of_a_helpline_gives_the_attacker_nobody() -> None:
    facts = list(made_up_facts(Month(2026, 10), 20_000))
    rows = rows_of(facts, needs=NEEDS)
    assert rows.total() == on_paper(facts).total() > 20_000
    told = shared(rows)
    assert all(times >= FEWEST for one, times in told.items() if one[1] != WITHHELD)
    # and it is of use: most rows have a place still
    placed = sum(times for one, times in told.items() if one[1] != WITHHELD)
    assert placed > rows.total() / 2


def test_without_control_the_attacker_finds_people() -> None:
    """So that the test before is one: the same rows as they are have rare combinations."""
    facts = made_up_facts(Month(2026, 10), 20_000)
    exact = Counter(
        (fact.commune, fact.age, need) for fact in facts for need in fact.needs if fact.commune
    )
    assert sum(1 for times in exact.values() if times < FEWEST) > 1000


def test_where_five_share_a_commune_it_stays_and_four_are_in_their_basin() -> None:
    five = [a_fact(commune=ANDERLECHT, needs=("a",)) for _ in range(5)]
    four = [a_fact(commune=MOLENBEEK, needs=("a",)) for _ in range(4)]
    places = Counter(row.place for row in rows_of(five, four).elements())
    assert places == {ANDERLECHT: 5, WITHHELD: 4}, "the basin tells of the four alone"
    more = [a_fact(commune=ANDERLECHT, needs=("b",)) for _ in range(2)]
    more += [a_fact(commune=MOLENBEEK, needs=("b",)) for _ in range(3)]
    assert {row.place for row in rows_of(more)} == {"centre-ouest"}


@pytest.mark.parametrize("place", ["no_address", "outside_region", "unknown", "", BRUSSELS])
def test_an_answer_that_is_rare_is_withheld_like_any_other_place(place: str) -> None:
    rows = rows_of([a_fact(commune=place)] * 4, [a_fact(commune="refused")] * 4)
    assert {row.place for row in rows} == {WITHHELD}
    assert {row.place for row in rows_of([a_fact(commune=place)] * 5)} == {place}


def test_five_needs_of_few_calls_are_no_five_calls() -> None:
    """Replaced codes may make one need of two: it is still one call."""
    facts = [a_fact(commune=IXELLES, unmet=(("old", "full"), ("b", "cost"))) for _ in range(3)]
    book = OpenBook(bound(facts), replaced([("need", "old", "b")]))
    rows = research_rows(book, KNOWN)
    assert rows.total() == 3
    assert {row.place for row in rows} == {WITHHELD}


def test_weeks_are_of_iso_and_what_was_no_call_is_no_row() -> None:
    facts = [a_fact(day=date(2026, 12, 31)), a_fact(day=date(2027, 1, 1))]
    assert {row.week for row in rows_of(facts, [a_fact(non_call="test")])} == {"2026-W53"}
    assert rows_of([a_fact(non_call="test")]).total() == 0


def test_a_need_that_lacked_says_why_and_a_call_without_need_is_a_row() -> None:
    facts = [a_fact(needs=("a", "b"), unmet=(("b", "full"),)), a_fact()] * 5
    told = Counter((row.need, row.lacking) for row in rows_of(facts).elements())
    assert told == {("a", ""): 5, ("b", "full"): 5, ("", ""): 5}


def test_a_code_that_is_on_no_list_is_never_written() -> None:
    # Given a desk that sends a name wherever a code belongs
    name = "=HYPERLINK Dupont"
    said = a_fact(
        commune=name,
        age=name,
        language=name,
        profile=name,
        channel=name,
        gender=name,
        outcome=name,
        needs=(name,),
        unmet=((name, name),),
    )
    (row,) = rows_of([said] * 9)
    assert row == Row("2026-W41", *[WITHHELD] * 9)


def test_a_row_tells_no_hour_day_length_level_or_service() -> None:
    fact = a_fact(needs=("a",), level="3", talk_s=600, referrals=(("s1", "given", ""),))
    other = replace(
        fact,
        key=fact.key ^ 1,
        day=date(2026, 10, 9),
        hour=23,
        level="1",
        talk_s=5,
        wrap_up_s=9,
        call_back_h=3,
        promise="late",
        referrals=(),
    )
    assert rows_of([fact] * 5) == rows_of([other] * 5)


def test_books_of_several_teams_are_one_crowd() -> None:
    facts = [a_fact(commune=IXELLES, needs=("a",)) for _ in range(6)]
    assert rows_of(facts[:3], facts[3:]) == rows_of(facts)
    assert {row.place for row in rows_of(facts[:3], facts[3:])} == {IXELLES}
