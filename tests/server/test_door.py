"""Nobody hears anything on a route with a door before it is known who asks, whatever goes wrong."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import SimpleNamespace

import pytest
import requests
from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import Connection

from helpdesk_domain.directives import Action
from helpdesk_domain.people import DeviceId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import digest
from helpdesk_server import app
from helpdesk_server.access import OPEN
from helpdesk_server.central import of_open_request
from helpdesk_server.door import Guarded
from helpdesk_server.problems import Refused
from helpdesk_server.store import calls
from helpdesk_server.store.database import Store
from helpdesk_server.store.directives import order
from tests.server.desk import Desk, code_of, tokens_in
from tests.server.records import a_call, uuid_of
from tests.server.test_answers import routes  # noqa: F401
from tests.serving import HandClock, RunningServer, listening_to

CALL = (f"/v1/calls/{uuid_of('first')}", a_call())
DIGEST = {"HD-Digest": digest(CALL[1])}

SECRET = b'{"secret": true}'

Ask = Callable[[Desk], requests.Response]

AMISS: Sequence[Ask] = (
    lambda desk: desk.get("/v1/changes?since=x"),
    lambda desk: desk.get("/v1/changes?since=0", **{"HD-Protocol": "2"}),
    lambda desk: desk.get("/v1/snapshots/x.ndjson.zst"),
    lambda desk: desk.put_call(b"{}", call_id="no id"),
    lambda desk: desk.ask("PUT", "/v1/calls/x", b"{}", {"HD-Digest": "damaged"}),
    lambda desk: desk.ask("PUT", "/v1/calls/x", b"{}", {"If-Match": "x"}),
    lambda desk: desk.post("/v1/calls:batch", b'{"calls": []}'),
    lambda desk: desk.post("/v1/devices/x/ack", b"{}"),
    lambda desk: desk.put("/v1/unanswered-words/x", b"{}"),
    lambda desk: desk.put("/v1/suggestions/x", b"{}"),
    lambda desk: desk.put("/v1/personal-records/x", b"{}"),
)
"""Requests with something to be said against each but who asks, or with nothing to be done."""


def revoke(server: RunningServer, desk: Desk, clock: HandClock) -> None:
    device_id = DeviceId(desk.device_id)
    assert server.store.run(partial(order, device_id=device_id, action=Action.LOCK, now=clock.now))


@pytest.fixture
def forgetful(
    server: RunningServer, desk: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """The desk, at a server with routes that never ask who asks."""
    router = APIRouter(route_class=Guarded)

    @router.get("/v1/secret")
    async def secret(_request: Request) -> Response:
        return Response(SECRET, media_type="application/json")

    @router.get("/v1/refused")
    async def refused(_request: Request) -> Response:
        raise Refused(404, Code.NOT_FOUND, "There is no such secret.")

    monkeypatch.setattr(app, "_ROOMS", (*app._ROOMS, SimpleNamespace(router=router)))
    with listening_to(app.create_app(server.settings, clock)) as url:
        there = Desk(RunningServer(url, server.store, server.settings), desk.device_id)
        there.tokens = desk.tokens
        yield there
        there.close()


def test_a_route_that_forgets_to_ask_who_asks_answers_nobody_else(
    forgetful: Desk, server: RunningServer, clock: HandClock
) -> None:
    assert forgetful.get("/v1/secret").content == SECRET
    assert forgetful.get("/v1/refused").status_code == 404

    for path in ("/v1/secret", "/v1/refused"):
        for shown in ({"Authorization": "Bearer x"}, {"Authorization": ""}, {"HD-Device": ""}):
            stranger = forgetful.get(path, **shown)
            assert (stranger.status_code, code_of(stranger)) == (401, "sign_in_needed")
    revoke(server, forgetful, clock)
    for path in ("/v1/secret", "/v1/refused"):
        revoked = forgetful.get(path)
        assert (revoked.status_code, code_of(revoked)) == (403, "device_revoked")
        assert revoked.json()["directive"]


def test_a_route_without_a_door_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    router = APIRouter()
    router.add_api_route("/v1/secret", lambda: SECRET)
    monkeypatch.setattr(app, "_ROOMS", (SimpleNamespace(router=router),))
    with pytest.raises(TypeError):
        app.build_api(SimpleNamespace())  # type: ignore[arg-type]


def test_only_what_is_open_to_anyone_has_another_way_to_the_database(
    routes: list[APIRoute],  # noqa: F811
) -> None:
    def calls_of(dependant: Dependant) -> Iterator[object]:
        yield dependant.call
        for one in dependant.dependencies:
            yield from calls_of(one)

    with_parts = {route.path for route in routes if of_open_request in calls_of(route.dependant)}
    assert "/v1/hello" in with_parts
    assert with_parts <= OPEN


@pytest.mark.parametrize("ask", AMISS)
def test_who_may_not_ask_hears_that_and_not_what_else_is_amiss(
    server: RunningServer, desk: Desk, clock: HandClock, ask: Ask
) -> None:
    assert ask(desk).status_code not in (401, 500)
    desk.always = {"Authorization": "Bearer x"}
    tokens, desk.tokens = desk.tokens, None
    assert ask(desk).status_code == 401
    desk.always, desk.tokens = {}, tokens
    revoke(server, desk, clock)
    told = ask(desk)
    assert (told.status_code, code_of(told)) == (403, "device_revoked")
    assert told.json()["directive"]


def test_a_device_that_is_revoked_at_the_last_moment_keeps_nothing(
    server: RunningServer, desk: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Store.run_plainly
    revoked: list[bool] = []

    def late(store: Store, work: Callable[[Connection], object]) -> object:
        if work.__qualname__.startswith("Door.") and not revoked:
            revoked.append(True)
            revoke(server, desk, clock)
        return run(store, work)

    monkeypatch.setattr(Store, "run_plainly", late)
    answer = desk.put_call(a_call())
    assert (answer.status_code, code_of(answer)) == (403, "device_revoked")
    assert server.store.read(calls.count_calls) == 0


def test_a_refusal_too_tells_the_server_that_the_device_holds_its_tokens(desk: Desk) -> None:
    # Given a refresh whose tokens the desk has shown with a request that was refused
    assert desk.tokens is not None
    stolen = desk.tokens.refresh_token
    desk.tokens = tokens_in(desk.refresh(stolen))
    assert desk.get("/v1/changes?since=x").status_code == 422

    # When the older one is shown again, then it was copied
    assert code_of(desk.refresh(stolen)) == "invalid_grant"
    assert desk.get("/v1/changes?since=0").status_code == 401


def test_a_stranger_takes_no_turn_of_a_writer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Store.run_plainly
    turns: list[str] = []

    def counted(store: Store, work: Callable[[Connection], object]) -> object:
        turns.append(work.__qualname__)
        return run(store, work)

    monkeypatch.setattr(Store, "run_plainly", counted)
    assert desk.ask("PUT", *CALL, {"Authorization": "Bearer x"} | DIGEST).status_code == 401
    assert turns == []
    assert desk.ask("PUT", *CALL, DIGEST).status_code == 201
    assert any(turn.startswith("Door.") for turn in turns)
