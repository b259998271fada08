"""The figures of a team flow down to its lead, and to nobody else."""

import base64
from collections.abc import Iterator
from functools import partial

import pytest

from helpdesk_domain.calls import CallId
from helpdesk_domain.people import Role
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.statistics.book import from_bytes
from helpdesk_domain.statistics.publication import (
    ALL_TEAMS,
    BOOK,
    SUMMARY,
    SentBook,
    SentSummary,
    record_id,
    statistics_stream,
)
from helpdesk_domain.statistics.summary import from_bytes as summary_from_bytes
from helpdesk_domain.sync import Change, ChangesPage
from helpdesk_domain.wire import as_kind, from_json
from helpdesk_server.store import streams
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasing import erase
from tests.server.closing import (
    a_call_and_closed_months,
    as_before,  # noqa: F401
)
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer

STREAM = statistics_stream("midi")


@pytest.fixture
def lead(server: RunningServer) -> Iterator[Desk]:
    """A desk at which Leïla, who leads Amélie's team, may sign in."""
    server.add_person("Leïla", Role.LEAD, "midi")
    desk = Desk(server)
    yield desk
    desk.close()


def page_of(desk: Desk, since: int = 0, limit: int = 500, stream: str = STREAM) -> ChangesPage:
    answer = desk.get(f"/v1/changes?stream={stream}&since={since}&limit={limit}")
    assert answer.status_code == 200, answer.text
    return from_json(answer.content, ChangesPage)


def state_of(changes: list[Change]) -> str:
    live = {one.id: mark_of(one.entity, one.id, one.rev) for one in changes if not one.deleted}
    return moved(EMPTY, live.values())


def test_a_lead_gets_books_and_summaries_as_they_were_made(
    desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    # Given a closed January
    year = a_call_and_closed_months(desk, store, clock)

    # When the lead asks
    page = page_of(lead.sign_in("Leïla"))

    # Then the month is there to be opened, and the state is that of the two
    book, told = page.changes
    assert (book.entity, told.entity) == (BOOK, SUMMARY)
    assert book.id == record_id("midi", BOOK, f"{year}-01")
    sent = as_kind(book.data, SentBook)
    assert (sent.id, sent.closed_at) == (f"{year}-01", clock.now)
    assert from_bytes(sent.body).size == 1
    summed = as_kind(told.data, SentSummary)
    assert str(summary_from_bytes(summed.body).piece) == f"{year}-01"
    assert page.state_hash == state_of(list(page.changes))
    assert (page.records, page.has_more) == (2, False)


def test_a_book_that_a_call_left_comes_again(
    desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    a_call_and_closed_months(desk, store, clock)
    before = page_of(lead.sign_in("Leïla"))
    store.run(partial(erase, call_id=CallId(uuid_of("first")), drops_row=True, now=clock.now))
    [again] = page_of(lead, before.next).changes
    assert (again.id, again.rev, again.deleted) == (before.changes[0].id, 2, False)
    assert from_bytes(as_kind(again.data, SentBook).body).size == 0
    whole = page_of(lead)
    assert whole.state_hash == state_of(list(whole.changes))


def test_a_page_is_full_after_a_few_long_books(
    desk: Desk, lead: Desk, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PAGE_BYTES", 1000)
    a_call_and_closed_months(desk, store, clock, 3)
    lead.sign_in("Leïla")
    pages = [page_of(lead)]
    while pages[-1].has_more:
        pages.append(page_of(lead, pages[-1].next))
    assert len(pages) > 1
    found = [one for page in pages for one in page.changes]
    assert len({one.id for one in found}) == len(found) == 3 + 4
    assert pages[-1].state_hash == state_of(found)


@pytest.mark.parametrize(
    ("role", "team"),
    [
        (Role.OPERATOR, "midi"),
        (Role.OUTREACH, "midi"),
        (Role.ADMIN, "midi"),
        (Role.LEAD, "nord"),
    ],
)
def test_nobody_else_gets_them(
    server: RunningServer, stranger: Desk, role: Role, team: str
) -> None:
    server.add_person("Autre", role, team)
    stranger.sign_in("Autre")
    of_all = () if role is Role.LEAD else (statistics_stream(ALL_TEAMS),)
    for stream in (STREAM, *of_all):
        answer = stranger.get(f"/v1/changes?stream={stream}&since=0")
        assert (answer.status_code, code_of(answer)) == (403, "forbidden")


def test_each_lead_gets_the_figures_of_all_teams_together(
    server: RunningServer, desk: Desk, stranger: Desk, store: Store, clock: HandClock
) -> None:
    # Given a closed January with a call of Amélie's team
    a_call_and_closed_months(desk, store, clock)

    # When the lead of another team asks for all of them
    server.add_person("Nour", Role.LEAD, "nord")
    page = page_of(stranger.sign_in("Nour"), stream=statistics_stream(ALL_TEAMS))

    # Then it is there, and once the call goes, it comes again without it
    book, told = page.changes
    assert (book.entity, told.entity) == (BOOK, SUMMARY)
    assert from_bytes(as_kind(book.data, SentBook).body).size == 1
    store.run(partial(erase, call_id=CallId(uuid_of("first")), drops_row=True, now=clock.now))
    [again] = page_of(stranger, page.next, stream=statistics_stream(ALL_TEAMS)).changes
    assert (again.id, again.rev) == (book.id, 2)
    assert from_bytes(as_kind(again.data, SentBook).body).size == 0


def test_a_body_travels_as_base64(desk: Desk, lead: Desk, store: Store, clock: HandClock) -> None:
    a_call_and_closed_months(desk, store, clock)
    data = page_of(lead.sign_in("Leïla")).changes[0].data
    assert data is not None
    assert from_bytes(base64.b64decode(str(data["body"]))).size == 1
