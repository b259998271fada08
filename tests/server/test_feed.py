"""The feed of the offer: in the order of commits, and nothing is ever passed over."""

import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.sync import DIRECTORY, Entity
from helpdesk_server.importing import import_file
from helpdesk_server.store import offer, streams
from helpdesk_server.store.database import Store
from helpdesk_server.store.streams import Page
from helpdesk_server.store.tables import StreamRow
from tests.server.desk import Desk, code_of
from tests.server.records import a_file, a_record, a_service, uuid_of, withdraw
from tests.serving import HandClock


def write(store: Store, *names: str, **fields: object) -> None:
    records = [a_record(name, **fields) for name in names]
    store.run(partial(offer.write_records, records=records, now=utc_now()))


def page(store: Store, since: int = 0, limit: int = 500) -> Page:
    return store.read(partial(offer.page, since=since, limit=limit))


def ids(found: Page) -> list[str]:
    return [json.loads(change)["id"] for change in found.changes]


def test_pages_follow_each_other_and_end_at_the_head(store: Store) -> None:
    write(store, "A", "B", "C")
    first = page(store, limit=2)
    second = page(store, since=first.next, limit=2)
    assert ids(first) + ids(second) == [uuid_of("A"), uuid_of("B"), uuid_of("C")]
    assert (first.has_more, second.has_more) == (True, False)
    assert second.next == second.head.seq == 3


def test_nothing_new_is_an_empty_page_at_the_same_place(store: Store) -> None:
    write(store, "A")
    found = page(store, since=1)
    assert (found.changes, found.next, found.has_more) == ((), 1, False)


def test_places_that_nobody_holds_any_more_are_passed_over(store: Store) -> None:
    write(store, "A", "B", "C")
    store.run(lambda session: session.execute(update(StreamRow).values(seq=9)))
    found = page(store, since=2)
    assert (ids(found), found.next, found.has_more) == ([uuid_of("C")], 9, False)
    assert page(store, since=9).next == 9


def test_a_page_ends_before_it_grows_too_long(store: Store) -> None:
    for name in ("A", "B", "C"):
        write(store, name, description="x" * 900_000)
    first = page(store)
    assert ids(first) == [uuid_of("A"), uuid_of("B")]
    assert first.has_more
    assert ids(page(store, since=first.next)) == [uuid_of("C")]


def test_a_withdrawn_record_stays_in_the_feed_without_its_content(store: Store) -> None:
    write(store, "A", "B")
    store.run(partial(withdraw, name="A", now=utc_now()))
    change = json.loads(page(store, since=2).changes[0])
    assert (change["deleted"], change["data"], change["rev"]) == (True, None, 2)
    assert store.read(offer.counts) == {Entity.SERVICE: 1}


def test_a_withdrawn_record_that_comes_back_is_news(store: Store) -> None:
    write(store, "A")
    store.run(partial(withdraw, name="A", now=utc_now()))
    write(store, "A")
    change = json.loads(page(store, since=2).changes[0])
    assert (change["deleted"], change["rev"]) == (False, 3)


def test_a_reader_misses_nothing_while_eight_write(store: Store) -> None:
    # Given eight writers with transactions of unequal length, some of them given up
    together, ended = threading.Barrier(9), threading.Event()

    # When a reader follows its cursor all the while
    with ThreadPoolExecutor(9) as pool:
        reading = pool.submit(follow, store, together, ended)
        writers = [pool.submit(write_a_lot, store, together, number) for number in range(8)]
        wait(writers)
        ended.set()
        for writing in writers:
            writing.result()
        cursor, seen = reading.result()

    # Then it has the last revision of every record, each place is taken once, and it is at the end
    everything = [json.loads(change) for change in page(store).changes]
    assert {(change["id"], change["rev"]) for change in everything} <= seen
    assert len({change["seq"] for change in everything}) == len(everything) > 30
    assert cursor == page(store, since=cursor).head.seq


def write_a_lot(store: Store, together: threading.Barrier, number: int) -> None:
    """A dozen transactions on records of one's own; one in ten fails before its commit."""
    chance = random.Random(number)
    together.wait()
    for turn in range(12):
        names = [f"{number}-{chance.randrange(8)}" for _ in range(chance.randrange(1, 4))]
        records = [a_record(name, description=str(turn)) for name in names]
        with suppress(GivenUp):
            store.run(partial(_write, records=records, give_up=chance.random() < 0.1))


def follow(
    store: Store, together: threading.Barrier, ended: threading.Event
) -> tuple[int, set[tuple[str, int]]]:
    """Where a reader got, and each revision it saw on its way."""
    cursor, seen = 0, set()
    together.wait()
    while True:
        last = ended.is_set()
        found = page(store, since=cursor)
        changes = [json.loads(change) for change in found.changes]
        places = [cursor, *(change["seq"] for change in changes)]
        assert places == sorted(set(places))
        seen |= {(change["id"], change["rev"]) for change in changes}
        cursor = found.next
        if last and not found.has_more:
            return cursor, seen


class GivenUp(Exception):
    pass


def _write(session: Session, records: list[OfferRecord], give_up: bool) -> None:
    offer.write_records(session, records, utc_now())
    if give_up:
        raise GivenUp


def test_a_cursor_after_the_head_is_of_another_history(store: Store, desk: Desk) -> None:
    answer = desk.get("/v1/changes?since=1")
    assert (answer.status_code, code_of(answer)) == (410, "cursor_ahead")


def test_a_cursor_from_before_the_oldest_change_kept_has_expired(store: Store, desk: Desk) -> None:
    write(store, "A", "B")
    store.run(lambda session: session.execute(update(StreamRow).values(min_since=2)))
    answer = desk.get("/v1/changes?since=1")
    assert (answer.status_code, code_of(answer)) == (410, "cursor_expired")
    assert desk.get("/v1/changes?since=2").status_code == 200


def test_what_left_the_offer_long_ago_is_forgotten_and_who_missed_it_begins_anew(
    store: Store, desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    # Given a service that was withdrawn, and one more than a year later
    write(store, "A", "B", "C")
    store.run(lambda session: offer.withdraw_records(session, [("service", uuid_of("A"))], clock()))
    clock.advance(days=390)
    store.run(lambda session: offer.withdraw_records(session, [("service", uuid_of("B"))], clock()))
    desk.sign_in()
    first = desk.get("/v1/snapshots/directory").json()
    deleted = [one["id"] for one in changes_since(desk, 3) if one["deleted"]]
    assert deleted == [uuid_of("A"), uuid_of("B")]

    # When the offer is imported after the first was told of for 400 days
    clock.advance(days=11)
    import_file(store, a_file(tmp_path, [a_service("C")]), clock())

    # Then a desk that may have missed it is told so, others go on, and so does who begins
    desk.sign_in()
    assert code_of(desk.get("/v1/changes?since=3")) == "cursor_expired"
    assert [one["id"] for one in changes_since(desk, 4)] == [uuid_of("B")]
    manifest = desk.get("/v1/snapshots/directory").json()
    assert manifest["seq"] >= 4
    assert changes_since(desk, manifest["seq"]) == []
    assert first["seq"] <= manifest["seq"]


def changes_since(desk: Desk, since: int) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = desk.get(f"/v1/changes?since={since}").json()["changes"]
    return changes


def test_a_page_over_http_says_where_it_stands(store: Store, desk: Desk) -> None:
    write(store, "A", "B", "C")
    answer = desk.get("/v1/changes?stream=directory&since=1&limit=1").json()
    change = answer.pop("changes")[0]
    assert answer == {
        "stream": "directory",
        "since": 1,
        "next": 2,
        "head": 3,
        "count": 1,
        "has_more": True,
        "min_since": 0,
        "state_hash": None,
        "records": None,
    }
    assert (change["entity"], change["id"], change["seq"]) == ("service", uuid_of("B"), 2)


@pytest.mark.parametrize("query", ["since=-1", "since=x", "since=1&limit=501", "limit=0", ""])
def test_a_question_that_makes_no_sense_names_the_field(desk: Desk, query: str) -> None:
    answer = desk.get(f"/v1/changes?{query}")
    assert (answer.status_code, code_of(answer)) == (422, "invalid")
    assert answer.json()["pointer"] in ("/since", "/limit")


def test_a_stream_nobody_knows_is_not_found(desk: Desk) -> None:
    answer = desk.get("/v1/changes?stream=rumours&since=0")
    assert (answer.status_code, code_of(answer)) == (404, "not_found")


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["x", "y", "-"])), max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_state_of_the_stream_is_that_of_its_live_records_whatever_was_done(
    store: Store, story: list[tuple[str, str]]
) -> None:
    # Given any story of records written, written again, withdrawn and brought back
    for name, content in story:
        if content == "-":
            store.run(partial(withdraw, name=name, now=utc_now()))
        else:
            write(store, name, description=content)

    # Then the stream's row says what going through the records would
    rows = store.read(lambda session: [json.loads(row) for row in offer.live_changes(session)])
    at = store.read(partial(streams.head, stream=DIRECTORY))
    marks = [mark_of(row["entity"], row["id"], row["rev"]) for row in rows]
    assert (at.live, at.state_hash) == (len(rows), moved(EMPTY, marks))
