"""The log of a server: lines a program can read, and not one word of anybody in them."""

import json
import logging
import signal
import subprocess
import sys
import threading
import uuid
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from helpdesk_server import journal
from helpdesk_server.settings import Settings
from helpdesk_server.store.database import Store
from tests.server.desk import Desk
from tests.server.records import a_call, uuid_of
from tests.serving import PASSWORD, RunningServer

CANARY = "zzKanarie5512zz"
KNOWN = {"time", "level", "event", "request_id", *journal.Fields.__annotations__}


def a_day_at(database: str, folder: Path, form: str) -> str:
    """What a real server logs while a word is sent in every place where it could be logged."""
    options = ["--lang", "en", "--data-dir", str(folder), "--database", database]
    command = [sys.executable, "-m", "helpdesk_server", *options]
    add = ["user", "add", CANARY, "--role", "operator", "--team", CANARY, "--password-stdin"]
    subprocess.run([*command, *add], input=PASSWORD, text=True, check=True, capture_output=True)
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*command, "serve", "--port", "0", "--log-format", form],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdout is not None
        try:
            url = process.stdout.readline().split()[2]
            store = Store.at(Settings(data_dir=folder, database_url=database).database)
            server = RunningServer(url, store, Settings(data_dir=folder))
            desk = Desk(server).sign_in(CANARY)
            send_everything(desk)
            # a table that is gone: an error of the database, with what was sent in its statement
            store.run(lambda session: session.execute(text("DROP TABLE call_need")))
            assert desk.put_call(a_call("lost", note=CANARY, needs=[CANARY])).status_code >= 500
            desk.close()
            store.close()
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
            process.wait(30)
            process.stdout.close()
    return log.read_text("utf-8")


def send_everything(desk: Desk) -> None:
    desk.always["User-Agent"] = CANARY
    desk.put_call(a_call(note=CANARY, needs=[CANARY]))
    desk.put_call(a_call(note=CANARY * 300))
    desk.get(f"/{CANARY}?{CANARY}={CANARY}")
    desk.get(f"/v1/changes?since={CANARY}&stream={CANARY}")
    desk.get("/v1/changes?since=0", Authorization=f"Bearer {CANARY}")
    desk.get("/healthz", **{"X-Request-Id": CANARY})
    desk.grant(grant_type="password", name=CANARY, password=CANARY)
    desk.ask(CANARY, "/v1/hello")
    desk.ask("PUT", f"/v1/calls/{CANARY}", CANARY.encode())
    desk.ask("PUT", f"/v1/calls/{uuid_of('first')}", CANARY.encode() * 100_000)
    desk.get("/healthz", **{"X-Request-Id": str(uuid.UUID(int=5))})


def test_no_line_of_a_days_log_says_what_was_sent(empty_database: str, tmp_path: Path) -> None:
    form = "text" if empty_database.startswith("sqlite") else "json"
    log = a_day_at(empty_database, tmp_path, form)
    assert CANARY not in log
    assert PASSWORD not in log
    assert "/v1/calls/{call_id}" in log
    assert ("OperationalError" if form == "text" else "ProgrammingError") in log
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines()]
        assert {name for line in lines for name in line} <= KNOWN
        assert {line["event"] for line in lines} >= {"started", "request", "fault", "ended"}
        assert str(uuid.UUID(int=5)) in {line.get("request_id") for line in lines}
        for line in lines:
            assert datetime.fromisoformat(line["time"]).tzinfo is not None


class Kept(logging.Handler):
    """Keeps the lines of one request, as the server writes them."""

    def __init__(self, request_id: str) -> None:
        super().__init__()
        self._request_id = request_id
        self.lines: list[str] = []
        self.request_told = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        line = journal.Line("json").format(record)
        if json.loads(line).get("request_id") != self._request_id:
            return  # an earlier request may be told late
        self.lines.append(line)
        if record.msg == "request":
            self.request_told.set()


def test_a_fault_is_told_under_the_id_that_its_request_had(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a log written as the server writes it, and a program that fails on a call
    def fail(*_arguments: object, **_options: object) -> None:
        raise KeyError(CANARY)

    known = str(uuid.uuid4())
    kept = Kept(known)
    journal.log.addHandler(kept)
    caplog.set_level(logging.INFO, "helpdesk_server")
    monkeypatch.setattr("helpdesk_server.store.calls.keep_calls", fail)

    # When a call is sent
    desk.always["X-Request-Id"] = known
    answer = desk.put_call(a_call())
    assert kept.request_told.wait(30)
    journal.log.removeHandler(kept)

    # Then the fault and the request bear the id that the answer has
    assert answer.headers["X-Request-Id"] == known
    fault, request = [json.loads(line) for line in kept.lines]
    assert (fault["event"], fault["error"]) == ("fault", "KeyError")
    assert (request["event"], request["status"]) == ("request", 500)


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_a_library_says_is_not_repeated(form: journal.Format) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        raised = sys.exc_info()
    record = logging.LogRecord(
        "uvicorn.error", logging.ERROR, "/x/h11.py", 7, "odd: %s", (CANARY,), raised
    )
    line = journal.Line(form).format(record)
    assert CANARY not in line
    for known in ("library", "uvicorn.error", "ValueError", "tests.server.test_journal:"):
        assert known in line


def test_an_error_that_ends_the_program_is_told_by_its_kind(tmp_path: Path) -> None:
    code = (
        "from helpdesk_server import journal; import threading\n"
        "journal.start('json')\n"
        f"def fail(): raise RuntimeError('{CANARY}')\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        "fail()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert [json.loads(line)["error"] for line in done.stderr.splitlines()] == ["RuntimeError"] * 2
    assert CANARY not in done.stderr
