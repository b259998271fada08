"""Calls on their way up: each is kept once, whole, and as its author sent it."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk_domain.calls import CallId
from helpdesk_domain.people import Role
from helpdesk_domain.wire import digest
from helpdesk_server.store import calls
from helpdesk_server.store.call_tables import (
    CallNeedRow,
    CallNeedTermRow,
    CallReferralRow,
    CallRow,
    CallUnmetNeedRow,
    CallUnmetTermRow,
)
from helpdesk_server.store.tables import AuditRow
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer

CALL = CallId(uuid_of("first"))


def kept(server: RunningServer) -> list[bytes]:
    return server.store.read(partial(calls.revisions, call_id=CALL))


def said(clock: HandClock) -> str:
    """The moment on `clock`, as the server writes it."""
    return clock.now.isoformat().replace("+00:00", "Z")


def audited(server: RunningServer) -> list[tuple[str, int | None]]:
    query = select(AuditRow.action, AuditRow.rev).where(AuditRow.subject == CALL)
    return server.store.read(
        lambda session: [(row.action, row.rev) for row in session.execute(query.order_by("id"))]
    )


def test_a_call_is_kept_to_the_byte_and_in_columns(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a call with a field of a newer desktop and blanks where none are needed
    body = a_call(note="« à rappeler »", mood="calm").replace(b": ", b":   ")

    # When it is sent
    answer = desk.put_call(body)

    # Then the server says so, and has the bytes as well as what can be counted
    assert answer.status_code == 201
    assert answer.json() == {"id": CALL, "rev": 1, "received_at": said(clock)}
    assert kept(server) == [body]
    row = server.store.read(lambda session: session.get_one(CallRow, CALL))
    assert (row.team, row.talk_s, row.profile, row.outcome) == ("midi", 240, "nurse", "referred")
    assert row.started_at.isoformat() == "2026-03-02T09:00:00+00:00"
    assert audited(server) == [("call.created", 1)]


def test_an_answer_that_is_lost_counts_the_call_once(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    first = desk.put_call(a_call())
    clock.advance(minutes=5)
    again = desk.put_call(a_call())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert len(audited(server)) == 1


def test_eight_deliveries_at_once_count_the_call_once(server: RunningServer, desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: desk.put_call(a_call()), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.content for answer in answers}) == 1
    assert kept(server) == [a_call()]
    assert audited(server) == [("call.created", 1)]


def test_an_edit_makes_a_revision_and_the_older_text_stays(
    server: RunningServer, desk: Desk
) -> None:
    # Given a call, edited once, the answer lost
    edited = a_call(needs=["logement"], referrals=[], note="précisé")
    desk.put_call(a_call())
    first = desk.put_call(edited, base_rev=1)
    again = desk.put_call(edited, base_rev=1)

    # Then there are two revisions, and what is counted is the newer one
    assert (first.status_code, first.json()["rev"]) == (200, 2)
    assert again.content == first.content
    assert kept(server) == [a_call(), edited]
    assert audited(server) == [("call.created", 1), ("call.edited", 2)]
    needs, referrals = server.store.read(
        lambda session: (
            session.scalars(select(CallNeedRow.words)).all(),
            session.scalars(select(CallReferralRow.service_id)).all(),
        )
    )
    assert (needs, referrals) == (["logement"], [])


def test_what_could_not_be_answered_is_counted_as_the_newest_text_says(
    server: RunningServer, desk: Desk
) -> None:
    # Given a call of before there was a place for it, then needs for which there was nothing
    desk.put_call(a_call())
    nothing = [{"words": "un psy", "reason": "full"}, {"words": "un toit", "reason": "cost"}]
    desk.put_call(a_call(unmet_needs=nothing), base_rev=1)

    # When one of them is met after all
    desk.put_call(a_call(unmet_needs=nothing[1:]), base_rev=2)

    # Then the other is what is counted
    table = CallUnmetNeedRow
    query = select(table.words, table.reason)
    rows = server.store.read(lambda session: session.execute(query).all())
    assert [tuple(row) for row in rows] == [("un toit", "cost")]


def test_how_far_a_referral_has_come_is_counted(server: RunningServer, desk: Desk) -> None:
    # Given a referral of a program of before, which says nothing of it
    given = {"service_id": "s", "service_name": "S", "given_at": "2026-03-02T12:00:00Z"}
    desk.put_call(a_call(referrals=[given]))
    table = CallReferralRow
    query = select(table.status, table.reason)
    rows = server.store.read(lambda session: session.execute(query).all())
    assert [tuple(row) for row in rows] == [("given", None)]

    # When the service turns out to be full
    refused = given | {"status": "refused", "reason": "full", "told_at": "2026-03-02T12:05:00Z"}
    assert desk.put_call(a_call(referrals=[refused]), base_rev=1).status_code == 200
    rows = server.store.read(lambda session: session.execute(query).all())
    assert [tuple(row) for row in rows] == [("refused", "full")]


def test_what_was_no_call_is_told_apart(server: RunningServer, desk: Desk) -> None:
    sent = desk.put_call(a_call(non_call="wrong_number", profile=None, outcome=None))
    assert sent.status_code == 201
    row = server.store.read(lambda session: session.get_one(CallRow, CALL))
    assert (row.non_call, row.outcome) == ("wrong_number", None)


def test_going_back_to_the_first_text_is_an_edit_like_another(
    server: RunningServer, desk: Desk
) -> None:
    texts = [a_call(), a_call(note="b"), a_call()]
    for base_rev, text in enumerate(texts):
        desk.put_call(text, base_rev=base_rev or None)
    assert kept(server) == texts


def test_the_first_send_that_arrives_after_its_edit_is_known(desk: Desk) -> None:
    desk.put_call(a_call())
    desk.put_call(a_call(note="b"), base_rev=1)
    late = desk.put_call(a_call())
    assert (late.status_code, late.json()["rev"]) == (200, 1)


@pytest.mark.parametrize("base_rev", [None, 1])
def test_another_content_without_the_right_revision_is_a_conflict(
    server: RunningServer, desk: Desk, base_rev: int | None
) -> None:
    desk.put_call(a_call())
    desk.put_call(a_call(note="au bureau"), base_rev=1)
    answer = desk.put_call(a_call(note="en route"), base_rev=base_rev)
    assert (answer.status_code, code_of(answer)) == (409, "conflict")
    assert answer.json()["rev"] == 2
    assert answer.json()["current"]["note"] == "au bureau"
    assert len(kept(server)) == 2


def test_two_edits_of_one_revision_at_once_keep_one_and_tell_the_other(
    server: RunningServer, desk: Desk
) -> None:
    desk.put_call(a_call())
    edits = [a_call(note=str(number)) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda edit: desk.put_call(edit, base_rev=1), edits))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert len(kept(server)) == 2


def test_an_edit_of_a_call_that_a_restored_server_forgot_is_kept(
    server: RunningServer, desk: Desk
) -> None:
    answer = desk.put_call(a_call(), base_rev=4)
    assert (answer.status_code, answer.json()["rev"]) == (201, 5)
    assert desk.put_call(a_call(), base_rev=4).content == answer.content
    assert desk.put_call(a_call(note="b"), base_rev=5).json()["rev"] == 6


def test_an_edit_of_a_revision_that_a_restored_server_forgot_is_kept(
    server: RunningServer, desk: Desk
) -> None:
    desk.put_call(a_call(note="in the backup"))

    answer = desk.put_call(a_call(note="corrected twice since"), base_rev=2)

    assert (answer.status_code, answer.json()["rev"]) == (200, 3)
    assert desk.put_call(a_call(note="corrected twice since"), base_rev=2).content == answer.content
    assert len(kept(server)) == 2


def test_nobody_edits_the_call_of_somebody_else(server: RunningServer, desk: Desk) -> None:
    # Given a call of Amélie, and Bart on the same device
    desk.put_call(a_call(note="d'Amélie"))
    server.add_person("Bart", Role.LEAD, "midi")
    desk.sign_in("Bart")

    # When Bart writes over it, then he is refused and not shown what it holds
    for base_rev in (None, 1):
        answer = desk.put_call(a_call(note="van Bart"), base_rev=base_rev)
        assert (answer.status_code, code_of(answer)) == (403, "forbidden")
        assert answer.json()["current"] is None
    assert kept(server) == [a_call(note="d'Amélie")]


def test_the_author_is_whoever_signed_in_whatever_the_body_says(
    server: RunningServer, desk: Desk
) -> None:
    desk.put_call(a_call(author="Bart", author_id=uuid_of("Bart"), team="nord"))
    row = server.store.read(lambda session: session.get_one(CallRow, CALL))
    assert desk.tokens is not None
    assert (row.author_id, row.team) == (desk.tokens.person.id, "midi")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"id": uuid_of("another")}, "/id"),
        ({"started_at": "2026-03-02T10:00:00"}, "/started_at"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "/started_at"),
        ({"started_at": "hier"}, "/started_at"),
        ({"talk_s": -1}, "/talk_s"),
        ({"wrap_up_s": 2**31}, "/wrap_up_s"),
        ({"note": "x" * 2001}, "/note"),
        ({"profile": "king"}, "/profile"),
        ({"non_call": "boring"}, "/non_call"),
        ({"unmet_needs": [{"words": "psy", "reason": "luck"}]}, "/unmet_needs/0/reason"),
        ({"referrals": [{"service_id": "s", "service_name": "S"}]}, "/referrals/0/given_at"),
    ],
)
def test_a_call_that_cannot_be_kept_is_refused_with_the_field_at_fault(
    server: RunningServer, desk: Desk, fields: dict[str, Any], pointer: str
) -> None:
    answer = desk.put_call(a_call(**fields), call_id=CALL)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")
    assert answer.json()["pointer"] == pointer
    assert kept(server) == []


def test_a_call_from_a_desk_whose_clock_is_years_ahead_is_kept(desk: Desk) -> None:
    assert desk.put_call(a_call(started_at="2031-01-01T00:00:00Z")).status_code == 201


def test_letters_that_postgresql_cannot_keep_do_not_stop_a_call(
    server: RunningServer, desk: Desk
) -> None:
    body = a_call(needs=["a\x00b"], caller_language="fr\x00", note="\x00")
    assert desk.put_call(body).status_code == 201
    assert kept(server) == [body]


@pytest.mark.parametrize("call_id", ["first", CALL.upper(), CALL.replace("-", "")])
def test_an_id_that_is_no_uuid_as_we_write_them_is_refused(desk: Desk, call_id: str) -> None:
    answer = desk.put_call(a_call(id=call_id), call_id=call_id)
    assert (answer.status_code, answer.json()["pointer"]) == (422, "/id")


@pytest.mark.parametrize("if_match", ["1", '"0"', '"-1"', '"x"', "*", 'W/"1"', '"²"'])
def test_a_revision_that_is_no_number_in_quotes_is_refused(desk: Desk, if_match: str) -> None:
    headers = {"HD-Digest": digest(a_call()), "If-Match": if_match.encode().decode("latin-1")}
    answer = desk.ask("PUT", f"/v1/calls/{CALL}", a_call(), headers)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")


def test_a_body_damaged_on_the_way_is_asked_for_again(server: RunningServer, desk: Desk) -> None:
    damaged = a_call(note="autre")
    headers = {"HD-Digest": digest(a_call())}
    answer = desk.ask("PUT", f"/v1/calls/{CALL}", damaged, headers)
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "2"
    assert kept(server) == []


def test_a_body_without_its_digest_is_refused(desk: Desk) -> None:
    answer = desk.ask("PUT", f"/v1/calls/{CALL}", a_call())
    assert (answer.status_code, code_of(answer)) == (422, "invalid")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 100_000])
def test_a_body_that_is_no_call_is_refused(desk: Desk, body: bytes) -> None:
    answer = desk.put_call(body, call_id=CALL)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")


def test_a_body_over_the_limit_is_refused_and_the_sender_hears_it(desk: Desk) -> None:
    just_fits = a_call(padding="x" * 1_047_000)
    assert len(just_fits) < 1024 * 1024
    assert desk.put_call(just_fits).status_code == 201
    for size in (1024 * 1024, 12 * 1024 * 1024):
        answer = desk.put_call(a_call("second", padding="x" * size))
        assert (answer.status_code, code_of(answer)) == (413, "too_large")


def test_a_body_over_the_limit_that_does_not_say_its_length_is_refused(desk: Desk) -> None:
    pieces = (b"x" * 65_536 for _ in range(40))
    answer = desk.ask("PUT", f"/v1/calls/{CALL}", pieces)  # type: ignore[arg-type]
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


def test_a_revision_is_json_that_can_be_read_again(server: RunningServer, desk: Desk) -> None:
    desk.put_call(a_call())
    assert json.loads(kept(server)[0]) == json.loads(a_call())


def test_whom_it_is_about_and_what_is_lacking_can_be_counted_and_follow_an_edit(
    server: RunningServer, desk: Desk
) -> None:
    # Given a call about somebody of Ixelles, for whom one of two kinds of help was lacking
    person = {"commune": "21009", "postcode": "1050", "age": "45-64", "interpreter": True}
    lacking = {"words": "un psy", "reason": "full", "terms": ["psy"]}
    body = a_call(
        is_outgoing=True, person=person, need_terms=["psy", "cover"], unmet_needs=[lacking]
    )
    assert desk.put_call(body).status_code == 201

    # Then each stands in a column of its own
    row = server.store.read(lambda session: session.get_one(CallRow, CALL))
    assert (row.commune, row.postcode, row.age, row.interpreter) == ("21009", "1050", "45-64", True)
    assert (row.gender, row.place, row.is_place_proposed) == (None, None, False)
    assert row.is_outgoing
    assert counted(server) == ({"psy", "cover"}, {("psy", "full")})

    # And an edit counts anew
    edited = a_call(person={"place": "no_address"}, need_terms=["cover"])
    assert desk.put_call(edited, base_rev=1).status_code == 200
    row = server.store.read(lambda session: session.get_one(CallRow, CALL))
    assert (row.commune, row.place, row.age) == (None, "no_address", None)
    assert counted(server) == ({"cover"}, set())


def counted(server: RunningServer) -> tuple[set[str], set[tuple[str, str]]]:
    """The kinds of help that are asked for, and those that are lacking, each with its reason."""
    kinds, lacking = CallNeedTermRow, CallUnmetTermRow
    return server.store.read(
        lambda session: (
            set(session.scalars(select(kinds.term))),
            {(row.term, row.reason) for row in session.scalars(select(lacking))},
        )
    )


def test_codes_that_are_far_too_long_are_kept_and_the_text_has_them_whole(
    server: RunningServer, desk: Desk
) -> None:
    # Given a desk that sends what no desk should
    long = "7" * 5000
    body = a_call(person={"commune": long, "postcode": long}, need_terms=[long, long + "8"])

    # Then the call is taken like any other, and nothing of its text is lost
    assert desk.put_call(body).status_code == 201
    row = server.store.read(lambda session: session.get_one(CallRow, CALL))
    assert row.commune == long[:100]
    assert kept(server) == [body]
