"""Words searched without result, as they are told to leads once a month is closed."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.people import DeviceId, Role
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import (
    SUMMARY,
    WORDS,
    SentWords,
    record_id,
    statistics_stream,
)
from helpdesk_domain.sync import Change, ChangesPage
from helpdesk_domain.unanswered import KEPT, UnansweredWord
from helpdesk_domain.wire import as_kind, from_json, to_json
from helpdesk_server.retention.periods import Periods
from helpdesk_server.retention.running import run
from helpdesk_server.statistics.closing import Closed
from helpdesk_server.store import books, unanswered
from helpdesk_server.store.database import Store
from helpdesk_server.store.statistics_tables import CountedCallRow
from helpdesk_server.store.tables import DeviceRow
from helpdesk_server.store.told_words import tell_words
from tests.server.closing import (
    as_before,  # noqa: F401
    at,
    call_of,
    closed,
    next_january,
    to_the_closing_of,
)
from tests.server.desk import Desk
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer

OCTOBER = Month(2026, 10)


def searched(store: Store, desk: str, day: date, word: str, count: int) -> None:
    device = DeviceId(uuid_of(desk))
    words = [UnansweredWord(language="fr", word=word, count=count)]

    def keep(session: Session) -> None:
        session.merge(DeviceRow(id=device, name=desk, first_seen_at=utc_now()))
        session.flush()
        unanswered.keep_unanswered(session, device, day, words, day)

    store.run(keep)


def told(store: Store, month: Month = OCTOBER) -> SentWords:
    now = utc_now()
    return store.read(lambda session: unanswered.words_of_month(session, month, now))


def test_a_month_tells_the_words_that_many_searched_in_it_rounded(store: Store) -> None:
    # Given a word of two desks, one of one desk on two days, and one of two desks in two months
    searched(store, "front", date(2026, 10, 1), "hoarding", 40)
    searched(store, "back", date(2026, 10, 31), "hoarding", 40)
    for day in (5, 6):
        searched(store, "front", date(2026, 10, day), "vandersmissen", 40)
    searched(store, "front", date(2026, 10, 31), "zwerfkat", 40)
    searched(store, "back", date(2026, 11, 1), "zwerfkat", 40)
    searched(store, "back", date(2026, 9, 30), "zwerfkat", 40)

    # Then October tells the first alone
    sent = told(store)
    assert [(one.language, one.word, one.shown.value) for one in sent.words] == [
        ("fr", "hoarding", 80)
    ]
    assert sent.month == OCTOBER
    assert from_json(to_json(sent), SentWords) == sent


def test_a_word_on_three_days_is_told_and_numbers_near_none_may_not_be(store: Store) -> None:
    for day in (5, 6, 7):
        searched(store, "front", date(2026, 10, day), "logopédie", 20)
        for number in range(26):
            searched(store, "front", date(2026, 10, day), "rare" + chr(97 + number) * 3, 1)
    sent = told(store)
    assert ("logopédie", 60) in {(one.word, one.shown.value) for one in sent.words}
    rare = [one for one in sent.words if one.word.startswith("rare")]
    assert 0 < len(rare) < 26, "of three times each, some are told as five, and the others not"
    assert {one.shown.value for one in rare} == {5}


def test_a_month_without_words_tells_none(store: Store) -> None:
    assert told(store, Month(2026, 2)).words == ()


def january_with_words(desk: Desk, store: Store, clock: HandClock) -> Month:
    """A January that may be closed, with a call and a word that two desks searched."""
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    for name in ("front", "back"):
        searched(store, name, date(year, 1, 1), "hoarding", 40)
    to_the_closing_of(Month(year, 1), clock)
    return Month(year, 1)


@pytest.fixture
def lead(server: RunningServer) -> Iterator[Desk]:
    """A desk at which Leïla, who leads Amélie's team, may sign in."""
    server.add_person("Leïla", Role.LEAD, "midi")
    desk = Desk(server)
    yield desk
    desk.close()


def heard(lead: Desk) -> list[Change]:
    """What the lead is told of words."""
    answer = lead.get(f"/v1/changes?stream={statistics_stream('midi')}&since=0")
    page = from_json(answer.content, ChangesPage)
    return [one for one in page.changes if one.entity == WORDS]


def test_a_lead_hears_the_words_of_a_month_once_it_is_closed(
    desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    january = january_with_words(desk, store, clock)
    made = closed(store, clock)
    assert made[-1] == Closed("", SUMMARY, str(january)), "which is last: then it is closed"
    assert Closed("midi", WORDS, str(january)) in made

    (change,) = heard(lead.sign_in("Leïla"))
    assert change.id == record_id("midi", WORDS, str(january))
    sent = as_kind(change.data, SentWords)
    assert (sent.month, sent.closed_at) == (january, clock.now)
    assert [(one.word, one.shown.value) for one in sent.words] == [("hoarding", 80)]


def test_every_team_hears_the_same_though_desks_send_words_meanwhile(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a closing that was interrupted once the first team was told
    january = january_with_words(desk, store, clock)
    tell = partial(tell_words, month=january, now=clock.now)
    for team in ("", "midi"):
        assert store.run(partial(tell, team=team))
    for name in ("front", "back"):
        searched(store, name, january.first_day, "zwerfkat", 40)
    # When it goes on
    assert store.run(partial(tell, team="nord"))
    assert not store.run(partial(tell, team="midi"))
    # Then both were told the same
    of = partial(books.body, entity=WORDS, name=str(january))
    assert store.read(partial(of, team="nord")) == store.read(partial(of, team="midi"))


def test_what_leads_were_told_goes_with_the_words_and_no_call_leaves_its_book(
    desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    january = january_with_words(desk, store, clock)
    closed(store, clock)
    counted = store.read(lambda s: s.scalar(select(func.count()).select_from(CountedCallRow)))
    assert counted == 1

    # When thirteen months went by, but for a day
    clock.now = at(january.last_day + KEPT)
    assert gone(store, clock) == 0
    clock.advance(days=1)
    assert gone(store, clock) == 2, "of the team, and of all together"

    # Then the lead hears of it, and what was counted stays so
    (change,) = heard(lead.sign_in("Leïla"))
    assert change.deleted
    after = store.read(lambda s: s.scalar(select(func.count()).select_from(CountedCallRow)))
    assert after == counted


def gone(store: Store, clock: HandClock) -> int:
    found = {one.name: many for one, many in run(store, Periods(), clock.now, print)}
    return found["statistics_words"]


def test_a_month_without_words_tells_leads_nothing(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    searched(store, "front", date(year, 1, 1), "vandersmissen", 40)
    to_the_closing_of(Month(year, 1), clock)
    assert {one.entity for one in closed(store, clock)}.isdisjoint({WORDS})
