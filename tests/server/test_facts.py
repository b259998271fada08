"""What statistics know of a call: its codes, and the day and hour at which it was in Brussels."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.statistics.facts import Fact, key_of
from helpdesk_server.store import facts
from helpdesk_server.store.database import Store
from helpdesk_server.store.objections import object_to
from tests.server.closing import (
    all_facts,
    as_before,  # noqa: F401
)
from tests.server.desk import Desk
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock

SERVICE = uuid_of("Soins à domicile")


@pytest.fixture
def fact_of(desk: Desk, store: Store) -> Any:
    """The fact of a call with such fields."""

    def told(**fields: Any) -> Fact:
        assert desk.put_call(a_call(**fields)).status_code == 201
        [fact] = all_facts(store).values()
        return fact

    return told


def test_a_call_is_its_codes_and_no_word(fact_of: Any) -> None:
    given = {"service_id": SERVICE, "service_name": "Soins", "given_at": "2026-03-02T10:03:00Z"}
    fact = fact_of(
        started_at="2026-03-02T10:00:00+01:00",
        need_terms=["wounds", "home", "wounds"],
        person={"commune": "21004", "age": "45-64", "gender": "woman"},
        referrals=[
            given | {"status": "waiting_list"},
            given | {"service_id": "b", "status": "refused", "reason": "cost"},
            given | {"service_id": "c"},
        ],
        intake={"form": "complex", "version": "1", "answers": {}, "level": "coordination"},
        note="Kanarie",
        needs=["Kanarie"],
    )
    assert fact == Fact(
        key=key_of(uuid_of("first")),
        day=date(2026, 3, 2),
        hour=10,
        channel="phone",
        language="fr",
        profile="nurse",
        outcome="referred",
        commune="21004",
        age="45-64",
        gender="woman",
        level="coordination",
        needs=("home", "wounds"),
        referrals=tuple(
            sorted(
                [(SERVICE, "waiting_list", "full"), ("b", "refused", "cost"), ("c", "given", "")]
            )
        ),
        talk_s=240,
        wrap_up_s=30,
    )


@pytest.mark.parametrize(
    ("started_at", "day", "hour"),
    [
        ("2025-10-26T00:30:00Z", date(2025, 10, 26), 2),  # the hour that comes twice
        ("2025-10-26T01:30:00Z", date(2025, 10, 26), 2),
        ("2025-10-25T22:30:00Z", date(2025, 10, 26), 0),
        ("2025-03-30T00:59:00Z", date(2025, 3, 30), 1),  # the hour that never is
        ("2025-03-30T01:00:00Z", date(2025, 3, 30), 3),
        ("2025-12-31T23:30:00Z", date(2026, 1, 1), 0),
        ("2025-07-31T22:30:00Z", date(2025, 8, 1), 0),
    ],
)
def test_day_and_hour_are_those_of_brussels(
    fact_of: Any, started_at: str, day: date, hour: int
) -> None:
    fact = fact_of(started_at=started_at)
    assert (fact.day, fact.hour) == (day, hour)


def test_what_is_from_memory_has_a_day_and_no_hour_and_was_timed_by_no_clock(fact_of: Any) -> None:
    fact = fact_of(started_at="2026-03-02T10:00:00+01:00", written_later=True)
    assert (fact.day, fact.hour, fact.talk_s, fact.wrap_up_s) == (date(2026, 3, 2), *[None] * 3)


def test_only_a_telephone_is_timed(fact_of: Any) -> None:
    fact = fact_of(started_at="2026-03-02T10:00:00+01:00", channel="encounter")
    assert (fact.hour, fact.talk_s) == (10, None)


def test_a_clock_that_is_ahead_by_more_than_is_borne_gives_the_day_of_coming(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given three desks: one is a little ahead, one by a year, and one was never set
    for name, ahead in (("a", timedelta(seconds=110)), ("b", timedelta(days=365))):
        desk.put_call(a_call(name, started_at=(clock.now + ahead).isoformat()))
    desk.put_call(a_call("c", started_at="1970-01-01T00:00:00Z"))
    today = clock.now.astimezone(BRUSSELS)

    # When a call of the second is edited a year later, whose date is possible by then
    clock.advance(days=366)
    edit = a_call("b", started_at=(clock.now - timedelta(days=1)).isoformat())
    assert desk.sign_in().put_call(edit, 1).status_code == 200

    # Then all three count on the day they came, the first alone at an hour
    found = all_facts(store)
    moments = {name: (found[CallId(uuid_of(name))]) for name in "abc"}
    assert {name: fact.day for name, fact in moments.items()} == dict.fromkeys("abc", today.date())
    assert [moments[name].hour is None for name in "abc"] == [False, True, True]


def test_a_reason_that_no_kind_of_help_has_counts_once_without_one(fact_of: Any) -> None:
    fact = fact_of(
        unmet_needs=[
            {"words": "a", "reason": "cost", "terms": ["home", "wounds"]},
            {"words": "b", "reason": "full", "terms": []},
            {"words": "c", "reason": "full", "terms": []},
            {"words": "d", "reason": "cost", "terms": []},
        ]
    )
    assert fact.unmet == (("", "full"), ("home", "cost"), ("wounds", "cost"))


@pytest.mark.parametrize(
    ("ended", "promise", "hours"),
    [
        ({}, "open", None),
        ({"result": "reached", "done_at": "2026-03-03T10:00:00+01:00"}, "on_time", 24),
        ({"result": "reached", "done_at": "2026-03-03T10:00:01+01:00"}, "late", 24),
        ({"result": "dropped", "done_at": "2026-03-02T11:59:00+01:00"}, "dropped", 1),
        ({"result": "reached", "done_at": "2026-03-01T10:00:00+01:00"}, "on_time", None),
    ],
)
def test_what_was_promised_is_kept_or_not(
    fact_of: Any, ended: dict[str, str], promise: str, hours: int | None
) -> None:
    due = {"due_at": "2026-03-03T10:00:00+01:00", "task": "Kanarie"}
    fact = fact_of(started_at="2026-03-02T10:00:00+01:00", follow_up=due | ended)
    assert (fact.promise, fact.call_back_h) == (promise, hours)


def test_where_somebody_lives_may_be_no_commune(fact_of: Any) -> None:
    assert fact_of(person={"place": "no_address"}).commune == "no_address"


def test_whoever_objected_is_not_counted(desk: Desk, store: Store, clock: HandClock) -> None:
    desk.put_call(a_call())
    store.run(partial(object_to, call_id=CallId(uuid_of("first")), now=clock.now))
    assert all_facts(store) == {}


def test_more_misdated_calls_than_fit_one_question_are_all_found(
    desk: Desk, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_AT_A_TIME", 2)
    for number in range(5):
        ahead = (clock.now + timedelta(days=400)).isoformat()
        desk.put_call(a_call(str(number), started_at=ahead))
    assert len(all_facts(store)) == 5
