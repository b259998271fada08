"""Services that are full or said to be closed go below the next best, and never out of sight."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import Found, Hit
from helpdesk_desktop.search.results import SINKS, results
from helpdesk_domain.offer import CapacityStatus, Service
from helpdesk_domain.service_card import ServiceCard, service_card
from helpdesk_domain.suggestions import Flag, Topic
from helpdesk_domain.wire import as_kind
from tests.factories import NOON

FULL, FREE = CapacityStatus.FULL, CapacityStatus.AVAILABLE


def a_card(
    name: str, room: CapacityStatus | None = None, reported: Topic | None = None
) -> ServiceCard:
    data = {"id": name, "name": name, "status": "active", "capacity_status": room}
    card = service_card(as_kind(data, Service), "fr", {})
    flag = Flag(
        service_id=card.id,
        topic=reported or Topic.OTHER,
        comment="",
        made_at=NOON,
        full_until=None,
        author="",
    )
    return replace(card, flags=(flag,)) if reported else card


def order(words: str, *cards: ServiceCard, likely: int | None = None) -> list[str]:
    hits = tuple(Hit(card.id, 1.0, ()) for card in cards)
    found = Found(hits=hits, likely=len(cards) if likely is None else likely)
    return [result.card.name.words for result in results(found, cards, words)]


def test_the_full_one_goes_below_those_that_may_have_room() -> None:
    cards = a_card("a", FULL), a_card("b"), a_card("c", CapacityStatus.WAITING_LIST)
    assert order("logement", *cards) == ["b", "c", "a"]


def test_it_stays_in_sight() -> None:
    cards = [a_card("a", FULL), *(a_card(f"b{at}") for at in range(20))]
    assert order("logement", *cards).index("a") == SINKS


def test_it_does_not_go_below_what_is_less_likely() -> None:
    cards = a_card("a", FULL), a_card("b", FREE), a_card("c", FREE)
    assert order("logement", *cards, likely=2) == ["b", "a", "c"]


@pytest.mark.parametrize("words", ["Le Pont", "pont", "le pont"])
def test_who_asks_for_a_service_by_name_finds_it_first(words: str) -> None:
    cards = a_card("Le Pont", FULL), a_card("Le Ponton", FREE), a_card("Autre", FREE)
    assert order(words, *cards)[0] == "Le Pont"


def test_of_two_services_of_that_name_the_one_with_room_comes_first() -> None:
    cards = a_card("Le Pont Nord", FULL), a_card("Le Pont Sud", FREE)
    assert order("le pont", *cards) == ["Le Pont Sud", "Le Pont Nord"]


def test_one_that_is_said_to_be_closed_goes_below_all_that_answer_as_well() -> None:
    cards = [a_card("a", FREE, Topic.CLOSED_DOWN), *(a_card(f"b{at}", FULL) for at in range(20))]
    assert order("logement", *cards)[-1] == "a"
    assert order("logement", *cards, likely=10).index("a") == 9


def test_who_asks_for_a_closed_one_by_name_hears_that_it_is_closed() -> None:
    cards = a_card("Le Pont", FREE, Topic.CLOSED_DOWN), a_card("Autre", FREE)
    assert order("le pont", *cards) == ["Le Pont", "Autre"]


def test_of_two_services_of_that_name_the_closed_one_comes_last() -> None:
    cards = a_card("Soins Nord", FREE, Topic.CLOSED_DOWN), a_card("Soins Sud", FULL), a_card("b")
    assert order("soins", *cards) == ["Soins Sud", "b", "Soins Nord"]


def test_a_wrong_number_moves_nothing() -> None:
    cards = a_card("a", FREE, Topic.PHONE), a_card("b", FREE)
    assert order("logement", *cards) == ["a", "b"]


rooms = st.sampled_from([None, *CapacityStatus])


@given(st.lists(rooms, max_size=12), st.integers(0, 12))
def test_nothing_is_lost_and_the_rest_keeps_its_order(
    known: list[CapacityStatus | None], likely: int
) -> None:
    cards = [a_card(f"n{at}", room) for at, room in enumerate(known)]
    likely = min(likely, len(cards))
    shown = order("logement", *cards, likely=likely)

    assert sorted(shown) == sorted(card.name.words for card in cards)
    for part in (cards[:likely], cards[likely:]):
        names = [card.name.words for card in part]
        shown_part, shown = shown[: len(part)], shown[len(part) :]
        assert sorted(shown_part) == sorted(names)
        with_room = [card.name.words for card in part if card.room is not FULL]
        assert [name for name in shown_part if name in with_room] == with_room
        for name in set(names) - set(with_room):
            assert shown_part.index(name) <= names.index(name) + SINKS
