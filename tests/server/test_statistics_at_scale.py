"""Made-up calls by the thousand: what is told is what their maker knows, and what SQL counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.closed_months import PASSWORD, TEAMS, Filled, filled
from benchmarks.facts import made_up_facts
from helpdesk_domain.statistics.book import from_bytes
from helpdesk_domain.statistics.counting import Question, count
from helpdesk_domain.statistics.dimensions import Dimension, Unit
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.publication import ALL_TEAMS, BOOK
from helpdesk_server.statistics.closing import close_due
from helpdesk_server.store import books
from helpdesk_server.store.database import Store
from tests.postgres import Cluster
from tests.server.desk import Desk
from tests.serving import HandClock, RunningServer, running_server

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
MONTHS, CALLS = 13, 3900
D = Dimension
DAY = "to_char(started_at AT TIME ZONE 'Europe/Brussels', 'YYYY-MM-DD')"
HOUR = "to_char(started_at AT TIME ZONE 'Europe/Brussels', 'FMHH24')"
PLACE = "coalesce(commune, place, '')"

COUNTED: dict[str, tuple[Question, str]] = {
    "calls by day": (
        Question(unit=Unit.CALL, by=(D.DAY,)),
        f"SELECT {DAY}, count(*) FROM call WHERE non_call IS NULL GROUP BY 1",
    ),
    "calls by hour and language": (
        Question(unit=Unit.CALL, by=(D.HOUR, D.LANGUAGE)),
        f"SELECT {HOUR}, coalesce(caller_language, ''), count(*) FROM call "
        "WHERE non_call IS NULL GROUP BY 1, 2",
    ),
    "what was no call": (
        Question(unit=Unit.RING, by=(D.NON_CALL,)),
        "SELECT coalesce(non_call, ''), count(*) FROM call GROUP BY 1",
    ),
    "needs by commune": (
        Question(unit=Unit.NEED, by=(D.NEED, D.COMMUNE)),
        f"SELECT term, {PLACE}, count(*) FROM call_need_term JOIN call ON call.id = call_id "
        "WHERE non_call IS NULL GROUP BY 1, 2",
    ),
    "unmet needs by reason": (
        Question(unit=Unit.UNMET_NEED, by=(D.NEED, D.REASON)),
        "SELECT term, reason, count(*) FROM call_unmet_term GROUP BY 1, 2",
    ),
    "referrals by service and status": (
        Question(unit=Unit.REFERRAL, by=(D.SERVICE, D.STATUS)),
        "SELECT service_id, status, count(*) FROM call_referral GROUP BY 1, 2",
    ),
    "what was promised": (
        Question(unit=Unit.CALL, by=(D.PROMISE,)),
        "SELECT CASE WHEN follow_up_due_at IS NULL THEN '' WHEN follow_up_result IS NULL "
        "THEN 'open' WHEN follow_up_result = 'dropped' THEN 'dropped' "
        "WHEN follow_up_done_at <= follow_up_due_at THEN 'on_time' ELSE 'late' END, count(*) "
        "FROM call WHERE non_call IS NULL GROUP BY 1",
    ),
}


@dataclass(frozen=True)
class Closed:
    """A server whose months are closed."""

    server: RunningServer
    made: Filled


@pytest.fixture(scope="module")
def year(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    url = postgres.database()
    made = filled(url, CALLS, MONTHS, NOW)
    store = Store.at(url)
    list(close_due(store, NOW))
    store.close()
    folder: Path = tmp_path_factory.mktemp("scale")
    with running_server(folder, url, HandClock(NOW)) as server:
        yield Closed(server, made)
    postgres.drop(url)


def in_sql(store: Store, query: str) -> dict[tuple[str, ...], int]:
    rows = store.read(lambda s: s.execute(text(query)).all())
    return {tuple(row[:-1]): row[-1] for row in rows}


def every_book(store: Store, *teams: str) -> Sequence[OpenBook]:
    kept = [b for b in store.read(books.kept) if b.entity == BOOK and b.team in teams]
    bodies = [
        store.read(partial(books.body, team=one.team, entity=BOOK, name=one.name)) for one in kept
    ]
    return [OpenBook(from_bytes(body or b""), {}) for body in bodies]


def told_facts(last: Month) -> Iterator[Fact]:
    share = CALLS // (len(TEAMS) * MONTHS)
    for seed, _ in enumerate(TEAMS):
        for back in range(MONTHS):
            yield from made_up_facts(last.after(-back), share, seed)


@pytest.mark.parametrize("name", COUNTED)
def test_the_books_count_what_sql_counts_in_the_rows(year: Closed, name: str) -> None:
    question, query = COUNTED[name]
    store = year.server.store
    for teams in (TEAMS, (ALL_TEAMS,)):
        counted = count(every_book(store, *teams), question)
        assert {key: one.rows for key, one in counted.items()} == in_sql(store, query)


def test_sql_counts_what_was_made_up(year: Closed) -> None:
    facts = list(told_facts(year.made.last))
    assert len(facts) == year.made.calls == CALLS
    calls = [fact for fact in facts if not fact.non_call]
    needs = Counter((need, fact.commune) for fact in calls for need in fact.needs)
    assert in_sql(year.server.store, COUNTED["needs by commune"][1]) == needs
    days = Counter((str(fact.day),) for fact in calls)
    assert in_sql(year.server.store, COUNTED["calls by day"][1]) == days


@pytest.mark.parametrize("team", ["", "midi"])
@pytest.mark.parametrize(
    ("first", "last"), [("2026-05", "2026-05"), ("2026-04", "2026-06"), ("2026-01", "2026-12")]
)
@pytest.mark.parametrize("language", ["", "nl"])
def test_what_a_lead_is_told_is_that_rounded(
    year: Closed, team: str, first: str, last: str, language: str
) -> None:
    # Given what SQL counts
    where = f"non_call IS NULL AND substr({DAY}, 1, 7) BETWEEN '{first}' AND '{last}'"
    where += f" AND team = '{team}'" if team else ""
    where += f" AND caller_language = '{language}'" if language else ""
    needs = in_sql(
        year.server.store,
        f"SELECT term, {PLACE}, count(*) FROM call_need_term JOIN call ON call.id = call_id "
        f"WHERE {where} GROUP BY 1, 2",
    )
    [calls] = in_sql(year.server.store, f"SELECT count(*) FROM call WHERE {where}").values()

    # When a lead asks
    desk = Desk(year.server).sign_in("lead of midi", PASSWORD)
    words = f"from={first}&to={last}&team={team}&language={language}&by=need,commune"
    answer = desk.get(f"/v1/stats?{words}")
    desk.close()

    # Then each number is less than five away, and a multiple of five
    assert answer.status_code == 200, answer.text
    figures = {one["id"]: one for one in answer.json()["figures"]}
    assert abs(figures["calls"]["total"]["value"] - calls) < 5
    cells = {tuple(one["key"]): one["value"] for one in figures["by_need_commune"]["cells"]}
    assert cells.keys() <= needs.keys()
    assert all(abs(cells.get(key, 0) - rows) < 5 for key, rows in needs.items())
    assert {value % 5 for value in cells.values()} <= {0}
    if not language:
        same = {tuple(one["key"]): one["value"] for one in figures["needs_by_commune"]["cells"]}
        assert cells == same
