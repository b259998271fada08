"""Offers never seen: other names on the same needs."""

from benchmarks.records import Offer
from benchmarks.unseen_offer import unseen_offer
from helpdesk_desktop.search.inverted.records import names, streets
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
