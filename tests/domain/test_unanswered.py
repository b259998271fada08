"""Words searched without result: what is kept of them, and what may be told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.unanswered import (
    LONGEST,
    MOST_A_QUERY,
    SHORTEST,
    first_day_kept,
    keepable,
    may_be_told,
)


@pytest.mark.parametrize(
    "word",
    [
        "04751234",
        "0475",
        "marie2",
        "m@rie",
        "marie.x",
        "a-b",
        "d'ici",
        "ab",
        "x" * 41,
        "",
        "\x00ab",
    ],
)
def test_what_is_no_plain_word_is_not_kept(word: str) -> None:
    assert keepable([word]) == ()


def test_a_word_is_kept_once_a_query_in_the_order_typed() -> None:
    assert keepable(["hoarding", "psy", "hoarding"]) == ("hoarding", "psy")
    assert keepable(["abc", "x" * 40]) == ("abc", "x" * 40)


@given(st.lists(st.text(max_size=60), max_size=40))
def test_nothing_kept_can_be_a_number_an_address_or_a_letter(words: list[str]) -> None:
    kept = keepable(words)

    assert len(kept) <= MOST_A_QUERY
    assert len(set(kept)) == len(kept)
    for word in kept:
        assert SHORTEST <= len(word) <= LONGEST
        assert not any(letter.isdigit() or letter in "@.+/" for letter in word)


@pytest.mark.parametrize(
    ("devices", "days", "told"),
    [(1, 1, False), (1, 2, False), (1, 3, True), (2, 1, True), (0, 0, False)],
)
def test_a_word_of_one_desk_is_told_from_the_third_day_on(
    devices: int, days: int, told: bool
) -> None:
    assert may_be_told(devices, days) is told


def test_words_are_kept_thirteen_months() -> None:
    assert first_day_kept(date(2027, 1, 1)) == date(2025, 12, 1)
    assert first_day_kept(date(2026, 12, 31)) == date(2025, 11, 30)
