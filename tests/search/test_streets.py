"""A street is where somebody is, and no need: « rue des Bateliers » asks for no boats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import RecognisedKind
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.places.address import street_at
from helpdesk_desktop.search.words.tokens import tokens
from tests.search.offers import a_service, an_index
from tests.search.small_offer import CALLERS, DEBTS, DENTIST, NURSING

OFFER = an_index(
    a_service("there", "Le Phare", terms=[NURSING], street="Rue de l'Huissier 12"),
    a_service(
        "debts", "La Boussole", terms=[DEBTS], street="Avenue Longue 3", straat="Lange Laan 3"
    ),
    a_service("teeth", "Kakan", terms=[DENTIST], straat="Kroonlaan 8", street="Av. de la Couronne"),
    lexicon=CALLERS,
)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("rue de l'huissier", 4),
        ("avenue longue 3", 2),
        ("av de la couronne", 4),
        ("kroonlaan 8", 1),
        ("rue de la", 0),
        ("rue", 0),
        ("huissier", 0),
        ("rue du pansement", 0),
        ("kroon", 0),
        ("laan", 0),
        ("verlaan", 0),
        ("rue de la l'huissier", 5),
        ("rue de la de l'huissier", 0),
    ],
)
def test_a_street_of_the_offer_takes_its_words(typed: str, taken: int) -> None:
    assert street_at(tokens(typed), OFFER.vocabulary) == taken


WORDS = ["rue", "av", "r", "de", "la", "l", "huissier", "kroonlaan", "straat", "laan", "12", "xx"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_a_street_never_takes_more_words_than_there_are(words: list[str]) -> None:
    assert 0 <= street_at(words, OFFER.vocabulary) <= len(words)


def test_the_words_of_a_street_are_no_need() -> None:
    found = find(OFFER, "rue de l'huissier")

    assert found.hits[0].service_id == "there"
    assert found.recognised == ()
    assert find(OFFER, "l'huissier").hits[0].service_id == "debts"


def test_a_dutch_street_is_no_need_either() -> None:
    assert find(OFFER, "kroonlaan").recognised == ()
    assert find(OFFER, "kroonlaan").hits[0].service_id == "teeth"
    assert [it.key for it in find(OFFER, "gebroken kroon").recognised] == ["dentist"]


def test_a_need_beside_a_street_is_a_need() -> None:
    found = find(OFFER, "gencive gonflée rue de l'huissier")

    assert [(it.kind, it.key) for it in found.recognised] == [(RecognisedKind.NEED, "dentist")]
    assert found.hits[0].service_id == "teeth"


def test_a_street_that_no_service_is_in_may_be_what_is_asked_for() -> None:
    found = find(OFFER, "je vis dans la rue avec une plaie")

    assert [it.key for it in found.recognised] == ["nursing"]
