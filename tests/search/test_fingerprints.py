"""Texts known by a number: each is found again, no other is, on every machine."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.words.fingerprints import Fingerprints, fingerprint


@given(st.lists(st.text(max_size=6)), st.text(max_size=6))
def test_each_text_has_a_place_of_its_own_and_others_have_none(
    texts: list[str], another: str
) -> None:
    known = Fingerprints(array("Q", sorted(set(map(fingerprint, texts)))))

    assert {known.place(text) for text in texts} == set(range(len(set(texts))))
    assert (another in known) == (another in texts)


def test_a_fingerprint_is_the_same_on_every_machine_and_in_every_run() -> None:
    assert fingerprint("soins à domicile") == 0xAD3D5B6CD1E95F63
    assert fingerprint("") == 0xB4B2797457A0A6E4


def test_half_a_character_pasted_into_the_box_has_a_fingerprint_too() -> None:
    assert fingerprint("\ud83d") != fingerprint("\ude00")


def test_the_words_of_a_dictionary_share_no_fingerprint() -> None:
    words = [f"{first}{second}" for first in range(400) for second in range(1000, 1500)]

    assert len(set(map(fingerprint, words))) == len(words)
