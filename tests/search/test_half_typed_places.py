"""The beginning of a place, and words that only look like one: « mari » is no park of Molenbeek."""

import pytest

from helpdesk_desktop.search.answer import RecognisedKind
from helpdesk_desktop.search.finder import find
from tests.search.offers import a_service, an_index
from tests.search.small_offer import CALLERS, DEBTS

OFFER = an_index(
    a_service("debts", "La Boussole", terms=[DEBTS], nis="21009", description="Un jour sur deux"),
    lexicon={**CALLERS, "debts": ["mon mari a des dettes", "une lettre de l'hôpital"]},
)


def places(query: str) -> list[str]:
    found = find(OFFER, query).recognised
    return [it.name for it in found if it.kind is RecognisedKind.PLACE]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("dettes ixel", "Ixelles"),
        ("dettes schaer", "Schaerbeek"),
        ("dettes maroll", "Bruxelles"),
        ("dettes st gill", "Saint-Gilles"),
        ("dettes quartier euro", "Bruxelles"),
    ],
)
def test_the_beginning_of_a_place_stands_for_it_while_it_is_typed(typed: str, place: str) -> None:
    assert places(typed) == [place]


@pytest.mark.parametrize("typed", ["mon mari", "les dettes de mon mari", "lettre hopital", "jour"])
def test_a_word_that_callers_or_services_use_is_no_beginning_of_a_place(typed: str) -> None:
    assert places(typed) == []


def test_a_word_of_a_need_is_not_lost_to_a_place_it_begins() -> None:
    typed, finished = find(OFFER, "mon mari"), find(OFFER, "mon mari ")

    assert (
        [it.key for it in typed.recognised] == [it.key for it in finished.recognised] == ["debts"]
    )
    assert not typed.low_confidence
