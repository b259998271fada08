"""Words searched without result, as they are told to leads once a month is closed."""

from datetime import date

from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.people import DeviceId
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import SentWords
from helpdesk_domain.unanswered import UnansweredWord
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server.store import unanswered
from helpdesk_server.store.database import Store
from helpdesk_server.store.tables import DeviceRow
from tests.server.records import uuid_of

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
