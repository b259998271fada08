"""What has had its time goes, within a day, over years; what is held, followed or counted stays."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import BoxId
from helpdesk_domain.languages import Words
from helpdesk_domain.people import DeviceId, Role
from helpdesk_domain.reads import ReadMarks
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import ALL_TEAMS, BOOK, SUMMARY, record_id
from helpdesk_domain.sync import ChangesPage
from helpdesk_domain.unanswered import UnansweredWord
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server.commands.group import command_line
from helpdesk_server.retention import running
from helpdesk_server.retention.periods import (
    FILE,
    PREFIX,
    BadPeriods,
    Periods,
    before,
    periods,
)
from helpdesk_server.retention.running import plan, run
from helpdesk_server.store import books, holds, unanswered
from helpdesk_server.store.audit import Action
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.database import Store
from helpdesk_server.store.desk_tables import SealedBoxRow
from helpdesk_server.store.erasing import erase
from helpdesk_server.store.objections import object_to
from helpdesk_server.store.read_tables import ReadMarkRow
from helpdesk_server.store.reads import verify
from helpdesk_server.store.statistics_tables import CountedCallRow
from helpdesk_server.store.tables import AuditRow, UnansweredWordRow
from tests.server.closing import (
    as_before,  # noqa: F401
    call_of,
    closed,
    next_january,
    to_the_closing_of,
)
from tests.server.desk import Desk
from tests.server.records import a_call, uuid_of
from tests.server.test_reads import marks_of
from tests.server.test_rights import CANARY, FOLLOWED, TEXTS, everything
from tests.serving import HandClock, RunningServer

SIX_MONTHS = timedelta(days=185)


def runs(store: Store, clock: HandClock) -> dict[str, int]:
    """How much of each category went."""
    return {category.name: gone for category, gone in run(store, Periods(), clock.now, print)}


def planned(store: Store, clock: HandClock) -> dict[str, list[str]]:
    found = store.read(partial(plan, periods=Periods(), now=clock.now))
    return {one.category.name: [due.id for due in one.due] for one in found.planned}


def ended(task: str = CANARY, **fields: object) -> dict[str, object]:
    """A follow-up that is done."""
    told = FOLLOWED["follow_up"] | {"task": task, "result": "reached"} | fields
    return FOLLOWED | {"outcome": "referred", "follow_up": told}


def test_the_words_of_a_call_go_after_six_months_and_the_rest_stays(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a call of six months ago, one of a day less, and one in which nobody typed a word
    desk.put_call(a_call("old", **TEXTS))
    desk.put_call(a_call("coded", needs=[], note=""))
    clock.advance(days=1)
    desk.sign_in().put_call(a_call("younger", **TEXTS))
    clock.now = before(clock.now, -6) - timedelta(hours=1)

    # When it is looked at, and then done
    assert planned(store, clock)["call_text"] == [uuid_of("old")]
    assert CANARY in store.read(everything)
    assert runs(store, clock)["call_text"] == 1

    # Then the words of the old one are gone, and it is counted as before
    def told(session: Session) -> dict[str, Call]:
        rows = session.execute(select(CallRevisionRow.call_id, CallRevisionRow.body))
        return {call_id: from_json(body, Call) for call_id, body in rows}

    calls = store.read(told)
    assert (calls[uuid_of("old")].note, calls[uuid_of("old")].profile) == ("", "nurse")
    assert CANARY in calls[uuid_of("younger")].note
    assert len(calls) == 3
    query = select(AuditRow.subject).where(AuditRow.action == Action.CALL_BLANKED)
    assert store.read(lambda s: list(s.scalars(query))) == [uuid_of("old")]

    # And once more there is nothing to do
    assert planned(store, clock)["call_text"] == []
    assert runs(store, clock)["call_text"] == 0


def test_the_time_of_a_call_runs_from_the_end_of_its_follow_up(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a call that the team follows for eight months
    desk.put_call(a_call(**(TEXTS | FOLLOWED)))
    clock.advance(days=240)
    assert planned(store, clock)["call_text"] == []
    assert runs(store, clock)["call_text"] == 0

    # When its follow-up ends, by the desk's clock in the next century
    done = TEXTS | ended(done_at="2126-01-01T10:00:00Z")
    assert desk.sign_in().put_call(a_call(**done), 1).status_code == 200
    clock.now += SIX_MONTHS - timedelta(days=5)  # six months are 181 to 184 days
    assert runs(store, clock)["call_text"] == 0

    # Then its words go six months after that was said
    clock.advance(days=5)
    assert runs(store, clock)["call_text"] == 1
    assert CANARY not in store.read(everything)


def test_a_call_that_is_held_is_told_and_left(desk: Desk, store: Store, clock: HandClock) -> None:
    desk.put_call(a_call(**TEXTS))
    held = CallId(uuid_of("first"))
    store.run(partial(holds.hold, call_id=held, reason="le juge", now=clock.now))
    clock.now += SIX_MONTHS

    found = store.read(partial(plan, periods=Periods(), now=clock.now))
    assert (found.held, planned(store, clock)["call_text"]) == (1, [])
    assert runs(store, clock)["call_text"] == 0
    assert CANARY in store.read(everything)

    store.run(partial(holds.lift, call_id=held, now=clock.now))
    assert runs(store, clock)["call_text"] == 1


def test_a_plan_is_no_order_what_changed_since_counts(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    desk.put_call(a_call(**TEXTS))
    clock.now += SIX_MONTHS
    assert planned(store, clock)["call_text"] == [uuid_of("first")]

    # somebody takes the call up again after the plan was made
    desk.sign_in().put_call(a_call(**(TEXTS | FOLLOWED)), 1)

    assert runs(store, clock)["call_text"] == 0
    assert CANARY in store.read(everything)


def test_words_that_a_person_brings_back_go_at_the_next_run(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    first = a_call(**TEXTS)
    receipt = desk.put_call(first).json()
    clock.now += SIX_MONTHS
    runs(store, clock)
    desk.sign_in()
    assert desk.put_call(first).json() == receipt, "sent again, it brings nothing back"
    assert CANARY not in store.read(everything)

    assert desk.put_call(a_call(**(TEXTS | {"talk_s": 7})), 1).status_code == 200
    assert CANARY in store.read(everything)
    assert planned(store, clock)["call_text"] == [uuid_of("first")]
    assert runs(store, clock)["call_text"] == 1
    assert CANARY not in store.read(everything)


def test_more_than_a_batch_goes_and_nothing_is_looked_at_twice(
    desk: Desk, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_A_TIME", 3)
    for number in range(8):
        text = TEXTS if number % 2 else {"needs": []}
        assert desk.put_call(a_call(str(number), **text)).status_code == 201
    clock.now += SIX_MONTHS
    assert runs(store, clock)["call_text"] == 4
    left = select(func.count()).where(CallRow.blanked_rev.is_(None))
    assert store.read(lambda s: s.scalar(left)) == 0


def test_marks_boxes_and_words_have_their_time_too(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a mark of reading, a box that was dealt with, one that waits, a word without result
    desk.post("/v1/reads", to_json(ReadMarks(marks=tuple(marks_of(desk, clock, 1)))))

    def fill(session: Session) -> None:
        device = DeviceId(desk.device_id)
        words = [UnansweredWord(language="fr", word="hoarding", count=1)]
        day = clock.now.date()
        unanswered.keep_unanswered(session, device, day, words, day)
        for name, opened_at in (("opened", clock.now), ("waits", None)):
            box = {"id": BoxId(uuid_of(name)), "device_id": device, "box": "x", "calls": 0}
            row = SealedBoxRow(**box, received_at=clock.now, opened_at=opened_at)
            session.add(row)

    store.run(fill)

    def left() -> tuple[int, ...]:
        tables = (ReadMarkRow, SealedBoxRow, UnansweredWordRow)
        count = (select(func.count()).select_from(table) for table in tables)
        return tuple(store.read(lambda s: [s.scalar(one) or 0 for one in count]))

    assert left() == (1, 2, 1)
    clock.now += SIX_MONTHS
    assert (runs(store, clock)["sealed_box"], left()) == (1, (1, 1, 1))
    clock.advance(days=213)
    assert (runs(store, clock)["unanswered_word"], left()) == (1, (1, 1, 0))
    clock.advance(days=340)
    assert (runs(store, clock)["read_mark"], left()) == (1, (0, 1, 0))
    assert [chain.faults for chain in store.read(verify)] == [()]


def test_a_whole_call_goes_once_its_time_is_over_and_its_year_is_closed(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a call with a need, a referral and an answer of an intake, whose caller objected
    year = next_january(clock)
    desk.sign_in().put_call(call_of(clock.now.date(), **TEXTS))
    first = CallId(uuid_of("first"))
    store.run(partial(object_to, call_id=first, now=clock.now))

    # When its time is over, and nobody closed any month
    clock.now = before(clock.now, -24) + timedelta(days=1)
    found = store.read(partial(plan, periods=Periods(), now=clock.now))
    assert (found.waiting, planned(store, clock)["call"]) == (1, [])
    assert runs(store, clock)["call"] == 0
    assert store.read(calls_left) == [first]

    # Then it goes as soon as its year is, and all that hung on it
    closed(store, clock)
    assert planned(store, clock)["call"] == [first]
    assert runs(store, clock)["call"] == 1
    assert store.read(calls_left) == []
    deeds = select(AuditRow.subject).where(AuditRow.action == Action.CALL_FORGOTTEN)
    assert store.read(lambda s: list(s.scalars(deeds))) == [first]
    told = store.read(everything)
    assert CANARY not in told
    assert "21004" not in told

    # And it never comes again, nor does any desk have to hear of it
    again = desk.sign_in().put_call(call_of(date(year, 1, 2), **TEXTS))
    assert again.status_code == 200
    assert store.read(calls_left) == []
    page = from_json(desk.get("/v1/changes?stream=erased&since=0").content, ChangesPage)
    assert (page.changes, page.records, page.state_hash) == ((), 0, EMPTY)


def test_a_call_whose_year_is_open_a_held_one_and_a_followed_one_stay(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given periods of a month, and four calls of two years
    next_january(clock)
    desk.sign_in()
    for name in ("goes", "held", "followed"):
        fields = TEXTS | (FOLLOWED if name == "followed" else {})
        desk.put_call(call_of(clock.now.date(), name, **fields))
    held = CallId(uuid_of("held"))
    store.run(partial(holds.hold, call_id=held, reason="le juge", now=clock.now))
    next_january(clock)
    desk.sign_in().put_call(call_of(clock.now.date(), "of this year"))
    clock.advance(days=40)
    closed(store, clock)

    # When those a month old go
    soon = Periods(text_months=1, call_months=1)
    gone = {one.name: n for one, n in run(store, soon, clock.now, print)}

    # Then only the one of the closed year is gone; the year that is open waits
    assert gone["call"] == 1
    names = ("held", "followed", "of this year")
    assert store.read(calls_left) == sorted(uuid_of(name) for name in names)
    found = store.read(partial(plan, periods=soon, now=clock.now))
    assert (found.held, found.waiting) == (1, 1)


def test_a_call_with_a_wrong_clock_goes_with_the_year_in_which_it_came(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(date(year + 40, 1, 1)))
    clock.now = before(clock.now, -24) + timedelta(days=1)
    closed(store, clock)
    assert runs(store, clock)["call"] == 1


def test_facts_of_a_month_go_with_its_calls_and_what_was_told_stays(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given a closed month of a closed year
    year = next_january(clock)
    desk.sign_in().put_call(call_of(clock.now.date()))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)
    last = clock.now
    told = store.read(lambda s: books.body(s, "midi", SUMMARY, f"{year}-01"))

    # When the last of its calls has had its time
    clock.now = before(last, -24)
    closed(store, clock)
    assert planned(store, clock)["statistics_book"] == []
    clock.advance(hours=1)
    names = [f"statistics:/{year}-01", f"statistics:midi/{year}-01"]
    assert planned(store, clock)["statistics_book"] == names
    assert runs(store, clock)["statistics_book"] == 2

    # Then its facts are gone, what was told is there, and nothing is made of it again
    for team in ("midi", ALL_TEAMS):
        assert store.read(partial(books.body, team=team, entity=BOOK, name=f"{year}-01")) is None
    assert store.read(lambda s: books.body(s, "midi", SUMMARY, f"{year}-01")) == told
    counted = select(CountedCallRow.call_id).where(CountedCallRow.book == f"{year}-01")
    assert store.read(lambda s: list(s.scalars(counted))) == []
    assert closed(store, clock) == []
    assert runs(store, clock)["statistics_book"] == 0


def test_the_lead_hears_that_facts_are_gone(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    year = next_january(clock)
    desk.sign_in().put_call(call_of(clock.now.date()))
    to_the_closing_of(Month(year, 1), clock)
    closed(store, clock)
    clock.now = before(clock.now, -24) + timedelta(hours=1)
    closed(store, clock)
    runs(store, clock)
    server.add_person("Leïla", Role.LEAD, "midi")
    answer = desk.sign_in("Leïla").get("/v1/changes?stream=statistics:midi&since=0")
    page = from_json(answer.content, ChangesPage)
    [gone] = [one for one in page.changes if one.deleted]
    assert (gone.id, gone.rev, gone.data) == (record_id("midi", BOOK, f"{year}-01"), 2, None)
    live = [mark_of(one.entity, one.id, one.rev) for one in page.changes if not one.deleted]
    assert page.state_hash == moved(EMPTY, live)


def test_whole_calls_go_batch_by_batch(
    desk: Desk, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_A_TIME", 3)
    next_january(clock)
    desk.sign_in()
    for number in range(8):
        desk.put_call(call_of(clock.now.date(), str(number)))
    clock.now = before(clock.now, -24) + timedelta(days=1)
    closed(store, clock)
    assert runs(store, clock)["call"] == 8
    assert store.read(calls_left) == []


def test_a_call_whose_words_went_on_request_goes_whole_and_desks_hear_of_it(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    next_january(clock)
    desk.sign_in().put_call(call_of(clock.now.date(), **TEXTS))
    first = CallId(uuid_of("first"))
    store.run(partial(erase, call_id=first, drops_row=False, now=clock.now))
    clock.now = before(clock.now, -24) + timedelta(days=1)
    closed(store, clock)
    assert runs(store, clock)["call"] == 1
    page = from_json(desk.sign_in().get("/v1/changes?stream=erased&since=0").content, ChangesPage)
    [told] = page.changes
    assert (told.id, told.rev, told.data) == (first, 2, {"drops_row": True})
    assert page.state_hash == moved(EMPTY, [mark_of(told.entity, told.id, told.rev)])


def calls_left(session: Session) -> list[str]:
    return list(session.scalars(select(CallRow.id).order_by(CallRow.id)))


def test_over_five_years_no_word_is_older_than_its_time_and_a_day(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the same statements as above; one kind of database is enough")
    began = clock.now
    went = 0
    for month in range(5 * 12):
        clock.now = began + timedelta(days=30.4 * month)
        sent = desk.sign_in().put_call(a_call(f"month {month}", **TEXTS))
        assert sent.status_code == 201
        went += runs(store, clock)["call_text"]
        oldest = store.read(_oldest_word)
        assert oldest >= before(clock.now, 6), "a word is older than six months"
    assert went in {5 * 12 - 7, 5 * 12 - 6}, "six months are 181 to 184 days, from where we begin"


def _oldest_word(session: Session) -> datetime:
    query = select(CallRevisionRow.body, CallRevisionRow.received_at)
    rows = session.execute(query.order_by(CallRevisionRow.received_at))
    return min(at for body, at in rows if CANARY.encode() in body)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 120),
)
def test_months_are_those_of_the_calendar(now: datetime, months: int) -> None:
    then = before(now, months)
    assert (then.year * 12 + then.month) == (now.year * 12 + now.month) - months
    assert then.day <= now.day
    assert then.day == now.day or (then + timedelta(days=1)).month != then.month


def test_periods_are_those_of_the_environment_then_of_the_file_then_the_proposals(
    tmp_path: Path,
) -> None:
    assert periods(tmp_path, {}) == Periods(text_months=6, call_months=24, reads_months=24)
    (tmp_path / FILE).write_text("[retention]\ntext_months = 3\nreads_months = 12\n")
    said = periods(tmp_path, {PREFIX + "TEXT_MONTHS": "4", "PATH": "/bin"})
    assert said == Periods(text_months=4, call_months=24, reads_months=12)


@pytest.mark.parametrize(
    "text",
    [
        "[retention]\ntext_month = 3\n",
        "[retention]\ntext_months = 0\n",
        "[retention]\ntext_months = '3'\n",
        "[retention]\ntext_months = true\n",
        "[retention]\ntext_months = 121\n",
        "text_months = 3\n",
        "[retention\n",
    ],
)
def test_a_period_that_was_mistyped_is_refused_and_nothing_goes(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BadPeriods):
        periods(tmp_path, {})
    with pytest.raises(BadPeriods):
        periods(tmp_path / "nothing", {PREFIX + "TEXT_MONTH": "3"})


def test_who_looks_after_privacy_reads_the_plan_and_runs_it(
    desk: Desk, store: Store, tmp_path: Path
) -> None:
    def types(*arguments: str) -> Result:
        options = ["--lang", "en", "--database", desk.server.settings.database]
        options += ["--data-dir", str(tmp_path), "retention", *arguments]
        return CliRunner().invoke(command_line(Words("en")), options)

    # Given a call of seven months ago
    desk.put_call(a_call(**TEXTS))
    then = before(utc_now(), 7)
    store.run(lambda s: s.execute(update(CallRevisionRow).values(received_at=then)))

    # When it is planned
    lines = types("plan", "--ids").stdout.splitlines()
    assert lines[0].split("\t")[:2] == ["1", "call_text"]
    assert lines[1].split("\t")[1] == uuid_of("first")
    told = json.loads(types("plan", "--json", "--ids").stdout)
    assert told["due"]["call_text"]["ids"] == [uuid_of("first")]
    assert told["due"]["call"] == told["due"]["call"] | {"count": 0}
    assert told["waiting"] == 0
    assert CANARY not in json.dumps(told)
    assert CANARY in store.read(everything)

    # Then a mistyped period stops the run, and the right one lets it go on
    (tmp_path / FILE).write_text("[retention]\ntext_month = 8\n")
    assert types("run").exit_code == 6
    assert CANARY in store.read(everything)
    (tmp_path / FILE).write_text("[retention]\ntext_months = 8\n")
    assert types("run").stdout.startswith("0\tcall_text")
    (tmp_path / FILE).unlink()
    done = types("run")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "1\tcall_text")
    assert "are left until" not in done.stderr

    # And a whole call whose year is open is told to be left
    then = before(utc_now(), 25)
    store.run(lambda s: s.execute(update(CallRevisionRow).values(received_at=then)))
    for left in (types("plan"), types("run")):
        assert "1 call has had its time, and is left until its year is closed" in left.stderr
    assert CANARY not in store.read(everything)
