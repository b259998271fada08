"""Months are closed once and for good, whatever comes late, is edited, or closes beside us."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from itertools import islice

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.languages import Words
from helpdesk_domain.people import Role
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.statistics.book import BookId, late_book
from helpdesk_domain.statistics.dimensions import Dimension, Unit
from helpdesk_domain.statistics.disclosure import Released, Scheme
from helpdesk_domain.statistics.figures import FigureId
from helpdesk_domain.statistics.months import Month, year_of
from helpdesk_domain.statistics.publication import ALL_TEAMS, BOOK, SUMMARY, statistics_stream
from helpdesk_domain.statistics.summary import from_bytes, summary
from helpdesk_domain.sync import Change
from helpdesk_domain.wire import from_json
from helpdesk_server.rights.in_words import as_text
from helpdesk_server.rights.package import package
from helpdesk_server.statistics import closing
from helpdesk_server.statistics.closing import Closed, close_due
from helpdesk_server.statistics.pieces import standings
from helpdesk_server.store import books, figures_stream, streams
from helpdesk_server.store.audit import Action
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasing import erase
from helpdesk_server.store.objections import object_to
from helpdesk_server.store.server import renew_generation
from helpdesk_server.store.statistics_tables import StatisticsRow
from helpdesk_server.store.tables import AuditRow, StreamRow
from tests.server.closing import (
    a_call_and_closed_months,
    as_before,  # noqa: F401
    at,
    call_of,
    closed,
    days_in,
    next_january,
    the_book,
    to_the_closing_of,
    values_in,
)
from tests.server.desk import Desk
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer

D = Dimension


def told_calls(store: Store, name: str, team: str = "midi") -> int:
    """Calls of a period, as a lead was told."""
    body = store.read(lambda s: books.body(s, team, SUMMARY, name))
    assert body is not None
    told = from_bytes(body).told[Scheme.LEADS][FigureId("calls")]
    assert isinstance(told, Released)
    return told.total.value


def test_a_month_is_closed_on_the_fifth_day_after_it_and_once(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a call on the last evening of January, and one a minute later
    year = next_january(clock)
    january = Month(year, 1)
    clock.now = at(date(year, 2, 5), 23, 59)
    desk.sign_in()
    desk.put_call(call_of(date(year, 1, 31), "old", started_at=f"{year}-01-31T22:59:00Z"))
    desk.put_call(call_of(date(year, 2, 1), "new", started_at=f"{year}-01-31T23:00:00Z"))
    assert closed(store, clock) == []

    # When the sixth of February begins
    clock.advance(minutes=1)
    first, again = closed(store, clock), closed(store, clock)

    # Then the month is bound, and told of the team and of all teams, and never again
    assert first == [
        Closed("midi", BOOK, f"{january}"),
        Closed(ALL_TEAMS, BOOK, f"{january}"),
        Closed("midi", SUMMARY, f"{january}"),
        Closed(ALL_TEAMS, SUMMARY, f"{january}"),
    ]
    assert again == []
    assert days_in(the_book(store, january)) == [f"{year}-01-31"]
    query = select(AuditRow.action, AuditRow.subject).where(AuditRow.action.like("figures.%"))
    assert [tuple(row) for row in store.read(lambda s: s.execute(query).all())] == [
        (Action.FIGURES_BOUND, f"statistics:midi/{january}"),
        (Action.FIGURES_BOUND, f"statistics:/{january}"),
        (Action.FIGURES_TOLD, f"statistics:midi/{january}"),
        (Action.FIGURES_TOLD, f"statistics:/{january}"),
    ]


def test_without_a_call_nothing_is_closed(store: Store, clock: HandClock) -> None:
    assert closed(store, clock) == []


def test_each_team_has_a_book_of_each_month_also_of_one_without_a_call(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    server.add_person("Nour", Role.LEAD, "nord")
    to_the_closing_of(Month(year, 3), clock)

    made = closed(store, clock)

    bound = [(one.team, one.name) for one in made if one.entity == BOOK]
    months = [f"{year}-0{number}" for number in (1, 2, 3)]
    assert bound == [(team, month) for month in months for team in ("midi", "nord", ALL_TEAMS)]
    told = [one.name for one in made if (one.team, one.entity) == (ALL_TEAMS, SUMMARY)]
    assert told == [*months, f"{year}-Q1"]
    assert [the_book(store, month).size for month in months] == [1, 0, 0]
    assert the_book(store, months[0], "nord").size == 0


def test_the_book_of_all_teams_has_the_calls_of_each_and_does_not_say_whose(
    server: RunningServer, desk: Desk, stranger: Desk, store: Store, clock: HandClock
) -> None:
    # Given a call of each of two teams
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1), "midi", caller_language="nl"))
    server.add_person("Nour", Role.OPERATOR, "nord")
    stranger.sign_in("Nour").put_call(call_of(date(year, 1, 2), "nord", caller_language="ti"))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)

    # When one of them is erased
    both = the_book(store, f"{year}-01", ALL_TEAMS)
    call_id = CallId(uuid_of("nord"))
    store.run(partial(erase, call_id=call_id, drops_row=True, now=clock.now))

    # Then it is gone from there as well, and before that nothing told them apart by team
    assert values_in(both, D.LANGUAGE) == ["nl", "ti"]
    assert "nord" not in repr(both)
    assert values_in(the_book(store, f"{year}-01", ALL_TEAMS), D.LANGUAGE) == ["nl"]
    assert the_book(store, f"{year}-01", "nord").size == 0


def test_with_the_book_of_a_team_goes_that_of_all_teams_and_is_made_no_more(
    server: RunningServer, desk: Desk, stranger: Desk, store: Store, clock: HandClock
) -> None:
    # Given January of two teams
    year = next_january(clock)
    january = BookId(f"{year}-01")
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    server.add_person("Nour", Role.OPERATOR, "nord")
    stranger.sign_in("Nour").put_call(call_of(date(year, 1, 2), "nord"))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)

    # When the book of one of them has had its time
    [gone] = [b for b in store.read(books.kept) if (b.team, b.entity) == ("nord", BOOK)]
    store.run(partial(books.withdraw, found=[gone], now=clock.now))

    # Then its calls are in no other, which is not joined again of the one that is left
    assert store.read(lambda s: books.body(s, ALL_TEAMS, BOOK, january)) is None
    assert the_book(store, january).size == 1
    row = StatisticsRow
    of_all = row.team == ALL_TEAMS, row.entity == BOOK
    store.run(lambda s: s.execute(delete(row).where(*of_all)))
    assert store.run(partial(books.join, name=january, now=clock.now)) is False


def test_whoever_withdraws_a_book_that_just_lost_a_call_tells_what_it_is_now(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("there one transaction writes, and others wait")
    year = a_call_and_closed_months(desk, store, clock)
    found = [one for one in store.read(books.kept) if one.entity == BOOK]

    # Given somebody who has read the rows before a call left them
    def withdrawn_by_who_knew_them(session: Session) -> None:
        known = [session.get(StatisticsRow, (one.team, BOOK, one.name)) for one in found]
        first = CallId(uuid_of("first"))
        store.run(lambda other: books.leave(other, first, clock.now))
        books.withdraw(session, found, clock.now)
        assert all(known)

    store.run(withdrawn_by_who_knew_them)

    # Then each stream stands as its records do
    for team in ("midi", ALL_TEAMS):
        page = store.read(partial(figures_stream.page, team=team, since=0, limit=100))
        told = [from_json(one, Change) for one in page.changes]
        live = [mark_of(one.entity, one.id, one.rev) for one in told if not one.deleted]
        assert page.head.state_hash == moved(EMPTY, live)
        [book] = [one for one in told if one.entity == BOOK]
        assert (book.deleted, book.rev) == (True, 3)
    assert year


def test_what_no_stream_has_told_leaves_none_when_it_is_withdrawn(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given all teams together as a server of before keeps them, in no stream
    a_call_and_closed_months(desk, store, clock)
    row, stream = StatisticsRow, statistics_stream(ALL_TEAMS)
    of_all = row.team == ALL_TEAMS
    store.run(lambda s: s.execute(update(row).where(of_all).values(seq=0)))
    store.run(lambda s: s.execute(delete(StreamRow).where(StreamRow.name == stream)))
    found = [one for one in store.read(books.kept) if (one.team, one.entity) == (ALL_TEAMS, BOOK)]
    store.run(partial(books.withdraw, found=found, now=clock.now))
    head = store.read(lambda s: streams.head_or_start(s, stream))
    assert (head.live, head.state_hash) == (0, EMPTY)


def test_a_team_that_is_new_once_all_are_together_is_late(
    server: RunningServer, desk: Desk, stranger: Desk, store: Store, clock: HandClock
) -> None:
    # Given a closing that was interrupted right after all teams were joined
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    to_the_closing_of(Month(year, 1), clock)
    steps = close_due(store, clock.now)
    joined = Closed(ALL_TEAMS, BOOK, f"{year}-01")
    assert joined in takewhile_and_last(steps, joined)

    # When a team that nobody knew sends a call of that month, and it goes on
    server.add_person("Nour", Role.OPERATOR, "nord")
    stranger.sign_in("Nour").put_call(call_of(date(year, 1, 2), "nord"))
    made = closed(store, clock)

    # Then that call is in no book that the others are not in: it counts in the year
    assert not [one for one in made if (one.team, one.entity) == ("nord", BOOK)]
    assert the_book(store, f"{year}-01", ALL_TEAMS).size == 1


def takewhile_and_last(steps: Iterator[Closed], last: Closed) -> list[Closed]:
    """What was made up to `last`, with it."""
    made: list[Closed] = []
    for one in steps:
        made.append(one)
        if one == last:
            break
    return made


def test_somebody_of_no_team_takes_nothing_from_all_teams(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    server.add_person("Ada", Role.ADMIN, "")
    year = a_call_and_closed_months(desk, store, clock)
    assert the_book(store, f"{year}-01", ALL_TEAMS).size == 1


def test_what_a_server_of_before_lacks_is_made_and_told_at_the_next_closing(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given January as a server of before closed it: all teams together have no book, no stream
    year = a_call_and_closed_months(desk, store, clock)
    whole = the_book(store, f"{year}-01", ALL_TEAMS)
    row, stream = StatisticsRow, StreamRow
    of_all = row.team == ALL_TEAMS
    store.run(lambda s: s.execute(delete(row).where(of_all, row.entity == BOOK)))
    store.run(lambda s: s.execute(update(row).where(of_all).values(seq=0)))
    store.run(
        lambda s: s.execute(delete(stream).where(stream.name == statistics_stream(ALL_TEAMS)))
    )

    # When this one looks at its months, a day later
    bound_at = clock.now
    clock.advance(days=1)
    made, again = closed(store, clock), closed(store, clock)

    # Then both are there, once, and the facts are as old as they are
    assert {one.closed_at for one in store.read(books.kept)} == {bound_at}
    assert (made, again) == ([Closed(ALL_TEAMS, BOOK, f"{year}-01")], [])
    assert the_book(store, f"{year}-01", ALL_TEAMS) == whole
    page = store.read(lambda s: figures_stream.page(s, ALL_TEAMS, 0, 100))
    assert (len(page.changes), page.head.live) == (2, 2)


def test_what_is_edited_or_comes_late_changes_no_book_and_is_counted_in_the_year(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a closed January with one call
    year = a_call_and_closed_months(desk, store, clock)
    before = the_book(store, f"{year}-01")

    # When that call is edited, even to another month, and two of January come late
    desk.sign_in().put_call(call_of(date(year, 2, 1), profile="gp"), 1)
    for name in ("late", "later"):
        desk.put_call(call_of(date(year, 1, 1), name, caller_language="nl"))
    clock.now = at(date(year + 1, 2, 5), 23, 59)
    closed(store, clock)

    # Then no month has them, and once the year is closed the late book has the two
    assert the_book(store, f"{year}-01") == before
    assert the_book(store, f"{year}-02").size == 0
    assert not store.read(lambda s: books.is_kept(s, "midi", SUMMARY, str(year)))
    clock.advance(minutes=1)
    assert Closed("midi", BOOK, late_book(year)) in closed(store, clock)
    assert values_in(the_book(store, late_book(year)), D.LANGUAGE) == ["nl", "nl"]

    # And what comes later still is in no figure, nor is anything closed again
    desk.sign_in().put_call(call_of(date(year, 1, 1), "too late"))
    assert closed(store, clock) == []


def test_the_year_is_told_with_what_came_late(desk: Desk, store: Store, clock: HandClock) -> None:
    year = next_january(clock)
    desk.sign_in()
    for number in range(20):
        desk.put_call(call_of(date(year, 1, 1), f"{number}"))
    to_the_closing_of(Month(year, 12), clock)
    closed(store, clock)
    desk.sign_in()
    for number in range(20):
        desk.put_call(call_of(date(year, 1, 1), f"late {number}"))
    clock.advance(days=31)
    closed(store, clock)
    assert told_calls(store, f"{year}-01") == told_calls(store, f"{year}-Q1") == 20
    assert told_calls(store, str(year)) == told_calls(store, str(year), "") == 40


def test_after_a_restore_a_month_waits_for_what_desks_send_again(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a backup of January that was put back in February
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    to_the_closing_of(Month(year, 1), clock)
    clock.advance(days=10)
    store.run(partial(renew_generation, now=clock.now))
    assert closed(store, clock) == []

    # When a desk sends again what the backup lacked
    assert desk.get("/v1/changes?since=0").status_code == 503, "the server hears of the new history"
    desk.sign_in().put_call(call_of(date(year, 1, 1), "again"))
    clock.advance(days=4)
    assert closed(store, clock) == []

    # Then it is in the book of its month
    clock.advance(days=1)
    assert closed(store, clock)
    assert the_book(store, f"{year}-01").size == 2


def test_a_call_of_before_the_first_month_that_was_closed_is_late(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = a_call_and_closed_months(desk, store, clock)
    desk.sign_in().put_call(call_of(date(year - 1, 11, 1), "older"))
    to_the_closing_of(Month(year, 2), clock)
    assert {one.name for one in closed(store, clock)} == {f"{year}-02"}
    [first, *_] = store.read(partial(standings, today=clock.now.date()))
    assert str(first.piece) == f"{year}-01"


def test_a_call_with_a_wrong_clock_is_bound_in_the_month_in_which_it_came(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year + 3, 1, 1)))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)
    assert days_in(the_book(store, f"{year}-01")) == [f"{year}-01-02"]


def test_whoever_was_interrupted_goes_on_where_it_was(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    server.add_person("Nour", Role.LEAD, "nord")
    to_the_closing_of(Month(year, 3), clock)
    whole = []
    while done := list(islice(close_due(store, clock.now), 1)):
        whole += done
    assert len(whole) == len(set(whole)) == 3 * 3 + 4 * 3


def test_two_servers_that_close_at_once_close_each_thing_once(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in()
    for number in range(30):
        desk.put_call(call_of(date(year, 1, 1), str(number)))
    to_the_closing_of(Month(year, 4), clock)
    stores = [Store.at(server.settings.database) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        made = [one for some in pool.map(partial(closed, clock=clock), stores) for one in some]
    for one in stores:
        one.close()
    assert len(made) == len(set(made)) == 4 * 2 + 5 * 2
    assert the_book(store, f"{year}-01").size == 30


@pytest.mark.parametrize("request_of", ["erasure", "objection"])
def test_a_call_whose_caller_asks_leaves_its_book_and_no_other_does(
    desk: Desk, store: Store, clock: HandClock, request_of: str
) -> None:
    # Given a closed month with calls of ten languages, and a needed kind of help each
    year = next_january(clock)
    tags = [f"q{letter}a" for letter in "abcdefghij"]
    desk.sign_in()
    for tag in tags:
        desk.put_call(call_of(date(year, 1, 1), tag, caller_language=tag, need_terms=[tag]))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)
    told = store.read(lambda s: books.body(s, "midi", SUMMARY, f"{year}-01"))

    # When three callers ask, one after the other
    for tag in ("qca", "qja", "qaa"):
        call_id = CallId(uuid_of(tag))
        if request_of == "erasure":
            store.run(partial(erase, call_id=call_id, drops_row=True, now=clock.now))
        else:
            store.run(partial(object_to, call_id=call_id, now=clock.now))
        tags.remove(tag)

        # Then the book has the others, and nothing of it says what that one said
        for team in ("midi", ALL_TEAMS):
            book = the_book(store, f"{year}-01", team)
            assert values_in(book, D.LANGUAGE) == tags
            assert list(book.columns[D.LANGUAGE].values) == tags
            assert sorted(book.tables[Unit.NEED].columns[D.NEED].values) == tags

    # And it is a new revision, what was told stays, and the call is never bound again
    kept = {one.team: one.rev for one in store.read(books.kept) if one.entity == BOOK}
    assert kept == {"midi": 4, ALL_TEAMS: 4}
    assert store.read(lambda s: books.body(s, "midi", SUMMARY, f"{year}-01")) == told
    to_the_closing_of(Month(year + 1, 1), clock)
    clock.advance(days=1)
    closed(store, clock)
    assert the_book(store, late_book(year)).size == 0


def test_a_call_that_came_late_leaves_the_late_book(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = a_call_and_closed_months(desk, store, clock, 12)
    desk.sign_in().put_call(call_of(date(year, 1, 1), "late"))
    clock.advance(days=31)
    closed(store, clock)
    late = CallId(uuid_of("late"))
    store.run(partial(erase, call_id=late, drops_row=True, now=clock.now))
    for team in ("midi", ALL_TEAMS):
        assert the_book(store, late_book(year), team).size == 0
        assert the_book(store, f"{year}-01", team).size == 1


def test_words_that_are_erased_leave_what_is_counted(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = a_call_and_closed_months(desk, store, clock)
    store.run(partial(erase, call_id=CallId(uuid_of("first")), drops_row=False, now=clock.now))
    assert the_book(store, f"{year}-01").size == 1


def test_a_call_erased_while_its_month_is_bound_is_in_no_book(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    """On PostgreSQL the erasure waits for the book, or the book for the erasure."""
    year = next_january(clock)
    desk.sign_in()
    for number in range(40):
        desk.put_call(call_of(date(year, 1, 1), str(number)))
    to_the_closing_of(Month(year, 1), clock)
    asked = [CallId(uuid_of(str(number))) for number in range(40)]
    with ThreadPoolExecutor(3) as pool:
        makes = pool.submit(closed, store, clock)
        for call_id in asked:
            pool.submit(
                store.run, partial(erase, call_id=call_id, drops_row=True, now=clock.now)
            ).result()
        makes.result()
    assert the_book(store, f"{year}-01").size == 0


def test_a_period_whose_book_changes_while_it_is_summed_up_is_summed_up_again(
    desk: Desk, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = next_january(clock)
    desk.sign_in()
    for number in range(20):
        desk.put_call(call_of(date(year, 1, 1), str(number)))
    to_the_closing_of(Month(year, 1), clock)
    steps = close_due(store, clock.now)
    assert next(steps).entity == BOOK

    left = [CallId(uuid_of(str(number))) for number in range(10)]

    def interrupted(*arguments: object) -> object:
        while left:
            store.run(partial(erase, call_id=left.pop(), drops_row=True, now=clock.now))
        return summary(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(closing, "summary", interrupted)
    list(steps)
    assert told_calls(store, f"{year}-01") == told_calls(store, f"{year}-01", "") == 10


def test_a_caller_is_told_in_which_figures_the_call_is(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    told = partial(package, call_id=CallId(uuid_of("first")), now=clock.now)
    assert store.read(told).counted_in is None
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)
    assert store.read(told).counted_in == f"{year}-01"
    assert f": {year}-01" in as_text(store.read(told), Words("en"))


def test_a_day_later_than_due_closes_the_same(desk: Desk, store: Store, clock: HandClock) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year, 1, 1)))
    to_the_closing_of(Month(year, 12), clock)
    clock.now += timedelta(days=60)
    names = [one.name for one in closed(store, clock) if (one.team, one.entity) == ("", SUMMARY)]
    months = [str(one) for one in year_of(Month(year, 1)).months]
    assert [name for name in names if name in months] == months
    assert {f"{year}-Q1", f"{year}-Q4", f"{year}", f"{year + 1}-01"} <= set(names)
