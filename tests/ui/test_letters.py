"""One letter an answer: which one, in every question of the form and in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.ui.rows.letters import OPEN_KEYS, letters
from helpdesk_domain.intake.shipped import shipped_form


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("name", sorted(shipped_form().choices))
def test_no_question_of_the_shipped_form_has_a_letter_twice(name: str, language: str) -> None:
    choices = shipped_form().choices[name]
    if len(choices) > 12:
        return  # a list: letters search it
    reserved = list(OPEN_KEYS[language].values())
    found = letters([one.label[language] for one in choices], reserved)
    assert all(found)
    assert len({*found, *reserved}) == len(found) + len(reserved)


@given(st.lists(st.text(max_size=12), max_size=40), st.sets(st.sampled_from("ABCIRW")))
def test_whatever_the_labels_a_letter_stands_for_one_answer(
    labels: list[str], reserved: set[str]
) -> None:
    found = letters(labels, reserved)
    given_out = [letter for letter in found if letter]
    assert len(found) == len(labels)
    assert len(set(given_out)) == len(given_out)
    assert not set(given_out) & reserved
    assert all("A" <= letter <= "Z" for letter in given_out)


def test_the_first_letter_of_a_label_is_its_own_where_it_is_free() -> None:
    assert letters(["oui", "non"]) == ("O", "N")
    assert letters(["hébergé", "écarté", "été"]) == ("H", "E", "T")
