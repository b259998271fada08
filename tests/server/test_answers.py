"""Every answer can be trusted, none says what was sent, and no route is open by mistake."""

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import pytest
import requests
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from helpdesk_domain.clock import utc_now
from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import digest, from_json
from helpdesk_server import access
from helpdesk_server.app import build_api
from helpdesk_server.central import Central
from helpdesk_server.store.errors import StoreUnavailable
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer

CANARY = "zzKanarie5512zz"
GENERATION = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def every_answer(desk: Desk) -> list[requests.Response]:
    """One of each kind: right, refused, not found, not allowed, too long, broken."""
    put = f"/v1/calls/{uuid_of('first')}"
    return [
        desk.get("/v1/hello"),
        desk.get("/healthz"),
        desk.get("/readyz"),
        desk.get("/docs"),
        desk.get("/openapi.json"),
        desk.get("/v1/changes?since=0"),
        desk.get("/v1/changes?since=9"),
        desk.get("/v1/changes?since=0", Authorization="Bearer x"),
        desk.get("/v1/snapshots/directory"),
        desk.get(f"/v1/snapshots/{'0' * 64}.ndjson.zst"),
        desk.get("/v1/snapshots/..%2F..%2Fserver.db.ndjson.zst"),
        desk.get("/nothing/here"),
        desk.ask("DELETE", "/v1/hello"),
        desk.ask("BREW", "/v1/hello"),
        desk.grant(grant_type="password"),
        desk.ask("POST", "/v1/auth/token", b"{"),
        desk.put_call(a_call()),
        desk.put_call(a_call(note="b")),
        desk.ask("PUT", put, b"x" * 1_100_000),
    ]


def test_every_answer_bears_the_marks_of_our_server(desk: Desk) -> None:
    generation = desk.get("/v1/hello").json()["generation"]
    for answer in every_answer(desk):
        what = f"{answer.request.method} {answer.request.path_url} {answer.status_code}"
        assert answer.headers["HD-Protocol"] == "1", what
        assert answer.headers["HD-Generation"] == generation, what
        assert answer.headers["HD-Digest"] == digest(answer.content), what
        assert answer.headers["Content-Length"] == str(len(answer.content)), what
        assert "Transfer-Encoding" not in answer.headers, what
        assert "Server" not in answer.headers, what
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", what
            assert from_json(answer.content, Problem).status == answer.status_code, what
        elif "json" in answer.headers["Content-Type"]:
            assert answer.headers["Content-Type"] == "application/json", what


def test_no_answer_and_no_log_says_what_was_sent(
    server: RunningServer, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a log that misses nothing
    caplog.set_level(logging.DEBUG)

    # When a word is sent in every place where something can be wrong with it
    device = {"HD-Device": CANARY}
    answers = [
        desk.grant(grant_type="password", name=CANARY, password=CANARY),
        desk.grant(grant_type="password", name=[CANARY], password={CANARY: CANARY}),
        desk.grant(grant_type=CANARY),
        desk.grant(grant_type="refresh_token", refresh_token=CANARY, device_id=CANARY),
        desk.ask("POST", "/v1/auth/token", CANARY.encode(), {"Content-Type": "application/json"}),
        desk.get(f"/v1/changes?since={CANARY}&limit={CANARY}&stream={CANARY}"),
        desk.get(f"/v1/changes?since=0&stream={CANARY}"),
        desk.get(f"/{CANARY}?{CANARY}={CANARY}"),
        desk.get(f"/v1/snapshots/{CANARY}.ndjson.zst"),
        desk.get("/v1/changes?since=0", Authorization=f"Bearer {CANARY}", **device),
        desk.put_call(a_call(note=CANARY * 200)),
        desk.put_call(a_call(profile=CANARY, note=CANARY, needs=[CANARY])),
        desk.put_call(a_call(id=CANARY, note=CANARY), call_id=CANARY),
        desk.put_call(CANARY.encode(), call_id=uuid_of("first")),
        desk.put_call(f'{{"{CANARY}": "{CANARY}"}}'.encode(), call_id=uuid_of("first")),
        desk.ask("PUT", f"/v1/calls/{uuid_of('first')}", b"{}", {"HD-Digest": CANARY}),
    ]

    # Then no answer and no line of the log repeats it
    for answer in answers:
        assert answer.status_code >= 400
        assert CANARY not in answer.text
        assert CANARY not in str(answer.headers)
    ours = [record for record in caplog.records if not record.name.startswith("urllib3")]
    assert CANARY not in "".join(record.getMessage() for record in ours)


def test_a_fault_of_the_program_says_and_logs_only_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a program that fails on a call, with the caller's words in its error
    def fail(*_arguments: object, **_options: object) -> None:
        raise KeyError(CANARY)

    monkeypatch.setattr("helpdesk_server.store.calls.keep_calls", fail)

    # When a call is sent
    answer = desk.put_call(a_call(note=CANARY))

    # Then the desk is told to try later, and the log has the kind of error and its line
    assert (answer.status_code, code_of(answer)) == (500, "unavailable")
    assert answer.headers["HD-Digest"] == digest(answer.content)
    (told,) = [record.told for record in caplog.records if record.msg == "fault"]  # type: ignore[attr-defined]
    assert told["error"] == "KeyError"
    assert told["place"].startswith("helpdesk_server.")
    assert CANARY not in caplog.text + answer.text


def test_a_fault_of_the_database_is_worth_another_try_and_says_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise StoreUnavailable(CANARY)

    monkeypatch.setattr("helpdesk_server.store.calls.keep_calls", fail)
    answer = desk.put_call(a_call())
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "2"
    assert CANARY not in caplog.text + answer.text


def routes_of(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Every route there is, those of the framework and hidden ones too."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from routes_of(included.routes)
        else:
            yield route


@pytest.fixture
def routes(server: RunningServer) -> Iterator[list[BaseRoute]]:
    central = Central.opened(server.settings, utc_now)
    yield list(routes_of(build_api(central).routes))
    central.store.close()


def test_each_route_goes_through_the_rule_that_shuts_it_or_names_it(
    routes: list[BaseRoute],
) -> None:
    # `access.admitted` is asked on an APIRoute only: a mount or a plain route would be open
    assert [route for route in routes if not isinstance(route, APIRoute)] == []
    paths = {route.path for route in routes if isinstance(route, APIRoute)}
    assert {
        "/v1/hello",
        "/healthz",
        "/readyz",
        "/v1/auth/token",
        "/v1/sealed-boxes/{box_id}",
        "/docs",
        "/openapi.json",
    } == access.OPEN
    assert paths > access.OPEN


def test_every_route_but_the_named_ones_asks_for_a_token(
    routes: list[BaseRoute], stranger: Desk
) -> None:
    shut = set()
    for route in routes:
        assert isinstance(route, APIRoute)
        for method in sorted(route.methods or ()):
            answer = stranger.ask(method, re.sub(r"\{[^}]*\}", "0" * 64, route.path), b"")
            if route.path in access.OPEN:
                assert answer.status_code != 401
            else:
                assert (answer.status_code, code_of(answer)) == (401, "sign_in_needed")
                shut.add(route.path)
    assert "/v1/changes" in shut


def test_the_documentation_page_fetches_nothing_from_elsewhere(stranger: Desk) -> None:
    page = stranger.get("/docs").text
    assert "/v1/calls/{call_id}" in page
    assert "<script" not in page
    assert "//" not in page


def test_the_description_knows_what_a_call_is(stranger: Desk) -> None:
    described = stranger.get("/openapi.json").json()
    assert "talk_s" in described["components"]["schemas"]["Call"]["properties"]
    assert "Referral" in described["components"]["schemas"]


def test_hello_says_who_answers(server: RunningServer, stranger: Desk, clock: HandClock) -> None:
    hello = stranger.get("/v1/hello").json()
    assert (hello["product"], hello["protocol"]) == ("helpdesk-server", "1")
    assert GENERATION.fullmatch(hello["generation"])
    assert datetime.fromisoformat(hello["server_time"]) == clock.now
