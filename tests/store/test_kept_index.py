"""Tests: what changed since a moment is told, and a kept index fits its offer or is none."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.kept_index import PART, keep_index, kept_index
from helpdesk_desktop.store.offer_changes import OfferMark, changes_since, offer_mark
from helpdesk_desktop.store.offer_tables import KeptIndexRow
from helpdesk_desktop.store.replica import apply_page, import_records, install_snapshot
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Change, Entity
from tests.factories import NOON, a_change, a_page, a_removal, a_service, a_term, an_id

PACKED = b"".join(number.to_bytes(4, "big") for number in range(PART * 2 // 3))
"""More than two parts."""


def install(store: Store, *changes: Change, seq: int = 10, generation: str = "g") -> OfferMark:
    store.run(lambda session: install_snapshot(session, generation, seq, changes, NOON))
    return store.read(offer_mark)


def receive(store: Store, *changes: Change, since: int = 10) -> OfferMark:
    page = a_page(*changes, since=since)
    store.run(lambda session: apply_page(session, page, "g", NOON + timedelta(hours=1)))
    return store.read(offer_mark)


def changed(store: Store, mark: OfferMark, most: int = 10) -> tuple[set[str], set[str]] | None:
    found = store.read(lambda session: changes_since(session, mark, most))
    return ({s.name for s in found.services}, {*map(str, found.gone)}) if found else None


def a_later(name: str, seq: int, /, **fields: object) -> Change:
    return a_change(a_service(name, **fields), rev=2, seq=seq)


def test_services_new_changed_and_gone_since_a_moment_are_told_and_no_others(store: Store) -> None:
    mark = install(store, *(a_change(a_service(name)) for name in ("a", "b", "c", "d")))

    assert changed(store, mark) == (set(), set())

    later = receive(
        store,
        a_later("a", 11, name="Renamed"),
        a_removal("b", seq=12),
        a_later("c", 13, status="defunct"),
        a_later("e", 14),
    )

    assert changed(store, mark) == ({"Renamed", "Service e"}, {an_id("b"), an_id("c")})
    assert changed(store, later) == (set(), set())


def test_more_changes_than_are_asked_for_are_not_told_one_by_one(store: Store) -> None:
    mark = install(store)
    receive(store, a_later("a", 11), a_later("b", 12))

    assert changed(store, mark, most=2)
    assert changed(store, mark, most=1) is None


@pytest.mark.parametrize("deleted", [False, True])
def test_a_change_of_the_taxonomy_is_not_told_service_by_service(
    store: Store, deleted: bool
) -> None:
    term = a_term("t")
    entity = Entity.TAXONOMY_TERM.value
    mark = install(store, a_change(term, entity=entity))

    if deleted:
        receive(store, a_removal("term t", seq=11, entity=entity))
    else:
        receive(store, a_change(term, entity=entity, rev=2, seq=11))

    assert changed(store, mark) is None


def test_another_filling_of_the_replica_is_another_offer(store: Store) -> None:
    mark = install(store, a_change())
    assert changed(store, mark)

    again = install(store, a_change())
    assert changed(store, mark) is None

    record = OfferRecord(Entity.SERVICE, an_id("new"), a_service("new"))
    store.run(lambda session: import_records(session, [record], NOON))
    assert changed(store, again) is None


def test_a_kept_index_comes_back_whole_with_the_moment_it_is_of(store: Store) -> None:
    mark = install(store)
    keep_index(store, "stamp", mark, PACKED, lambda: True)

    later = receive(store, a_later("a", 11))

    assert store.read(lambda s: kept_index(s, "stamp", later)) == (mark, PACKED)


def test_a_kept_index_takes_the_place_of_a_longer_one(store: Store) -> None:
    mark = install(store)
    keep_index(store, "stamp", mark, PACKED, lambda: True)
    keep_index(store, "stamp", mark, b"short", lambda: True)

    assert store.read(lambda s: kept_index(s, "stamp", mark)) == (mark, b"short")


def test_no_index_is_there_before_one_is_kept(store: Store) -> None:
    assert store.read(lambda s: kept_index(s, "stamp", OfferMark("", 0, 0))) is None


def test_an_index_made_by_another_program_or_of_another_offer_does_not_fit(store: Store) -> None:
    mark = install(store)
    keep_index(store, "stamp", mark, PACKED, lambda: True)

    def fits(stamp: str, now: OfferMark) -> bool:
        return store.read(lambda s: kept_index(s, stamp, now)) is not None

    assert fits("stamp", mark)
    assert not fits("other stamp", mark)
    assert not fits("stamp", OfferMark("other", mark.fillings, mark.cursor))
    assert not fits("stamp", OfferMark(mark.generation, mark.fillings + 1, mark.cursor))
    assert not fits("stamp", OfferMark(mark.generation, mark.fillings, mark.cursor - 1))


def test_an_index_of_which_a_part_was_not_written_does_not_fit(store: Store) -> None:
    mark = install(store)
    keep_index(store, "stamp", mark, PACKED, lambda: True)
    asked: list[None] = []

    def until_the_second_part() -> bool:
        asked.append(None)
        return len(asked) < 3

    keep_index(store, "stamp", mark, PACKED, until_the_second_part)

    assert store.read(lambda s: kept_index(s, "stamp", mark)) is None


def test_parts_of_two_indexes_are_no_index(store: Store) -> None:
    mark = install(store)
    keep_index(store, "stamp", mark, PACKED, lambda: True)
    store.run(
        lambda s: s.execute(update(KeptIndexRow).where(KeptIndexRow.part == 1).values(cursor=9))
    )

    assert store.read(lambda s: kept_index(s, "stamp", mark)) is None
