"""`/v1/stats`: the figures of closed months, for leads, and a plain no for whatever else."""

import gc
import json
import weakref
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest

from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.people import Role
from helpdesk_domain.statistics.as_data import as_data
from helpdesk_domain.statistics.book import late_book
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.figures import crossing, figures
from helpdesk_domain.statistics.months import Month, month
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.publication import ALL_TEAMS
from helpdesk_domain.statistics.report import Asked, report
from helpdesk_domain.statistics.words import Labels
from helpdesk_domain.sync import Entity
from helpdesk_server.retention.periods import Periods, before
from helpdesk_server.retention.running import run
from helpdesk_server.statistics.answers import Answers
from helpdesk_server.statistics.shelf import BooksOf, OpenBooks
from helpdesk_server.store.database import Store
from helpdesk_server.store.erasing import erase
from helpdesk_server.store.offer import write_records
from tests.domain.statistics.facts import AShelf
from tests.server.closing import (
    as_before,  # noqa: F401
    call_of,
    closed,
    next_january,
    the_book,
    to_the_closing_of,
)
from tests.server.desk import Desk, code_of
from tests.server.records import a_record, uuid_of
from tests.serving import HandClock, RunningServer

D = Dimension


@pytest.fixture
def lead(server: RunningServer) -> Iterator[Desk]:
    """A desk at which Leïla, who leads Amélie's team, may sign in."""
    server.add_person("Leïla", Role.LEAD, "midi")
    desk = Desk(server)
    yield desk
    desk.close()


def asks(desk: Desk, **words: object) -> Any:
    answer = desk.get("/v1/stats?" + urlencode({name.rstrip("_"): v for name, v in words.items()}))
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(desk: Desk, words: str) -> tuple[int, str, str | None]:
    answer = desk.get(f"/v1/stats?{words}")
    return answer.status_code, code_of(answer), answer.json().get("pointer")


def figure(told: Any, name: str) -> Any:
    return next(one for one in told["figures"] if one["id"] == name)


def a_closed_month(server: RunningServer, desk: Desk, clock: HandClock) -> int:
    """Twenty calls of Amélie's team and forty of another, in January; the year."""
    year = next_january(clock)
    desk.sign_in()
    for number in range(20):
        fields = {"caller_language": "nl" if number < 10 else "fr", "need_terms": ["wounds"]}
        desk.put_call(call_of(date(year, 1, 1), str(number), **fields))
    server.add_person("Nour", Role.LEAD, "nord")
    desk.sign_in("Nour")
    for number in range(40):
        desk.put_call(call_of(date(year, 1, 1), f"nord {number}", person={"commune": "21004"}))
    to_the_closing_of(Month(year, 1), clock)
    closed(server.store, clock)
    return year


def test_a_lead_sees_the_own_team_and_all_teams_together(
    server: RunningServer, desk: Desk, lead: Desk, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    lead.sign_in("Leïla")
    own = asks(lead, from_=f"{year}-01", team="midi")
    whole = asks(lead, from_=f"{year}-01", to=f"{year}-01", team="")
    assert figure(own, "calls")["total"] == {"value": 20}
    assert figure(whole, "calls")["total"] == {"value": 60}
    assert own["closed_at"] == clock.now.isoformat()
    assert asks(lead, from_=f"{year}-01") == whole
    assert asks(lead, from_=f"{year}-01", lang="nl") != whole, "labels are Dutch"


def test_what_is_told_is_the_report_of_the_books_as_a_desk_makes_it(
    server: RunningServer, desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    # Given an offer with a name for the need that was asked for
    year = a_closed_month(server, desk, clock)
    january = Month(year, 1)
    names = {"fr": {"name": "Plaies"}, "nl": {"name": "Wonden"}}
    term = {"id": "wounds", "name": "Wounds", "translations": names}
    records = [OfferRecord(Entity.TAXONOMY_TERM, "wounds", term), a_record()]
    store.run(partial(write_records, records=records, now=clock.now))

    # When a lead asks by need and language, of calls in Dutch
    told = asks(
        lead.sign_in("Leïla"), from_=january, team="midi", by="need,language", language="nl"
    )

    # Then it is what anybody makes of that book with the same code
    class Offer:
        def need(self, term: str, language: str) -> str | None:
            return {"wounds": "Plaies"}.get(term)

        def service(self, service: str, language: str) -> str | None:
            return "Soins à domicile" if service == uuid_of("Soins à domicile") else None

    shelf = AShelf(first=january, closed_at=clock.now)
    shelf.books[january] = OpenBook(the_book(store, january), {})
    more = (crossing([D.NEED, D.LANGUAGE]),)
    asked = Asked(period=month(january), filters={D.LANGUAGE: "nl"}, scheme=Scheme.LEADS)
    today = clock.now.astimezone(BRUSSELS).date()
    made = report(shelf, asked, figures(), more, today)
    every = {str(one.id): one for one in (*figures().figure, *more)}
    plain = as_data(made, every, Labels(Words("fr"), Offer()))
    expected = json.loads(json.dumps(plain))
    for one, other in zip(told["figures"], expected["figures"], strict=True):
        assert one == other
    assert told == expected
    assert told["figures"][-1]["cells"] == [
        {"key": ["wounds", "nl"], "labels": ["Plaies", "Néerlandais"], "value": 10}
    ]


def test_the_same_asked_twice_is_the_same_to_the_byte(
    server: RunningServer, desk: Desk, lead: Desk, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    lead.sign_in("Leïla")
    paths = (f"/v1/stats?from={year}-01{more}" for more in ("", "&by=need", "&scheme=b"))
    for path in paths:
        assert lead.get(path).content == lead.get(path).content


@pytest.mark.parametrize(
    ("role", "team", "words"),
    [
        (Role.OPERATOR, "midi", ""),
        (Role.OUTREACH, "midi", "&team=midi"),
        (Role.ADMIN, "midi", ""),
        (Role.LEAD, "nord", "&team=midi"),
    ],
)
def test_nobody_else_sees_any(
    server: RunningServer, stranger: Desk, role: Role, team: str, words: str
) -> None:
    server.add_person("Autre", role, team)
    stranger.sign_in("Autre")
    assert refusal(stranger, f"from=2026-01{words}") == (403, "forbidden", None)


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ("", "/from"),
        ("from=october", "/from"),
        ("from=2026-13", "/from"),
        ("from=2026-10-01", "/from"),
        ("from=2026-1", "/from"),
        ("from=1999-01", "/from"),
        ("from=2026-02&to=2026-01", "/to"),
        ("from=2026-01&to=x", "/to"),
        ("from=2026-01&scheme=c", "/scheme"),
        ("from=2026-01&lang=de", "/lang"),
        ("from=2026-01&by=colour", "/by"),
        ("from=2026-01&by=need,service", "/by"),
        ("from=2026-01&by=need,commune,language,age", "/by"),
        ("from=2026-01&by=team", "/by"),
        ("from=2026-01&langage=nl", "/langage"),
        ("from=2026-01&from=2026-02", "/from"),
        ("from=2026-01&language=nl&language=fr", "/language"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_word_at_fault(
    lead: Desk, words: str, pointer: str
) -> None:
    assert refusal(lead.sign_in("Leïla"), words) == (422, "invalid", pointer)


def test_a_period_that_is_open_says_until_when(
    server: RunningServer, desk: Desk, lead: Desk, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    lead.sign_in("Leïla")
    for words, closes_on in (
        (f"from={year}-02", f"{year}-03-06"),
        (f"from={year}-01&to={year}-12", f"{year + 1}-02-06"),
        (f"from={year + 20}-05", f"{year + 20}-06-06"),
    ):
        answer = lead.get(f"/v1/stats?{words}")
        assert (answer.status_code, code_of(answer)) == (409, "period_open")
        assert answer.json()["closes_on"] == closes_on


def test_a_period_without_any_book_is_not_there_and_one_before_the_first_is_empty(
    server: RunningServer, desk: Desk, lead: Desk, clock: HandClock
) -> None:
    assert refusal(lead.sign_in("Leïla"), "from=2026-01") == (404, "not_found", None)
    year = a_closed_month(server, desk, clock)
    told = asks(lead.sign_in("Leïla"), from_=f"{year - 1}-05")
    assert figure(told, "calls")["total"] == {"value": 0}


def test_a_filter_that_leaves_nothing_is_empty_and_too_many_are_refused(
    server: RunningServer, desk: Desk, lead: Desk, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    lead.sign_in("Leïla")
    told = asks(lead, from_=f"{year}-01", commune="21019")
    assert figure(told, "calls")["total"] == {"value": 0}
    assert told["filters"] == {"commune": "21019"}
    assert figure(asks(lead, from_=f"{year}-01", commune=""), "calls")["total"] == {"value": 60}
    many = f"from={year}-01&commune=21019&need=x&outcome=referred&profile=gp"
    assert refusal(lead, many) == (422, "invalid", "/commune")
    mixed = f"from={year - 1}-12&to={year}-01&scheme=b"
    assert refusal(lead, mixed) == (422, "invalid", "/to")


def test_a_call_that_left_its_book_is_not_counted_by_what_was_opened_before(
    server: RunningServer, desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    lead.sign_in("Leïla")
    dutch = partial(asks, lead, from_=f"{year}-01", language="nl")
    assert figure(dutch(), "calls")["total"] == {"value": 10}
    for number in range(5):
        call_id = CallId(uuid_of(str(number)))
        store.run(partial(erase, call_id=call_id, drops_row=True, now=clock.now))
    assert figure(dutch(), "calls")["total"] == {"value": 5}
    whole = asks(lead, from_=f"{year}-01")
    assert figure(whole, "calls")["total"] == {"value": 60}, "as it was told when it was closed"


def test_the_year_counts_what_came_late(
    server: RunningServer, desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    desk.sign_in()
    for number in range(15):
        desk.put_call(call_of(date(year, 1, 1), f"late {number}", caller_language="tr"))
    to_the_closing_of(Month(year + 1, 1), clock)
    clock.advance(hours=3)
    closed(store, clock)
    assert the_book(store, late_book(year)).size == 15
    told = asks(lead.sign_in("Leïla"), from_=f"{year}-01", to=f"{year}-12", language="tr")
    assert figure(told, "calls")["total"] == {"value": 15}
    told = asks(lead, from_=f"{year}-01", to=f"{year}-12", team="midi")
    assert figure(told, "calls")["total"] == {"value": 35}
    told = asks(lead, from_=f"{year}-01", to=f"{year}-03", team="midi")
    assert figure(told, "calls")["total"] == {"value": 20}


def test_of_months_whose_facts_are_gone_what_was_told_is_told_and_nothing_narrowed(
    server: RunningServer, desk: Desk, lead: Desk, store: Store, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    before_ = asks(lead.sign_in("Leïla"), from_=f"{year}-01")
    clock.now = before(clock.now, -24) + timedelta(days=1)
    closed(store, clock)
    list(run(store, Periods(), clock.now, print))
    lead.sign_in("Leïla")
    assert asks(lead, from_=f"{year}-01")["figures"] == before_["figures"]
    assert refusal(lead, f"from={year}-01&language=nl") == (422, "invalid", "/language")
    assert refusal(lead, f"from={year}-01&by=need") == (422, "invalid", "/by")


def test_open_books_are_bounded_and_the_one_used_longest_ago_is_closed(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given three closed months, the first of sixty calls
    year = a_closed_month(server, desk, clock)
    to_the_closing_of(Month(year, 3), clock)
    closed(store, clock)
    open_books = OpenBooks(most_rows=60)

    def of(number: int) -> object:
        return store.read(lambda s: BooksOf(s, ALL_TEAMS, open_books).book(Month(year, number)))

    # Then what was opened is the same while it fits
    first, second = of(1), of(2)
    assert of(1) is first
    assert of(2) is second
    assert store.read(lambda s: BooksOf(s, "midi", open_books).book(Month(year, 1)))
    assert of(2) is second
    assert of(1) is not first


def test_of_a_book_that_lost_a_call_only_the_newest_edition_stays_open(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    year = a_closed_month(server, desk, clock)
    open_books = OpenBooks()

    def opened() -> object:
        return store.read(lambda s: BooksOf(s, ALL_TEAMS, open_books).book(Month(year, 1)))

    before_ = weakref.ref(opened())
    store.run(partial(erase, call_id=CallId(uuid_of("1")), drops_row=True, now=clock.now))
    assert opened() is not before_()
    gc.collect()
    assert before_() is None


def test_answers_that_are_kept_are_bounded_and_a_fault_is_none() -> None:
    made: list[str] = []

    def of(name: str) -> bytes:
        made.append(name)
        return name.encode()

    kept = Answers(most_bytes=6)
    for name in ("abc", "def", "abc", "ghi", "abc", "def", "longer than all"):
        assert kept.answer(name, partial(of, name)) == name.encode()
    assert made == ["abc", "def", "ghi", "def", "longer than all"]
    with pytest.raises(ZeroDivisionError):
        kept.answer("fault", lambda: bytes(1 // 0))
    assert kept.answer("fault", lambda: b"") == b""
