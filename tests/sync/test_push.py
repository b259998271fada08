"""Calls on their way up, over a line that fails: each arrives, and counts once.

Real store, real server, real sockets; only the line and the clock obey the test.
"""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from helpdesk_desktop.store.calls import logged_since
from helpdesk_desktop.sync.errors import (
    NetworkIntercepted,
    NoOffer,
    ServerTroubled,
    SignInNeeded,
    SyncError,
)
from helpdesk_domain.wire import digest
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import Desk, calls_on
from tests.sync.line import FaultyServer, Request
from tests.sync.relay import SPOILED, Once, Relay, Spoil, busy

Publish = Callable[..., None]


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


def test_the_refusal_of_another_request_is_not_believed(
    desk: Desk, publish: Publish, relay: Relay, clock: HandClock, central: RunningServer
) -> None:
    # Given a proxy that mixes up connections: who sends a call gets what was said of another
    publish("Accueil")
    desk.sign_in()
    desk.log("a")

    def mixed_up(request: Request) -> bytes | None:
        if "calls" not in request.path or not request.body:
            return None
        others = {"hd-digest": digest(b"{}"), "x-request-id": uuid_of("other")}
        headers = {**request.headers, **others, "content-length": "2"}
        given = relay.forward(replace(request, headers=headers, body=b"{}"))
        assert given.startswith(b"HTTP/1.1 422")
        return given

    relay.instead = mixed_up

    # When the desk syncs, then the call waits, and goes up once the proxy is mended
    with pytest.raises(NetworkIntercepted):
        desk.sync()
    assert (desk.outbox.waiting, desk.outbox.refused) == (1, 0)
    relay.instead = lambda _request: None
    clock.advance(minutes=6)
    assert desk.sync().sent == 1
    assert len(calls_on(central)) == 1


def test_a_call_the_server_fails_on_does_not_stop_the_others(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer, clock: HandClock
) -> None:
    publish("Accueil")
    desk.sign_in()
    for name in ("stuck", "first", "second"):
        desk.log(name)
    stuck = uuid_of("stuck").encode()
    relay.spoil = lambda request, sent: (
        busy(request, sent) if stuck in request.path.encode() + request.body else sent
    )

    # When it fails on all of them together, then the next time each goes alone
    with pytest.raises(ServerTroubled):
        desk.sync()
    clock.advance(minutes=6)
    report = desk.sync()

    assert report.sent == 2
    assert desk.outbox.waiting == 1
    relay.spoil = lambda _request, sent: sent
    clock.advance(minutes=6)
    assert desk.sync().sent == 1


def test_a_server_on_its_knees_is_left_alone(
    desk: Desk, publish: Publish, relay: Relay, line: FaultyServer, clock: HandClock
) -> None:
    publish("Accueil")
    desk.sign_in()
    for n in range(9):
        desk.log(f"call {n}")
    relay.spoil = lambda request, sent: busy(request, sent) if "/calls" in request.path else sent

    # When it fails on nine calls at once, then it is asked nothing more
    with pytest.raises(ServerTroubled) as seen:
        desk.sync()
    assert seen.value.retry_after_s == 120
    assert line.asked[-1].path == "/v1/calls:batch"
    assert desk.outbox.waiting == 9

    # And when it fails on one after the other, then after three
    line.asked.clear()
    clock.advance(minutes=6)
    with pytest.raises(ServerTroubled):
        desk.sync()
    assert sum(request.method == "PUT" for request in line.asked) == 3


def test_a_server_without_an_offer_still_takes_calls(desk: Desk, central: RunningServer) -> None:
    desk.sign_in()
    desk.log("first")

    with pytest.raises(NoOffer):
        desk.sync()

    assert len(calls_on(central)) == 1
    assert desk.outbox.waiting == 0


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
    ends = [n for n, path in enumerate(paths) if path.endswith("/ack")]
    assert [paths[end + 1] for end in ends[:-1]] == ["/v1/hello", "/v1/hello"]
    assert sum(path.startswith("/v1/calls") for path in paths) == 1
