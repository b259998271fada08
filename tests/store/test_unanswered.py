"""Tests: words searched without result are counted by day, sent until the server has them."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import inspect

from helpdesk_desktop.store import unanswered
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.unanswered import DayOfWords, count_unanswered
from helpdesk_domain.unanswered import KEPT, UnansweredWords
from helpdesk_domain.wire import from_json
from tests.store.conftest import KEY

TODAY = date(2026, 3, 2)
HERE, RESTORED = "generation", "another generation"


def count(store: Store, *words: str, day: date = TODAY, language: str = "fr") -> None:
    store.run(lambda session: count_unanswered(session, day, language, words))


def due(store: Store, generation: str = HERE) -> list[DayOfWords]:
    return store.read(partial(unanswered.days_to_send, generation=generation))


def settle(store: Store, sent: DayOfWords, generation: str = HERE) -> None:
    store.run(partial(unanswered.settle_day, sent=sent, generation=generation))


def told(days: Iterable[DayOfWords]) -> dict[date, dict[tuple[str, str], int]]:
    return {
        sent.day: {
            (kept.language, kept.word): kept.count
            for kept in from_json(sent.payload, UnansweredWords).words
        }
        for sent in days
    }


def test_a_word_is_counted_by_day_and_by_language_of_the_screens(store: Store) -> None:
    yesterday = TODAY - timedelta(days=1)
    count(store, "hoarding", day=yesterday)
    count(store, "hoarding", "psy")
    count(store, "hoarding", language="nl")
    count(store, "hoarding")

    assert told(due(store)) == {
        yesterday: {("fr", "hoarding"): 1},
        TODAY: {("fr", "hoarding"): 2, ("fr", "psy"): 1, ("nl", "hoarding"): 1},
    }


def test_what_is_no_plain_word_never_reaches_the_file(store: Store) -> None:
    count(store, "02", "0475123456", "marie@example.org", "ok")

    assert store.read(unanswered.count_rows) == 0
    assert due(store) == []


def test_a_day_the_server_has_is_not_sent_again_until_it_grows(store: Store) -> None:
    count(store, "hoarding")
    (sent,) = due(store)
    settle(store, sent)
    assert due(store) == []

    count(store, "hoarding")

    (grown,) = due(store)
    assert told([grown]) == {TODAY: {("fr", "hoarding"): 2}}
    settle(store, grown)
    assert due(store) == []


def test_a_word_counted_while_the_others_were_on_their_way_goes_after_them(store: Store) -> None:
    count(store, "hoarding")
    (sent,) = due(store)
    count(store, "psy")

    settle(store, sent)

    assert told(due(store)) == {TODAY: {("fr", "hoarding"): 1, ("fr", "psy"): 1}}


def test_a_server_restored_from_a_backup_is_sent_the_last_month_again(store: Store) -> None:
    for day in (TODAY - timedelta(days=31), TODAY - timedelta(days=30), TODAY):
        count(store, "hoarding", day=day)
        settle(store, due(store)[-1])
    assert due(store) == []

    assert [sent.day for sent in due(store, RESTORED)] == [TODAY - timedelta(days=30), TODAY]


def test_a_day_the_server_never_had_is_kept_thirteen_months(store: Store) -> None:
    count(store, "hoarding", day=TODAY - KEPT - timedelta(days=1))
    count(store, "hoarding", day=TODAY - KEPT)

    count(store, "psy")

    assert [sent.day for sent in due(store)] == [TODAY - KEPT, TODAY]


@pytest.mark.parametrize(("limit", "days"), [("MOST_A_DAY", 1), ("MOST_ROWS", 2)])
def test_there_is_an_end_to_what_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, limit: str, days: int
) -> None:
    monkeypatch.setattr(unanswered, limit, 4)
    for day in range(days):
        words = [f"word{letter}" for letter in "abcdefg"]
        count(store, *words, day=TODAY + timedelta(days=day))

    assert store.read(unanswered.count_rows) == 4

    # And what is there already is counted on
    count(store, "worda")
    assert told(due(store))[TODAY]["fr", "worda"] == 2


def test_counts_survive_the_end_of_the_program_without_being_settled(path: Path) -> None:
    before = Store.open(path, KEY)
    count(before, "hoarding")
    before.close()

    after = Store.open(path, KEY)
    count(after, "hoarding")

    assert told(due(after)) == {TODAY: {("fr", "hoarding"): 2}}
    after.close()


def test_nothing_kept_leads_to_a_call_a_person_or_an_hour(store: Store) -> None:
    def columns(table: str) -> set[str]:
        return store.read(
            lambda s: {str(column["name"]) for column in inspect(s.connection()).get_columns(table)}
        )

    assert columns("unanswered_word") == {"day", "language", "word", "count"}
    assert columns("unanswered_settled_day") == {"day", "digest", "generation"}


def test_the_same_counts_are_the_same_bytes_in_whatever_order_they_came(
    store: Store, tmp_path: Path
) -> None:
    other = Store.open(tmp_path / "other.db", KEY)
    for word in ("psy", "hoarding", "zzz"):
        count(store, word)
    for word in ("zzz", "psy", "hoarding"):
        count(other, word)

    assert due(store) == due(other)
    other.close()
