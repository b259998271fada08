"""A desk, a real server, and a line between them that can be cut.

Importing an offer, fetching it and building its index take a desk two seconds: that is done once,
and each test works on a copy of what it left, unless it says that its desk is new.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from helpdesk_desktop.app import doors
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.search.shelf import built_offer, keep_offer
from helpdesk_desktop.store.account import forget_account
from helpdesk_domain.calls import CallId
from helpdesk_server.importing import import_file
from helpdesk_server.store.calls import count_revisions
from tests.quick_key import PASSPHRASE, quick_key_of
from tests.serving import PASSWORD, RunningServer, running_server
from tests.ui.small_offer import NOON
from tests.ui.window import Window, open_window
from tour.line import Line

OFFER = Path(__file__).parent / "offer.ndjson"


@dataclass
class Office:
    """The server, the line to it, and what the server holds."""

    server: RunningServer
    line: Line

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.line.port}"

    def calls(self) -> list[CallId]:
        """The id of each call the server holds, as its database says."""
        query = text("SELECT id FROM call")
        rows = self.server.store.read(lambda session: session.execute(query).all())
        return [CallId(str(row[0])) for row in rows]

    def revisions(self) -> int:
        return self.server.store.read(count_revisions)

    def end_every_session(self) -> None:
        """As when an administrator signs everyone out."""
        self.server.store.run(lambda session: session.execute(text("DELETE FROM token_pair")))


@pytest.fixture(scope="session")
def _filled_server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a server keeps that has an operator and an offer, and has met no desk."""
    folder = tmp_path_factory.mktemp("server") / "filled"
    with running_server(folder) as server:
        server.add_person("marie")
        import_file(server.store, OFFER, NOON)
    return folder


@pytest.fixture(scope="session")
def _synced_desk(tmp_path_factory: pytest.TempPathFactory, _filled_server: Path) -> Path:
    """The profile of a desk that fetched that offer and keeps its index; nobody is signed in."""
    folder = tmp_path_factory.mktemp("desk") / "synced"
    quick_key_of(folder)
    rooms = doors(Profile.at(folder))
    met = shutil.copytree(_filled_server, folder.with_name("server"))
    with running_server(met) as server:
        store = rooms.open_store(PASSPHRASE)
        rooms.sign_in(store, server.url, "marie", PASSWORD)
        rooms.cycle(store)
        rooms.hang_up()
    keep_offer(store, built_offer(store, lambda: True), lambda: True)
    store.run(forget_account)
    store.close()
    return folder


@pytest.fixture
def office(tmp_path: Path, _filled_server: Path) -> Iterator[Office]:
    with (
        running_server(shutil.copytree(_filled_server, tmp_path / "server")) as server,
        Line(int(server.url.rsplit(":", 1)[1])) as line,
    ):
        yield Office(server, line)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _synced_desk: Path) -> Profile:
    monkeypatch.setenv("HELPDESK_PASSPHRASE", PASSPHRASE)
    return Profile.at(shutil.copytree(_synced_desk, tmp_path / "desk"))


@pytest.fixture
def new_desk(profile: Profile) -> None:
    """For a journey that begins before anything was fetched: the desk has a key, and no more."""
    shutil.rmtree(profile.folder)
    quick_key_of(profile.folder)


@pytest.fixture
def start(qtbot: QtBot, dressed: QApplication, profile: Profile) -> Iterator[Callable[[], Window]]:
    """Starts the program as `app.py` does, in this process."""
    opened: list[Window] = []

    def start_it() -> Window:
        window = open_window(qtbot, profile.folder, doors(profile))
        opened.append(window)
        return window

    yield start_it
    for window in opened:
        window.close()
