"""A desk with a small offer, nobody on the other end of the line."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpdesk_desktop.search.shelf import built_offer, keep_offer
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.cycle import SyncReport
from helpdesk_desktop.sync.errors import ServerUnreachable
from helpdesk_desktop.ui.entrance.entrance import Doors
from helpdesk_domain.devices import DeviceBoard
from helpdesk_domain.people import Person
from tests.ui.small_offer import KEY, an_offer
from tests.ui.window import Window, open_window


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["helpdesk-desktop"]


@pytest.fixture(scope="session")
def _made_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a desk that was open before: building its index takes a second."""
    folder = tmp_path_factory.mktemp("profile")
    store = Store.open(folder / "helpdesk.db", KEY)
    an_offer(store)
    keep_offer(store, built_offer(store, lambda: True), lambda: True)
    store.close()
    return folder


@pytest.fixture
def profile_folder(tmp_path: Path, _made_profile: Path) -> Path:
    """A profile whose file holds a small offer and its index."""
    return shutil.copytree(_made_profile, tmp_path / "profile")


def nobody_answers(store: Store) -> SyncReport:
    raise ServerUnreachable("the test has no server")


def nobody_signs_in(store: Store, server: str, name: str, password: str) -> Person:
    raise ServerUnreachable("the test has no server")


def no_board(store: Store) -> DeviceBoard:
    raise ServerUnreachable("the test has no server")


@pytest.fixture
def doors(profile_folder: Path) -> Doors:
    return Doors(
        sample=lambda _store: 0,
        open_store=lambda _passphrase: Store.open(profile_folder / "helpdesk.db", KEY),
        sign_in=nobody_signs_in,
        cycle=nobody_answers,
        board=no_board,
        seal=lambda _store: None,
        erase=lambda: 0,
        send_sealed=lambda: 0,
    )


@pytest.fixture
def start(start_with: Callable[[Settings], Window], profile_folder: Path) -> Callable[[], Window]:
    """Starts the program; called again, starts it again on the same profile."""
    return lambda: start_with(Settings.load(profile_folder / "settings.json"))


@pytest.fixture
def start_with(
    qtbot: QtBot, dressed: QApplication, profile_folder: Path, doors: Doors
) -> Iterator[Callable[[Settings], Window]]:
    """Starts the program as somebody set it."""
    opened: list[Window] = []

    def start_it(settings: Settings) -> Window:
        window = open_window(qtbot, profile_folder, doors, settings)
        opened.append(window)
        window.until(lambda: window.entrance.workplace is not None)
        window.until(lambda: window.workplace.searcher.has_index)
        return window

    yield start_it
    for window in opened:
        window.close()


@pytest.fixture
def window(start: Callable[[], Window]) -> Window:
    return start()
