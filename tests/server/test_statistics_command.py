"""`helpdesk-server statistics`, and the server that closes months by itself."""

import json
import logging
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from helpdesk_domain.clock import day_in_brussels, utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import SUMMARY
from helpdesk_server.commands.group import command_line
from helpdesk_server.statistics.closing import close_due
from helpdesk_server.store import books
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.database import Store
from helpdesk_server.store.statistics_tables import StatisticsRow
from tests.server.closing import at
from tests.server.desk import Desk
from tests.server.processes import serving
from tests.server.records import a_call
from tests.serving import HandClock, running_server

Types = Callable[..., Result]


@pytest.fixture
def types(desk: Desk, tmp_path: Path) -> Types:
    def typed(*arguments: str) -> Result:
        options = ["--lang", "en", "--database", desk.server.settings.database]
        options += ["--data-dir", str(tmp_path), "statistics", *arguments]
        return CliRunner().invoke(command_line(Words("en")), options)

    return typed


def two_months_ago() -> Month:
    """Closed, whatever day it is."""
    return Month.of(day_in_brussels(utc_now())).after(-2)


def move_back(store: Store, day: date) -> None:
    """Have all calls be of that day, and have come on it."""
    store.run(lambda s: s.execute(update(CallRow).values(started_at=at(day))))
    store.run(lambda s: s.execute(update(CallRevisionRow).values(received_at=at(day, 11))))


def becomes(holds: Callable[[], bool]) -> bool:
    """Whether it holds before twenty seconds are over."""
    until, looks = time.monotonic() + 20, threading.Event()
    while time.monotonic() < until:
        if holds():
            return True
        looks.wait(0.05)
    return False


def becomes_kept(store: Store, month: Month) -> bool:
    """Whether `month` is closed before twenty seconds are over."""
    return becomes(lambda: store.read(lambda s: books.is_kept(s, "", SUMMARY, str(month))))


def test_what_is_due_is_said_then_closed_then_said_to_be_closed(
    types: Types, desk: Desk, store: Store
) -> None:
    # Given nothing; then a call of the month before the last
    assert "There is no call yet" in types("status").stderr
    desk.put_call(a_call())
    month = two_months_ago()
    move_back(store, month.first_day)
    status = types("status").stdout.splitlines()
    assert f"{month}\tto be closed since\t{month.closes_on}" in status
    waits = f"{month.after(2)}\twaits until\t{month.after(2).closes_on}"
    assert waits in status

    # When it is closed
    done = types("close")
    assert done.exit_code == 0
    assert f"{month}\tmidi\tfacts" in done.stdout.splitlines()
    assert f"{month}\tall teams\tfigures" in done.stdout.splitlines()
    assert types("close").stdout == ""

    # Then that is said, to people and to programs
    assert f"{month}\tclosed\t{day_in_brussels(utc_now())}" in types("status").stdout.splitlines()
    told = {one["period"]: one for one in json.loads(types("status", "--json").stdout)}
    assert told[str(month)]["closed_at"]
    assert told[str(month.after(2))]["closed_at"] is None


def test_a_server_closes_what_is_due_by_itself(tmp_path: Path) -> None:
    # Given a database with a call of the month before the last
    clock = HandClock(utc_now())
    with running_server(tmp_path, now=clock) as server:
        server.add_person()
        desk = Desk(server).sign_in()
        desk.put_call(a_call())
        desk.close()
        month = two_months_ago()
        move_back(server.store, month.first_day)

        # When it is served, and nobody asks for anything
        with serving(server.settings.database, tmp_path):
            # Then the month is closed
            assert becomes_kept(server.store, month)


def test_a_day_later_what_became_due_is_closed_without_a_new_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk_server.statistics.daily.EVERY_S", 0.05)
    clock = HandClock()
    with running_server(tmp_path, now=clock) as server:
        server.add_person()
        desk = Desk(server).sign_in()
        desk.put_call(a_call())
        clock.now += timedelta(days=70)
        assert becomes_kept(server.store, Month(2026, 3))
        desk.close()


def test_a_fault_while_closing_is_told_by_its_place_and_desks_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a month that was bound, and whose book was damaged before it was summed up
    monkeypatch.setattr("helpdesk_server.statistics.daily.EVERY_S", 0.05)
    clock = HandClock()
    with running_server(tmp_path, now=clock) as server:
        server.add_person()
        desk = Desk(server).sign_in()
        desk.put_call(a_call())
        later = clock.now + timedelta(days=70)
        next(close_due(server.store, later))
        damaged = update(StatisticsRow).values(body=b"Kanarie")
        server.store.run(lambda s: s.execute(damaged))

        # When the server comes to it
        with caplog.at_level(logging.ERROR, "helpdesk_server"):
            clock.now = later
            assert becomes(lambda: any(record.msg == "fault" for record in caplog.records))

        # Then it says where it failed, nothing of what, and goes on answering
        [told, *_] = [vars(one)["told"] for one in caplog.records if one.msg == "fault"]
        assert told["error"] == "BadBook"
        assert "Kanarie" not in str(caplog.records)
        assert desk.sign_in().get("/v1/changes?since=0").status_code == 200
        desk.close()
