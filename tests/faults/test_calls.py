"""Faults of calls on their way up: late, refused, put off, under a clock that is wrong."""

import secrets
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk_desktop.store.call_tables import OutboxRow
from helpdesk_desktop.store.calls import log_call, logged_since, reopen
from helpdesk_desktop.store.conflicts import conflicts, settle
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.errors import (
    ServerUnreachable,
    SignInNeeded,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import digest, from_json
from helpdesk_server.store import calls as kept_calls
from helpdesk_server.store.devices import board
from tests.faults.conftest import Publish
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import DEVICE, Desk, calls_on
from tests.sync.line import FaultyServer, Request, answer, faulty_server, problem
from tests.sync.relay import Relay, refusing

SERVER_FAULTS = {
    "500 in JSON of ours": b"",
    "500 of nobody": answer(b"", status="500 Oops", without=("HD-Protocol",)),
    "502 of a proxy": answer(b"<html>", status="502 Bad Gateway", content_type="text/html"),
    "503 of a proxy": answer(b"{}", status="503 Busy", without=("HD-Digest",)),
}


def waits(desk: Desk) -> list[OutboxRow]:
    """What is in the outbox, oldest first."""
    query = select(OutboxRow).order_by(OutboxRow.position)
    return list(desk.store.read(lambda session: session.scalars(query).all()))


def texts_on(central: RunningServer, name: str) -> list[str]:
    """The notes of a call on the server, oldest revision first."""
    read = partial(kept_calls.revisions, call_id=CallId(uuid_of(name)))
    bodies = central.store.read(read)
    return [from_json(body, Call).note for body in bodies]


def correct(desk: Desk, call: Call, note: str) -> None:
    person = desk.person
    desk.store.run(lambda s: log_call(s, replace(call, note=note), person, desk.clock()))


def test_an_edit_while_the_first_is_on_its_way_follows_it_and_a_late_copy_changes_nothing(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer
) -> None:
    # Given a call that is edited while its first version is on its way
    publish("Accueil")
    desk.sign_in()
    call = desk.log("first", note="un")
    sent: list[Request] = []

    def edit_meanwhile(request: Request, given: bytes) -> bytes:
        if request.method == "PUT" and not sent:
            sent.append(request)
            correct(desk, call, "deux")
        return given

    relay.spoil = edit_meanwhile

    # When the desk syncs, then both arrive, in order, and nobody has to choose
    report = desk.sync()
    assert (report.sent, report.conflicts) == (2, 0)
    assert texts_on(central, "first") == ["un", "deux"]

    # And a copy of the first that arrives at last is known
    late = relay.forward(sent[0])
    assert late.startswith(b"HTTP/1.1 200")
    assert texts_on(central, "first") == ["un", "deux"]
    assert desk.outbox.waiting == 0


@pytest.mark.parametrize("said", SERVER_FAULTS.values(), ids=SERVER_FAULTS)
def test_a_server_that_fails_changes_no_call_and_is_left_alone_for_a_while(
    desk: Desk,
    publish: Publish,
    relay: Relay,
    central: RunningServer,
    clock: HandClock,
    said: bytes,
) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.log("first")
    before = waits(desk)[0].payload
    relay.spoil = lambda request, given: (
        (said or refusing("500 Oops", "unavailable", request, given))
        if request.method == "PUT"
        else given
    )

    # a single call that fails ends no sync: it is put off
    assert desk.sync().sent == 0

    (row,) = waits(desk)
    assert (row.state, row.payload, row.in_flight_since) == ("pending", before, None)
    assert row.next_attempt_at is not None
    assert clock() < row.next_attempt_at <= clock() + timedelta(hours=1)
    relay.spoil = lambda _request, given: given
    clock.advance(minutes=6)
    assert desk.sync().sent == 1
    assert len(calls_on(central)) == 1


def test_a_call_nobody_takes_at_the_head_of_two_hundred_holds_up_none(
    desk: Desk, publish: Publish, line: FaultyServer, central: RunningServer
) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.log("poison", note="n" * 2001)
    for number in range(199):
        desk.log(f"call {number}")

    line.asked.clear()
    report = desk.sync()

    assert (report.sent, report.refused) == (199, 1)
    assert (desk.outbox.waiting, desk.outbox.refused) == (0, 1)
    assert len(calls_on(central)) == 199
    assert sum("calls" in request.path for request in line.asked if request.body) == 2

    # And it is not asked for again, until somebody wants it
    line.asked.clear()
    for _ in range(5):
        desk.sync()
    assert not any(request.path.startswith("/v1/calls") for request in line.asked)


def test_a_session_that_ends_between_two_batches_marks_nothing(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer
) -> None:
    # Given a hundred and fifty calls, and a session that is ended after the first hundred
    publish("Accueil")
    desk.sign_in()
    for number in range(150):
        desk.log(f"call {number}")
    batches: list[Request] = []

    def ended(request: Request, given: bytes) -> bytes:
        batches.extend([request] * request.path.startswith("/v1/calls:batch"))
        if request.path.startswith("/v1/auth"):
            return refusing("400 Bad", "invalid_grant", request, given)
        if request.path.startswith("/v1/calls:batch") and len(batches) > 1:
            return refusing("401 No", "sign_in_needed", request, given)
        return given

    relay.spoil = ended
    with pytest.raises(SignInNeeded):
        desk.sync()

    # Then the fifty wait as they were, due at once
    state = desk.outbox
    assert (state.waiting, state.refused, state.conflicts) == (50, 0, 0)
    rows = [row for row in waits(desk) if row.state == "pending"]
    assert all(row.in_flight_since is None for row in rows)
    assert all((row.next_attempt_at or desk.clock()) <= desk.clock() for row in rows)

    # When the person signs in again, then they go
    relay.spoil = lambda _request, given: given
    desk.sign_in()
    desk.sync()
    assert (desk.outbox.waiting, len(calls_on(central))) == (0, 150)


def test_a_request_that_is_too_much_is_halved_down_to_one_and_every_call_arrives(
    desk: Desk, publish: Publish, relay: Relay, line: FaultyServer, central: RunningServer
) -> None:
    publish("Accueil")
    desk.sign_in()
    for number in range(9):
        desk.log(f"call {number}")
    relay.spoil = lambda request, given: (
        refusing("413 Long", "too_large", request, given)
        if request.path.startswith("/v1/calls:batch")
        else given
    )

    assert desk.sync().sent == 9

    sizes = [request.body.count(b'"digest"') for request in line.asked if request.body]
    assert [size for size in sizes if size][:3] == [9, 4, 2]
    assert len(calls_on(central)) == 9


@pytest.mark.parametrize(
    ("asked", "longest_s"),
    [
        ("120", 180),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 300),
        (str(365 * 24 * 3600), 3600 * 1.5),
        ("-5", 300),
    ],
)
def test_a_pause_is_kept_as_it_is_asked_for_but_never_for_more_than_an_hour_and_a_half(
    desk: Desk, publish: Publish, relay: Relay, line: FaultyServer, asked: str, longest_s: float
) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.log("first")

    def busy(request: Request, given: bytes) -> bytes:
        if request.method != "PUT":
            return given
        refused = refusing("503 Busy", "unavailable", request, given)
        return refused.replace(b"Retry-After: 120", f"Retry-After: {asked}".encode())

    relay.spoil = busy
    desk.sync()

    (row,) = waits(desk)
    assert row.next_attempt_at is not None
    pause_s = (row.next_attempt_at - desk.clock()).total_seconds()
    assert (120 if asked == "120" else 1) <= pause_s <= longest_s

    # And it is a pause: until then the call is not sent again
    for _ in range(2):
        desk.sync()
    assert sum(request.method == "PUT" for request in line.asked) == 1


@pytest.mark.parametrize("ahead", [timedelta(days=3), timedelta(days=-730)])
def test_a_clock_that_is_wrong_by_days_or_years_changes_nothing_in_a_sync(
    ahead: timedelta, tmp_path: Path, central: RunningServer, publish: Publish, clock: HandClock
) -> None:
    # Given a desk whose clock is wrong, and then jumps back by ten hours
    publish("Accueil")
    store = Store.open(tmp_path / "wrong.db", secrets.token_bytes(32))
    server = Server(central.url, DeviceId(DEVICE))
    desk = Desk(store, server, HandClock(clock() + ahead))
    desk.sign_in()
    began = desk.clock().isoformat()
    desk.log("first", started_at=began)

    report = desk.sync()
    desk.clock.advance(hours=-10)
    desk.log("second", started_at=began)
    again = desk.sync()

    # Then calls and offer come through, and what was measured by no clock is as it was
    assert (report.sent, report.received, again.sent) == (1, 1, 1)
    assert len(calls_on(central)) == 2
    long_ago = desk.clock() - timedelta(days=1)
    talked = {one.call.talk_s for one in store.read(partial(logged_since, moment=long_ago))}
    assert talked == {240}

    # And how far it is off is known here, and to whoever answers for the team
    off = round((ahead - timedelta(hours=10)).total_seconds())
    assert (report.clock_off_s, again.clock_off_s) == (round(ahead.total_seconds()), off)
    (told,) = central.store.read(partial(board, team="midi", now=clock()))
    assert told.clock_off_s == off
    server.close()
    store.close()


def test_a_field_of_a_newer_desktop_survives_an_edit_of_an_older_one(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer
) -> None:
    # Given a call that was edited elsewhere, by a program that knows a field more
    publish("Accueil")
    desk.sign_in()
    call = desk.log("first")
    desk.sync()
    newer = a_call("first", note="ailleurs", mood="calm")
    draft = desk.store.run(partial(reopen, call_id=call.id, now=desk.clock()))
    stolen: list[Request] = []
    relay.spoil = lambda request, given: stolen.append(request) or given  # type: ignore[func-returns-value]
    correct(desk, draft.call, "ici")
    put_elsewhere(desk, relay, newer)

    # When the older one disputes it, and its text is chosen
    assert desk.sync().conflicts == 1
    (conflict,) = desk.store.read(conflicts)
    both = replace(conflict.mine, note="les deux")
    desk.store.run(partial(settle, conflict=conflict, chosen=both, author=None, now=desk.clock()))
    desk.sync()

    # Then the field is still in the call
    bodies = central.store.read(partial(kept_calls.revisions, call_id=call.id))
    assert [from_json(body, dict)["note"] for body in bodies] == ["", "ailleurs", "ici", "les deux"]
    assert from_json(bodies[-1], dict)["mood"] == "calm"


def put_elsewhere(desk: Desk, relay: Relay, body: bytes) -> None:
    """Another desk of the same person edits revision 1."""
    account = desk.store.read(
        lambda session: (
            session.connection().exec_driver_sql("SELECT access_token FROM account").scalar_one()
        )
    )
    headers = {
        "content-type": "application/json",
        "authorization": f"Bearer {account}",
        "hd-device": DEVICE,
        "hd-digest": digest(body),
        "if-match": '"1"',
    }
    call_id = from_json(body, dict)["id"]
    given = relay.forward(Request("PUT", f"/v1/calls/{call_id}", headers, body))
    assert given.startswith(b"HTTP/1.1 200")


def test_a_desk_that_was_offline_for_eight_hours_has_worked_and_sends_all_of_it(
    desk: Desk, publish: Publish, relay: Relay, clock: HandClock, central: RunningServer
) -> None:
    # Given a desk whose token ended hours ago, without a line
    publish("Accueil")
    desk.sign_in()
    desk.sync()
    relay.instead = lambda _request: b""
    for hour in range(8):
        clock.advance(hours=1)
        desk.log(f"call {hour}")
        with pytest.raises(ServerUnreachable):
            desk.sync()
    assert (desk.offer.services, desk.outbox.waiting) == (1, 8)

    relay.instead = lambda _request: None
    assert desk.sync().sent == 8
    assert len(calls_on(central)) == 8


def test_a_proxy_that_wants_to_know_who_asks_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused = b"HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"
    with faulty_server(refused) as between:
        monkeypatch.setenv("HTTPS_PROXY", between.url)
        server = Server("https://helpdesk.invalid", DEVICE, (2, 2))
        with pytest.raises(ServerUnreachable):
            server.manifest("a secret token")
        server.close()
    assert [request.method for request in between.asked] == ["CONNECT"]
    assert "secret" not in str(between.asked)


def test_a_call_that_is_never_answered_is_tried_less_and_less_often(
    desk: Desk, publish: Publish, relay: Relay, clock: HandClock, line: FaultyServer
) -> None:
    # Given a line on which everything passes but calls
    publish("Accueil")
    desk.sign_in()
    desk.log("first")
    relay.spoil = lambda request, given: (
        problem("503 Busy", "unavailable") if request.method == "PUT" else given
    )

    # When the desk syncs as soon as the call is due again
    pauses_s: list[float] = []
    for _ in range(10):
        desk.sync()
        (row,) = waits(desk)
        assert row.next_attempt_at is not None
        pauses_s.append((row.next_attempt_at - clock()).total_seconds())
        desk.sync()
        clock.now = row.next_attempt_at

    # Then it goes once each time, and the pauses grow to half of five minutes (the dice show 0.5)
    assert sum(request.method == "PUT" for request in line.asked) == 10
    assert pauses_s == sorted(pauses_s)
    assert pauses_s[-1] == pytest.approx(150, abs=1)
