"""Corrections to the directory: kept once, and their author hears what became of them."""

from functools import partial
from typing import Any

import pytest

from helpdesk_domain.state_hash import EMPTY
from helpdesk_domain.suggestions import Decision
from helpdesk_domain.wire import to_json
from helpdesk_server.store import suggestions
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer

SUGGESTION = uuid_of("a suggestion")


def a_suggestion(**fields: Any) -> bytes:
    told = {
        "id": SUGGESTION,
        "service_id": uuid_of("Soins à domicile"),
        "base_rev": 3,
        "made_at": "2026-03-02T10:00:00+01:00",
        "patch": {"phones": [{"number": "02 000 12 35"}]},
        "comment": "par téléphone",
    }
    return to_json(told | fields)


def suggest(desk: Desk, body: bytes) -> Any:
    return desk.put(f"/v1/suggestions/{SUGGESTION}", body)


def mine(desk: Desk) -> list[dict[str, Any]]:
    page = desk.get("/v1/changes?stream=suggestions:mine&since=0").json()
    return [change["data"] | {"id": change["id"]} for change in page["changes"]]


def test_a_suggestion_is_kept_once_and_its_author_follows_it(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a suggestion, sent twice
    first, again = suggest(desk, a_suggestion()), suggest(desk, a_suggestion())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert [told["decision"] for told in mine(desk)] == ["open"]

    # When the curator takes it
    decide = partial(
        suggestions.decide,
        suggestion_id=SUGGESTION,
        decision=Decision.ACCEPTED,
        answer="Merci, corrigé.",
        now=clock.now,
    )
    assert server.store.run(decide)

    # Then its author hears it, and nobody else does
    (told,) = mine(desk)
    assert (told["id"], told["decision"], told["answer"]) == (
        SUGGESTION,
        "accepted",
        "Merci, corrigé.",
    )
    server.add_person("Bart")
    assert mine(desk.sign_in("Bart")) == []


def flags(desk: Desk) -> list[dict[str, Any]]:
    page = desk.get("/v1/changes?stream=flags&since=0").json()
    return [change["data"] for change in page["changes"] if not change["deleted"]]


def test_every_desk_sees_a_suggestion_until_it_is_decided(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given that somebody heard on the phone that a service is full
    suggest(desk, a_suggestion(topic="full", full_until="2026-04-01"))

    # Then a colleague of any team sees it, with who says so, and not the patch
    server.add_person("Bart", team="noord")
    colleague = desk.sign_in("Bart")
    (flag,) = flags(colleague)
    assert (flag["topic"], flag["full_until"], flag["author"]) == ("full", "2026-04-01", "Amélie")
    assert "patch" not in flag

    # And once it was decided, and decided again, it is gone
    for decision in (Decision.ACCEPTED, Decision.REJECTED):
        decide = partial(
            suggestions.decide,
            suggestion_id=SUGGESTION,
            decision=decision,
            answer="",
            now=clock.now,
        )
        assert server.store.run(decide)
        assert flags(colleague) == []
    page = colleague.get("/v1/changes?stream=flags&since=0").json()
    assert (page["records"], page["state_hash"]) == (0, EMPTY)


def test_a_suggestion_of_a_desk_of_before_is_about_something(desk: Desk) -> None:
    suggest(desk, a_suggestion())
    assert [flag["topic"] for flag in flags(desk)] == ["other"]


def test_the_id_of_a_suggestion_is_taken_by_its_first_content(
    server: RunningServer, desk: Desk
) -> None:
    suggest(desk, a_suggestion())
    answer = suggest(desk, a_suggestion(comment="autre chose"))
    assert (answer.status_code, code_of(answer)) == (409, "conflict")
    server.add_person("Bart")
    assert suggest(desk.sign_in("Bart"), a_suggestion()).status_code == 409


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"id": uuid_of("another")}, "/id"),
        ({"service_id": ""}, "/service_id"),
        ({"base_rev": -1}, "/base_rev"),
        ({"made_at": "2026-03-02T10:00:00"}, "/made_at"),
        ({"comment": "x" * 1001}, "/comment"),
        ({"patch": {"name": "x" * 20_000}}, "/patch"),
        ({"patch": {}, "comment": "  "}, "/patch"),
        ({"patch": 3}, "/patch"),
    ],
)
def test_a_suggestion_that_says_nothing_or_too_much_is_refused(
    desk: Desk, fields: dict[str, Any], pointer: str
) -> None:
    answer = suggest(desk, a_suggestion(**fields))
    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)
    assert mine(desk) == []
