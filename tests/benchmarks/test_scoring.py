"""A score is what it says: checked on answers small enough to add up by hand."""

import pytest

from benchmarks.scoring import NO_ANSWER, Answered, honesty, mean, quality, quality_by_class


def an_answer(*ids: str, kind: str = "lay", is_none: bool = False, **grades: int) -> Answered:
    return Answered(kind, grades, ids, is_none)


def test_the_place_of_the_first_ideal_service_counts() -> None:
    found = quality(an_answer("good", "ideal", ideal=3, good=2))

    assert found.mrr == 1 / 2
    assert found.success == 1.0


def test_an_ideal_service_in_fourth_place_is_no_success() -> None:
    found = quality(an_answer("a", "b", "c", "ideal", ideal=3))

    assert (found.mrr, found.success) == (1 / 4, 0.0)


def test_what_comes_after_ten_hits_is_not_seen() -> None:
    found = quality(an_answer(*"abcdefghij", "ideal", ideal=3))

    assert (found.mrr, found.ndcg) == (0.0, 0.0)


def test_the_order_of_grades_tells() -> None:
    best = quality(an_answer("ideal", "good", ideal=3, good=2))
    other = quality(an_answer("good", "ideal", ideal=3, good=2))

    assert best.ndcg == 1.0
    # (3 + 7 / log2 3) / (7 + 3 / log2 3)
    assert other.ndcg == pytest.approx(0.834, abs=0.001)


def test_a_service_told_twice_takes_one_place() -> None:
    assert quality(an_answer("good", "good", "ideal", ideal=3, good=2)).mrr == 1 / 2


def test_each_class_counts_alike_however_many_queries_it_has() -> None:
    many = [an_answer("ideal", ideal=3, kind="name")] * 9
    one = an_answer("other", ideal=3, kind="lay")

    by_class = quality_by_class([*many, one])

    assert {kind: found.mrr for kind, found in by_class.items()} == {"name": 1.0, "lay": 0.0}
    assert mean(by_class.values()).mrr == 0.5


def test_a_query_that_nothing_answers_has_no_quality() -> None:
    assert not quality_by_class([an_answer("other", kind=NO_ANSWER)])


def test_silence_is_counted_where_it_is_right_and_where_it_does_harm() -> None:
    told = honesty(
        [
            an_answer(kind=NO_ANSWER, is_none=True),
            an_answer("other", kind=NO_ANSWER),
            an_answer("ideal", ideal=3, is_none=True),
            an_answer("other", ideal=3, is_none=True),
            an_answer("ideal", ideal=3),
            an_answer("ideal", ideal=3),
        ]
    )

    assert told.precision == 1 / 3
    assert told.recall == 1 / 2
    assert told.false_none == 2 / 4
    assert told.harmful_none == 1 / 4
