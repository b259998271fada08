"""Tests: the program is killed while it saves, and no call it called saved is lost."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from helpdesk_desktop.store.calls import CallState, logged_since
from helpdesk_desktop.store.cipher import locked_connection
from helpdesk_desktop.store.database import Store
from tests.factories import NOON
from tests.store.conftest import KEY

ROOT = Path(__file__).parents[2]

WRITES = (1, 4, 11, 17, 23, 27, 31, 35, 39, 46, 52, 58)
"""Of the running program, the writes at which it is killed: close enough to meet each of the
transactions of its first two calls more than once."""


def command(path: Path, first: int, defect: str = "") -> list[str]:
    return [sys.executable, "-m", "tests.store.saving", str(path), str(first), defect]


def killed_after(path: Path, first: int, calls: int) -> list[str]:
    """Ids called saved by a program that was killed once it had saved `calls`."""
    with subprocess.Popen(command(path, first), stdout=subprocess.PIPE, cwd=ROOT) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(calls + 1)]
        program.kill()
        said += program.stdout.read().splitlines(keepends=True)
    return ids(said)


def killed_at_write(path: Path, write: int, first: int = 0, defect: str = "") -> list[str]:
    """Ids called saved by a program that was killed at its `write`th write to a file."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed: Linux only, group test of build/system-packages.txt")
    inject = f"inject=pwrite64:signal=KILL:when={write}"
    tracing = [strace, "-f", "-qq", "-o", os.devnull, "-e", "trace=pwrite64", "-e", inject]
    program = subprocess.run(
        [*tracing, *command(path, first, defect)], stdout=subprocess.PIPE, cwd=ROOT, timeout=60
    )
    return ids(program.stdout.splitlines(keepends=True))


def ids(said: Sequence[bytes]) -> list[str]:
    """Whole lines only: what was cut off was not said."""
    lines = [line.decode().strip() for line in said if line.endswith(b"\n")]
    return [line for line in lines if line != "ready"]


def faults(path: Path, said: Sequence[str]) -> list[str]:
    """What is wrong in `path` after a kill, in the order of how bad it is."""
    store = Store.open(path, KEY)
    calls = store.read(lambda session: logged_since(session, NOON - timedelta(days=1)))
    rows = store.read(
        lambda s: s.connection().exec_driver_sql("SELECT id FROM call").scalars().all()
    )
    store.close()
    waiting = {entry.call.id for entry in calls if entry.state is CallState.PENDING}
    found = [f"{lost} was called saved and is not there" for lost in set(said) - set(waiting)]
    found += [f"{call} is not in the outbox" for call in set(rows) - waiting]
    with closing(locked_connection(path, KEY)) as connection:
        for check in ("integrity_check", "cipher_integrity_check", "foreign_key_check"):
            found += [str(row) for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
    return found


@pytest.fixture
def new_file(path: Path) -> Callable[[], Path]:
    """Copies of one empty store: making it is not what is killed here."""
    Store.open(path, KEY).close()
    made = iter(range(100_000))

    def copy() -> Path:
        other = path.with_name(f"{next(made)}.db")
        shutil.copyfile(path, other)
        return other

    return copy


def test_killed_again_and_again_while_saving_it_loses_nothing(
    path: Path, new_file: Callable[[], Path]
) -> None:
    chance = random.Random(7)
    said: list[str] = []

    for kill in range(5):
        said += killed_after(path, kill * 1000, calls=chance.randrange(1, 25))
        assert faults(path, said) == []

    assert len(said) > 5


@pytest.mark.parametrize("write", WRITES)
def test_killed_at_a_write_it_loses_nothing(new_file: Callable[[], Path], write: int) -> None:
    path = new_file()

    said = killed_at_write(path, write)

    assert faults(path, said) == []


@pytest.mark.parametrize("defect", ["apart", "hasty"])
def test_a_planted_defect_is_seen_by_these_very_checks(
    new_file: Callable[[], Path], defect: str
) -> None:
    found = []
    for write in WRITES[3:]:
        path = new_file()
        found = faults(path, killed_at_write(path, write, defect=defect))
        if found:
            break

    assert found


@pytest.mark.soak
def test_a_long_campaign_of_kills_loses_nothing(new_file: Callable[[], Path]) -> None:
    minutes = float(os.environ.get("HELPDESK_SOAK_MINUTES", "1"))
    end = time.monotonic() + minutes * 60 / 4
    chance = random.Random()
    kills = 0
    path, said = new_file(), list[str]()
    while time.monotonic() < end:
        if kills % 20 == 0:
            path, said = new_file(), []
        if chance.random() < 0.5:
            said += killed_after(path, kills * 10_000, calls=chance.randrange(60))
        else:
            said += killed_at_write(path, chance.randrange(1, 300), kills * 10_000)
        kills += 1
        assert faults(path, said) == [], f"after {kills} kills"
    print(f"{kills} kills while saving, no call lost")  # noqa: T201 - the campaign's figure
