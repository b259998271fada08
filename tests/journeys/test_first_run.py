"""The first start of a new desk: five steps, each of which can be passed over."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from helpdesk_desktop.app import doors
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from tests.journeys.conftest import Office
from tests.serving import PASSWORD
from tests.ui.window import Key, Window, open_window

pytestmark = pytest.mark.usefixtures("new_desk")
Start = Callable[[], Window]


@pytest.fixture
def begin(qtbot: QtBot, dressed: QApplication, profile: Profile) -> Iterator[Start]:
    """Starts the program on a profile that nobody used yet; again, as it was left."""
    opened: list[Window] = []
    if not profile.settings.exists():
        Settings(welcome=1).save(profile.settings)

    def start_it() -> Window:
        kept = Settings.load(profile.settings)
        window = open_window(qtbot, profile.folder, doors(profile), kept)
        window.until(lambda: window.find("welcome").isVisible())
        opened.append(window)
        return window

    yield start_it
    for window in opened:
        window.close()


def heading(window: Window) -> str:
    return window.says("welcome.heading")


def test_a_new_desk_is_set_up_by_keys_alone(begin: Start, office: Office) -> None:
    # Given the first start, in French
    window = begin()
    assert heading(window).startswith("1 sur 5")

    # When Dutch is chosen, then the server and who works here
    window.press(Key.Key_Right)
    assert heading(window).startswith("1 van 5")
    window.press(Key.Key_Left)
    window.press(Key.Key_Return)
    window.type(office.url)
    window.press(Key.Key_Return)
    assert heading(window) == "3 sur 5 – Se connecter"
    window.type("marie")
    window.press(Key.Key_Tab)
    window.type(PASSWORD)
    window.press(Key.Key_Return)

    # Then the offer comes by itself, and the last step leads to the desk
    window.until(lambda: heading(window).startswith("4 sur 5"))
    window.until(lambda: "services sont ici" in window.says("welcome.explanation"))
    window.press(Key.Key_Return)
    assert "F2  Nouvel appel" in window.says("welcome.keys")
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible())
    assert window.says("header.person") == "marie"
    window.search("soins")
    assert window.preferences.now.welcome == 0


def test_without_a_server_the_program_is_tried_with_services_that_were_made_up(
    begin: Start,
) -> None:
    window = begin()
    window.press(Key.Key_Return)
    window.find("welcome.sample").setFocus()
    window.press(Key.Key_Space)

    window.until(lambda: "4 200 services fictifs" in plain(window), timeout_ms=60_000)
    window.press(Key.Key_Return)
    window.press(Key.Key_Return)

    window.until(lambda: "DÉMO" in window.says("demo.notice"), timeout_ms=60_000)


def test_every_step_can_be_passed_over(begin: Start) -> None:
    window = begin()
    for step in (2, 4, 5):
        window.press(Key.Key_Escape)
        assert heading(window).startswith(f"{step} sur 5")
    window.press(Key.Key_Escape)

    window.until(lambda: window.find("desk").isVisible())


def test_after_a_crash_it_goes_on_where_it_was(begin: Start) -> None:
    first = begin()
    first.press(Key.Key_Return)
    first.type("helpdesk.example.org")
    first.press(Key.Key_Return)
    assert heading(first).startswith("3 sur 5")
    first.close()

    second = begin()

    assert heading(second).startswith("3 sur 5")
    assert second.preferences.now.server_url == "https://helpdesk.example.org"


@pytest.mark.parametrize("typed", ["http://helpdesk.example.org", "https://", "deux mots"])
def test_an_address_that_is_none_is_told_and_can_be_mended(begin: Start, typed: str) -> None:
    window = begin()
    window.press(Key.Key_Return)
    window.type(typed)
    window.press(Key.Key_Return)

    assert "https://" in window.says("welcome.message")
    assert heading(window).startswith("2 sur 5")
    assert window.main.focusWidget() is window.find("welcome.server")


def test_a_wrong_password_and_a_server_out_of_reach_are_told_in_plain_words(
    begin: Start, office: Office
) -> None:
    window = begin()
    window.press(Key.Key_Return)
    window.type(office.url)
    window.press(Key.Key_Return)
    window.type("marie")
    window.press(Key.Key_Tab)
    window.type("autre chose")
    window.press(Key.Key_Return)
    window.until(lambda: window.says("welcome.message") != "")
    refused = window.says("welcome.message")
    field = window.find("welcome.name")
    assert isinstance(field, QLineEdit)
    assert field.text() == "marie"

    office.line.cut()
    window.press(Key.Key_Return)

    window.until(lambda: window.says("welcome.message") not in ("", refused))
    window.press(Key.Key_Escape)
    assert heading(window).startswith("4 sur 5")


def test_who_set_the_desk_up_by_commands_is_not_asked(
    qtbot: QtBot, dressed: QApplication, profile: Profile, office: Office
) -> None:
    rooms = doors(profile)
    store = rooms.open_store(None)
    rooms.sign_in(store, office.url, "marie", PASSWORD)
    store.close()

    window = open_window(qtbot, profile.folder, doors(profile), replace(Settings(), welcome=1))

    window.until(lambda: window.find("desk").isVisible())
    window.close()


def plain(window: Window) -> str:
    return window.says("welcome.explanation").replace("\u00a0", " ").replace("\u202f", " ")
