"""The index of an open window: taken from the file when it fits, and following the offer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.shelf import kept_offer, offer_as_it_is
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer_tables import KeptIndexRow, RecordRow
from helpdesk_desktop.store.replica import apply_page, install_snapshot
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.search.offer_index import OfferIndex
from helpdesk_domain.sync import Change
from helpdesk_domain.wire import to_json
from tests.factories import NOON, a_change, a_page, a_removal, a_service, an_id
from tests.ui.small_offer import KEY

GENERATION = "generation"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A file with forty services, two of which have names of their own."""
    store = Store.open(tmp_path / "helpdesk.db", KEY)
    named = [a_change(called(name, name)) for name in ("Margelle", "Linde")]
    many = [a_change(a_service(f"maraude {number}")) for number in range(38)]
    store.run(lambda s: install_snapshot(s, GENERATION, 10, [*named, *many], NOON))
    return store


def called(name: str, now: str) -> dict[str, object]:
    """The service `name`, called otherwise `now`."""
    return a_service(name, name=now, translations={}, organization=None)


def receive(store: Store, *changes: Change, since: int = 10) -> None:
    store.run(lambda s: apply_page(s, a_page(*changes, since=since), GENERATION, NOON))


def renamed(name: str, now: str, seq: int = 11) -> Change:
    return a_change(called(name, now), rev=2, seq=seq)


@pytest.fixture
def opened(store: Store, qtbot: QtBot) -> Iterator[Callable[[], OfferIndex]]:
    """Opens the index as a window does; called again, as the next start does."""
    desk = Desk(store)
    searches = Jobs(desk)
    every: list[OfferIndex] = []

    def open_it() -> OfferIndex:
        offer = OfferIndex(desk, searches, desk)
        every.append(offer)
        with qtbot.waitSignal(offer.ready, timeout=20_000):
            offer.follow()
        qtbot.waitUntil(lambda: not offer.is_busy, timeout=20_000)
        return offer

    yield open_it
    for offer in every:
        offer.close()
    searches.close()
    desk.close()


def follow(qtbot: QtBot, offer: OfferIndex) -> None:
    with qtbot.waitSignal(offer.ready, timeout=20_000):
        offer.follow()
    qtbot.waitUntil(lambda: not offer.is_busy, timeout=20_000)


def found(offer: OfferIndex, query: str) -> list[str]:
    assert offer.index is not None
    return [str(hit.service_id) for hit in find(offer.index, query).hits]


def test_the_next_start_takes_the_index_from_the_file(
    store: Store, opened: Callable[[], OfferIndex]
) -> None:
    opened()

    # A name changed behind everybody's back is not in an index that was kept before
    service = RecordRow.id == an_id("Margelle")
    body = to_json(called("Margelle", "Relais")).decode()
    store.run(lambda s: s.execute(update(RecordRow).where(service).values(data=body)))

    assert found(opened(), "margelle") == [an_id("Margelle")]


def test_the_next_start_finds_what_was_received_since_the_index_was_kept(
    store: Store, opened: Callable[[], OfferIndex]
) -> None:
    opened()
    receive(store, renamed("Margelle", "Relais"), a_removal("Linde", seq=12))

    offer = opened()

    assert found(offer, "relais") == [an_id("Margelle")]
    assert found(offer, "margelle") == []
    assert found(offer, "linde") == []


def test_a_kept_index_that_is_damaged_is_built_anew(
    store: Store, opened: Callable[[], OfferIndex]
) -> None:
    opened()
    store.run(lambda s: s.execute(update(KeptIndexRow).values(data=b"rubbish")))
    assert kept_offer(store) is None

    assert found(opened(), "margelle") == [an_id("Margelle")]
    assert kept_offer(store) is not None


def test_a_few_changes_are_followed_in_the_same_index(
    store: Store, opened: Callable[[], OfferIndex], qtbot: QtBot
) -> None:
    offer = opened()
    before = offer.index

    receive(store, renamed("Margelle", "Relais"), a_removal("Linde", seq=12))
    follow(qtbot, offer)

    assert offer.index is before
    assert found(offer, "relais") == [an_id("Margelle")]
    assert found(offer, "linde") == []


def test_many_changes_build_the_index_anew_and_keep_it(
    store: Store, opened: Callable[[], OfferIndex], qtbot: QtBot
) -> None:
    offer = opened()
    before = offer.index

    receive(store, *(renamed(f"maraude {n}", f"Relais {n}", 11 + n) for n in range(30)))
    follow(qtbot, offer)

    assert offer.index is not before
    assert len(found(offer, "relais")) == 30
    kept = kept_offer(store)
    assert kept is not None
    assert kept.mark.cursor == 40


def test_a_few_changes_again_and_again_build_the_index_anew_in_the_end(
    store: Store, opened: Callable[[], OfferIndex], qtbot: QtBot
) -> None:
    offer = opened()
    before = offer.index

    receive(store, *(renamed(f"maraude {n}", f"Relais {n}", 11 + n) for n in range(4)))
    follow(qtbot, offer)
    assert offer.index is before

    changes = (renamed(f"maraude {n}", f"Puits {n}", 11 + n) for n in range(4, 8))
    receive(store, *changes, since=14)
    follow(qtbot, offer)
    qtbot.waitUntil(lambda: offer.index is not before, timeout=20_000)
    qtbot.waitUntil(lambda: not offer.is_busy, timeout=20_000)

    assert len(found(offer, "relais")) == 4
    assert len(found(offer, "puits")) == 4


def test_what_is_asked_while_an_index_is_built_is_done_next(
    store: Store, opened: Callable[[], OfferIndex], qtbot: QtBot
) -> None:
    offer = opened()
    receive(store, *(renamed(f"maraude {n}", f"Relais {n}", 11 + n) for n in range(30)))
    offer.follow()
    receive(store, renamed("Margelle", "Puits", 41), since=40)
    offer.follow()

    qtbot.waitUntil(lambda: not offer.is_busy, timeout=20_000)

    assert found(offer, "puits") == [an_id("Margelle")]
    assert len(found(offer, "relais")) == 30


def test_nothing_new_is_said_when_nothing_changed(
    opened: Callable[[], OfferIndex], qtbot: QtBot
) -> None:
    offer = opened()
    with qtbot.assertNotEmitted(offer.ready):
        offer.follow()
        qtbot.waitUntil(lambda: not offer.is_busy, timeout=20_000)


def test_closing_gives_up_an_index_that_is_being_built(store: Store, qtbot: QtBot) -> None:
    desk = Desk(store)
    searches = Jobs(desk)
    offer = OfferIndex(desk, searches, desk)
    offer.follow()

    offer.close()

    assert offer.index is None
    searches.close()
    desk.close()


def test_the_command_line_searches_in_the_kept_index_while_it_is_of_this_offer(
    store: Store, opened: Callable[[], OfferIndex]
) -> None:
    opened()
    service = RecordRow.id == an_id("Margelle")
    body = to_json(called("Margelle", "Relais")).decode()
    store.run(lambda s: s.execute(update(RecordRow).where(service).values(data=body)))

    assert find(offer_as_it_is(store), "margelle").hits

    receive(store, renamed("Linde", "Ormeau"))

    assert find(offer_as_it_is(store), "ormeau").hits
    assert find(offer_as_it_is(store), "relais").hits
