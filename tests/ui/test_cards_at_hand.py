"""Cards are read once, in either language, and anew when the offer has changed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.replica import apply_page, install_snapshot
from helpdesk_desktop.ui.card.cards_at_hand import MOST, CardsAtHand
from helpdesk_domain.offer import ServiceId
from tests.factories import NOON, a_change, a_page, a_removal, a_service, an_id

T = TypeVar("T")

NAMES = tuple(f"s{number}" for number in range(MOST + 50))


class CountingStore:
    """A real store that counts how often it is read."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = 0

    def read(self, work: Callable[[Session], T]) -> T:
        self.reads += 1
        return self.store.read(work)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CountingStore]:
    opened = Store.open(tmp_path / "helpdesk.db", bytes(range(32)))
    offer = [a_change(a_service(name)) for name in NAMES]
    opened.run(lambda session: install_snapshot(session, "g", 10, offer, NOON))
    yield CountingStore(opened)
    opened.close()


@pytest.fixture
def at_hand(store: CountingStore) -> CardsAtHand:
    return CardsAtHand(store)  # type: ignore[arg-type]


def ids(*names: str) -> list[ServiceId]:
    return [ServiceId(an_id(name)) for name in names]


def shown(at_hand: CardsAtHand, *names: str, language: str = "fr") -> list[str]:
    return [card.name.words for card in at_hand.cards(ids(*names), language)]


def test_a_card_is_read_once_and_shown_in_the_order_asked(
    at_hand: CardsAtHand, store: CountingStore
) -> None:
    assert shown(at_hand, "s1", "s2") == ["Service s1", "Service s2"]
    assert shown(at_hand, "s2", "s1") == ["Service s2", "Service s1"]
    assert store.reads == 1

    assert shown(at_hand, "s2", "s3") == ["Service s2", "Service s3"]
    assert store.reads == 2


def test_the_other_language_is_another_card(at_hand: CardsAtHand) -> None:
    (french,), (dutch,) = at_hand.cards(ids("s1"), "fr"), at_hand.cards(ids("s1"), "nl")

    assert (french.language, dutch.language) == ("fr", "nl")


def test_what_changed_and_what_is_gone_is_seen_once_the_rest_is_forgotten(
    at_hand: CardsAtHand, store: CountingStore
) -> None:
    shown(at_hand, "s1", "s2")
    renamed = a_change(a_service("s1", name="Renamed", translations={}), rev=2, seq=11)
    page = a_page(renamed, a_removal("s2", seq=12), since=10)
    store.store.run(lambda session: apply_page(session, page, "g", NOON))

    at_hand.forget()

    assert shown(at_hand, "s1", "s2", "s3") == ["Renamed", "Service s3"]


def test_nobody_is_read_where_nothing_is_asked(at_hand: CardsAtHand, store: CountingStore) -> None:
    assert shown(at_hand) == []
    assert store.reads == 0


def test_a_long_day_of_searches_keeps_no_more_than_a_few_hundred_cards(
    at_hand: CardsAtHand, store: CountingStore
) -> None:
    for start in range(0, len(NAMES), 50):
        assert len(shown(at_hand, *NAMES[start : start + 50])) == 50

    read = store.reads
    assert shown(at_hand, "s1") == ["Service s1"]
    assert store.reads == read + 1
