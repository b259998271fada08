"""Figures of closed months on the desk of a lead, as the stream brings them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from benchmarks.facts import made_up_facts
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.statistics import shelf_of
from helpdesk_desktop.store.streams import (
    apply_page,
    begin_again,
    forget_others,
    let_go_of_other_teams,
    place,
)
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.statistics.book import BookId, bound, to_bytes
from helpdesk_domain.statistics.dimensions import Whose
from helpdesk_domain.statistics.disclosure import Shown
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.months import Month, month, quarter_of
from helpdesk_domain.statistics.publication import (
    ALL_TEAMS,
    BOOK,
    SUMMARY,
    WORDS,
    SentBook,
    SentSummary,
    SentWords,
    record_id,
    statistics_stream,
)
from helpdesk_domain.statistics.report import Asked, NotHere, report
from helpdesk_domain.statistics.searched_words import SearchedWord
from helpdesk_domain.statistics.summary import summary
from helpdesk_domain.statistics.summary import to_bytes as summary_to_bytes
from helpdesk_domain.sync import DIRECTORY, Change, ChangesPage
from helpdesk_domain.wire import from_json, to_json
from tests.domain.statistics.facts import opened

OCTOBER = Month(2026, 10)
CLOSED = datetime(2026, 11, 6, 3, tzinfo=UTC)
TODAY = date(2027, 1, 10)
STREAM = statistics_stream("midi")


def a_change(
    entity: str, name: str, sent: object, seq: int, rev: int = 1, team: str = "midi"
) -> Change:
    data = None if sent is None else from_json(to_json(sent), dict[str, object])
    return Change(
        entity=entity,
        id=record_id(team, entity, name),
        rev=rev,
        seq=seq,
        deleted=sent is None,
        data=data,
    )


def a_book(one: Month, calls: int, seq: int, rev: int = 1, team: str = "midi") -> Change:
    body = to_bytes(bound(made_up_facts(one, calls)))
    name = BookId(str(one))
    return a_change(BOOK, name, SentBook(id=name, closed_at=CLOSED, body=body), seq, rev, team)


def come_down(
    store: Store, changes: Sequence[Change], since: int = 0, stream: str = STREAM
) -> None:
    page = ChangesPage(
        stream=stream,
        since=since,
        next=since + len(changes),
        head=since + len(changes),
        count=len(changes),
        has_more=False,
        min_since=0,
        changes=tuple(changes),
    )
    store.run(lambda session: apply_page(session, page, "g1", CLOSED))


def calls_of(store: Store, asked: Asked) -> int:
    told = store.read(
        lambda session: report(shelf_of(session, asked.whose), asked, figures(), (), TODAY)
    )
    return told.results[figures()["calls"].id].total.value  # type: ignore[union-attr]


def test_a_month_that_came_down_is_told_also_after_it_was_bound_anew(store: Store) -> None:
    # Given October, of which a call was erased on request later
    come_down(store, [a_book(OCTOBER, 300, 1)])
    before = calls_of(store, Asked(period=month(OCTOBER)))
    come_down(store, [a_book(OCTOBER, 200, 2, rev=2)], since=1)

    # Then the newer book stands in the place of the older
    after = calls_of(store, Asked(period=month(OCTOBER)))
    assert before - after > 80
    assert store.read(lambda session: place(session, STREAM)).records == 1
    assert store.read(lambda session: shelf_of(session, Whose.TEAM).closed_at) == CLOSED


def test_figures_of_all_teams_stand_beside_those_of_the_own_and_stay_with_any_lead(
    store: Store,
) -> None:
    # Given October of a team, and of all teams together
    of_all = statistics_stream(ALL_TEAMS)
    own = Asked(period=month(OCTOBER))
    whole = replace(own, whose=Whose.ALL_TEAMS)
    come_down(store, [a_book(OCTOBER, 100, 1)])
    come_down(store, [a_book(OCTOBER, 900, 1, team=ALL_TEAMS)], stream=of_all)
    assert abs(calls_of(store, own) - 100) < 25
    assert abs(calls_of(store, whole) - 900) < 80

    # When the lead of another team signs in
    nour = Person(id=PersonId("nour"), name="Nour", role=Role.LEAD, team="nord")
    store.run(lambda session: let_go_of_other_teams(session, nour))

    # Then only the first are gone; and all are, once an operator does
    with pytest.raises(NotHere):
        calls_of(store, own)
    assert calls_of(store, whole)
    store.run(lambda session: let_go_of_other_teams(session, replace(nour, role=Role.OPERATOR)))
    with pytest.raises(NotHere):
        calls_of(store, whole)
    assert store.read(lambda session: place(session, of_all)).records == 0


def test_a_quarter_needs_its_three_months_or_what_was_told_of_it(store: Store) -> None:
    quarter = quarter_of(OCTOBER)
    books = [a_book(one, 100, seq) for seq, one in enumerate(quarter.months, 1)]
    come_down(store, books[:2])
    with pytest.raises(NotHere) as problem:
        calls_of(store, Asked(period=quarter))
    assert problem.value.months == (Month(2026, 12),)

    come_down(store, books[2:], since=2)
    whole = calls_of(store, Asked(period=quarter))

    # When its books are withdrawn, years later, and the summary is left
    [piece] = quarter.pieces
    kept = summary(piece, [opened(made_up_facts(one, 100)) for one in quarter.months], figures())
    sent = SentSummary(id=str(piece), closed_at=CLOSED, body=summary_to_bytes(kept))
    gone = [a_change(BOOK, str(one), None, 5 + n, 2) for n, one in enumerate(quarter.months)]
    come_down(store, [a_change(SUMMARY, str(piece), sent, 4), *gone], since=3)
    assert calls_of(store, Asked(period=quarter)) == whole


@pytest.mark.parametrize("body", [b"", b"nothing", to_bytes(bound([]))[:-2]])
def test_a_book_that_cannot_be_read_is_not_here(store: Store, body: bytes) -> None:
    name = BookId("2026-10")
    sent = SentBook(id=name, closed_at=CLOSED, body=body)
    come_down(store, [a_book(Month(2026, 9), 10, 1), a_change(BOOK, name, sent, 2)])
    with pytest.raises(NotHere):
        calls_of(store, Asked(period=month(OCTOBER)))


@pytest.mark.parametrize(
    ("role", "team", "is_kept"),
    [(Role.LEAD, "midi", True), (Role.LEAD, "nord", False), (Role.OPERATOR, "midi", False)],
)
def test_figures_stay_on_the_desk_of_a_lead_of_that_team_alone(
    store: Store, role: Role, team: str, is_kept: bool
) -> None:
    come_down(store, [a_book(OCTOBER, 10, 1)])
    person = Person(
        id=PersonId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11"), name="x", role=role, team=team
    )
    store.run(lambda session: let_go_of_other_teams(session, person))
    assert (store.read(lambda session: shelf_of(session, Whose.TEAM).first) is not None) is is_kept


def test_figures_of_a_stream_that_is_left_go_and_are_read_again(store: Store) -> None:
    come_down(store, [a_book(OCTOBER, 10, 1)])
    store.run(lambda session: begin_again(session, STREAM, "g1"))
    assert store.read(lambda session: shelf_of(session, Whose.TEAM).first) is None
    come_down(store, [a_book(OCTOBER, 10, 1)])
    store.run(lambda session: forget_others(session, (DIRECTORY,)))
    assert store.read(lambda session: shelf_of(session, Whose.TEAM).first) is None


def test_words_searched_without_result_are_summed_over_the_months_of_a_period(store: Store) -> None:
    def words_of(month: Month, seq: int, **told: int) -> Change:
        words = tuple(
            SearchedWord(language="fr", word=word, shown=Shown(number))
            for word, number in told.items()
        )
        sent = SentWords(month=month, closed_at=CLOSED, words=words)
        return a_change(WORDS, str(month), sent, seq)

    september = Month(2026, 9)
    come_down(
        store, [words_of(OCTOBER, 1, hoarding=5), words_of(september, 2, hoarding=10, garde=5)]
    )

    def words(*months: Month) -> list[tuple[str, int]]:
        found = store.read(lambda session: shelf_of(session, Whose.TEAM).words(months))
        return [(one.word, one.shown.value) for one in found]

    assert words(OCTOBER) == [("hoarding", 5)]
    assert words(september, OCTOBER) == [("hoarding", 15), ("garde", 5)]
    assert store.read(lambda session: shelf_of(session, Whose.TEAM).first) is None, (
        "words alone are no figures"
    )
