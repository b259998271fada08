"""Many calls in one request: each is told what it would have been told alone, and it is true."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from helpdesk_domain.people import Role
from helpdesk_domain.wire import digest
from helpdesk_server.store import call_parts, calls
from helpdesk_server.store.call_tables import CallRevisionRow
from helpdesk_server.store.tables import AuditRow
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import RunningServer


def statuses(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [told["status"] for told in answer.json()["answers"]]


def stored(server: RunningServer) -> dict[str, int]:
    """The revisions there are of each call."""
    row = CallRevisionRow
    query = select(row.call_id, func.count()).group_by(row.call_id)
    return server.store.read(lambda session: dict(session.execute(query).all()))


def test_a_batch_is_kept_and_told_as_its_calls_would_be_alone(
    server: RunningServer, desk: Desk
) -> None:
    # Given a call that is known, one edited elsewhere, and one of somebody else
    desk.put_call(a_call("known"))
    desk.put_call(a_call("edited"))
    desk.put_call(a_call("edited", note="au bureau"), base_rev=1)
    server.add_person("Bart", Role.LEAD, "midi")
    Desk(server).sign_in("Bart").put_call(a_call("of Bart"))

    # When they come in one request with others
    batch: list[tuple[bytes, int | None] | bytes] = [
        a_call("new"),
        a_call("known"),
        (a_call("known 2", note="x"), None),
        (a_call("edited", note="en route"), 1),
        a_call("of Bart", note="mine now"),
        a_call("broken", talk_s=-1),
    ]
    answer = desk.put_calls(*batch)

    # Then each is told its own fate, in the order they were sent, and it is what is stored
    assert statuses(answer) == [201, 200, 201, 409, 403, 422]
    told = answer.json()["answers"]
    assert told[3]["problem"]["current"]["note"] == "au bureau"
    assert told[3]["problem"]["edited_by"] == "Amélie"
    assert told[5]["problem"]["pointer"] == "/talk_s"
    names = {"new": 1, "known": 1, "known 2": 1, "edited": 2, "of Bart": 1}
    assert stored(server) == {uuid_of(name): count for name, count in names.items()}

    # And sent again, or alone, they are told the same
    assert statuses(desk.put_calls(*batch)) == [200, 200, 200, 409, 403, 422]
    assert desk.put_call(a_call("new")).json() == told[0]["receipt"]


def test_an_edit_in_a_batch_follows_the_revision_it_names(
    server: RunningServer, desk: Desk
) -> None:
    desk.put_calls(a_call("a"), a_call("b"))
    edits = [(a_call("a", note="2"), 1), (a_call("b", note="2"), 1)]
    assert statuses(desk.put_calls(*edits)) == [200, 200]
    assert statuses(desk.put_calls(*edits)) == [200, 200]
    assert stored(server) == {uuid_of("a"): 2, uuid_of("b"): 2}


def test_the_same_batch_eight_times_at_once_counts_each_call_once(
    server: RunningServer, desk: Desk
) -> None:
    # Given batches of the same calls, each in another order
    bodies = [a_call(str(number)) for number in range(20)]
    turned = [bodies[turn:] + bodies[:turn] for turn in range(8)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda batch: statuses(desk.put_calls(*batch)), turned))

    # Then each call was new once, and has one revision and one line in the audit
    assert sorted(status for told in answers for status in told) == [200] * 140 + [201] * 20
    assert stored(server) == {uuid_of(str(number)): 1 for number in range(20)}
    query = select(func.count()).select_from(AuditRow).where(AuditRow.action == "call.created")
    assert server.store.read(lambda session: session.scalar(query)) == 20


def test_a_batch_that_fails_half_way_claims_nothing_and_keeps_nothing(
    server: RunningServer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a server that fails once half of a batch is written
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as failing:
        failing.setattr(call_parts, "write_audit", fail)
        answer = desk.put_calls(a_call("a"), a_call("b"))

    # Then no call is said to be kept, none is, and sent again both are
    assert (answer.status_code, code_of(answer)) == (500, "unavailable")
    assert server.store.read(calls.count_calls) == 0
    assert statuses(desk.put_calls(a_call("a"), a_call("b"))) == [201, 201]


def test_a_call_damaged_inside_a_batch_is_asked_for_again_alone(desk: Desk) -> None:
    whole = {"id": uuid_of("a"), "digest": digest(a_call("a")), "call": json.loads(a_call("a"))}
    damaged = {"id": uuid_of("b"), "digest": digest(b"x"), "call": json.loads(a_call("b"))}
    body = json.dumps({"calls": [whole, damaged]}, ensure_ascii=False).encode()
    assert statuses(desk.post("/v1/calls:batch", body)) == [201, 503]


@pytest.mark.parametrize(
    ("batch", "pointer"),
    [
        ([a_call("a"), a_call("a", note="b")], "/calls"),
        ([a_call(str(number)) for number in range(101)], "/calls"),
        ([a_call("a"), a_call(id="me")], "/calls/1/id"),
    ],
)
def test_a_batch_whose_order_or_length_makes_no_sense_is_refused_whole(
    server: RunningServer, desk: Desk, batch: list[bytes], pointer: str
) -> None:
    answer = desk.put_calls(*batch)
    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)
    assert stored(server) == {}


@pytest.mark.parametrize("base_rev", [0, -1, 10**9])
def test_a_revision_that_is_none_is_refused_alone(desk: Desk, base_rev: int) -> None:
    answer = desk.put_calls((a_call("a"), base_rev), a_call("b"))
    assert statuses(answer) == [422, 201]


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"calls":3}', b'{"calls":[{"id":"x"}]}'])
def test_a_body_that_is_no_batch_is_refused(desk: Desk, body: bytes) -> None:
    answer = desk.post("/v1/calls:batch", body)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")


def test_an_empty_batch_is_answered_with_nothing(desk: Desk) -> None:
    assert statuses(desk.put_calls()) == []
