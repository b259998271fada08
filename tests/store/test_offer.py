"""Tests: the replica answers as the window asks it, and takes what the server sends."""

from functools import partial

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import SuspiciousDeletion
from helpdesk_desktop.store.offer import offer_state, service_cards, services, vocabulary
from helpdesk_desktop.store.offer_tables import RecordRow
from helpdesk_desktop.store.replica import apply_page, import_records, install_snapshot
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Change, ChangesPage, Entity
from helpdesk_domain.wire import from_json
from tests.factories import (
    NOON,
    a_change,
    a_page,
    a_removal,
    a_service,
    a_service_id,
    a_term,
    an_id,
)

FIRST, SECOND = "generation-1", "generation-2"


def install(store: Store, *changes: Change, generation: str = FIRST, seq: int = 10) -> None:
    store.run(lambda session: install_snapshot(session, generation, seq, changes, NOON))


def apply(store: Store, page: ChangesPage, generation: str = FIRST) -> None:
    store.run(lambda session: apply_page(session, page, generation, NOON))


def many(count: int) -> list[Change]:
    return [a_change(a_service(f"s{number}")) for number in range(count)]


def names(store: Store) -> set[str]:
    return store.read(lambda session: {service.name for service in services(session)})


def test_a_new_desk_holds_no_offer_and_says_so(store: Store) -> None:
    state = store.read(offer_state)

    assert (state.services, state.cursor, state.generation) == (0, 0, "")
    assert state.updated_at is None
    assert not state.fictitious


def test_a_snapshot_replaces_the_replica_whole(store: Store) -> None:
    install(store, a_change(a_service("old")))

    install(store, a_change(a_service("new")), seq=20)

    assert names(store) == {"Service new"}
    state = store.read(offer_state)
    assert (state.services, state.cursor, state.generation) == (1, 20, FIRST)
    assert state.updated_at == NOON


def test_a_snapshot_that_breaks_off_leaves_the_old_replica(store: Store) -> None:
    install(store, a_change(a_service("old")))

    def broken(session: Session) -> None:
        def lines() -> object:
            yield a_change(a_service("new"))
            raise ConnectionError

        install_snapshot(session, FIRST, 20, lines(), NOON)  # type: ignore[arg-type]

    with pytest.raises(ConnectionError):
        store.run(broken)

    assert names(store) == {"Service old"}
    assert store.read(offer_state).cursor == 10


def test_cards_come_in_the_order_asked_without_what_cannot_be_given(store: Store) -> None:
    install(
        store,
        a_change(a_service("b")),
        a_change(a_service("a")),
        a_change(a_service("closed for a while", status="temporarily closed")),
        a_change(a_service("gone", status="defunct")),
        a_change(a_service("asleep", status="inactive")),
    )
    asked = [a_service_id(name) for name in ("a", "gone", "closed for a while", "asleep", "x", "b")]

    cards = store.read(lambda session: service_cards(session, asked, "nl"))

    assert [card.name.words for card in cards] == [
        "Dienst a",
        "Dienst closed for a while",
        "Dienst b",
    ]
    assert names(store) == {"Service a", "Service b", "Service closed for a while"}
    assert store.read(offer_state).services == 3


def test_a_card_names_its_category_in_the_language_asked_for(store: Store) -> None:
    term = a_term("aide")
    attribute = {"taxonomy_term_id": term["id"], "taxonomy_term": term | {"translations": {}}}
    install(
        store,
        a_change(a_service("centre", attributes=[attribute])),
        a_change(term, entity=Entity.TAXONOMY_TERM.value),
    )

    (card,) = store.read(lambda session: service_cards(session, [a_service_id("centre")], "nl"))

    assert card.categories == ("aide (nl)",)
    assert set(store.read(vocabulary)) == {term["id"]}


def test_what_no_program_knows_yet_is_kept_word_for_word(store: Store) -> None:
    stranger = {"id": an_id("stranger"), "shape": "unheard of"}
    service = a_service()
    install(store, a_change(service), a_change(stranger, entity="helicopter"))

    kept = store.read(
        lambda session: {
            (row.entity, row.id): from_json(row.data or "", object)
            for row in session.query(RecordRow)
        }
    )

    assert kept == {
        ("service", service["id"]): service,
        ("helicopter", stranger["id"]): stranger,
    }


def test_a_service_this_program_cannot_read_does_not_hide_the_others(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    install(
        store,
        a_change(a_service("good")),
        a_change(a_service("secret name", status="on the moon")),
    )

    assert names(store) == {"Service good"}
    assert "status" in caplog.text
    assert "secret name" not in caplog.text


def test_a_page_and_its_cursor_are_written_together(store: Store) -> None:
    install(store, a_change(a_service("a")))

    apply(store, a_page(a_change(a_service("b"), seq=11), since=10))

    assert names(store) == {"Service a", "Service b"}
    assert store.read(offer_state).cursor == 11


def test_a_page_that_cannot_be_written_moves_nothing(store: Store) -> None:
    install(store, a_change(a_service("a")))
    bad = a_change(a_service("b"), rev=None)

    with pytest.raises(Exception, match="NOT NULL"):
        apply(store, a_page(a_change(a_service("c")), bad, since=10))

    assert names(store) == {"Service a"}
    assert store.read(offer_state).cursor == 10


@pytest.mark.parametrize("since", [0, 9, 11])
def test_a_page_from_elsewhere_is_refused(store: Store, since: int) -> None:
    install(store, a_change())

    with pytest.raises(ValueError, match="cursor 10"):
        apply(store, a_page(a_removal(), since=since))

    assert store.read(offer_state).services == 1


def test_a_page_of_another_history_is_refused(store: Store) -> None:
    install(store, a_change())

    with pytest.raises(ValueError, match="cursor 10"):
        apply(store, a_page(a_removal(), since=10), SECOND)

    assert store.read(offer_state).services == 1


def test_an_older_revision_never_overwrites_a_newer_one(store: Store) -> None:
    install(store, a_change(a_service("x", name="new name"), rev=3))
    older = a_change(a_service("x", name="old name"), rev=2)

    apply(store, a_page(older, a_removal("x", rev=2), since=10))

    assert names(store) == {"new name"}


def test_the_same_page_twice_is_harmless(store: Store) -> None:
    install(store, a_change(a_service("a")))
    change = a_change(a_service("a", name="Renamed"), rev=2, seq=11)

    apply(store, a_page(change, since=10))
    apply(store, a_page(change, since=11, next=11))

    assert names(store) == {"Renamed"}


def test_a_removed_service_is_found_no_more(store: Store) -> None:
    install(store, a_change(a_service("a")), a_change(a_service("b")))

    apply(store, a_page(a_removal("a"), since=10))

    assert names(store) == {"Service b"}
    assert store.read(lambda session: service_cards(session, [a_service_id("a")], "fr")) == []


def test_an_emptied_snapshot_of_a_known_history_needs_a_yes(store: Store) -> None:
    install(store, *many(300))

    with pytest.raises(SuspiciousDeletion) as caught:
        install(store, *many(100))

    assert (caught.value.removed, caught.value.services) == (200, 300)
    assert store.read(offer_state).services == 300
    store.run(lambda s: install_snapshot(s, FIRST, 20, many(100), NOON, approved=True))
    assert store.read(offer_state).services == 100


def test_a_restored_server_may_have_less(store: Store) -> None:
    install(store, *many(300))

    install(store, *many(10), generation=SECOND)

    assert store.read(offer_state).services == 10


def test_removals_spread_over_pages_are_counted_together(store: Store) -> None:
    install(store, *many(300))
    halves = [a_removal(f"s{n}") for n in range(35)], [a_removal(f"s{n}") for n in range(35, 70)]
    apply(store, a_page(*halves[0], since=10, has_more=True))
    second = a_page(*halves[1], since=45)

    with pytest.raises(SuspiciousDeletion):
        apply(store, second)

    assert store.read(offer_state).services == 265
    store.run(partial(apply_page, page=second, generation=FIRST, now=NOON, approved=True))
    assert store.read(offer_state).services == 230


def test_a_page_that_removes_nothing_counts_nothing_while_others_wait_to_write(
    store: Store,
) -> None:
    # Given an offer, and an eye on what is asked of the file
    install(store, *many(100))
    asked: list[str] = []

    def seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(store._engine, "before_cursor_execute", seen)

    # When a page brings a service and takes none, then the services there are not gone through
    apply(store, a_page(a_change(a_service("new")), since=10))
    assert not [statement for statement in asked if "count(" in statement]
    of_records = [statement for statement in asked if "FROM record" in statement]
    assert all("IN (VALUES" in statement for statement in of_records), "by their keys alone"


def test_removals_of_different_days_are_not_held_against_the_server(store: Store) -> None:
    install(store, *many(300))

    apply(store, a_page(*(a_removal(f"s{n}") for n in range(35)), since=10))
    apply(store, a_page(*(a_removal(f"s{n}") for n in range(35, 70)), since=45))

    assert store.read(offer_state).services == 230


def test_a_second_file_adds_to_the_first(store: Store) -> None:
    def bring(*named: str) -> int:
        records = [
            OfferRecord(Entity.SERVICE, an_id(name), a_service(name, fictitious=True))
            for name in named
        ]
        return store.run(lambda session: import_records(session, records, NOON))

    assert bring("a", "b") == 2
    assert bring("b", "c") == 2

    state = store.read(offer_state)
    assert (state.services, state.cursor, state.generation) == (3, 0, "")
    assert state.fictitious


def test_what_the_server_says_comes_before_what_a_file_said(store: Store) -> None:
    record = OfferRecord(Entity.SERVICE, an_id("a"), a_service("a", name="From a file"))
    install(store, a_change(a_service("a")))
    store.run(lambda session: import_records(session, [record], NOON))
    assert names(store) == {"From a file"}

    apply(store, a_page(a_change(a_service("a", name="From the server")), since=10))

    assert names(store) == {"From the server"}
