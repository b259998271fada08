"""A telephone number finds the service that has it, also in the middle of a sentence."""

import pytest

from helpdesk_desktop.search.answer import ReasonKind
from helpdesk_desktop.search.finder import Index, find
from tests.search.offers import a_service, a_term, an_index, ids

PSY = a_term("psy", "Psychologue", says=["psy"])


@pytest.fixture(scope="module")
def index() -> Index:
    return an_index(
        a_service("lamp", "Aaa", phone="02 511 22 33", terms=[PSY]),
        a_service("two", "Bbb", phone="02/511.22.44 of +32 (0)475/12.34.56"),
        a_service("other", "Ccc", phone="0800 35 243", terms=[PSY], nis="21009"),
        a_service("words", "Le numéro ne répond pas", street="Rue Haute 511"),
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("511 22 33", "lamp"),
        ("511.22.33", "lamp"),
        ("5112233", "lamp"),
        ("(0)2 511 22 33", "lamp"),
        ("j'ai le 02 511 22 33 qui ne répond pas", "lamp"),
        ("ils disent que le 02/511.22.33 ne répond pas, allo", "lamp"),
        ("bel 511.22.33 aub", "lamp"),
        ("het nummer 0032 2 511 22 44 klopt niet", "two"),
        ("0475 12 34 56", "two"),
        ("iemand van 0800/35.243 heeft gebeld", "other"),
    ],
)
def test_a_number_finds_its_service_first_whatever_stands_around_it(
    index: Index, typed: str, found: str
) -> None:
    answer = find(index, typed)

    assert answer.hits[0].service_id == found
    assert answer.hits[0].reasons[0].kind is ReasonKind.PHONE
    assert (answer.likely, answer.low_confidence, answer.unanswered) == (1, False, ())


def test_the_need_beside_a_number_is_still_answered_below_it(index: Index) -> None:
    assert ids(index, "psy à ixelles, pas le 02 511 22 33")[:2] == ["lamp", "other"]


def test_two_numbers_find_both(index: Index) -> None:
    assert set(ids(index, "02 511 22 33, 0800 35 243")) == {"lamp", "other"}


def test_a_number_nobody_has_is_no_word_and_is_not_counted_as_one(index: Index) -> None:
    answer = find(index, "psy 02 511 99 99")

    assert [hit.service_id for hit in answer.hits] == ["lamp", "other"]
    assert not any(figure.isdigit() for word in answer.unanswered for figure in word)


LINE = a_service("line", "Aaa", phone="107")
HOUSE = a_service("house", "Bbb", street="Rue Haute 107")


@pytest.mark.parametrize(
    "typed", ["107", "numéro 107", "le 107", "het 107 ?", "bel 107", "Le 107!"]
)
def test_a_short_number_is_told_as_what_it_is_and_not_found_as_a_house(typed: str) -> None:
    answer = find(an_index(HOUSE), typed)

    assert answer.line is not None
    assert answer.line.name("fr").startswith("Télé-Accueil")
    assert (answer.hits, answer.low_confidence, answer.unanswered) == ((), False, ())


@pytest.mark.parametrize("typed", ["107", "le 107", "j'ai appelé le 107 mais occupé"])
def test_a_service_that_has_the_short_number_is_found_for_it(typed: str) -> None:
    answer = find(an_index(HOUSE, LINE), typed)

    assert [hit.service_id for hit in answer.hits] == ["line"]
    assert answer.line is not None


@pytest.mark.parametrize("typed", ["116000", "116 000", "het 116000"])
def test_the_number_of_lost_children_has_six_digits(typed: str) -> None:
    answer = find(an_index(HOUSE), typed)

    assert answer.line is not None
    assert answer.line.number == "116000"


def test_a_short_number_in_a_sentence_is_told_and_the_need_answered(index: Index) -> None:
    answer = find(index, "le 107 conseille un psy à ixelles")

    assert answer.line is not None
    assert answer.hits[0].service_id == "other"


@pytest.mark.parametrize("typed", ["rue haute 107", "elle habite le 107, rue Haute", "1070", "109"])
def test_a_house_a_postcode_and_a_number_of_nobody_are_no_short_numbers(typed: str) -> None:
    assert find(an_index(HOUSE), typed).line is None


def test_112_is_danger_first_and_told_too() -> None:
    answer = find(an_index(a_service("a", "Aaa", street="Rue Haute 112")), "112")

    assert answer.urgent
    assert answer.line is not None
    assert answer.hits == ()
