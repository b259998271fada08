"""Figures of a desk in a file, from the command line: as reported, marked, or refused in words."""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from benchmarks.facts import made_up_facts
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.reports.statistics import told
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.reads import kept_marks
from helpdesk_desktop.store.streams import apply_page
from helpdesk_desktop.sync.vault import open_key
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import Words
from helpdesk_domain.people import Role
from helpdesk_domain.reads import What
from helpdesk_domain.statistics.as_data import as_data
from helpdesk_domain.statistics.book import BookId, bound, to_bytes
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.months import Month, Period
from helpdesk_domain.statistics.publication import (
    ALL_TEAMS,
    BOOK,
    SentBook,
    record_id,
    statistics_stream,
)
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.statistics.words import Labels
from helpdesk_domain.sync import Change, ChangesPage
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server.store import reads
from tests.commands.conftest import Command, Ended
from tests.quick_key import PASSPHRASE
from tests.reports.exports.made import read_workbook
from tests.serving import PASSWORD, RunningServer

pytestmark = pytest.mark.usefixtures("quick_key")

MARCH = Month(2025, 3)
MONTHS = (MARCH, MARCH.after(), MARCH.after(2))
CLOSED = datetime(2025, 6, 6, 3, tzinfo=UTC)

Export = Callable[..., Ended]


def a_change(one: Month, seq: int, team: str, calls: int) -> Change:
    name = BookId(str(one))
    sent = SentBook(id=name, closed_at=CLOSED, body=to_bytes(bound(made_up_facts(one, calls))))
    data = from_json(to_json(sent), dict[str, object])
    return Change(
        entity=BOOK, id=record_id(team, BOOK, name), rev=1, seq=seq, deleted=False, data=data
    )


def three_months(team: str, calls: int) -> ChangesPage:
    changes = tuple(a_change(one, seq, team, calls) for seq, one in enumerate(MONTHS, 1))
    return ChangesPage(
        stream=statistics_stream(team),
        since=0,
        next=len(changes),
        head=len(changes),
        count=len(changes),
        has_more=False,
        min_since=0,
        changes=changes,
    )


@pytest.fixture
def desk(profile: Path) -> Callable[[], Store]:
    """The file of the desk, opened beside the command line."""
    at = Profile.at(profile)
    return lambda: Store.open(at.database, open_key(at, PASSPHRASE))


@pytest.fixture
def lead(
    quick_key: None,
    central: RunningServer,
    command: Command,
    desk: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nadia leads the team; three months came down to her desk, of it and of all teams."""
    central.add_person("Nadia", Role.LEAD)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    signing = ("--server", central.url, "--user", "Nadia", "--password-stdin")
    assert command("sign-in", *signing).code == 0
    with closing(desk()) as store:
        for page in (three_months("midi", 400), three_months(ALL_TEAMS, 900)):
            store.run(partial(apply_page, page=page, generation="g1", now=CLOSED))


@pytest.fixture
def export(command: Command, tmp_path: Path) -> Export:
    """The command for March 2025, into `figures` of the test's folder."""

    def exported(*more: object, file: str = "figures.xlsx") -> Ended:
        asked = [*(() if "--from" in more else ("--from", "2025-03")), *more]
        purpose = () if "--purpose" in more else ("--purpose", "subsidy")
        return command("export-stats", *asked, *purpose, "-o", tmp_path / file)

    return exported


@pytest.mark.usefixtures("lead")
def test_the_number_in_the_file_leads_to_who_exported_it_when_and_what_for(
    export: Export, command: Command, central: RunningServer, tmp_path: Path
) -> None:
    # Given a file that a lead exported, and a desk that synced since
    ended = export("--purpose", "policy", "--language", "nl")
    assert (ended.code, ended.words) == (0, "")
    export_id = ended.data.strip()
    assert command("sync", "--once").code in (0, 3), "the server has no offer yet"

    # When whoever holds the file looks its number up
    first = read_workbook((tmp_path / "figures.xlsx").read_bytes()).worksheets[0]
    assert export_id in {cell.value for row in first.iter_rows() for cell in row}
    since = datetime(2025, 1, 1, tzinfo=UTC)
    [mark] = central.store.read(partial(lambda s: list(reads.reads(s, since, export_id))))

    # Then it says it
    assert (mark.person, mark.what, mark.why) == ("Nadia", "statistics", "policy")
    assert abs((mark.at - datetime.now(UTC)).total_seconds()) < 300


@pytest.mark.usefixtures("lead")
def test_what_is_exported_is_what_the_desk_reports(
    export: Export, desk: Callable[[], Store], tmp_path: Path
) -> None:
    filters = ("--commune", "Elsene", "--outcome", "referred")
    assert export("--to", "2025-05", *filters, "--format", "json", file="a.json").code == 0

    asked = Asked(
        period=Period(MARCH, MARCH.after(2)),
        filters={Dimension.COMMUNE: "21009", Dimension.OUTCOME: "referred"},
    )
    with closing(desk()) as store:
        made = store.read(lambda session: told(session, asked, today_in_brussels()))
    expected = as_data(made.report, made.figures, Labels(Words("en"), made.names))
    exported = json.loads((tmp_path / "a.json").read_bytes())
    assert {name: exported[name] for name in expected} == json.loads(to_json(expected))


@pytest.mark.usefixtures("lead")
def test_all_teams_are_told_together_and_the_file_says_so(export: Export, tmp_path: Path) -> None:
    said = {}
    for name, more in {"own": (), "all": ("--all-teams",)}.items():
        assert export(*more, "--format", "json", file=f"{name}.json").code == 0
        said[name] = json.loads((tmp_path / f"{name}.json").read_bytes())
    calls = {
        name: next(one["total"]["value"] for one in told["figures"] if one["id"] == "calls")
        for name, told in said.items()
    }
    assert calls["all"] > 2 * calls["own"] > 700
    assert [told["whose"] for told in said.values()] == ["team", "all_teams"]
    lines = [
        {one["name"]: one["says"] for one in told["imprint"]["lines"]} for told in said.values()
    ]
    assert [one["Team"] for one in lines] == ["midi", "all teams together"]


@pytest.mark.usefixtures("lead")
def test_whoever_names_dimensions_gets_that_table_and_the_whole_it_is_of(
    export: Export, tmp_path: Path
) -> None:
    ended = export("--by", "need,commune", "--format", "csv-rfc4180", file="a.csv")
    assert ended.code == 0
    text = (tmp_path / "a.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["figure"] for row in rows} == {"calls", "by_need_commune"}
    cells = [row for row in rows if row["sort"] == "cell"]
    assert {(row["dimension_1"], row["dimension_2"]) for row in cells} == {("need", "commune")}


@pytest.mark.usefixtures("lead")
def test_a_whole_export_tells_what_the_offer_lacks_and_a_chosen_table_does_not(
    export: Export, tmp_path: Path
) -> None:
    assert export("--format", "json", file="whole.json").code == 0
    assert export("--by", "need", "--format", "json", file="table.json").code == 0
    whole, table = (
        json.loads((tmp_path / f"{name}.json").read_bytes()) for name in ("whole", "table")
    )
    assert set(whole["coverage"]) == {"gaps", "contradicted", "stale"}
    assert "coverage" not in table


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize(
    ("format", "beginning"),
    [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("csv-rfc4180", b"figure,"), ("json", b"{")],
)
def test_each_format_is_written_in_the_language_that_is_asked(
    export: Export, tmp_path: Path, format: str, beginning: bytes
) -> None:
    ended = export("--format", format, "--scheme", "b", "--lang", "nl", file="a")
    assert ended.code == 0
    data = (tmp_path / "a").read_bytes()
    assert data.startswith(beginning)
    if format != "xlsx":
        assert "Oproepen" in data.decode()


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        (["--from", "2099-01"], 6, "not closed yet"),
        (["--from", "2025-09"], 3, "not on this desk yet"),
        (["--from", "2025-03", "--to", "2025-02"], 2, "ends before it begins"),
        (["--to", "2025-04", "--scheme", "b"], 2, "can be published"),
        (["--from", "mars"], 2, "A month is written 2026-10."),
        (["--by", "colour"], 2, "The dimensions are: day, weekday"),
        (["--by", "service,need"], 2, "can be parted by all of these"),
        (["--by", "need,age,gender,hour"], 2, "can be parted by all of these"),
        (["--commune", "Liège"], 2, "No commune of Brussels"),
        (["--language", "néerlandais"], 2, "written as its code"),
        (["--need", "a\nb"], 2, "This is no code."),
        (["--need", "\udcff"], 2, "This is no code."),
        (["--outcome", "happy"], 2, "happy"),
        (
            ["--language", "nl", "--need", "x", "--outcome", "referred", "--profile", "gp"],
            2,
            "Three filters at most",
        ),
    ],
)
def test_what_cannot_be_told_is_a_sentence_and_neither_file_nor_mark(
    export: Export,
    desk: Callable[[], Store],
    tmp_path: Path,
    typed: list[str],
    code: int,
    sentence: str,
) -> None:
    ended = export(*typed)
    assert (ended.code, ended.data) == (code, "")
    assert sentence in re.sub(r"\s+", " ", ended.words)
    assert not (tmp_path / "figures.xlsx").exists()
    with closing(desk()) as store:
        assert store.read(kept_marks) == []


@pytest.mark.usefixtures("lead")
def test_a_filter_that_leaves_nothing_is_an_empty_file_that_says_so(
    export: Export, tmp_path: Path
) -> None:
    ended = export("--need", "nothing of the kind")
    assert (ended.code, len(ended.data.strip())) == (0, 36)
    assert "No calls of this period" in ended.words
    assert (tmp_path / "figures.xlsx").exists()


@pytest.mark.usefixtures("lead")
def test_a_file_that_cannot_be_replaced_is_a_sentence_and_stays(
    export: Export, tmp_path: Path
) -> None:
    (tmp_path / "figures.xlsx").write_bytes(b"old")
    (tmp_path / "figures.xlsx").chmod(0o444)
    ended = export()
    assert (ended.code, ended.data) == (6, "")
    assert "« figures.xlsx » cannot be replaced" in ended.words
    assert (tmp_path / "figures.xlsx").read_bytes() == b"old"


@pytest.mark.usefixtures("lead")
def test_every_export_has_a_number_and_a_mark_of_its_own(
    export: Export, desk: Callable[[], Store]
) -> None:
    numbers = [export().data.strip() for _ in range(3)]
    with closing(desk()) as store:
        marks = store.read(kept_marks)
    assert [mark.subject for mark in marks] == numbers
    assert {mark.what for mark in marks} == {What.STATISTICS}
    assert len(set(numbers)) == 3


def test_where_nobody_is_signed_in_nothing_is_exported(export: Export) -> None:
    ended = export()
    assert (ended.code, ended.data) == (4, "")
    assert "Nobody is signed in" in ended.words
