"""The command line of a desk, run in this process or in one of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpdesk_desktop.__main__ import run
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.search.shelf import built_offer, keep_offer
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.vault import open_key
from tests.quick_key import PASSPHRASE, quick_key_of
from tests.serving import RunningServer, running_server


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code, its data, its words."""

    code: int
    data: str
    words: str


Command = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no keyring in the tests (tests/conftest.py)."""
    monkeypatch.setenv("HELPDESK_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture(scope="session")
def _used_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile whose passphrase costs next to nothing a try, its file empty, its index kept."""
    folder = tmp_path_factory.mktemp("used") / "desk"
    quick_key_of(folder)
    profile = Profile.at(folder)
    store = Store.open(profile.database, open_key(profile, PASSPHRASE))
    keep_offer(store, built_offer(store, lambda: True), lambda: True)
    store.close()
    return folder


@pytest.fixture
def quick_key(profile: Path, _used_desk: Path) -> None:
    """A desk that was opened before: no command waits for its passphrase or its first index."""
    shutil.copytree(_used_desk, profile)


@pytest.fixture
def command(profile: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """`helpdesk-desktop --profile … --lang en` with these arguments, in this process."""

    def ended(*arguments: object) -> Ended:
        asked = ["--profile", str(profile), "--lang", "en", *map(str, arguments)]
        try:
            code = run(asked)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        said = capfdbinary.readouterr()
        return Ended(code, said.out.decode(), said.err.decode())

    return ended


@pytest.fixture
def process(profile: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """The same in a process of its own, ended with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-m", "helpdesk_desktop", "--profile", str(profile)]
        line = [*program, "--lang", "en", *arguments]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        chosen: dict[str, object] = {"env": dict(os.environ), **pipes, **options}
        started.append(subprocess.Popen(line, **chosen))  # type: ignore[call-overload]
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()


@pytest.fixture
def central(tmp_path: Path) -> Iterator[RunningServer]:
    """The central server, on which Amélie may sign in."""
    with running_server(tmp_path / "central") as running:
        running.add_person("Amélie")
        yield running
