"""How desks stand: each speaks for itself, and who answers for a team reads them all."""

from typing import Any

import pytest

from helpdesk_domain.devices import Heartbeat
from helpdesk_domain.people import Role
from helpdesk_domain.wire import to_json
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer


def heartbeat(desk: Desk, **fields: Any) -> Any:
    body = to_json({"client_version": "0.4.0"} | fields)
    return desk.post(f"/v1/devices/{desk.device_id}/ack", body)


def board(server: RunningServer, name: str = "Lea", role: Role = Role.LEAD) -> list[dict[str, Any]]:
    """The devices that a lead of the team sees."""
    server.add_person(name, role, "midi")
    desk = Desk(server).sign_in(name)
    answer = desk.get("/v1/devices")
    desk.close()
    assert answer.status_code == 200, answer.text
    devices: list[dict[str, Any]] = answer.json()["devices"]
    return devices


def test_a_lead_reads_what_was_received_from_each_desk_and_what_waits_there(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a desk that sent a call yesterday and two today, one of them edited, and holds three
    desk.put_call(a_call("yesterday"))
    clock.advance(days=1)
    desk.sign_in()
    for name in ("a", "b"):
        desk.put_call(a_call(name))
    desk.put_call(a_call("a", note="corrigé"), base_rev=1)
    waits = "2026-03-02T08:30:00Z"
    heard = heartbeat(desk, waiting=3, refused=1, conflicts=2, oldest_waiting_at=waits)

    # Then the desk is told what came, and the lead reads it
    assert heard.json() == {"received_today": 2, "received": 3, "directive": None}
    (told,) = board(server)
    assert told["id"] == desk.device_id
    assert (told["person"], told["client_version"]) == ("Amélie", "0.4.0")
    assert (told["received_today"], told["waiting"]) == (2, 3)
    assert (told["refused"], told["conflicts"], told["oldest_waiting_at"]) == (1, 2, waits)
    assert told["last_contact"] == clock.now.isoformat().replace("+00:00", "Z")


def test_what_waits_longest_comes_first_and_what_is_said_last_counts(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    server.add_person("Bart", Role.OPERATOR, "midi")
    other = Desk(server).sign_in("Bart")
    heartbeat(desk, waiting=1, oldest_waiting_at="2026-03-01T08:00:00Z")
    heartbeat(other, waiting=1, oldest_waiting_at="2026-02-01T08:00:00Z")
    assert [told["person"] for told in board(server)] == ["Bart", "Amélie"]
    heartbeat(other)
    assert [told["person"] for told in board(server, "Luc")] == ["Amélie", "Bart"]
    other.close()


def test_the_board_of_a_lead_is_that_of_the_team_and_operators_have_none(
    server: RunningServer, desk: Desk
) -> None:
    server.add_person("Nora", Role.OPERATOR, "nord")
    other = Desk(server).sign_in("Nora")
    heartbeat(desk)
    heartbeat(other)
    assert [told["person"] for told in board(server)] == ["Amélie"]
    both = board(server, "Root", Role.ADMIN)
    assert sorted(told["person"] for told in both) == ["Amélie", "Nora"]
    answer = other.get("/v1/devices")
    assert (answer.status_code, code_of(answer)) == (403, "forbidden")
    other.close()


def test_a_desk_speaks_for_itself_only(desk: Desk) -> None:
    body = to_json(Heartbeat(client_version="0.4.0"))
    answer = desk.post(f"/v1/devices/{uuid_of('another')}/ack", body)
    assert (answer.status_code, code_of(answer)) == (403, "forbidden")


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_version": ""},
        {"client_version": "my caller was Jan"},
        {"last_problem": "Jan rang"},
        {"waiting": -1},
        {"conflicts": 2**31},
        {"clock_off_s": 2**31},
        {"clock_off_s": -(2**31)},
        {"oldest_waiting_at": "2026-03-02T08:30:00"},
        {"cursors": {str(number): 1 for number in range(21)}},
    ],
)
def test_nothing_but_counts_moments_and_versions_is_taken(
    server: RunningServer, desk: Desk, wrong: dict[str, Any]
) -> None:
    answer = heartbeat(desk, **wrong)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")
    assert answer.json()["pointer"] == f"/{next(iter(wrong))}"
    assert board(server) == []
