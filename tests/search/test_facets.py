"""Places, languages and phone numbers: recognised, told, and weighed as hints."""

import pytest

from helpdesk_desktop.search.answer import ReasonKind, RecognisedKind
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.inverted.phones import national, typed_number
from helpdesk_desktop.search.places.place import place_at
from helpdesk_desktop.search.words.tokens import tokens
from tests.search.offers import a_service, a_term, an_index, ids

IXELLES, SAINT_GILLES, UCCLE = "21009", "21013", "21016"


@pytest.mark.parametrize(
    ("typed", "nis"),
    [
        ("Ixelles", IXELLES),
        ("elsene", IXELLES),
        ("st-gilles", SAINT_GILLES),
        ("Sint Gillis", SAINT_GILLES),
        ("molenbeek", "21012"),
        ("saint josse", "21014"),
        ("1180", UCCLE),
    ],
)
def test_a_commune_is_recognised_in_either_language(typed: str, nis: str) -> None:
    words = tokens(typed)

    assert place_at(words, half=False)[0] == len(words)
    assert [commune.nis for commune in place_at(words, half=False)[1]] == [nis]


def test_a_half_typed_commune_is_recognised_and_a_half_typed_word_is_not() -> None:
    assert place_at(["schaer"], half=True)[1]
    assert not place_at(["schaer"], half=False)[1]
    assert not place_at(["sc"], half=True)[1]


def test_a_saint_alone_is_a_name_and_no_place() -> None:
    assert place_at(["st", "pieters"], half=False) == (0, ())
    assert place_at(["pieters"], half=False) == (0, ())


def test_one_woluwe_may_be_either() -> None:
    assert len(place_at(["woluwe"], half=False)[1]) == 2


def test_a_place_orders_services_of_the_same_kind_and_removes_none() -> None:
    dentist = a_term("t", "Dentiste", nl="Tandarts")
    index = an_index(
        a_service("far", "Aaa", nis=UCCLE, terms=[dentist]),
        a_service("there", "Bbb", nis=IXELLES, terms=[dentist]),
        a_service("other", "Ccc", nis=IXELLES),
    )

    found = find(index, "tandarts elsene", language="nl")

    assert [hit.service_id for hit in found.hits] == ["there", "far", "other"]
    assert [(r.kind, r.name, r.key) for r in found.recognised] == [
        (RecognisedKind.PLACE, "Elsene", "urn:be:nis:21009")
    ]
    assert [(r.kind, r.word) for r in found.hits[0].reasons] == [
        (ReasonKind.CATEGORY, "Tandarts"),
        (ReasonKind.PLACE, "Elsene"),
    ]


def test_a_commune_within_a_name_still_finds_the_name() -> None:
    index = an_index(
        a_service("a", "Antenne d'Ixelles", nis=UCCLE), a_service("b", "Autre chose", nis=IXELLES)
    )

    assert ids(index, "antenne d'ixelles")[0] == "a"


def test_a_postcode_puts_its_addresses_before_the_rest_of_the_commune() -> None:
    index = an_index(
        a_service("laeken", "Aaa", nis="21004", postcode="1020"),
        a_service("centre", "Bbb", nis="21004", postcode="1000"),
    )

    assert ids(index, "1000") == ["centre", "laeken"]
    assert ids(index, "1020") == ["laeken", "centre"]


def test_a_spoken_language_is_a_facet() -> None:
    doctor = a_term("t", "Médecin")
    index = an_index(
        a_service("fr", "Aaa", speaks=["fr"], terms=[doctor]),
        a_service("ar", "Bbb", speaks=["ar"], terms=[doctor]),
    )

    assert ids(index, "médecin arabophone")[0] == "ar"
    assert [r.key for r in find(index, "medecin Arabischsprekend").recognised] == ["ar"]


@pytest.mark.parametrize(
    "typed",
    [
        "02 098 30 18",
        "02/098.30.18",
        "020983018",
        "+32 2 098 30 18",
        "0032 (0)2 098-30-18",
        "+3220983",
        "32 2 098 30 18",
        "tel. 02 098 30 18",
        "Tél : 02/098.30.18",
        "tel:+3220983018",
        "02‑098‑30‑18",
        "020983018;",
    ],
)
def test_a_phone_number_in_any_style_finds_its_service(typed: str) -> None:
    index = an_index(
        a_service("a", "Aaa", phone="02 098 30 18"), a_service("b", "Bbb", phone="02 111 22 33")
    )

    found = find(index, typed)

    assert [hit.service_id for hit in found.hits] == ["a"]
    assert found.hits[0].reasons[0].kind is ReasonKind.PHONE


def test_a_short_number_finds_who_has_it_and_else_stays_a_number() -> None:
    index = an_index(
        a_service("line", "Aaa", phone="107"),
        a_service("house", "Bbb", street="Rue Haute 107"),
        a_service("long", "Ccc", phone="107 22 33"),
    )

    assert ids(index, "107") == ["line"]
    assert ids(index, "rue haute 107")[0] == "house"
    assert ids(an_index(a_service("house", "Bbb", street="Rue Haute 109")), "109") == ["house"]


def test_a_postcode_or_a_house_number_is_no_phone_number() -> None:
    assert typed_number("1050") == ""
    assert typed_number("12 bus 3") == ""
    assert national("+32 (0)470 12 34 56") == "0470123456"


@pytest.mark.parametrize(
    ("said", "nis"),
    [
        ("jette centre", "21010"),
        ("watermael centre", "21017"),
        ("boondael", "21009"),
        ("étangs d'ixelles", "21009"),
        ("fort jaco", "21016"),
        ("quartier maritime", "21012"),
        ("gare du nord", "21015"),
        ("bxl", "21004"),
    ],
)
def test_a_neighbourhood_stands_for_the_commune_it_lies_in(said: str, nis: str) -> None:
    assert [commune.nis for commune in place_at(tokens(said), half=False)[1]] == [nis]
