"""Words searched without result: counted once whatever is sent again, told only of many."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import inspect, select

from helpdesk_domain.unanswered import KEPT, MOST_A_DAY
from helpdesk_domain.wire import digest
from helpdesk_server.store.tables import UnansweredWordRow
from helpdesk_server.store.unanswered import Asked, forget_old, unanswered_words
from tests.server.desk import Desk, code_of
from tests.serving import HandClock, RunningServer

CANARY = "zzKanariezz"


def a_body(language: str = "fr", /, **counts: int) -> bytes:
    words = [{"language": language, "word": word, "count": n} for word, n in counts.items()]
    return json.dumps({"words": words}).encode()


def put(desk: Desk, day: date | str, body: bytes) -> requests.Response:
    headers = {"HD-Digest": digest(body), "Content-Type": "application/json"}
    return desk.ask("PUT", f"/v1/unanswered-words/{day}", body, headers)


def kept(server: RunningServer) -> dict[tuple[date, str], int]:
    rows = server.store.read(lambda session: session.scalars(select(UnansweredWordRow)).all())
    return {(row.day, row.word): row.count for row in rows}


def told(server: RunningServer, **asked: Any) -> dict[tuple[str, str], int]:
    found = server.store.read(lambda session: unanswered_words(session, Asked(**asked)))
    return {(word.language, word.word): word.count for word in found}


@pytest.fixture
def today(clock: HandClock, server: RunningServer) -> date:
    assert server.url
    return clock.now.date()


@pytest.fixture
def other(server: RunningServer, desk: Desk) -> Iterator[Desk]:
    """A second desk at which Amélie has signed in."""
    assert desk.tokens
    second = Desk(server).sign_in()
    yield second
    second.close()


def test_what_is_sent_twice_counts_once_and_is_answered_alike(
    server: RunningServer, desk: Desk, today: date
) -> None:
    body = a_body(hoarding=2, psy=1)

    first, again = put(desk, today, body), put(desk, today, body)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == {"day": str(today), "digest": digest(body)} == again.json()
    assert kept(server) == {(today, "hoarding"): 2, (today, "psy"): 1}


def test_later_counts_of_the_day_replace_the_earlier(
    server: RunningServer, desk: Desk, today: date
) -> None:
    put(desk, today, a_body(hoarding=2))
    put(desk, today, a_body(hoarding=5, psy=1))
    assert kept(server) == {(today, "hoarding"): 5, (today, "psy"): 1}


def test_a_request_that_comes_after_the_one_that_followed_it_takes_nothing_away(
    server: RunningServer, desk: Desk, today: date
) -> None:
    put(desk, today, a_body(hoarding=5, psy=1))
    put(desk, today, a_body(hoarding=2))
    assert kept(server) == {(today, "hoarding"): 5, (today, "psy"): 1}


def test_eight_deliveries_at_once_count_once(
    server: RunningServer, desk: Desk, today: date
) -> None:
    body = a_body(hoarding=2, psy=1)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: put(desk, today, body), range(8)))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert kept(server) == {(today, "hoarding"): 2, (today, "psy"): 1}


def test_each_desk_counts_for_itself(
    server: RunningServer, desk: Desk, other: Desk, today: date
) -> None:
    put(desk, today, a_body(hoarding=2))
    put(other, today, a_body(hoarding=3))
    assert told(server) == {("fr", "hoarding"): 5}


def test_a_word_of_one_desk_is_told_from_the_third_day_on(
    server: RunningServer, desk: Desk, today: date
) -> None:
    for days_ago in range(2):
        put(desk, today - timedelta(days=days_ago), a_body(hoarding=9))
        assert told(server) == {}
    put(desk, today - timedelta(days=2), a_body(hoarding=1, psy=1))
    assert told(server) == {("fr", "hoarding"): 19}


def test_the_rule_holds_for_the_period_and_the_language_asked_for(
    server: RunningServer, desk: Desk, other: Desk, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    put(desk, yesterday, a_body(hoarding=1))
    put(other, today, a_body(hoarding=1))
    put(desk, today, a_body("nl", hamsteren=1))
    put(other, today, a_body("nl", hamsteren=4))

    assert told(server) == {("nl", "hamsteren"): 5, ("fr", "hoarding"): 2}
    assert list(told(server)) == [("nl", "hamsteren"), ("fr", "hoarding")]
    assert told(server, language="fr") == {("fr", "hoarding"): 2}
    assert told(server, since=today) == {("nl", "hamsteren"): 5}
    assert told(server, until=yesterday) == {}


def test_words_are_erased_after_thirteen_months(
    server: RunningServer, desk: Desk, other: Desk, today: date, clock: HandClock
) -> None:
    put(desk, today, a_body(hoarding=1))
    put(other, today, a_body(hoarding=1))

    server.store.run(lambda session: forget_old(session, today + KEPT))
    assert len(told(server)) == 1

    clock.advance(days=KEPT.days + 1)
    desk.sign_in()
    put(desk, clock.now.date(), a_body(psy=1))
    assert set(kept(server)) == {(clock.now.date(), "psy")}


def test_nothing_kept_leads_to_a_call_a_person_or_an_hour(server: RunningServer) -> None:
    columns = server.store.read(
        lambda session: inspect(session.connection()).get_columns("unanswered_word")
    )
    assert {column["name"] for column in columns} == {
        "device_id",
        "day",
        "language",
        "word",
        "count",
    }


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ([{"language": "fr", "word": "0475123456", "count": 1}], "/words/0/word"),
        ([{"language": "fr", "word": "a@b.be", "count": 1}], "/words/0/word"),
        ([{"language": "fr", "word": "\x00abc", "count": 1}], "/words/0/word"),
        ([{"language": "fr", "word": "x" * 41, "count": 1}], "/words/0/word"),
        ([{"language": "de", "word": "abc", "count": 1}], "/words/0/language"),
        ([{"language": "fr", "word": "abc", "count": 0}], "/words/0/count"),
        ([{"language": "fr", "word": "abc", "count": 10_001}], "/words/0/count"),
        ([{"language": "fr", "word": "abc", "count": 1}] * 2, "/words"),
        ([{"language": "fr", "word": "abc"}], "/words/0/count"),
    ],
)
def test_what_may_not_be_kept_is_refused_with_the_field_at_fault(
    server: RunningServer, desk: Desk, today: date, words: list[object], pointer: str
) -> None:
    answer = put(desk, today, json.dumps({"words": words}).encode())
    assert (answer.status_code, code_of(answer)) == (422, "invalid")
    assert answer.json()["pointer"] == pointer
    assert kept(server) == {}


def a_word(number: int) -> str:
    return "word" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def test_a_desk_fills_no_disk_with_words_of_one_day(
    server: RunningServer, desk: Desk, today: date
) -> None:
    many = {a_word(number): 1 for number in range(MOST_A_DAY + 1)}
    assert put(desk, today, a_body("fr", **many)).status_code == 422

    many.popitem()
    assert put(desk, today, a_body("fr", **many)).status_code == 200
    assert put(desk, today, a_body(other=1)).status_code == 422
    assert len(kept(server)) == MOST_A_DAY


@pytest.mark.parametrize("day", ["yesterday", "20260302", "2026-W10-1", "1772409600", "2026-02-30"])
def test_what_is_no_day_is_refused(desk: Desk, day: str) -> None:
    answer = put(desk, day, a_body(hoarding=1))
    assert (answer.status_code, answer.json()["pointer"]) == (422, "/day")


def test_a_day_that_is_not_kept_or_has_not_come_is_refused(desk: Desk, today: date) -> None:
    def status(days: int) -> int:
        return put(desk, today + timedelta(days=days), a_body(hoarding=1)).status_code

    assert [status(days) for days in (-397, -396, 0, 1, 2)] == [422, 200, 200, 200, 422]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null", b"{}", b"[" * 100_000])
def test_a_body_that_is_no_list_of_words_is_refused(desk: Desk, today: date, body: bytes) -> None:
    answer = put(desk, today, body)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")


def test_a_damaged_body_is_asked_for_again(server: RunningServer, desk: Desk, today: date) -> None:
    headers = {"HD-Digest": digest(b"another")}
    path = f"/v1/unanswered-words/{today}"
    assert desk.ask("PUT", path, a_body(hoarding=1), headers).status_code == 503
    assert desk.ask("PUT", path, a_body(hoarding=1)).status_code == 422
    assert kept(server) == {}


def test_no_refusal_repeats_a_word(desk: Desk, today: date) -> None:
    for language, word in ((CANARY, "abc"), ("fr", CANARY + "1")):
        answer = put(desk, today, a_body(language, **{word: 1}))
        assert answer.status_code == 422
        assert CANARY not in answer.text


def test_the_description_knows_what_is_sent(desk: Desk) -> None:
    described = desk.get("/openapi.json").json()
    assert "words" in described["components"]["schemas"]["UnansweredWords"]["properties"]
    assert "/v1/unanswered-words/{day}" in described["paths"]
