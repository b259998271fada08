"""Faults of the offer on its way down: cut, late, old, withdrawn, of another server."""

import time
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select

from helpdesk_desktop.store.offer_tables import RecordRow
from helpdesk_desktop.store.replica import apply_page
from helpdesk_desktop.store.streams import place
from helpdesk_desktop.sync.errors import (
    NetworkIntercepted,
    NoOffer,
    ServerUnreachable,
    SignInNeeded,
)
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import DIRECTORY, Change
from helpdesk_domain.wire import from_json
from helpdesk_server.store import offer, streams
from soak.network.fates import Fate
from soak.network.proxy import Proxy, Request
from tests.factories import a_page
from tests.faults.conftest import SEED, Publish, a_server
from tests.server.records import uuid_of, withdraw
from tests.serving import HandClock, RunningServer, running_server
from tests.sync.conftest import Desk, calls_on
from tests.sync.line import FaultyServer
from tests.sync.relay import Relay

MANY = [f"service {number}" for number in range(60)]


def is_file(request: Request) -> bool:
    return b".ndjson.zst " in request.head.partition(b"\r\n")[0]


def names_of(desk: Desk) -> set[str]:
    """The services that are here, by name."""
    rows = desk.store.read(
        lambda session: session.scalars(select(RecordRow).where(~RecordRow.deleted)).all()
    )
    return {from_json((row.data or "").encode(), dict)["name"] for row in rows}


def agrees(desk: Desk, central: RunningServer) -> bool:
    here = desk.store.read(lambda session: place(session, DIRECTORY))
    there = central.store.read(lambda session: streams.head(session, DIRECTORY))
    return (here.cursor, here.state_hash, here.records) == (there.seq, there.state_hash, there.live)


def test_an_offer_cut_ten_times_is_gone_on_with_by_programs_that_start_anew(
    far_desk: Desk, proxy: Proxy, publish: Publish, central: RunningServer, tmp_path: Path
) -> None:
    # Given an offer of many pieces, whose file is cut at a random place, again and again
    for number in range(20):
        publish(f"long {number}", description=Random(number).randbytes(20_000).hex())
    asked: list[bytes] = []

    def cut_the_file(request: Request, _chance: Random) -> Fate:
        asked.extend([request.head.lower()] * is_file(request))
        return Fate.ANSWER_CUT if is_file(request) else Fate.PASSED

    proxy.choose = cut_the_file

    # When ten programs, one after the other, try to have it
    for _ in range(10):
        with pytest.raises((NetworkIntercepted, ServerUnreachable)):
            far_desk.sync()
        assert far_desk.offer.services == 0, "never half a directory"
        far_desk.server.close()
        far_desk.server = a_server(proxy, tmp_path)

    # Then each went on where the one before had stopped, and on a whole line it is there
    begins = [int(head.partition(b"range: bytes=")[2].partition(b"-")[0] or 0) for head in asked]
    assert begins == sorted(begins)
    assert begins[-1] > begins[0] == 0
    proxy.heal()
    far_desk.sync()
    assert agrees(far_desk, central)
    assert far_desk.offer.services == 20


def test_an_offer_that_changes_between_two_parts_of_its_file_is_begun_again(
    far_desk: Desk, proxy: Proxy, publish: Publish, central: RunningServer, tmp_path: Path
) -> None:
    publish(*MANY)
    proxy.choose = lambda request, _: Fate.ANSWER_CUT if is_file(request) else Fate.PASSED
    with pytest.raises((NetworkIntercepted, ServerUnreachable)):
        far_desk.sync()
    before = {part.name for part in (tmp_path / "parts").iterdir()}

    # When the server makes another file meanwhile
    publish("Nuit", "Accueil")
    proxy.heal()
    far_desk.sync()

    assert before.isdisjoint(part.name for part in (tmp_path / "parts").iterdir())
    assert agrees(far_desk, central)
    assert names_of(far_desk) == {*MANY, "Nuit", "Accueil"}


@pytest.mark.parametrize("fate", [Fate.ANSWER_CUT, Fate.ANSWER_FLIPPED, Fate.LOST, Fate.HOLE])
def test_a_page_that_does_not_come_whole_moves_no_cursor_and_is_asked_for_again(
    far_desk: Desk, proxy: Proxy, publish: Publish, central: RunningServer, fate: Fate
) -> None:
    publish(*MANY[:3])
    far_desk.sync()
    publish("Nuit")
    before = far_desk.store.read(lambda session: place(session, DIRECTORY))
    pages = iter([fate])
    proxy.choose = lambda request, _: (
        next(pages, Fate.PASSED) if request.starts("GET /v1/changes?stream=dir") else Fate.PASSED
    )

    with pytest.raises((NetworkIntercepted, ServerUnreachable)):
        far_desk.sync()

    assert far_desk.store.read(lambda session: place(session, DIRECTORY)) == before
    far_desk.sync()
    assert agrees(far_desk, central)


def test_a_clock_of_the_server_that_jumps_back_loses_no_change(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock
) -> None:
    publish("Accueil", "Soins")
    desk.sign_in()
    desk.sync()

    clock.advance(hours=-1)
    publish("Soins", "Nuit", description="after the jump")
    desk.log("first")

    report = desk.sync()
    assert (report.received, report.sent, report.bootstrapped) == (2, 1, False)
    assert agrees(desk, central)


def test_a_desk_that_was_away_longer_than_graves_are_kept_reads_everything_anew(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock
) -> None:
    # Given a desk that missed the end of a service, of which nothing is left on the server
    publish("Accueil", "Soins")
    desk.sign_in()
    call = desk.log("first")
    desk.sync()
    central.store.run(lambda session: withdraw(session, "Soins", clock()))
    clock.advance(days=401)
    publish("Nuit")
    desk.sign_in()

    report = desk.sync()

    assert report.bootstrapped
    assert names_of(desk) == {"Accueil", "Nuit"}
    assert agrees(desk, central)
    assert calls_on(central) == [(call.id, 1)]


def test_a_service_that_went_and_came_back_while_the_desk_was_away_is_there(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock
) -> None:
    publish("Accueil", "Soins")
    desk.sign_in()
    desk.sync()

    central.store.run(lambda session: withdraw(session, "Soins", clock()))
    publish("Soins", description="again")

    desk.sync()
    row = desk.store.read(lambda s: s.get(RecordRow, ("service", uuid_of("Soins"))))
    assert row is not None
    assert (row.rev, row.deleted) == (3, False)
    assert agrees(desk, central)


def test_an_empty_server_in_the_place_of_ours_wipes_nothing(
    desk: Desk, publish: Publish, relay: Relay, tmp_path: Path, clock: HandClock
) -> None:
    # Given a desk with an offer and calls, some sent and some not
    publish("Accueil", "Soins")
    desk.sign_in()
    desk.log("sent")
    desk.sync()
    desk.log("waiting")

    # When another, empty server answers at the same address
    with running_server(tmp_path / "other", now=clock) as other:
        other.add_person("Amélie")
        relay.target = other.url
        with pytest.raises(SignInNeeded):
            desk.sync()
        assert (desk.offer.services, desk.outbox.waiting) == (2, 2)
        assert calls_on(other) == []

        # Then even who signs in there keeps the offer, and sends no call of somebody else
        desk.sign_in()
        with pytest.raises(NoOffer):
            desk.sync()
        assert (desk.offer.services, desk.outbox.other_author) == (2, 2)
        assert calls_on(other) == []


def test_a_record_of_a_newer_server_waits_for_a_program_that_can_read_it(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock
) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.sync()
    told = {"id": uuid_of("van"), "stops": [{"at": "Midi"}]}
    record = OfferRecord("mobile_unit", uuid_of("van"), told)  # type: ignore[arg-type]

    central.store.run(lambda session: offer.write_records(session, [record], clock()))
    desk.sync()

    row = desk.store.read(lambda s: s.get(RecordRow, ("mobile_unit", uuid_of("van"))))
    assert row is not None
    assert from_json((row.data or "").encode(), dict) == told
    assert desk.offer.services == 1
    assert agrees(desk, central)


def test_pages_shuffled_repeated_and_overlapping_end_where_the_server_stands(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock, line: FaultyServer
) -> None:
    # Given a desk at the beginning of four changes, of which two are of one record
    publish("Accueil")
    desk.sign_in()
    desk.sync()
    publish("Accueil", "Soins", description="1")
    publish("Accueil", "Nuit", description="2")
    rows = central.store.read(lambda session: offer.page(session, 1, 500)).changes
    changes = [from_json(row, Change) for row in rows]
    generation = desk.offer.generation

    # When what lies between comes in pieces that overlap, in any order
    chance = Random(SEED)
    for _ in range(6):
        some = chance.sample(changes, chance.randint(1, len(changes)))
        since = desk.store.read(lambda session: place(session, DIRECTORY)).cursor
        page = a_page(*some, since=since, next=since)
        desk.store.run(partial(apply_page, page=page, generation=generation, now=clock()))

    # Then the next sync finds nothing that differs, and fetches no file
    line.asked.clear()
    report = desk.sync()
    assert (report.bootstrapped, report.differing) == (False, ())
    assert agrees(desk, central)


def test_an_offer_that_comes_byte_by_byte_comes_to_its_end(
    far_desk: Desk, proxy: Proxy, publish: Publish, central: RunningServer, tmp_path: Path
) -> None:
    # Given a line on which the offer takes longer than a desk waits for a sign of life
    publish(*MANY)
    proxy.choose = lambda request, _: Fate.DRIPPED if is_file(request) else Fate.PASSED
    proxy.drips, patience_s = (1, 0.001), 0.5
    far_desk.server.close()
    far_desk.server = a_server(proxy, tmp_path, patience_s)

    began = time.monotonic()
    far_desk.sync()

    assert time.monotonic() - began > 2 * patience_s
    assert agrees(far_desk, central)


def test_a_replica_that_is_not_what_it_says_is_found_within_a_day_and_mended(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock
) -> None:
    # Given a desk that lost a service behind its own back
    publish("Accueil", "Soins")
    desk.sign_in()
    desk.sync()
    lost = delete(RecordRow).where(RecordRow.id == uuid_of("Soins"))
    desk.store.run(lambda session: session.execute(lost))
    clock.advance(hours=23)
    assert not desk.sync().bootstrapped

    # When a day has gone by since it counted, then it counts, and fetches what it lacks
    clock.advance(hours=1)
    assert desk.sync().bootstrapped
    assert names_of(desk) == {"Accueil", "Soins"}
    assert agrees(desk, central)
    clock.advance(days=1)
    assert not desk.sync().bootstrapped
