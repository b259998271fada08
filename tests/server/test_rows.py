"""`helpdesk-server rows`: calls one by one for research, and who has to agree to that."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.facts import made_up_facts
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.people import Role
from helpdesk_domain.statistics.book import BookId, bound, to_bytes
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import ALL_TEAMS, BOOK, SUMMARY
from helpdesk_domain.statistics.research import FEWEST, WITHHELD, Row, Rows
from helpdesk_domain.sync import Entity
from helpdesk_server.commands.group import command_line
from helpdesk_server.research.making import EXPLAINED
from helpdesk_server.research.sheet import write_sheet
from helpdesk_server.retention.periods import Periods
from helpdesk_server.retention.running import run
from helpdesk_server.store import books, objections, offer
from helpdesk_server.store.database import Store
from helpdesk_server.store.research_tables import ResearchRequestRow
from helpdesk_server.store.tables import AuditRow
from tests.domain.statistics.facts import a_fact
from tests.server.closing import (
    as_before,  # noqa: F401
    call_of,
    closed,
    next_january,
    to_the_closing_of,
)
from tests.server.desk import Desk
from tests.server.records import uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer

JULY, AUGUST, SEPTEMBER = (Month(2026, number) for number in (7, 8, 9))
NURSING, DEBTS = uuid_of("nursing"), uuid_of("debts")
IXELLES = "21009"
BOUND_AT = datetime(2026, 10, 6, tzinfo=UTC)

Types = Callable[..., Result]


@pytest.fixture
def types(server: RunningServer, tmp_path: Path) -> Types:
    """What `helpdesk-server rows` answers; whoever is named types their password."""
    server.add_person("Leïla", Role.LEAD, "midi")
    server.add_person("Nora", Role.LEAD, "nord")
    server.add_person("Bram", Role.ADMIN, "midi")
    server.add_person("Olga", Role.OPERATOR, "midi")

    def typed(*arguments: object, password: str = PASSWORD) -> Result:
        options = ["--lang", "en", "--database", server.settings.database]
        options += ["--data-dir", str(tmp_path), "rows", *map(str, arguments)]
        options += ["--password-stdin"] if "--by" in options else []
        return CliRunner().invoke(command_line(Words("en")), options, input=f"{password}\n")

    return typed


@pytest.fixture(autouse=True)
def _kinds_of_help(store: Store) -> None:
    records = [_term(NURSING, "Soins infirmiers"), _term(DEBTS, "Médiation de dettes")]
    store.run(lambda session: offer.write_records(session, records, BOUND_AT))


def _term(id_: str, name: str) -> OfferRecord:
    told = {"id": id_, "name": name, "taxonomy": "category", "translations": {"fr": {"name": name}}}
    return OfferRecord(Entity.TAXONOMY_TERM, id_, told)


def close(store: Store, month: Month, *facts: Iterable[Fact]) -> None:
    """The closed month of a helpline that has those calls alone, of a team each."""

    def write(session: Session) -> None:
        for number, told in enumerate(facts):
            name = f"team {number}"
            books.write(session, name, BOOK, str(month), to_bytes(bound(told)), BOUND_AT)

    store.run(write)
    store.run(partial(books.join, name=BookId(str(month)), now=BOUND_AT))
    store.run(lambda s: books.write(s, ALL_TEAMS, SUMMARY, str(month), b"", BOUND_AT))


def calls(number: int, month: Month = JULY, **fields: Any) -> list[Fact]:
    known: dict[str, Any] = {"commune": IXELLES, "age": "80+", "needs": (NURSING,)}
    day = month.first_day
    return [a_fact(day=day, **(known | fields)) for _ in range(number)]


def asking(output: Path, first: Month = JULY, last: Month = JULY, by: str = "Leïla") -> list[Any]:
    period = ["--from", first, "--to", last]
    return ["ask", *period, "--purpose", "a thesis", "--by", by, "-o", output]


def lines_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def deeds(store: Store) -> Sequence[tuple[str, str, bool]]:
    """What the audit has of rows: deed, request, and whether a person stands by it."""
    row = AuditRow
    query = select(row.action, row.subject, row.person_id).where(row.action.like("rows.%"))
    found = store.read(lambda session: session.execute(query.order_by(row.id)).all())
    return [(action, subject, person is not None) for action, subject, person in found]


def test_a_lead_asks_and_has_the_rows_of_a_closed_month(
    desk: Desk, store: Store, clock: HandClock, types: Types, tmp_path: Path
) -> None:
    # Given seven calls of Ixelles and one of Jette in a month that is closed, one of the seven
    # from a caller who objected since, and one that came late
    year = next_january(clock)
    desk.sign_in()
    fields: dict[str, Any] = {
        "need_terms": [NURSING],
        "note": "Madame Dupont",
        "person": {"commune": IXELLES, "age": "80+", "gender": "woman"},
    }
    for number in range(7):
        desk.put_call(call_of(date(year, 1, 1), f"call {number}", **fields))
    desk.put_call(call_of(date(year, 1, 1), "alone", **fields | {"person": {"commune": "21010"}}))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)
    objecting = CallId(uuid_of("call 0"))
    store.run(lambda session: objections.object_to(session, objecting, clock.now))
    desk.put_call(call_of(date(year, 1, 1), "late", **fields))

    # When the lead asks for them
    output = tmp_path / "rows.csv"
    done = types(*asking(output, Month(year, 1), Month(year, 1)))

    # Then six are told with their commune, and the one of Jette without
    assert done.exit_code == 0, done.stderr
    request_id = done.stdout.strip()
    places = Counter(line["place"] for line in lines_in(output))
    assert places == {IXELLES: 6, WITHHELD: 1}
    assert lines_in(output)[0] == {
        "week": date(year, 1, 1).strftime("%G-W%V"),
        "place": IXELLES,
        "age": "80+",
        "need": NURSING,
        "lacking": "",
        "language": "fr",
        "profile": "nurse",
        "channel": "phone",
        "gender": "woman",
        "outcome": "referred",
    }
    told = output.read_text("utf-8") + output.with_name("rows.csv" + EXPLAINED).read_text("utf-8")
    assert "Dupont" not in told
    assert uuid_of("call 1") not in told
    assert "midi" not in told
    # and it is on record who had them written, what for
    assert deeds(store) == [("rows.asked", request_id, True), ("rows.written", request_id, True)]
    assert types("list").stdout.split("\t")[7] == "a thesis\n"


def test_the_text_beside_it_explains_the_request_every_column_and_every_code(
    store: Store, types: Types, tmp_path: Path
) -> None:
    close(store, JULY, calls(5) + calls(2, commune="no_address", language="ti"))
    request_id = types(*asking(tmp_path / "rows.csv")).stdout.strip()
    told = (tmp_path / ("rows.csv" + EXPLAINED)).read_text("utf-8")
    for said in (request_id, "Leïla", "a thesis", "2026-07", "7"):
        assert said in told
    for name in Row._fields:
        assert f"\n{name}\t" in told
    assert f"place\t{IXELLES}\tIxelles\n" in told
    assert f"need\t{NURSING}\tSoins infirmiers\n" in told
    assert f"place\t{WITHHELD}\t" in told


def test_above_a_thousand_rows_another_person_has_to_agree(
    store: Store, types: Types, tmp_path: Path
) -> None:
    # Given 1,001 rows
    close(store, JULY, calls(1001))
    output = tmp_path / "rows.csv"

    # When a lead asks, then nothing is written
    asked = types(*asking(output))
    assert asked.exit_code == 0
    assert "second person" in asked.stderr
    request_id = asked.stdout.strip()
    assert types("write", request_id, "-o", output).exit_code == 6
    # nor when the same lead agrees, however the name is typed, or somebody who may not
    for name in ("Leïla", "LEÏLA", "Olga"):
        assert types("approve", request_id, "--by", name).exit_code == 6
    assert types("approve", request_id, "--by", "Nora", password="guessed").exit_code == 6
    assert types("approve", uuid_of("none"), "--by", "Nora").exit_code == 6
    assert types("write", request_id, "-o", output).exit_code == 6
    assert not output.exists()

    # When another one agrees, then it is written
    assert types("approve", request_id, "--by", "Nora").exit_code == 0
    assert types("approve", request_id, "--by", "Bram").exit_code == 0, "twice is once"
    done = types("write", request_id, "-o", output)
    assert done.exit_code == 0, done.stderr
    assert len(lines_in(output)) == 1001
    assert "Nora" in output.with_name("rows.csv" + EXPLAINED).read_text("utf-8")

    # And what two agreed on does not count against who asked
    close(store, AUGUST, calls(5, AUGUST))
    assert "second" not in types(*asking(tmp_path / "august.csv", AUGUST, AUGUST)).stderr
    assert [action for action, _, _ in deeds(store)] == [
        "rows.asked",
        "rows.approved",
        "rows.written",
        "rows.asked",
        "rows.written",
    ]


def test_a_thousand_rows_are_one_persons_to_ask_for_and_not_twice_in_a_week(
    store: Store, types: Types, tmp_path: Path
) -> None:
    # Given a thousand rows of July and five of August
    close(store, JULY, calls(1000))
    close(store, AUGUST, calls(5, AUGUST))
    july, august = tmp_path / "july.csv", tmp_path / "august.csv"
    asked = types(*asking(july))
    assert "second" not in asked.stderr
    assert types("write", asked.stdout.strip(), "-o", july).exit_code == 0, "it may be lost"
    assert len(lines_in(july)) == 1000

    # When the same lead asks for more, then somebody has to agree; another one does not need it
    asked = types(*asking(august, AUGUST, AUGUST))
    assert "second person" in asked.stderr
    assert not august.exists()
    assert types(*asking(august, AUGUST, AUGUST, by="Nora")).exit_code == 0
    assert len(lines_in(august)) == 5

    # and nobody after a week
    age(store, timedelta(days=7, minutes=1))
    assert "second" not in types(*asking(august, AUGUST, AUGUST)).stderr


def age(store: Store, by: timedelta) -> None:
    """Have every request be older."""

    def back(session: Session) -> None:
        for row in session.scalars(select(ResearchRequestRow)):
            row.asked_at -= by
            row.written_at = row.written_at - by if row.written_at else None

    store.run(back)


def test_a_request_is_good_for_seven_days(store: Store, types: Types, tmp_path: Path) -> None:
    close(store, JULY, calls(1001))
    output = tmp_path / "rows.csv"
    request_id = types(*asking(output)).stdout.strip()
    age(store, timedelta(days=6, hours=23))
    assert types("approve", request_id, "--by", "Nora").exit_code == 0
    assert types("write", request_id, "-o", output).exit_code == 0
    output.unlink()
    age(store, timedelta(hours=1))
    refused = types("write", request_id, "-o", output)
    assert refused.exit_code == 6
    assert "seven days" in refused.stderr
    assert not output.exists()
    other = types(*asking(output)).stdout.strip()
    age(store, timedelta(days=7))
    assert types("approve", other, "--by", "Nora").exit_code == 6


@pytest.mark.parametrize("by", ["Olga", "Nobody"])
def test_who_neither_leads_nor_looks_after_the_server_asks_for_nothing(
    store: Store, types: Types, tmp_path: Path, by: str
) -> None:
    close(store, JULY, calls(5))
    assert types(*asking(tmp_path / "rows.csv", by=by)).exit_code == 6
    assert types(*asking(tmp_path / "rows.csv"), password="guessed").exit_code == 6
    assert list(tmp_path.glob("rows*")) == []
    assert deeds(store) == []


def test_what_cannot_be_told_is_refused_with_a_sentence(
    store: Store, types: Types, tmp_path: Path
) -> None:
    close(store, JULY, calls(5))
    close(store, AUGUST, [])
    output = tmp_path / "rows.csv"
    for asked, code, sentence in [
        (asking(output, JULY, SEPTEMBER), 6, "2026-09 has no rows"),
        (asking(output, AUGUST, AUGUST), 6, "no call in these months"),
        (asking(output, AUGUST, JULY), 2, "comes after"),
        ([*asking(output)[:2], "july", *asking(output)[3:]], 2, "like 2026-01"),
        ([*asking(output)[:6], "  ", *asking(output)[7:]], 2, "what the rows are for"),
        (asking(tmp_path / "no" / "rows.csv"), 6, "cannot be written"),
    ]:
        refused = types(*asked)
        assert (refused.exit_code, sentence in refused.stderr) == (code, True), refused.stderr
    assert types("list").stderr == ""
    assert list(tmp_path.glob("**/rows*")) == []


def test_of_an_erased_month_there_are_no_rows(store: Store, types: Types, tmp_path: Path) -> None:
    close(store, JULY, calls(5))
    store.run(lambda s: books.withdraw(s, [b for b in books.kept(s) if b.entity == BOOK], BOUND_AT))
    assert types(*asking(tmp_path / "rows.csv")).exit_code == 6


def test_two_periods_have_the_same_rows_of_the_month_they_share(
    store: Store, types: Types, tmp_path: Path
) -> None:
    # Given two months of which a week is shared, and a crowd in it that only both together make
    july = [a_fact(day=date(2026, 7, 31), commune=IXELLES, needs=(NURSING,)) for _ in range(3)]
    august = [a_fact(day=date(2026, 8, 1), commune=IXELLES, needs=(NURSING,)) for _ in range(4)]
    close(store, JULY, july)
    close(store, AUGUST, august)

    # When one is asked for alone, and both together
    alone, both = tmp_path / "alone.csv", tmp_path / "both.csv"
    types(*asking(alone))
    types(*asking(both, JULY, AUGUST))

    # Then the difference tells what August alone would tell
    rest = counted(both) - counted(alone)
    other = tmp_path / "august.csv"
    types(*asking(other, AUGUST, AUGUST))
    assert rest == counted(other)
    assert {line["place"] for line in lines_in(both)} == {WITHHELD}

    # And the same asked again is the same to the byte
    again = tmp_path / "again.csv"
    types(*asking(again, JULY, AUGUST))
    assert again.read_bytes() == both.read_bytes()


def counted(path: Path) -> Counter[tuple[str, ...]]:
    return Counter(tuple(line.values()) for line in lines_in(path))


def test_whoever_has_the_file_finds_no_combination_of_fewer_than_five(
    store: Store, types: Types, tmp_path: Path
) -> None:
    # Given two months of two teams, as a helpline has them
    for month in (JULY, AUGUST):
        close(store, month, made_up_facts(month, 3000, seed=1), made_up_facts(month, 3000))
    terms = [_term(f"need-{number:02}", f"need {number}") for number in range(60)]
    store.run(lambda session: offer.write_records(session, terms, BOUND_AT))
    request_id = types(*asking(tmp_path / "rows.csv", JULY, AUGUST)).stdout.strip()
    types("approve", request_id, "--by", "Nora")
    assert types("write", request_id, "-o", tmp_path / "rows.csv").exit_code == 0

    # When somebody counts in it
    lines = lines_in(tmp_path / "rows.csv")
    assert len(lines) > 12_000
    told = Counter((one["week"], one["place"], one["age"], one["need"]) for one in lines)

    # Then where a line stands tells nothing, and each is shared by five, but without a place
    before_august = next(n for n, one in enumerate(lines) if one["week"] == "2026-W31")
    in_july = [list(one.values()) for one in lines[:before_august]]
    assert len(in_july) > 3000
    assert in_july == sorted(in_july)
    assert min(times for (_, place, *_), times in told.items() if place != WITHHELD) >= FEWEST
    assert tuple(lines[0]) == Row._fields


PAYLOADS = [
    start + rest
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", '="', '-"', "+,")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","a")', "SUM(A1:A9)\r\n")
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_whatever_a_code_is(payload: str, tmp_path: Path) -> None:
    row = Row("2026-W40", *[payload] * (len(Row._fields) - 1))
    write_sheet(tmp_path / "rows.csv", [Rows({row: 2})])
    raw = (tmp_path / "rows.csv").read_bytes().decode("utf-8")
    head, *lines = csv.reader(io.StringIO(raw, newline=""), strict=True)
    assert head == list(Row._fields)
    assert lines == [["2026-W40", *[f"'{payload}"] * (len(head) - 1)]] * 2, "the text round-trips"
    assert raw.startswith(",".join(head) + "\r\n")


def test_requests_have_their_time_too(store: Store, types: Types, tmp_path: Path) -> None:
    close(store, JULY, calls(5))
    for days in (800, 0):
        types(*asking(tmp_path / "rows.csv"))
        age(store, timedelta(days=days))
    gone = {one.name: many for one, many in run(store, Periods(), utc_now(), print)}
    assert gone["research_request"] == 1
    assert len(types("list").stdout.splitlines()) == 1
    assert deeds(store)[-1] == ("rows.forgotten", "research_request", False)
