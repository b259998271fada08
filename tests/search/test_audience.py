"""Whom help is for, in the order; and somebody's wife, who is no group of women."""

import pytest

from helpdesk_desktop.search.answer import RecognisedKind
from helpdesk_desktop.search.finder import Index, build_index, find
from tests.search.offers import a_service, a_term, ids

AGES = {
    code: a_term(code, name, nl=nl, taxonomy="target_group")
    for code, name, nl in (
        ("enfants", "enfants", "kinderen"),
        ("jeunes", "jeunes", "jongeren"),
        ("adultes", "adultes", "volwassenen"),
        ("aines", "aînés", "ouderen"),
        ("tous", "tout public", "iedereen"),
    )
}
WOMEN = a_term("femmes", "femmes", nl="vrouwen", taxonomy="target_group")
PSYCHOLOGIST = a_term("psy", "Psychologue", nl="Psycholoog", parent="x")
CARE = a_term("care", "Soins", nl="Zorg", parent="x")
TERMS = (*AGES.values(), WOMEN, PSYCHOLOGIST, CARE)


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(
        [
            a_service("adults", "Aaa psychologue", terms=[PSYCHOLOGIST, AGES["adultes"]]),
            a_service("old", "Bbb psychologue", terms=[PSYCHOLOGIST, AGES["aines"]]),
            a_service("all", "Ccc", terms=[PSYCHOLOGIST, AGES["adultes"], AGES["tous"]]),
            a_service("children", "Zzz", terms=[CARE, AGES["enfants"]]),
            *(a_service(f"n{n}", f"Zzz {n}", terms=[WOMEN]) for n in range(3)),
        ],
        {term.id: term for term in TERMS},
    )


def read(index: Index, query: str, kind: RecognisedKind) -> list[str]:
    return [it.name for it in find(index, query).recognised if it.kind is kind]


@pytest.mark.parametrize("query", ["psychologue enfants", "psychologue pour jeunes enfants"])
def test_who_is_for_other_ages_only_is_not_first(index: Index, query: str) -> None:
    found = ids(index, query)

    assert found.index("all") < found.index("adults")


def test_an_age_next_to_the_one_asked_for_suits(index: Index) -> None:
    assert ids(index, "psychologue jeunes")[0] == "adults"


def test_who_is_named_comes_first_whatever_the_age(index: Index) -> None:
    assert ids(index, "aaa psychologue")[0] == "adults"


def test_somebodys_wife_is_no_group_and_women_are(index: Index) -> None:
    assert read(index, "ma femme psychologue", RecognisedKind.GROUP) == []
    assert read(index, "psychologue pour femmes", RecognisedKind.GROUP) == ["femmes"]
    assert read(index, "psycholoog voor mijn vrouw", RecognisedKind.GROUP) == []


def test_somebodys_child_is_a_child(index: Index) -> None:
    assert read(index, "psychologue pour mes enfants", RecognisedKind.GROUP) == ["enfants"]
