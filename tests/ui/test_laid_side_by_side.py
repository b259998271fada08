"""Of two texts everything in which they differ is shown, and they never look the same."""

from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk_desktop.ui.words.laid_side_by_side import WHOLE, laid_side_by_side

WORDS = st.lists(st.sampled_from(["mère", "fils", "lundi", "clé"]), max_size=6).map(" ".join)
LONG = st.builds(
    lambda words, times: words * times,
    st.one_of(WORDS, st.text(alphabet="ab ")),
    st.integers(0, 90),
)


def test_short_texts_are_shown_whole() -> None:
    assert laid_side_by_side("Lundi.", "Mardi.") == ("Lundi.", "Mardi.")


def test_long_texts_are_shown_from_some_words_before_the_first_difference() -> None:
    same = "La voisine a la clé. " * 20
    assert laid_side_by_side(f"{same}Lundi.", f"{same}Mardi.") == (
        "… voisine a la clé. La voisine a la clé. Lundi.",
        "… voisine a la clé. La voisine a la clé. Mardi.",
    )


@example("a" * 400, "", "a", "")
@example("a" * 400, "b" * 400, "c", "a" * 400)
@given(LONG, st.one_of(WORDS, LONG), WORDS, LONG)
def test_what_differs_is_all_there_and_what_is_left_out_is_shared(
    before: str, mine: str, theirs: str, after: str
) -> None:
    left, right = before + mine + after, before + theirs + after

    ours, others = laid_side_by_side(left, right)

    assert (ours == others) == (left == right)
    if max(len(left), len(right)) <= WHOLE:
        assert (ours, others) == (left, right)
    else:
        shown = [text.removeprefix("… ").removesuffix(" …") for text in (ours, others)]
        assert any(
            (left, right) == (head + shown[0] + tail, head + shown[1] + tail)
            for head, tail in around(left, shown[0])
        )


def around(text: str, shown: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind `shown`, at each place where it is in `text`."""
    for start in range(len(text) - len(shown) + 1):
        if text.startswith(shown, start):
            yield text[:start], text[start + len(shown) :]
