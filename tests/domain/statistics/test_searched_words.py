"""Words searched without result, as far as a lead may see how often."""

from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.searched_words import searched_words
from helpdesk_domain.unanswered import UnansweredWord

OCTOBER = Month(2026, 10)
counts = st.dictionaries(
    st.tuples(st.sampled_from(["fr", "nl"]), st.sampled_from(["psy", "hoarding", "soupe", "vélo"])),
    st.integers(1, 400),
)


def words(told: dict[tuple[str, str], int]) -> list[UnansweredWord]:
    return [
        UnansweredWord(language=language, word=word, count=count)
        for (language, word), count in told.items()
    ]


@given(counts)
def test_each_number_is_rounded_and_none_is_left_out(told: dict[tuple[str, str], int]) -> None:
    seen = searched_words(OCTOBER, words(told))
    numbers = {(one.language, one.word): one.shown.value for one in seen}
    assert all(number and number % 5 == 0 for number in numbers.values())
    assert all(abs(numbers.get(key, 0) - count) < 5 for key, count in told.items())
    assert [one.shown.value for one in seen] == sorted(numbers.values(), reverse=True)
    assert searched_words(OCTOBER, reversed(words(told))) == seen, "the same asked twice"


def test_the_draw_is_of_the_month_the_word_and_the_count() -> None:
    """Of 2 and 12, both two over a multiple, two in five are drawn up: neither all nor none."""
    made = [UnansweredWord(language="fr", word=f"mot{n}", count=2) for n in range(400)]
    seen = searched_words(OCTOBER, made)
    assert 100 < len(seen) < 220
    other_month = {one.word for one in searched_words(Month(2026, 11), made)}
    assert {one.word for one in seen} != other_month
    more = [UnansweredWord(language="fr", word=one.word, count=12) for one in made]
    drawn_up = {one.word for one in searched_words(OCTOBER, more) if one.shown.value == 15}
    assert {one.word for one in seen} != drawn_up
    assert abs(mean(one.shown.value for one in searched_words(OCTOBER, more)) - 12) < 1
