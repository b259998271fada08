"""A desk and the central server, over a line that fails: each call arrives once, the offer comes.

Real store, real server, real sockets; only the line and the clock obey the test.
"""

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from helpdesk_desktop.store.account import account, keep_account
from helpdesk_desktop.store.calls import logged_since
from helpdesk_desktop.store.errors import SuspiciousDeletion
from helpdesk_desktop.store.replica import install_snapshot
from helpdesk_desktop.sync.errors import (
    NetworkIntercepted,
    NoOffer,
    OtherServer,
    ServerTroubled,
    ServerUnreachable,
    SignInNeeded,
    SyncError,
    WrongPassword,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.sync import Change
from helpdesk_server.store.tables import CallRevisionRow, CallRow, ServerRow
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer, running_server
from tests.sync.conftest import DEVICE, Desk
from tests.sync.line import PORTAL, FaultyServer, Request, answer
from tests.sync.relay import Once, Relay, Spoil, busy, cut, flipped, lost

Publish = Callable[..., None]


def calls_on(central: RunningServer) -> list[tuple[str, int]]:
    """Each call on the server with the number of revisions it has."""
    count = select(CallRow.id, func.count(CallRevisionRow.rev)).join(
        CallRevisionRow, CallRevisionRow.call_id == CallRow.id
    )
    rows = central.store.read(lambda session: session.execute(count.group_by(CallRow.id)).all())
    return sorted((call_id, revisions) for call_id, revisions in rows)


def test_the_offer_comes_whole_and_then_by_what_changed(
    desk: Desk, publish: Publish, line: FaultyServer
) -> None:
    # Given an offer of three services
    publish("Accueil", "Soins", "Repas")
    desk.sign_in()

    # When the desk syncs for the first time
    report = desk.sync()

    # Then it has the offer whole
    assert (report.bootstrapped, report.received) == (True, 3)
    assert desk.offer.services == 3

    # When one service changes and another comes, then only those two travel
    publish("Accueil", "Nuit", description="new")
    line.asked.clear()
    report = desk.sync()
    assert (report.bootstrapped, report.received) == (False, 2)
    assert desk.offer.services == 4
    assert not any("snapshots" in request.path for request in line.asked)

    # And a sync with nothing new brings nothing
    assert desk.sync().received == 0


def test_a_call_is_sent_once(desk: Desk, publish: Publish, central: RunningServer) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.log("first")
    desk.log("second")

    assert desk.sync().sent == 2
    assert desk.sync().sent == 0
    assert calls_on(central) == sorted([(uuid_of("first"), 1), (uuid_of("second"), 1)])
    assert desk.outbox.waiting == 0


def test_a_call_logged_before_anyone_signed_in_goes_under_who_does(
    desk: Desk, publish: Publish, central: RunningServer
) -> None:
    publish("Accueil")
    desk.log("early")
    with pytest.raises(SignInNeeded):
        desk.sync()

    desk.sign_in()

    assert desk.sync().sent == 1
    assert calls_on(central) == [(uuid_of("early"), 1)]


SPOILED: dict[str, tuple[Spoil, type[SyncError]]] = {
    "lost": (lost, ServerUnreachable),
    "cut": (cut, NetworkIntercepted),
    "flipped": (flipped, NetworkIntercepted),
    "a portal's": (
        lambda _request, _answer: answer(PORTAL, content_type="text/html"),
        NetworkIntercepted,
    ),
}


@pytest.mark.parametrize(("spoil", "error"), SPOILED.values(), ids=SPOILED)
def test_an_answer_that_is_spoiled_counts_the_call_once(
    desk: Desk,
    publish: Publish,
    central: RunningServer,
    relay: Relay,
    clock: HandClock,
    spoil: Spoil,
    error: type[SyncError],
) -> None:
    # Given a call whose answer does not come back as it was sent
    publish("Accueil")
    desk.sign_in()
    desk.log("first")
    relay.spoil = Once("PUT", "/v1/calls/", spoil)

    # When the desk sends it, then it does not believe that it arrived
    with pytest.raises(error):
        desk.sync()
    assert desk.outbox.waiting == 1

    # When the line is whole again and its time has come, then it is sent, and counts once
    clock.advance(minutes=6)
    assert desk.sync().sent == 1
    assert calls_on(central) == [(uuid_of("first"), 1)]


@pytest.mark.parametrize("path", ["/v1/snapshots/directory", "/v1/snapshots/", "/v1/changes"])
@pytest.mark.parametrize(("spoil", "error"), SPOILED.values(), ids=SPOILED)
def test_an_offer_that_is_spoiled_changes_nothing_and_comes_the_next_time(
    desk: Desk, publish: Publish, relay: Relay, path: str, spoil: Spoil, error: type[SyncError]
) -> None:
    publish("Accueil", "Soins")
    desk.sign_in()
    if path == "/v1/changes":
        desk.sync()
        publish("Repas")
    before = desk.offer.services

    def file_or_page(request: Request, sent: bytes) -> bytes:
        whole = path != "/v1/snapshots/" or request.path.endswith(".zst")
        return spoil(request, sent) if whole else sent

    relay.spoil = lambda request, sent: (
        file_or_page(request, sent) if request.path.startswith(path) else sent
    )
    with pytest.raises(error):
        desk.sync()
    assert desk.offer.services == before

    relay.spoil = lambda _request, sent: sent
    desk.sync()
    assert desk.offer.services == (3 if path == "/v1/changes" else 2)


def test_a_call_the_server_refuses_does_not_stop_the_others(
    desk: Desk, publish: Publish, central: RunningServer
) -> None:
    # Given, before two good calls, one the server cannot take
    publish("Accueil")
    desk.sign_in()
    desk.log("too long", note="n" * 2001)
    desk.log("first")
    desk.log("second")

    # When the desk syncs, then the two arrive and the third is kept and named
    report = desk.sync()
    assert (report.sent, report.refused) == (2, 1)
    assert len(calls_on(central)) == 2
    assert desk.outbox.refused == 1
    assert len(desk.store.read(lambda session: logged_since(session, desk.clock()))) == 3

    # And it is not sent again and again
    assert desk.sync().refused == 0


def test_a_call_the_server_fails_on_does_not_stop_the_others(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer, clock: HandClock
) -> None:
    publish("Accueil")
    desk.sign_in()
    for name in ("stuck", "first", "second"):
        desk.log(name)
    stuck = uuid_of("stuck")
    relay.spoil = lambda request, sent: busy(request, sent) if stuck in request.path else sent

    report = desk.sync()

    assert report.sent == 2
    assert desk.outbox.waiting == 1
    relay.spoil = lambda _request, sent: sent
    clock.advance(minutes=6)
    assert desk.sync().sent == 1


def test_a_server_on_its_knees_is_left_alone(
    desk: Desk, publish: Publish, relay: Relay, line: FaultyServer
) -> None:
    publish("Accueil")
    desk.sign_in()
    for n in range(9):
        desk.log(f"call {n}")
    relay.spoil = lambda request, sent: busy(request, sent) if request.method == "PUT" else sent

    with pytest.raises(ServerTroubled) as seen:
        desk.sync()

    assert seen.value.retry_after_s == 120
    assert sum(request.method == "PUT" for request in line.asked) == 3
    assert desk.outbox.waiting == 9


def test_a_session_that_ended_is_renewed_without_a_word(
    desk: Desk, publish: Publish, clock: HandClock, line: FaultyServer, central: RunningServer
) -> None:
    # Given a desk that was left alone for an hour
    publish("Accueil")
    desk.sign_in()
    desk.sync()
    clock.advance(hours=1)
    desk.log("first")
    desk.log("second")
    line.asked.clear()

    # When it syncs, then it renews once and everything goes
    assert desk.sync().sent == 2
    assert sum(request.path == "/v1/auth/token" for request in line.asked) == 1
    assert len(calls_on(central)) == 2


def test_the_answer_to_a_renewal_may_be_lost(
    desk: Desk, publish: Publish, clock: HandClock, relay: Relay
) -> None:
    publish("Accueil")
    desk.sign_in()
    clock.advance(hours=1)
    desk.log("first")
    relay.spoil = Once("POST", "/v1/auth/token", lost)

    with pytest.raises(ServerUnreachable):
        desk.sync()

    clock.advance(minutes=6)
    assert desk.sync().sent == 1


def test_a_session_that_cannot_be_renewed_keeps_the_calls_and_asks_to_sign_in(
    desk: Desk, publish: Publish, clock: HandClock, central: RunningServer
) -> None:
    # Given a call logged after a year of holidays
    publish("Accueil")
    desk.sign_in()
    clock.advance(days=400)
    desk.log("late")

    # When the desk syncs, then it asks to sign in, and the call waits
    with pytest.raises(SignInNeeded):
        desk.sync()
    assert desk.outbox.waiting == 1
    assert calls_on(central) == []

    # When the person signs in, then the call goes at once
    desk.sign_in()
    assert desk.sync().sent == 1


def test_a_wrong_password_changes_nothing(desk: Desk) -> None:
    person = desk.sign_in()

    with pytest.raises(WrongPassword):
        desk.sign_in("Bart", "not his password")

    assert desk.person == person.id


def test_calls_of_one_person_are_not_sent_by_another(
    desk: Desk, publish: Publish, central: RunningServer
) -> None:
    publish("Accueil")
    desk.sign_in("Amélie")
    desk.log("hers")

    desk.sign_in("Bart")
    desk.log("his")
    assert desk.sync().sent == 1
    assert calls_on(central) == [(uuid_of("his"), 1)]
    assert desk.outbox.other_author == 1

    desk.sign_in("Amélie")
    assert desk.sync().sent == 1


def test_someone_who_sits_down_in_the_middle_of_a_sync_ends_it(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer
) -> None:
    # Given a sync of Amélie's, in the middle of which Bart signs in
    publish("Accueil")
    bart = Server(relay.target, DEVICE)
    desk.sign_in("Amélie")
    desk.log("one")
    desk.log("two")

    def bart_sits_down(_request: Request, sent: bytes) -> bytes:
        tokens = bart.sign_in("Bart", "un mot de passe")
        kept = desk.store.read(account)
        assert kept is not None
        now_his = replace(kept, person=tokens.person, access_token=tokens.access_token)
        desk.store.run(lambda session: keep_account(session, now_his))
        return sent

    relay.spoil = Once("PUT", "/v1/calls/", bart_sits_down)

    # When it goes on, then nothing of hers is sent in his name
    with pytest.raises(SignInNeeded):
        desk.sync()
    bart.close()
    assert len(calls_on(central)) == 1


def test_tokens_of_one_server_are_not_shown_to_another(desk: Desk, line: FaultyServer) -> None:
    desk.sign_in()
    line.asked.clear()
    desk.server = Server(line.url.replace("127.0.0.1", "localhost"), DEVICE)

    with pytest.raises(OtherServer):
        desk.sync()

    assert line.asked == []


def test_a_server_without_an_offer_still_takes_calls(desk: Desk, central: RunningServer) -> None:
    desk.sign_in()
    desk.log("first")

    with pytest.raises(NoOffer):
        desk.sync()

    assert len(calls_on(central)) == 1
    assert desk.outbox.waiting == 0


def test_a_cursor_the_server_does_not_know_brings_the_offer_whole(
    desk: Desk, publish: Publish
) -> None:
    # Given a desk whose place in the stream lies ahead of the server's
    publish("Accueil", "Soins")
    desk.sign_in()
    desk.sync()
    known = desk.offer.generation
    gone = Change(entity="service", id=uuid_of("ghost"), rev=9, seq=9, data={"status": "active"})
    desk.store.run(
        lambda session: install_snapshot(session, known, 99, [gone], desk.clock(), approved=True)
    )

    # When it syncs, then it has what the server has
    report = desk.sync()
    assert report.bootstrapped
    assert desk.offer.services == 2


def test_an_offer_that_would_empty_ours_is_not_taken(desk: Desk, publish: Publish) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.sync()
    known = desk.offer.generation
    many = [
        Change(entity="service", id=uuid_of(str(n)), rev=1, seq=n, data={"status": "active"})
        for n in range(1, 100)
    ]
    desk.store.run(lambda session: install_snapshot(session, known, 99, many, desk.clock()))

    with pytest.raises(SuspiciousDeletion):
        desk.sync()

    assert desk.offer.services == 99


def test_a_server_restored_from_a_backup_gets_again_what_it_lost(
    desk: Desk,
    publish: Publish,
    central: RunningServer,
    relay: Relay,
    clock: HandClock,
    tmp_path: Path,
) -> None:
    # Given a backup, and a call kept by the server after it was made
    publish("Accueil")
    desk.sign_in()
    desk.log("before")
    desk.sync()
    shutil.copytree(tmp_path / "central", tmp_path / "backup")
    desk.log("after")
    assert desk.sync().sent == 1

    # When the backup takes the server's place, as a new generation
    other = "11111111-2222-4333-8444-555555555555"
    with running_server(tmp_path / "backup", now=clock) as before_start:
        before_start.store.run(lambda s: s.execute(update(ServerRow).values(generation=other)))
    with running_server(tmp_path / "backup", now=clock) as restored:
        assert calls_on(restored) == [(uuid_of("before"), 1)]
        relay.target = restored.url
        desk.sync()

        # Then it has both calls, each once
        assert calls_on(restored) == sorted([(uuid_of("before"), 1), (uuid_of("after"), 1)])
        assert desk.offer.generation == other


def test_two_syncs_never_run_at_once(desk: Desk, publish: Publish, line: FaultyServer) -> None:
    publish("Accueil")
    desk.sign_in()
    for n in range(5):
        desk.log(f"call {n}")
    line.asked.clear()

    threads = [threading.Thread(target=desk.sync) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    # Then the second began where the first had ended
    paths = [request.path.split("?")[0] for request in line.asked]
    ends = [n for n, path in enumerate(paths) if path == "/v1/changes"]
    assert [paths[end + 1] for end in ends[:-1]] == ["/v1/hello", "/v1/hello"]
    assert sum(path.startswith("/v1/calls/") for path in paths) == 5
