"""What callers said is in the two databases, and nowhere else: no file, log, answer or figure.

The day is played at the real window, with a real server: calls with words in every field, a cut
line, a wrong password, a conflict, refused requests, errors of every kind that is handled and
fifty that are not. A planted defect shows that the search would find one.
"""

import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from prometheus_client import generate_latest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from sqlalchemy import select, text

from helpdesk_desktop import journal
from helpdesk_desktop.app import doors
from helpdesk_desktop.commands import group as desk_commands
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store import errors as store_errors
from helpdesk_desktop.store.calls import CallState, log_call
from helpdesk_desktop.sync import errors as sync_errors
from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.calls import Call, UnmetNeed
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.consent import Identity
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.record import Action, FormId, Intake
from helpdesk_domain.languages import Words
from helpdesk_domain.references import new_reference
from helpdesk_domain.wire import to_json
from helpdesk_server.app import build_app
from helpdesk_server.central import Central
from helpdesk_server.commands import group as server_commands
from helpdesk_server.settings import Settings
from helpdesk_server.store.call_tables import CallRevisionRow
from helpdesk_server.store.database import Session
from helpdesk_server.store.personal_content import record_of, sealed_of
from helpdesk_server.store.personal_tables import PersonalRecordRow
from helpdesk_server.store.server import identity
from tests import serving
from tests.factories import a_call
from tests.journeys.canaries import (
    CANARIES,
    ServerLog,
    files_in,
    found_in,
    plant_identities,
    plant_in_the_intake,
)
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, signed_in
from tests.server.desk import Desk
from tests.ui.window import Key, Window

BODIES = select(CallRevisionRow.body)
DATABASE = frozenset({"helpdesk-server.db", "helpdesk-server.db-wal", "helpdesk-server.db-shm"})


@dataclass
class Day:
    """A desk and a server, and all that they write beside their databases."""

    window: Window
    office: Office
    profile: Profile
    temporary: Path
    log: ServerLog
    central: Central
    answers: list[bytes]

    def places(self) -> dict[str, bytes]:
        """What anybody could read who has no key and no account."""
        data = self.office.server.settings.data_dir
        return {
            **files_in(self.profile.folder),
            **files_in(self.temporary),
            **files_in(data, DATABASE),
            "log of the server": self.log.text.getvalue().encode(),
            "metrics": generate_latest(self.central.metrics.registry),
            **{f"answer {number}": told for number, told in enumerate(self.answers)},
        }


@pytest.fixture
def central(monkeypatch: pytest.MonkeyPatch) -> list[Central]:
    """The inside of the server that `office` starts."""
    opened: list[Central] = []

    def create_app(settings: Settings, now: Clock) -> Any:
        opened.append(Central.opened(settings, now))
        return build_app(opened[0])

    monkeypatch.setattr(serving, "create_app", create_app)
    return opened


@pytest.fixture
def day(
    central: list[Central],
    office: Office,
    start: Callable[[], Window],
    profile: Profile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Day]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    log, hook = logging.getLogger("helpdesk_desktop"), sys.excepthook
    before, log.handlers = log.handlers, []
    journal.open_journal(profile.log)
    try:
        with ServerLog().kept() as told:
            window = signed_in(start, office)
            yield Day(window, office, profile, temporary, told, central[0], [])
    finally:
        for handler in log.handlers:
            handler.close()
        log.handlers, log.propagate, sys.excepthook = before, True, hook


def type_a_call(window: Window) -> None:
    """A call at the window: needs searched, a note full of names and numbers, who it is about."""
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    for need in CANARIES.needs[:2]:
        window.press(Key.Key_F4)
        window.press(Key.Key_Delete)
        window.search(need)
    note = window.find("call.note")
    assert isinstance(note, QPlainTextEdit)
    note.setFocus()
    window.type(f"{CANARIES.names[0]} ")
    pasted = (*CANARIES.names[1:20], *CANARIES.phones[:10], *CANARIES.notes[:20])
    note.insertPlainText(" ".join(pasted))
    plant_identities(window)
    plant_in_the_intake(window)
    window.until_kept()
    before = len(window.logged())
    window.press(Key.Key_F9)
    window.strike("s")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == before + 1)


def a_full_call() -> Call:
    """A call whose every field of words is a canary, with an intake."""
    answers = {QuestionPath(f"q{n}"): word for n, word in enumerate(CANARIES.intakes[20:35])}
    intake = Intake(
        form=FormId("complex"),
        version="1",
        answers=answers,
        reason=CANARIES.intakes[35],
        plan=tuple(Action(what=word, who=CANARIES.names[20]) for word in CANARIES.intakes[36:]),
    )
    return a_call(
        "full",
        started_at=utc_now() - timedelta(minutes=10),
        needs=CANARIES.needs,
        note=" ".join((*CANARIES.names[20:], *CANARIES.phones[10:], *CANARIES.notes[20:])),
        unmet_needs=(UnmetNeed(words=CANARIES.needs[2], reason=UnmetReason.COST),),
        follow_up=FollowUp(due_at=utc_now(), task=CANARIES.names[21]),
        outcome=None,
        intake=intake,
        reference=new_reference(),
    )


def sync(window: Window) -> None:
    with window.qtbot.waitSignal(window.workplace.line.ended, timeout=10_000):
        window.press(Key.Key_R, CTRL)


def change_it_twice(day: Day, call: Call) -> None:
    """A conflict that is looked at, and the list of calls."""
    window = day.window
    laptop = Desk(day.office.server).sign_in("marie")
    assert laptop.put_call(to_json(replace(call, note=CANARIES.notes[3])), 1).status_code == 200
    laptop.close()
    mine, author = replace(call, note=CANARIES.notes[4]), window.workplace.calls.author
    window.store.run(lambda session: log_call(session, mine, author, utc_now(), 1))
    sync(window)
    window.until(lambda: window.main.findChild(QWidget, "sync.conflict") is not None)
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 2)


def refuse_what_is_sent(day: Day) -> None:
    """Requests that the server turns away, with a canary wherever one could be repeated."""
    name = CANARIES.names[0]
    other = Desk(day.office.server).sign_in("marie")
    full = json.loads(to_json(a_full_call()))
    bodies = [
        json.dumps(full | {"talk_s": -1}).encode(),
        json.dumps(full | {"note": name * 400}).encode(),
        json.dumps(full | {"started_at": name}).encode(),
        json.dumps(full | {name: name}).encode()[:-2],
    ]
    told = [other.put_call(body, call_id=full["id"]) for body in bodies]
    told.append(other.get(f"/v1/changes?stream={name}&since=0"))
    told.append(other.get(f"/{name}?{name}={name}"))
    told.append(other.post("/v1/reads", json.dumps({"marks": [{"id": name}]}).encode()))
    told.append(other.grant(grant_type="password", name=name, password=name))
    told.append(other.put_calls(bodies[0]))
    assert all(answer.status_code >= 400 for answer in told[:-1]), told
    day.answers += [answer.content for answer in told]
    day.answers += [str(answer.headers).encode() for answer in told]
    day.answers.append(other.get("/healthz").content)
    other.close()


def kinds_of_errors() -> list[type[Exception]]:
    """Every kind that the sync and the store can raise."""
    return [
        kind
        for room in (sync_errors, store_errors)
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    ]


def fail_in_every_way(day: Day) -> None:
    """Errors of each kind that is handled, with a canary as their text, and fifty others."""
    window = day.window
    for kind in kinds_of_errors():
        problem = kind.__new__(kind)
        problem.args = (CANARIES.names[1],)
        journal.note(problem)
    for number in range(50):
        word = CANARIES.all[number * 4]

        def fail(session: Any, word: str = word, number: int = number) -> None:
            if number % 2:
                session.execute(text("SELECT * FROM no_table WHERE word = :word"), {"word": word})
            raise RuntimeError(word)

        window.workplace.desk.read(window.workplace.desk, fail, lambda _: None)
        try:
            raise ValueError(word) from KeyError(word)
        except ValueError as problem:
            sys.excepthook(type(problem), problem, problem.__traceback__)
    window.workplace.desk.drain()


def print_what_commands_print(day: Day) -> None:
    """`doctor` of the desk, and what an administrator asks of the server."""
    server = day.office.server.settings
    options = ["--lang", "fr", "--data-dir", str(server.data_dir)]
    asked = [
        ["status", "--json"],
        ["device", "list", "--json"],
        ["unanswered", "--json"],
        ["reads", "list", "--since", "2020-01-01", "--json"],
        ["reads", "verify"],
        ["retention", "plan", "--json", "--ids"],
    ]
    for arguments in asked:
        done = CliRunner().invoke(server_commands.command_line(Words("fr")), [*options, *arguments])
        assert done.exit_code == 0, (arguments, done.stderr)
        day.answers += [done.stdout.encode(), done.stderr.encode()]
    for more in ([], ["--json"]):
        doctor = ["--profile", str(day.profile.folder), "doctor", *more]
        done = CliRunner().invoke(desk_commands.command_line(Words("fr")), doctor)
        assert "helpdesk.db" in done.stdout or done.stdout
        day.answers += [done.stdout.encode(), done.stderr.encode()]


def test_two_hundred_things_callers_said_are_in_the_databases_and_nowhere_else(
    day: Day, capfd: pytest.CaptureFixture[str]
) -> None:
    assert len(set(CANARIES.all)) == 200
    window, office = day.window, day.office

    # Given a day of calls in which everything was said, one of them without a network
    type_a_call(window)
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)
    window.until(lambda: who_is_kept(office) == set(CANARIES.identities))
    office.line.cut()
    full = a_full_call()
    author = window.workplace.calls.author
    window.store.run(lambda session: log_call(session, full, author, utc_now()))
    sync(window)
    day_was_wrong_about_the_password(day)
    office.line.mend()
    sync(window)
    window.until(lambda: len(office.calls()) == 2)

    # And a conflict, calls that are read again, refused requests, and errors of every kind
    change_it_twice(day, full)
    refuse_what_is_sent(day)
    fail_in_every_way(day)

    # Then nothing of it is anywhere but in the databases, while the window is open and after
    assert found_in(day.places()) == []
    window.main.close()
    print_what_commands_print(day)
    printed = capfd.readouterr()
    day.answers += [printed.out.encode(), printed.err.encode()]
    assert found_in(day.places()) == []

    # And all of it is in the server's: the search finds what is there
    whole = b"".join(office.server.store.read(lambda s: s.scalars(BODIES).all()))
    assert [word for word in CANARIES.told if word.encode() not in whole] == []
    assert who_is_kept(office) == set(CANARIES.identities)
    assert named_in_files_of(office) == []
    assert "ValueError" in day.profile.log.read_text("utf-8")
    assert '"event": "request"' in day.log.text.getvalue()


def named_in_files_of(office: Office) -> list[str]:
    """Files of the server, its database too, in which it stands unsealed who somebody is."""
    kept = files_in(office.server.settings.data_dir)
    assert any(name.endswith(".db") for name in kept)
    plain = [word.encode() for word in CANARIES.identities]
    return [name for name, data in kept.items() if any(word in data for word in plain)]


def who_is_kept(office: Office) -> set[str]:
    """What the server opens of the identities that it sealed."""

    def opened(session: Session) -> set[str]:
        wrapping = identity(session).wrapping_key
        rows = session.scalars(select(PersonalRecordRow)).all()
        records = [record_of(row, sealed_of(session, row.id), wrapping) for row in rows]
        return {text for one in records for text in asdict(one.identity).values() if text}

    return office.server.store.read(opened)


def day_was_wrong_about_the_password(day: Day) -> None:
    name = CANARIES.names[2]
    with pytest.raises(sync_errors.SyncError) as wrong:
        doors(day.profile).sign_in(day.window.store, day.office.server.url, name, name)
    journal.note(wrong.value)


DEFECTS = ("journal of the desk", "log of the server", "a file of before", "a count", "who it is")


@pytest.mark.parametrize("defect", DEFECTS)
def test_one_line_that_says_what_was_noted_is_found(
    defect: str, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each defect was planted in one place, for the length of this test."""
    if defect == "journal of the desk":
        monkeypatch.setattr(journal, "_told", lambda problem: [str(problem)])
        journal.note(ValueError(a_full_call().note))
    elif defect == "log of the server":
        from helpdesk_server import journal as of_server

        word = CANARIES.notes[0]
        of_server.tell(of_server.Event.FAULT, logging.ERROR, error=word, place="calls:1")
    elif defect == "a file of before":
        with tempfile.NamedTemporaryFile("w", delete=False) as file:
            file.write(json.dumps({"phone": CANARIES.phones[0]}))
    elif defect == "who it is":
        monkeypatch.setattr(Identity, "__repr__", lambda who: f"Identity({who.name})")
        monkeypatch.setattr(journal, "_told", lambda problem: [str(problem)])
        journal.note(ValueError(Identity(name=CANARIES.identities[0])))
    else:
        day.central.metrics.requests.labels("GET", CANARIES.needs[0], "200").inc()

    assert len(found_in(day.places())) == 1
