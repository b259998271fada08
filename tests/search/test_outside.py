"""A postcode that is none of the Region is told; it changes nothing of what is found."""

import pytest

from helpdesk_desktop.search.finder import Index, find
from tests.search.offers import a_service, a_term, an_index, ids

TEETH = a_term("teeth", "Dentiste", nl="Tandarts", parent="x")


@pytest.fixture(scope="module")
def index() -> Index:
    return an_index(
        a_service("a", "Dentiste Aaa", terms=[TEETH], street="Rue Haute 1200"),
        a_service("b", "Dentiste Bbb", terms=[TEETH]),
    )


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("dentiste 9999", ("9999",)),
        ("tandarts 1800 vilvoorde", ("1800",)),
        ("2018 antwerpen tandarts", ("2018",)),
        ("dentiste 4000 ou 9000", ("4000", "9000")),
        ("9999", ("9999",)),
    ],
)
def test_a_postcode_that_is_none_of_the_region_is_told(
    index: Index, query: str, told: tuple[str, ...]
) -> None:
    assert find(index, query).outside == told


@pytest.mark.parametrize(
    "query",
    [
        "dentiste 1050",
        "dentiste 1500 euros",
        "dentiste depuis 2018",
        "tandarts geboren in 1950",
        "dentiste 1733",
        "rue haute 3200",
        "dentiste 025112233",
        "dentiste 105",
        "",
    ],
)
def test_a_number_that_is_no_postcode_or_one_of_the_region_is_not(index: Index, query: str) -> None:
    assert find(index, query).outside == ()


def test_it_changes_nothing_of_what_is_found(index: Index) -> None:
    assert ids(index, "dentiste 9999") == ids(index, "dentiste")
