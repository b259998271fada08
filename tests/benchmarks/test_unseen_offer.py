"""Offers never seen: other names on the same needs."""

from benchmarks.known_items import WAYS, mrr_by_way
from benchmarks.records import Offer
from benchmarks.unseen_offer import unseen_offer
from helpdesk_desktop.search.answer import Found, Hit
from helpdesk_desktop.search.records import names, streets
from helpdesk_domain.offer import Service
from tests.search.offers import a_service, a_term

CARE = a_term("care", "Soins à domicile", nl="Thuisverpleging")
DEMO = Offer(
    services=[
        a_service(
            "1", "Les Lilas", nl="De Seringen", street="Rue A 1", straat="A-straat 1", terms=[CARE]
        ),
        a_service("2", "Les Roses", street="Rue B 2", terms=[CARE]),
    ],
    terms={CARE.id: CARE},
)


def blind(_query: str, *, language: str = "fr", limit: int = 50) -> Found:
    """A search that never finds anything."""
    return Found()


def known(service: Service) -> set[str]:
    return {*names(service), *streets(service)}


def test_a_seed_gives_one_offer_and_another_seed_another() -> None:
    assert unseen_offer(DEMO, 5, 1) == unseen_offer(DEMO, 5, 1)
    assert unseen_offer(DEMO, 5, 1) != unseen_offer(DEMO, 5, 2)


def test_no_name_and_no_street_of_the_demo_offer_is_left() -> None:
    before = set().union(*map(known, DEMO.services))

    after = set().union(*map(known, unseen_offer(DEMO, 20, 1).services))

    assert not before & after


def test_what_is_done_and_the_languages_of_the_record_stay() -> None:
    languages = {tuple(service.translations) for service in unseen_offer(DEMO, 20, 1).services}

    assert languages == {("fr", "nl"), ("fr",)}
    assert all(service.attributes for service in unseen_offer(DEMO, 20, 1).services)


def test_a_search_that_finds_nothing_scores_nothing_and_one_that_finds_all_scores_one() -> None:
    offer = unseen_offer(DEMO, 9, 1)
    every = Found(tuple(Hit(service.id, 1.0, ()) for service in offer.services))

    def lavish(_query: str, *, language: str = "fr", limit: int = 50) -> Found:
        return every

    assert set(mrr_by_way(offer, blind)) == set(WAYS)
    assert not any(mrr_by_way(offer, blind).values())
    assert all(mrr_by_way(offer, lavish).values())


def test_what_is_typed_of_a_name_with_a_slip_is_not_the_name() -> None:
    typed: list[str] = []

    def listening(query: str, *, language: str = "fr", limit: int = 50) -> Found:
        typed.append(query)
        return Found()

    offer = unseen_offer(DEMO, 20, 1)
    mrr_by_way(offer, listening)
    written = {name for service in offer.services for name in names(service)}

    assert sum(query not in written for query in typed) >= 2 * len(offer.services)


def test_a_way_to_ask_that_the_offer_has_not_is_left_out() -> None:
    assert "other name" not in mrr_by_way(DEMO, blind)
