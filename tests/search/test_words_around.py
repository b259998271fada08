"""A word is read with those around it: verbs that are communes, amounts, what is denied."""

from datetime import UTC, datetime

import pytest

from helpdesk_desktop.search.answer import ReasonKind, RecognisedKind
from helpdesk_desktop.search.finder import Index, find
from helpdesk_desktop.search.reading.correct import corrections
from helpdesk_desktop.search.wanted import Facet, Wanted
from tests.search.offers import a_service, a_term, an_index, ids

DEBTS = a_term(
    "debts", "Médiation de dettes", nl="Schuldbemiddeling", says=["huissier"], parent="x"
)
DENTIST = a_term("dentist", "Dentiste", nl="Tandarts", parent="x")
COVER = a_term("cover", "Verzekerd zijn", nl="Verzekerd zijn", parent="x")


@pytest.fixture(scope="module")
def index() -> Index:
    return an_index(
        a_service("debts jette", "Dettes de Jette", terms=[DEBTS], postcode="1090", nis="21010"),
        a_service("debts", "Boussole", terms=[DEBTS], postcode="1000", nis="21004"),
        a_service(
            "dentist", "Dentiste Aaa", terms=[DENTIST], speaks=["fr"], postcode="1080", nis="21012"
        ),
        a_service(
            "dentist nl", "Bbb", terms=[DENTIST], speaks=["nl"], postcode="1050", nis="21009"
        ),
        a_service("cover", "Ccc", terms=[COVER]),
        terms=[DEBTS, DENTIST, COVER],
    )


def read_as(index: Index, query: str, kind: RecognisedKind) -> list[str]:
    return [found.typed for found in find(index, query).recognised if found.kind is kind]


@pytest.mark.parametrize(
    "query", ["il me jette dehors", "mon fils se jette à l'eau", "on la jette", "elle jette tout"]
)
def test_whoever_throws_something_is_not_in_jette(index: Index, query: str) -> None:
    found = find(index, query)

    assert read_as(index, query, RecognisedKind.PLACE) == []
    assert not any(r.word == "jette" for hit in found.hits for r in hit.reasons)


@pytest.mark.parametrize("query", ["dettes jette", "dettes à jette", "schuldhulp te jette"])
def test_jette_is_a_commune_all_the_same(index: Index, query: str) -> None:
    assert read_as(index, query, RecognisedKind.PLACE) == ["jette"]
    assert ids(index, query)[0] == "debts jette"


@pytest.mark.parametrize("query", ["1000 euros de dettes", "dettes de 1000€", "1000 eur dettes"])
def test_an_amount_is_no_postcode(index: Index, query: str) -> None:
    assert read_as(index, query, RecognisedKind.PLACE) == []


def test_a_postcode_is_a_place(index: Index) -> None:
    assert read_as(index, "dettes 1000", RecognisedKind.PLACE) == ["1000"]


@pytest.mark.parametrize("query", ["ne parle pas français dentiste", "spreekt geen frans tandarts"])
def test_a_language_that_is_not_spoken_is_not_asked_for(index: Index, query: str) -> None:
    assert read_as(index, query, RecognisedKind.LANGUAGE) == []


def test_a_language_that_is_spoken_is(index: Index) -> None:
    assert read_as(index, "dentiste qui parle français", RecognisedKind.LANGUAGE) == ["francais"]


def test_a_word_is_never_corrected_into_its_contrary(index: Index) -> None:
    assert "verzekerd" not in corrections("onverzekerd", index.vocabulary)
    assert "verzekerd" not in corrections("onverzekert", index.vocabulary)
    assert "verzekerd" in corrections("verzekert", index.vocabulary)


def test_a_postcode_that_was_refused_brings_nobody_forward(index: Index) -> None:
    refused = frozenset({"urn:be:nis:21012"})
    hits = find(index, "dentiste 1080", refused=refused).hits

    assert {hit.service_id for hit in hits[:2]} == {"dentist", "dentist nl"}
    assert not any(r.kind is ReasonKind.PLACE for hit in hits for r in hit.reasons)


@pytest.mark.parametrize(
    ("query", "place"),
    [("cpas bxl", "bxl"), ("huisarts brussels", "brussels"), ("psy gare du nord", "gare du nord")],
)
def test_places_go_by_what_people_call_them(index: Index, query: str, place: str) -> None:
    assert read_as(index, query, RecognisedKind.PLACE) == [place]


@pytest.mark.parametrize("query", ["dentiste", "tandarts", "huissier"])
def test_a_need_typed_alone_is_shown_although_names_begin_with_it(index: Index, query: str) -> None:
    assert read_as(index, query, RecognisedKind.NEED) == [query]


def test_a_filter_that_nobody_meets_wholly_shows_who_comes_nearest(index: Index) -> None:
    there = frozenset({"urn:be:nis:21004"})
    wanted = Wanted({Facet.COMMUNE: there}, datetime(2026, 3, 2, tzinfo=UTC))

    found = find(index, "dentiste français dettes molenbeek", wanted=wanted)

    assert [hit.service_id for hit in found.hits] == ["debts"]
    assert found.likely == 0
    assert not found.low_confidence
