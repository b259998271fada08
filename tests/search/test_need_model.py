"""What is learnt from the ways to say a need: shares of likelihood that add up and can be moved."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.needs.learning import learn_needs
from helpdesk_desktop.search.needs.model import PIECES
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.search.words.traits import PAIR, PIECE, WORD, traits

SAID = ["facture", "huissier", "dette", "plaie", "pansement", "piqure", "dent", "gencive", "rue"]
TAUGHT = ["koffer", "brug", "zolder", "vuur", "bal", "appelmoes"]
"""Words that share no piece with those of `SAID`."""
PHRASE = st.lists(st.sampled_from(SAID), min_size=1, max_size=5).map(" ".join)
NEEDS = st.lists(st.lists(PHRASE, min_size=1, max_size=4), min_size=1, max_size=6)
WORDS = st.lists(st.sampled_from([*SAID, "je", "xqzw", "pans", "é"]), max_size=6)


@given(NEEDS, WORDS)
def test_how_likely_each_need_is_adds_up_to_one(phrases: list[list[str]], words: list[str]) -> None:
    likely = learn_needs(phrases).likely(words)

    assert len(likely) == len(phrases)
    assert sum(likely) == pytest.approx(1.0)
    assert all(share > 0.0 for share in likely)


@given(NEEDS, WORDS, st.randoms())
def test_the_order_in_which_phrases_were_written_changes_nothing(
    phrases: list[list[str]], words: list[str], chance: Random
) -> None:
    shuffled = [chance.sample(said, len(said)) for said in phrases]

    once, again = learn_needs(phrases), learn_needs(shuffled)

    assert once.likely(words) == pytest.approx(again.likely(words), abs=1e-5)


@given(NEEDS, WORDS, st.data())
def test_a_need_keeps_its_likelihood_whatever_its_number(
    phrases: list[list[str]], words: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(phrases))))

    likely = learn_needs(phrases).likely(words)
    moved = learn_needs([phrases[need] for need in order]).likely(words)

    assert [likely[need] for need in order] == pytest.approx(moved, abs=1e-5)


@given(
    st.lists(st.lists(PHRASE, min_size=1, max_size=4), min_size=2, max_size=5),
    st.lists(st.sampled_from(TAUGHT), min_size=1, max_size=4, unique=True),
    st.data(),
)
def test_a_phrase_taught_to_a_need_raises_it(
    phrases: list[list[str]], words: list[str], data: st.DataObject
) -> None:
    need = data.draw(st.integers(0, len(phrases) - 1))
    taught = [[*said, " ".join(words)] if n == need else said for n, said in enumerate(phrases)]

    before, after = learn_needs(phrases).likely(words), learn_needs(taught).likely(words)

    assert after[need] > before[need]
    assert max(after) == after[need]


def test_a_need_that_is_said_in_many_ways_is_not_likelier_for_it() -> None:
    phrases = [["plaie"], ["plaie", *(f"facture {word}" for word in TAUGHT)]]

    few, many = learn_needs(phrases).likely(["plaie"])

    assert few > many


def test_a_long_phrase_counts_as_much_as_a_short_one() -> None:
    long = "plaie koffer brug zolder vuur bal appelmoes"
    model = learn_needs([["plaie", "huissier"], [long, "gencive"]])

    said_shortly, said_at_length = model.likely(["plaie"])

    assert said_shortly > 2 * said_at_length


def test_words_nobody_says_tell_nothing() -> None:
    model = learn_needs([["plaie"], ["facture"], ["dent"]])

    assert model.likely(["xqzw"]) == pytest.approx([1 / 3] * 3)
    assert model.likely([]) == pytest.approx([1 / 3] * 3)
    assert learn_needs([]).likely(["plaie"]) == []
    assert learn_needs([[], ["plaie"]]).likely(["plaie"])[1] > 0.5


def test_what_one_need_alone_says_tells_more_than_what_all_say() -> None:
    model = learn_needs([["plaie argent"], ["koffer argent"], ["vuur argent"]])

    assert model.likely(["plaie"])[0] > 0.7
    assert model.likely(["argent", "plaie"]) == pytest.approx(model.likely(["plaie"]), abs=0.02)
    assert model.likely(["argent"]) == pytest.approx([1 / 3] * 3, abs=0.02)


def test_two_words_together_tell_what_neither_does_alone() -> None:
    model = learn_needs([["zolder koffer", "bal vuur"], ["koffer zolder", "vuur bal"]])

    assert model.likely(["zolder", "koffer"])[0] > 0.5 > model.likely(["koffer", "zolder"])[0]


@given(NEEDS, WORDS)
def test_a_second_need_begins_inside_the_sentence_or_nowhere(
    phrases: list[list[str]], words: list[str]
) -> None:
    assert (
        0 <= learn_needs(phrases).heard(words).second_begins(range(len(words))) < max(1, len(words))
    )


@given(NEEDS, WORDS, st.data())
def test_a_sentence_is_heard_word_by_word(
    phrases: list[list[str]], words: list[str], data: st.DataObject
) -> None:
    model = learn_needs(phrases)
    end = data.draw(st.integers(0, len(words)))

    so_far = model.heard(words).so_far

    assert len(so_far) == len(words) + 1
    assert list(so_far[end]) == pytest.approx(model.heard(words[:end]).so_far[-1])


TWO = [
    ["je ne sais plus payer mes factures", "un huissier saisit les meubles", "des dettes"],
    ["refaire un pansement", "une plaie qui coule", "une piqûre chaque matin"],
    ["la gencive gonflée", "une couronne cassée", "rage de dents"],
]


@pytest.mark.parametrize(
    ("sentence", "second"),
    [
        ("payer mes factures et refaire un pansement", "pansement"),
        ("une plaie qui coule et un huissier pour mes meubles", "huissier"),
        ("la gencive gonflée une piqûre chaque matin", "piqure"),
        ("payer mes factures", ""),
        ("un huissier saisit les meubles pour des dettes", ""),
        ("factures", ""),
        ("", ""),
    ],
)
def test_a_second_need_begins_at_or_before_its_first_telling_word(
    sentence: str, second: str
) -> None:
    words = tokens(sentence)

    begins = learn_needs(TWO).heard(words).second_begins(range(len(words)))

    if second:
        assert 0 < begins <= words.index(second)
        assert max(learn_needs(TWO).likely(words[:begins])) > 0.8
        assert max(learn_needs(TWO).likely(words[begins:])) > 0.8
    else:
        assert begins == 0


def test_with_no_needs_there_is_no_second() -> None:
    assert learn_needs([]).heard(["plaie", "dent"]).second_begins([0, 1]) == 0


def test_a_word_is_known_whole_in_part_or_not_at_all() -> None:
    model = learn_needs([["pansements", "je"]])

    assert model.familiar("pansement") == 1.0
    assert model.familiar("pansements") == 1.0
    assert 0.0 < model.familiar("pansexyz") < model.familiar("pansemant") <= PIECES
    assert model.familiar("xqzw") == 0.0
    assert model.familiar("il") == 0.0
    assert model.familiar("") == 0.0


def test_traits_are_words_their_pieces_and_pairs() -> None:
    assert list(traits(["dents", "rage"])) == [
        *(("dent", WORD), ("<den", PIECE), ("dent", PIECE), ("ents", PIECE), ("nts>", PIECE)),
        *(("rag", WORD), ("<rag", PIECE), ("rage", PIECE), ("age>", PIECE)),
        ("dent rag", PAIR),
    ]


def test_function_words_are_no_pieces_of_other_words() -> None:
    assert list(traits(["pour", "elle"])) == [("pour", WORD), ("ell", WORD), ("pour ell", PAIR)]


@given(WORDS)
def test_neighbours_make_one_pair_each(words: list[str]) -> None:
    pairs = [trait for trait, _counts in traits(words) if " " in trait]

    assert len(pairs) == len(list(pairwise(words)))


def test_a_need_has_a_telling_word_of_its_own() -> None:
    words = tokens("payer mes factures et refaire un pansement")
    heard = learn_needs(TWO).heard(words)
    begins = heard.second_begins(range(len(words)))

    assert heard.second_begins([0, len(words) - 1]) == begins > 0
    assert heard.second_begins([begins, len(words) - 1]) != begins
    assert heard.second_begins([len(words) - 1]) == 0
    assert heard.second_begins([]) == 0
