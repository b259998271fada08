"""What was told under old codes is read under the new ones, and says nothing it did not say."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.as_data import as_data
from helpdesk_domain.statistics.codes_in_force import in_force
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released, Scheme, Shown
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.figures import FigureId, figures
from helpdesk_domain.statistics.months import Month, Period, month
from helpdesk_domain.statistics.replaced_codes import Replaced
from helpdesk_domain.statistics.report import Asked, Report, report
from helpdesk_domain.statistics.results import Results
from helpdesk_domain.statistics.summary import from_bytes, summary, to_bytes
from helpdesk_domain.statistics.words import Labels
from tests.domain.statistics.facts import AShelf, a_fact, opened

D = Dimension
OCTOBER = Month(2026, 10)
TODAY = date(2027, 3, 1)
FILE = figures().figure

OLD: Replaced = {
    D.NEED: {"old": "new", "older": "new", "gone": "z"},
    D.REASON: {"place": "full", "a": "cost"},
    D.COMMUNE: {"21999": "21001"},
    D.BASIN: {"sud": "centre-ouest"},
}
"""A kind of help is called as a reason was: it is none of those that were replaced."""

codes = st.sampled_from
lacking = st.tuples(codes(["a", "old", "new", ""]), codes(["a", "place", "full", "cost"]))
calls = st.lists(
    st.builds(
        Fact,
        key=st.integers(0, 2**16 - 1),
        day=st.dates(date(2026, 10, 1), date(2026, 10, 31)),
        language=codes(["fr", "nl", ""]),
        commune=codes(["21999", "21001", "21009", ""]),
        needs=st.lists(codes(["a", "old", "older", "new", "gone"]), unique=True).map(tuple),
        unmet=st.lists(lacking, max_size=2).map(tuple),
    ),
    max_size=8,
)


def told_of(facts: Iterable[Fact], replaced: Replaced | None = None) -> Mapping[Scheme, Results]:
    """What is told of October when it closes, as it comes out of its bytes."""
    [piece] = month(OCTOBER).pieces
    made = summary(piece, [opened(facts, replaced)], figures())
    return from_bytes(to_bytes(made)).told


def many(facts: Sequence[Fact], times: int) -> list[Fact]:
    """Each so many times, as other calls: there is something above a band."""
    random = Random(7)
    return [replace(one, key=random.randrange(2**16)) for one in facts for _ in range(times)]


def sums(cells: Mapping[tuple[str, ...], Shown], by: Sequence[Dimension]) -> Counter[object]:
    """By hand: the told numbers of each key, its codes looked up one by one."""
    found: Counter[object] = Counter()
    for key, shown in cells.items():
        assert not shown.is_band
        new = tuple(OLD.get(name, {}).get(code, code) for name, code in zip(by, key, strict=True))
        found[new] += shown.value
    return found


def as_counter(cells: Mapping[tuple[str, ...], Shown]) -> Counter[object]:
    return Counter({key: shown.value for key, shown in cells.items()})


def one_by_one(margin: Mapping[str, Shown]) -> dict[tuple[str, ...], Shown]:
    return {(code,): shown for code, shown in margin.items()}


@given(calls, st.integers(1, 15))
@settings(deadline=None)
def test_a_number_is_the_sum_of_those_that_were_told_of_its_codes(
    facts: list[Fact], times: int
) -> None:
    for results in told_of(many(facts, times)).values():
        read = in_force(results, FILE, OLD)
        assert list(read) == list(results)
        for figure in FILE:
            was, now = results[figure.id], read[figure.id]
            if not isinstance(was, Released) or not isinstance(now, Released):
                assert now == was, "a share and a median have no codes"
                continue
            assert now.total == was.total
            assert as_counter(now.cells) == sums(was.cells, figure.by)
            assert len(now.margins) == len(was.margins)
            for name, before, after in zip(figure.by, was.margins, now.margins, strict=False):
                expected = sums(one_by_one(before), [name])
                assert as_counter(one_by_one(after)) == expected


@given(calls, st.integers(1, 15))
@settings(deadline=None)
def test_no_old_code_is_left_and_the_keys_stay_in_order(facts: list[Fact], times: int) -> None:
    for results in told_of(many(facts, times)).values():
        read = in_force(results, FILE, OLD)
        for figure in FILE:
            result = read[figure.id]
            if isinstance(result, Released):
                assert list(result.cells) == sorted(result.cells)
                for place, name in enumerate(figure.by):
                    old = set(OLD.get(name, {}))
                    assert not old & {key[place] for key in result.cells}, figure.id
                for name, margin in zip(figure.by, result.margins, strict=False):
                    assert list(margin) == sorted(margin)
                    assert not set(OLD.get(name, {})) & set(margin), figure.id
        assert in_force(read, FILE, OLD) == read, "what is in force is in force"


@given(calls, st.integers(1, 15))
@settings(deadline=None)
def test_a_code_that_is_only_called_otherwise_is_told_as_its_books_are_counted(
    facts: list[Fact], times: int
) -> None:
    # Given codes of which no two become one; basins follow from the communes that calls are of
    renamed: Replaced = {
        D.NEED: {"old": "zz", "older": "0"},
        D.REASON: {"place": "b"},
        D.LANGUAGE: {"fr": "zh"},
    }
    calls = many(facts, times)
    read = {scheme: in_force(results, FILE, renamed) for scheme, results in told_of(calls).items()}
    counted = told_of(calls, renamed)
    assert read == counted
    for scheme, results in read.items():
        for name, result in results.items():
            if isinstance(result, Released):
                other = counted[scheme][name]
                assert isinstance(other, Released)
                assert list(result.cells) == list(other.cells), "in the same order"


def test_a_figure_that_this_program_does_not_know_stays_as_it_was_told() -> None:
    results = told_of(many([a_fact(needs=("old",))], 40))[Scheme.LEADS]
    needs = FigureId("needs")
    others = [one for one in FILE if one.id != needs]
    read = in_force(results, others, OLD)
    assert read[needs] == results[needs]
    assert in_force(results, FILE, OLD)[needs] != results[needs]


def a_shelf_of_two_months() -> AShelf:
    """September, told under the old code, its books gone; October, with its book, under the new."""
    september = Month(2026, 9)
    shelf = AShelf(first=september)
    old = many([a_fact(day=date(2026, 9, 7), needs=("old",))], 40)
    for one, facts in ((september, old), (OCTOBER, many([a_fact(needs=("new",))], 40))):
        [piece] = month(one).pieces
        shelf.summaries[piece] = summary(piece, [opened(facts)], figures())
    shelf.books[OCTOBER] = opened([])
    return shelf


class NoNames:
    """An offer in which nothing has a name."""

    def need(self, term: str, language: str) -> str | None:
        return None

    def service(self, service: str, language: str) -> str | None:
        return None


def told(period: Period, replaced: Replaced) -> Report:
    asked = Asked(period=period)
    return report(a_shelf_of_two_months(), asked, figures(), (), TODAY, replaced)


def needs_of(made: Report) -> Mapping[tuple[str, ...], Shown]:
    needs = made.results[FigureId("needs")]
    assert isinstance(needs, Released)
    return needs.cells


def test_a_report_reads_what_was_told_under_the_codes_in_force_and_says_so() -> None:
    september = month(Month(2026, 9))
    assert list(needs_of(told(september, {}))) == [("old",)]
    made = told(september, OLD)
    assert list(needs_of(made)) == [("new",)]
    assert list(needs_of(told(month(OCTOBER), OLD))) == [("new",)], "it was told so"

    data = as_data(made, {one.id: one for one in FILE}, Labels(Words("en"), NoNames()))
    assert data["replaced_codes"]["need"] == {"old": "new", "older": "new", "gone": "z"}
    assert '"old"' not in json.dumps(data["figures"])


def test_months_before_and_after_a_code_was_replaced_are_added_under_the_new_one() -> None:
    both = Period(Month(2026, 9), OCTOBER)
    needs = needs_of(told(both, OLD))
    assert list(needs) == [("new",)]
    assert needs[("new",)].value == sum(one.value for one in needs_of(told(both, {})).values())


@pytest.mark.parametrize("scheme", Scheme)
def test_what_is_published_is_read_so_as_well(scheme: Scheme) -> None:
    # Given a kind of help under two codes, and one that is too rare to be told of what is published
    facts = many([a_fact(needs=("old",)), a_fact(needs=("new",)), a_fact(needs=("rare",))], 30)
    needs = in_force(told_of(facts[:62])[scheme], FILE, OLD)[FigureId("needs")]
    assert isinstance(needs, Released)
    assert set(needs.cells) - {("rare",)} == {("new",)}
    assert 55 <= needs.cells[("new",)].value <= 65
