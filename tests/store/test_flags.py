"""What is said to be wrong or full: by this desk at once, by others as it comes down."""

from datetime import timedelta
from functools import partial

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.flags import standing_flags
from helpdesk_desktop.store.streams import apply_page, begin_again, forget_others
from helpdesk_desktop.store.suggestions import (
    due_suggestions,
    postpone,
    settle_received,
    settle_refused,
    suggest,
    take_back,
    write_outcomes,
)
from helpdesk_domain.suggestions import Flag, SuggestionReceipt, Topic
from helpdesk_domain.sync import DIRECTORY, FLAGS, Change, ChangesPage
from tests.factories import NOON, a_person, a_service_id, a_suggestion

ME = a_person("marie").id
TODAY = NOON.date()


def a_flag_of(author: str, suggestion_id: str, rev: int = 1, *, deleted: bool = False) -> Change:
    data = {
        "service_id": a_service_id("centre"),
        "topic": "full",
        "comment": "",
        "made_at": NOON.isoformat(),
        "full_until": None,
        "author": author,
    }
    return Change(
        entity="flag",
        id=suggestion_id,
        rev=rev,
        seq=rev,
        deleted=deleted,
        data=None if deleted else data,
    )


def come_down(store: Store, *changes: Change, since: int = 0) -> None:
    page = ChangesPage(
        stream=FLAGS,
        since=since,
        next=since + len(changes),
        head=since + len(changes),
        count=len(changes),
        has_more=False,
        min_since=0,
        changes=changes,
    )
    store.run(lambda session: apply_page(session, page, "g1", NOON))


def flags(store: Store, days: int = 0) -> list[Flag]:
    return store.read(lambda session: standing_flags(session, TODAY + timedelta(days=days)))


def test_what_this_desk_says_stands_at_once_and_is_not_said_twice(store: Store) -> None:
    mine = a_suggestion(topic=Topic.FULL)
    store.run(lambda session: suggest(session, mine, ME, NOON))
    assert [flag.author for flag in flags(store)] == [""]

    come_down(store, a_flag_of("marie", mine.id), a_flag_of("Bart", "another"))
    assert sorted(flag.author for flag in flags(store)) == ["", "Bart"]


def test_fullness_passes_by_itself(store: Store) -> None:
    come_down(store, a_flag_of("Bart", "another"))
    assert len(flags(store, days=14)) == 1
    assert flags(store, days=15) == []


def test_what_was_decided_or_refused_no_longer_stands(store: Store) -> None:
    come_down(store, a_flag_of("Bart", "another"))
    come_down(store, a_flag_of("Bart", "another", rev=2, deleted=True), since=1)
    assert flags(store) == []

    mine, theirs = a_suggestion("mine"), a_suggestion("refused")
    for one in (mine, theirs):
        store.run(partial(suggest, suggestion=one, author=ME, now=NOON))
    decided = Change(
        entity="suggestion",
        id=mine.id,
        rev=2,
        seq=1,
        data={"service_id": mine.service_id, "decision": "accepted"},
    )
    store.run(lambda session: write_outcomes(session, [decided]))
    store.run(lambda session: settle_refused(session, theirs.id, "invalid"))
    assert flags(store) == []


def test_a_report_is_taken_back_only_while_nobody_else_may_know_it(store: Store) -> None:
    sent, failed, here = (a_suggestion(name) for name in ("sent", "failed", "here"))
    for one in (sent, failed, here):
        store.run(partial(suggest, suggestion=one, author=ME, now=NOON))
    receipt = SuggestionReceipt(id=sent.id, received_at=NOON)
    store.run(lambda session: settle_received(session, receipt, "g1"))
    store.run(lambda session: postpone(session, failed.id, NOON, "unavailable"))

    taken = [store.run(partial(take_back, suggestion_id=one.id)) for one in (sent, failed, here)]

    assert taken == [False, False, True]
    due = store.read(lambda session: due_suggestions(session, ME, NOON, 10))
    assert [one.id for one in due] == [failed.id]


def test_a_report_that_left_the_stream_is_over_whoever_is_signed_in(store: Store) -> None:
    mine = a_suggestion(topic=Topic.FULL)
    store.run(partial(suggest, suggestion=mine, author=ME, now=NOON))
    come_down(store, a_flag_of("marie", mine.id))
    come_down(store, a_flag_of("marie", mine.id, rev=2, deleted=True), since=1)
    assert flags(store) == []


def test_a_clock_that_is_years_ahead_blinds_nobody(store: Store) -> None:
    wild = a_suggestion("wild", topic=Topic.FULL, made_at=NOON.replace(year=9999, month=12))
    store.run(partial(suggest, suggestion=wild, author=ME, now=NOON))
    come_down(store, a_flag_of("Bart", "another"))
    assert [flag.author for flag in flags(store)] == ["Bart"]


def test_another_stream_does_not_take_the_flags_along(store: Store) -> None:
    come_down(store, a_flag_of("Bart", "another"))
    store.run(lambda session: begin_again(session, "calls:midi", "g1"))
    store.run(lambda session: forget_others(session, (DIRECTORY, FLAGS)))
    assert len(flags(store)) == 1

    store.run(lambda session: begin_again(session, FLAGS, "g2"))
    assert flags(store) == []
