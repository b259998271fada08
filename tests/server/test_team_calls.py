"""Calls to be followed up: they come down to each desk of the team, and to nobody else."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from helpdesk_domain.people import Role
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import RunningServer

FOLLOWED = {"outcome": "follow_up"}


@pytest.fixture
def colleague(server: RunningServer) -> Iterator[Desk]:
    """The desk of Bart, of the same team."""
    server.add_person("Bart", Role.OUTREACH, "midi")
    desk = Desk(server).sign_in("Bart")
    yield desk
    desk.close()


def followed(desk: Desk, since: int = 0) -> list[tuple[str, int, bool]]:
    changes = desk.get(f"/v1/changes?stream=calls:midi&since={since}").json()["changes"]
    return [(change["id"], change["rev"], change["deleted"]) for change in changes]


def test_a_call_to_be_followed_up_comes_to_the_team_as_it_was_sent(
    desk: Desk, colleague: Desk
) -> None:
    desk.put_call(a_call("rings back", note="mardi", mood="calm", **FOLLOWED))
    desk.put_call(a_call("done"))

    page = colleague.get("/v1/changes?stream=calls:midi&since=0").json()

    (change,) = page["changes"]
    assert (change["entity"], change["id"]) == ("call", uuid_of("rings back"))
    assert change["data"]["author"] == change["data"]["edited_by"] == "Amélie"
    assert change["data"]["call"]["note"] == "mardi"
    assert change["data"]["call"]["mood"] == "calm", "a field of a newer desktop"
    state = moved(EMPTY, [mark_of("call", uuid_of("rings back"), 1)])
    assert (page["state_hash"], page["records"]) == (state, 1)


def test_a_follow_up_is_followed_until_it_is_done(desk: Desk, colleague: Desk) -> None:
    # Given a call with referrals after which somebody has to be rung
    due = {"due_at": "2026-03-04T14:30:00+01:00", "task": "rappeler", "tries": 1}
    desk.put_call(a_call("a", outcome="referred", follow_up=due))
    assert followed(colleague) == [(uuid_of("a"), 1, False)]

    # When a colleague did it, then it leaves the stream, and what is counted says so
    done = due | {"result": "solved", "done_at": "2026-03-04T13:31:00Z"}
    answer = colleague.put_call(a_call("a", outcome="referred", follow_up=done), base_rev=1)
    assert answer.status_code == 200
    assert followed(desk) == [(uuid_of("a"), 2, True)]
    query = text("SELECT follow_up_result, follow_up_done_at FROM call")
    (row,) = desk.server.store.read(lambda session: session.execute(query).all())
    assert row[0] == "solved"
    assert row[1] is not None


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"due_at": "2026-03-04T14:30:00"}, "/follow_up/due_at"),
        ({"due_at": "2026-03-04T14:30:00Z", "task": "x" * 301}, "/follow_up/task"),
        ({"due_at": "2026-03-04T14:30:00Z", "tries": -1}, "/follow_up/tries"),
        ({"task": "sans moment"}, "/follow_up/due_at"),
        ({"due_at": "2026-03-04T14:30:00Z", "result": "perhaps"}, "/follow_up/result"),
    ],
)
def test_a_follow_up_out_of_range_is_refused(
    desk: Desk, fields: dict[str, object], pointer: str
) -> None:
    answer = desk.put_call(a_call("a", follow_up=fields))
    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)


def test_a_call_that_was_settled_leaves_the_stream(desk: Desk, colleague: Desk) -> None:
    desk.put_call(a_call("a", **FOLLOWED))
    desk.put_call(a_call("b", **FOLLOWED))

    colleague.put_call(a_call("a", outcome="referred"), base_rev=1)

    assert followed(desk) == [(uuid_of("b"), 1, False), (uuid_of("a"), 2, True)]
    page = desk.get("/v1/changes?stream=calls:midi&since=2").json()
    assert page["changes"][0]["data"] is None
    assert (page["records"], page["state_hash"]) == (
        1,
        moved(EMPTY, [mark_of("call", uuid_of("b"), 1)]),
    )


def test_who_follows_a_call_may_edit_it_and_is_told_when_another_did(
    desk: Desk, colleague: Desk
) -> None:
    desk.put_call(a_call("a", **FOLLOWED))
    assert (
        colleague.put_call(a_call("a", note="de Bart", **FOLLOWED), base_rev=1).status_code == 200
    )

    answer = desk.put_call(a_call("a", note="d'Amélie", **FOLLOWED), base_rev=1)

    assert (answer.status_code, code_of(answer)) == (409, "conflict")
    assert answer.json()["current"]["note"] == "de Bart"
    assert answer.json()["edited_by"] == "Bart"
    assert answer.json()["edited_at"].startswith("20")


def test_a_call_that_came_back_with_the_edit_that_settled_it_is_not_shut_to_who_took_it(
    server: RunningServer, desk: Desk, colleague: Desk
) -> None:
    # Given a restored server that forgot a call, and got it back from Bart, who had settled it
    text = a_call("a", note="de Bart", outcome="referred")
    assert colleague.put_call(text, base_rev=1).status_code == 201

    # When Amélie, who took it, sends again what was acknowledged, then it is not refused
    answer = desk.put_call(a_call("a", note="d'Amélie", **FOLLOWED))
    assert (answer.status_code, answer.json()["current"]["note"]) == (409, "de Bart")
    assert desk.put_call(a_call("a", note="d'Amélie", **FOLLOWED), base_rev=2).json()["rev"] == 3

    # But it stays shut to another team
    server.add_person("Cleo", Role.OPERATOR, "uccle")
    desk.sign_in("Cleo")
    assert desk.put_call(a_call("a", note="van Cleo"), base_rev=3).status_code == 403


def test_an_edit_of_a_call_whose_following_a_restored_server_forgot_is_not_refused(
    desk: Desk, colleague: Desk
) -> None:
    # Given a server of before Amélie gave a call, that was settled, to the team
    desk.put_call(a_call("a", outcome="referred"))

    # When Bart, who follows it, is the first to send what he made of it, then it is kept
    answer = colleague.put_call(a_call("a", note="de Bart", **FOLLOWED), base_rev=2)
    assert (answer.status_code, answer.json()["rev"]) == (200, 3)

    # And what Amélie sends again does not undo it
    again = desk.put_call(a_call("a", note="d'Amélie", **FOLLOWED), base_rev=1)
    assert (again.status_code, again.json()["current"]["note"]) == (409, "de Bart")


def test_an_edit_of_a_revision_that_a_restored_server_lacks_can_be_settled(
    desk: Desk, colleague: Desk
) -> None:
    # Given that Amélie settled the call again meanwhile, and her desk keeps her last text only
    desk.put_call(a_call("a", outcome="referred"))
    desk.put_call(a_call("a", note="d'Amélie", outcome="referred"), base_rev=2)

    # When Bart sends what he made of the revision between, then he is shown hers
    answer = colleague.put_call(a_call("a", note="de Bart", **FOLLOWED), base_rev=2)
    assert (answer.status_code, answer.json()["current"]["note"]) == (409, "d'Amélie")

    # And his choice is kept
    settled = colleague.put_call(a_call("a", note="des deux", outcome="referred"), base_rev=3)
    assert settled.json()["rev"] == 4


def test_a_call_the_team_never_followed_is_shut_to_it(desk: Desk, colleague: Desk) -> None:
    desk.put_call(a_call("a", outcome="referred"))
    desk.put_call(a_call("a", note="autre", outcome="referred"), base_rev=1)

    for base_rev in (None, 1, 2):
        answer = colleague.put_call(a_call("a", note="de Bart"), base_rev=base_rev)
        assert (answer.status_code, code_of(answer)) == (403, "forbidden")
        assert answer.json()["current"] is None


def test_the_stream_of_another_team_is_shut_and_who_looks_after_the_server_reads_no_calls(
    server: RunningServer, desk: Desk
) -> None:
    server.add_person("Nora", Role.OPERATOR, "nord")
    server.add_person("Root", Role.ADMIN, "midi")
    desk.put_call(a_call("a", **FOLLOWED))
    for name in ("Nora", "Root"):
        stranger = Desk(server).sign_in(name)
        answer = stranger.get("/v1/changes?stream=calls:midi&since=0")
        assert (answer.status_code, code_of(answer)) == (403, "forbidden")
        assert stranger.put_call(a_call("a", note="x"), base_rev=1).status_code == 403
        stranger.close()


def test_a_stream_in_which_nothing_ever_was_is_empty_and_not_missing(desk: Desk) -> None:
    page = desk.get("/v1/changes?stream=calls:midi&since=0").json()
    assert (page["changes"], page["next"], page["state_hash"]) == ([], 0, EMPTY)
