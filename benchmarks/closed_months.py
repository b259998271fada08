"""What the figures cost the server: closing months, and telling a lead of them.

Beside each stands a baseline of the same run: reading the same rows with the bare driver, and one
question to PostgreSQL that counts needs by commune in them. HELPDESK_BENCH_CALLS says how many
calls (100,000 where it does not), HELPDESK_BENCH_DATABASE_URL names a PostgreSQL that is empty and
may be filled; without it one is started of the binaries at hand.
"""

import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from benchmarks.call_rows import a_desk, fill
from benchmarks.facts import LANGUAGES, NEEDS, made_up_facts
from benchmarks.figures import Figure, percentile
from benchmarks.server import Running, running
from helpdesk_domain.call_terms import CallerProfile, Outcome
from helpdesk_domain.clock import day_in_brussels, utc_now
from helpdesk_domain.statistics.months import Month, Period, month, quarter_of, year_of
from helpdesk_server.passwords import Passwords
from helpdesk_server.statistics.closing import close_due
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store
from tests.postgres import cluster_in, system_binaries, wheel_binaries

CALLS: Final = 100_000
MONTHS: Final = 24
TEAMS: Final = ("midi", "nord", "est")
ASKED: Final = 20
"""Requests behind each figure of waiting."""

GOAL_S: Final = 1.0
"""Source: issue 7, « Scale »."""

PASSWORD: Final = "un mot de passe"

_READ: Final = (
    "SELECT * FROM call",
    "SELECT call_id, min(received_at) FROM call_revision GROUP BY call_id",
    "SELECT * FROM call_need_term",
    "SELECT * FROM call_unmet_term",
    "SELECT call_id, reason FROM call_unmet_need",
    "SELECT * FROM call_referral",
)
"""Every row that is read to close."""

_COUNTED: Final = text(
    "SELECT term, commune, count(*) FROM call JOIN call_need_term ON call_id = call.id "
    "WHERE non_call IS NULL AND started_at >= :first AND started_at < :after GROUP BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with calls.

    Attributes:
        last: The newest month with any.
    """

    url: str
    calls: int
    last: Month


def filled(url: str, calls: int, months: int = MONTHS, now: datetime | None = None) -> Filled:
    """The empty database at `url`, filled with so many calls of the last closed months."""
    now = now or utc_now()
    last = Month.of(day_in_brussels(now)).after(-2)
    store = Store.at(url)
    schema.migrate(store, now)
    hashed = Passwords().hash(PASSWORD)
    kept = 0
    for seed, team in enumerate(TEAMS):
        desk = a_desk(store, team, hashed, now)
        for back in range(months):
            share = calls // (len(TEAMS) * months)
            facts = made_up_facts(last.after(-back), share, seed)
            kept += fill(store, facts, desk, f"{team} {back}")
    store.run_plainly(_analyse)
    store.close()
    return Filled(url, kept, last)


def rows() -> Iterator[str]:
    """The figures, a line each."""
    calls = int(os.environ.get("HELPDESK_BENCH_CALLS", CALLS))
    with _database() as url, tempfile.TemporaryDirectory() as folder:
        if url is not None:
            yield from map(str, _figures(url, calls, Path(folder)))


def _figures(url: str, calls: int, folder: Path) -> Iterator[Figure]:
    made = filled(url, calls)
    said = f"{made.calls:,} calls, PostgreSQL"
    store = Store.at(url)
    read_s = _seconds(lambda: store.read_plainly(_read_all))
    spent = time.process_time()
    close_s = _seconds(lambda: list(close_due(store, utc_now())))
    yield Figure(f"{said}: {MONTHS} months closed", close_s, "s")
    yield Figure(f"{said}: processor for that, without PostgreSQL's", _since(spent), "s")
    yield Figure(f"{said}: all of their rows read by the bare driver", read_s, "s")
    yield Figure(f"{said}: closing, to reading", close_s / read_s, "×")
    command = [sys.executable, "-m", "helpdesk_server", "--data-dir", str(folder)]
    with running([*command, "--database", url, "serve", "--port", "0", "--pace", "0"]) as server:
        lead = _Lead(server)
        for name, period in _periods(made.last):
            counted_s = _seconds(partial(store.read_plainly, partial(_count, period=period)))
            path = f"/v1/stats?from={period.first}&to={period.last}"
            for whose, more in _TEAMS.items():
                yield from _told(lead, f"{said}: {name}, {whose}", path + more, counted_s)
        yield Figure(f"{said}: memory of the server after that", server.rss_mb(), "MB")
    store.close()


_TEAMS: Final = {"all teams": "", "own team": f"&team={TEAMS[0]}"}

_NARROWED: Final = (
    *(f"language={code}" for code in LANGUAGES if code),
    *(f"profile={code}" for code in CallerProfile),
    *(f"outcome={code}" for code in Outcome),
    *(f"need={code}" for code in NEEDS[:6]),
)
"""Questions of which none is asked twice."""


def _told(lead: "_Lead", name: str, path: str, counted_s: float) -> Iterator[Figure]:
    """As it is; narrowed in another way each time; and narrowed in a way that was asked before."""
    lead.ask(path)
    whole = [_seconds(partial(lead.ask, path)) for _ in range(ASKED)]
    lead.ask(f"{path}&commune=21004")  # opens the books
    new = [_seconds(partial(lead.ask, f"{path}&{narrowed}")) for narrowed in _NARROWED]
    again = [_seconds(partial(lead.ask, f"{path}&{narrowed}")) for narrowed in _NARROWED]
    for how, waited in (("whole", whole), ("narrowed", new), ("narrowed, again", again)):
        yield Figure(f"{name}, {how}, p95 of {len(waited)}", percentile(waited, 95), "s", GOAL_S)
    yield Figure(f"{name}, narrowed, to one question of SQL", percentile(new, 50) / counted_s, "×")


def _periods(last: Month) -> tuple[tuple[str, Period], ...]:
    whole = year_of(last) if last.number == 12 else year_of(last.after(-12))
    quarter = quarter_of(last) if last.number % 3 == 0 else quarter_of(last.after(-3))
    return ("a month", month(last)), ("a quarter", quarter), ("a year", whole)


class _Lead:
    """A lead who signed in."""

    def __init__(self, server: Running) -> None:
        self._line = server.connection()
        device = str(uuid.uuid4())
        grant = {"grant_type": "password", "name": f"lead of {TEAMS[0]}", "password": PASSWORD}
        body = json.dumps(grant | {"device_id": device}).encode()
        tokens = self._answer("POST", "/v1/auth/token", body, {"Content-Type": "application/json"})
        self._signed = {"HD-Device": device, "Authorization": f"Bearer {tokens['access_token']}"}

    def ask(self, path: str) -> Any:
        return self._answer("GET", path, None, self._signed)

    def _answer(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        told = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}: {told!r}")
        return json.loads(told)


def _analyse(connection: Connection) -> None:
    connection.execute(text("ANALYZE"))


def _read_all(connection: Connection) -> None:
    for query in _READ:
        connection.execute(text(query)).all()


def _count(connection: Connection, period: Period) -> None:
    moments = {"first": _midnight(period.first), "after": _midnight(period.last.after())}
    connection.execute(_COUNTED, moments).all()


def _midnight(one: Month) -> datetime:
    first: date = one.first_day
    return datetime(first.year, first.month, 1, tzinfo=UTC)


def _since(spent: float) -> float:
    return time.process_time() - spent


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def _database() -> Iterator[str | None]:
    """The address of an empty database; None where there is no PostgreSQL."""
    given = os.environ.get("HELPDESK_BENCH_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as at:
        folder = Path(at)
        binaries = system_binaries() or wheel_binaries(folder)
        if binaries is None:
            yield None
            return
        with cluster_in(folder, binaries) as cluster:
            yield cluster.database()


def main() -> None:
    for row in rows():
        sys.stdout.write(row + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
