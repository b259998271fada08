"""Known items: each way to ask types what it says, and knows which services are right."""

from collections.abc import Callable, Sequence

from benchmarks.known_items import WAYS, mrr_by_way
from benchmarks.records import Offer, Search
from helpdesk_desktop.search.answer import Found, Hit
from helpdesk_desktop.search.inverted.records import names
from helpdesk_domain.offer import Service
from tests.search.offers import a_service


def an_offer(*services: Service) -> Offer:
    return Offer(services, {})


def finding(services: Sequence[Service], fits: Callable[[Service, str], bool]) -> Search:
    """A search that finds the services that fit what is typed, in their order."""

    def search(typed: str, /, *, language: str = "fr", limit: int = 50) -> Found:
        return Found(tuple(Hit(found.id, 1.0, ()) for found in services if fits(found, typed)))

    return search


def test_a_search_that_finds_everything_first_scores_one_in_every_way() -> None:
    one = a_service("1", "Les Lilas", nl="De Seringen", also="Le Lilas", street="Rue A 1")

    found = mrr_by_way(an_offer(one), finding([one], lambda _service, _typed: True))

    assert found == dict.fromkeys(WAYS, 1.0)


def test_a_search_that_finds_nothing_scores_nothing() -> None:
    one = a_service("1", "Les Lilas", nl="De Seringen", street="Rue A 1")

    found = mrr_by_way(an_offer(one), finding([one], lambda _service, _typed: False))

    assert set(found.values()) == {0.0}


def test_a_way_to_ask_that_the_offer_has_not_is_left_out() -> None:
    one = a_service("1", "Les Lilas")

    found = mrr_by_way(an_offer(one), finding([one], lambda _service, _typed: True))

    assert "other name" not in found
    assert "name in the other language" not in found


def test_only_a_start_or_a_slip_is_missed_by_a_search_for_whole_names() -> None:
    many = [a_service(str(number), "Ooooooo", nl="De Seringen") for number in range(30)]

    found = mrr_by_way(
        an_offer(*many), finding(many, lambda service, typed: typed in names(service))
    )

    assert found["whole name"] == found["name in the other language"] == 1.0
    assert found["start of the name"] == found["name with a slip"] == 0.0


def test_the_other_language_is_the_one_that_does_not_come_first() -> None:
    one = a_service("1", "Les Lilas", nl="De Seringen")

    found = mrr_by_way(
        an_offer(one), finding([one], lambda service, typed: typed == names(service)[1])
    )

    assert (found["whole name"], found["name in the other language"]) == (0.0, 1.0)


def test_every_service_whose_name_begins_as_typed_is_right() -> None:
    north, south = a_service("1", "Les Lilas du Nord"), a_service("2", "Les Lilas du Sud")

    found = mrr_by_way(
        an_offer(north, south), finding([north, south], lambda _service, _typed: True)
    )

    assert found["start of the name"] == 1.0
    assert found["whole name"] == (1 + 1 / 2) / 2
