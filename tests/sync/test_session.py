"""Who is signed in: sessions that end, people who take turns, servers that differ.

Real store, real server, real sockets; only the line and the clock obey the test.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest

from helpdesk_desktop.store.account import account, keep_account
from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.errors import (
    OtherServer,
    ServerUnreachable,
    SignInNeeded,
    WrongPassword,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from tests.server.records import uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer
from tests.sync.conftest import DEVICE, Desk, calls_on
from tests.sync.line import FaultyServer, Request
from tests.sync.relay import Once, Relay, lost

Publish = Callable[..., None]


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

    relay.spoil = Once("GET", "/v1/hello", bart_sits_down)

    # When it goes on, then nothing of hers is sent in his name
    with pytest.raises(SignInNeeded):
        desk.sync()
    bart.close()
    assert calls_on(central) == []
    assert desk.outbox.other_author == 2


@pytest.mark.parametrize("name", ["Bart", "Amélie"])
def test_a_renewal_never_undoes_a_sign_in_that_came_between(
    desk: Desk, publish: Publish, clock: HandClock, relay: Relay, name: str
) -> None:
    # Given a sync of Amélie's that has just renewed her session
    publish("Accueil")
    desk.sign_in("Amélie")
    clock.advance(hours=1)
    desk.log("hers")
    signed_in: list[str] = []

    def someone_signs_in() -> datetime:
        if not signed_in and renewed.done:
            own = Server(relay.target, DEVICE)
            sign_in(desk.store, own, name, PASSWORD, "front desk", clock)
            own.close()
            kept = desk.store.read(account)
            assert kept is not None
            signed_in.append(kept.refresh_token)
        return clock()

    renewed = Once("POST", "/v1/auth/token", lambda _request, sent: sent)
    relay.spoil = renewed

    # When someone signs in before it is written down
    with suppress(SignInNeeded):
        run_cycle(desk.store, desk.server, now=someone_signs_in)

    # Then who signed in last is signed in
    kept = desk.store.read(account)
    assert kept is not None
    assert (kept.person.name, [kept.refresh_token]) == (name, signed_in)


def test_tokens_of_one_server_are_not_shown_to_another(desk: Desk, line: FaultyServer) -> None:
    desk.sign_in()
    line.asked.clear()
    desk.server = Server(line.url.replace("127.0.0.1", "localhost"), DEVICE)

    with pytest.raises(OtherServer):
        desk.sync()

    assert line.asked == []
