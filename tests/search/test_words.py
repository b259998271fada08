"""Words as they are compared: folded, cut, stemmed, heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.words.fold import fold
from helpdesk_desktop.search.words.sound import sound
from helpdesk_desktop.search.words.stems import stem
from helpdesk_desktop.search.words.tokens import QUERY_LIMIT, read_words, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ÉTÉ", "ete"),
        ("Cœur d’accueil", "coeur d'accueil"),
        ("\u0132zer", "ijzer"),
        ("Straße", "strasse"),
        ("geïntegreerd", "geintegreerd"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_accents_and_ligatures_are_not_part_of_a_word(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_cut_again_are_the_same_words(text: str) -> None:
    words = tokens(text)

    assert tokens(" ".join(words)) == words


@pytest.mark.parametrize(
    "written", ["Saint-Gilles", "st gilles", "St. Gilles", "SAINTE GILLES", "Sint Gilles"]
)
def test_every_way_to_write_a_saint_is_one_word(written: str) -> None:
    assert tokens(written) == ["st", "gilles"]


def test_dotted_letters_are_one_acronym() -> None:
    assert tokens("l'O.C.M.W. d'Ixelles") == ["l", "ocmw", "d", "ixelles"]


def test_the_last_word_is_half_typed_until_something_follows_it() -> None:
    assert read_words("aide ali").half
    assert not read_words("aide ali ").half
    assert not read_words("").half


def test_a_paste_is_read_up_to_the_limit() -> None:
    read = read_words("logement " * 10_000).words

    assert len(" ".join(read)) <= QUERY_LIMIT
    assert len(read) == QUERY_LIMIT // len("logement ") + 1


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("dette", "dettes"),
        ("logement", "logements"),
        ("hopital", "hopitaux"),
        ("tandarts", "tandartsen"),
        ("gezin", "gezinnen"),
        ("psychologue", "psychologues"),
    ],
)
def test_singular_and_plural_have_one_stem(one: str, several: str) -> None:
    assert stem(one) == stem(several)


@pytest.mark.parametrize(("whole", "other"), [("fils", "fil"), ("mere", "mer"), ("marie", "mari")])
def test_a_word_of_the_family_does_not_have_the_stem_of_another(whole: str, other: str) -> None:
    assert stem(whole) != stem(other)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("tuisverpleging", "thuisverpleging"),
        ("metadone", "methadone"),
        ("zikenfons", "ziekenfonds"),
        ("farmacie", "pharmacie"),
        ("sikologue", "psychologue"),
        ("fermig", "vermig"),
        ("chomaje", "chomage"),
        ("schaarbeek", "scharbeek"),
    ],
)
def test_a_word_heard_and_a_word_written_sound_the_same(heard: str, written: str) -> None:
    assert sound(heard) == sound(written)


@given(st.text(alphabet=st.characters(categories=["Ll"]), max_size=40))
def test_a_sound_is_no_longer_than_twice_its_word(word: str) -> None:
    assert len(sound(word)) <= 2 * len(word) + 1
