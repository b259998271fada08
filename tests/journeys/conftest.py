"""A desk, a real server, and a line between them that can be cut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from helpdesk_desktop.app import doors
from helpdesk_desktop.profile import Profile
from helpdesk_domain.calls import CallId
from helpdesk_server.importing import import_file
from helpdesk_server.store.calls import count_revisions
from tests.quick_key import PASSPHRASE, quick_key_of
from tests.serving import RunningServer, running_server
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


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running_server(tmp_path / "server") as server:
        server.add_person("marie")
        import_file(server.store, OFFER, NOON)
        with Line(int(server.url.rsplit(":", 1)[1])) as line:
            yield Office(server, line)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setenv("HELPDESK_PASSPHRASE", PASSPHRASE)
    quick_key_of(tmp_path / "desk")
    return Profile.at(tmp_path / "desk")


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
