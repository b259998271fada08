"""A desk that nobody touches is hidden, and comes back as it was."""

import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.drafts import drafts
from helpdesk_desktop.ui.entrance.barred_pages import LockedPage
from tests.ui.window import NONE, Key, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def wait(window: Window, minutes: float) -> None:
    """So long goes by on the desk's clock, and it looks at it."""
    curtain = window.workplace.curtain
    later = time.monotonic() + 60 * minutes
    curtain.ticks = lambda: later
    curtain.look()


def is_hidden(window: Window) -> bool:
    return (
        window.main.findChild(QLabel, "curtain.heading") is not None
        and not window.find("desk").isVisible()
    )


def type_blindly(window: Window, words: str) -> None:
    """Each letter goes where the keyboard is by then."""
    for letter in words:
        window.type(letter)


def words_in_sight(window: Window) -> str:
    labels, lines = window.main.findChildren(QLabel), window.main.findChildren(QLineEdit)
    notes = window.main.findChildren(QPlainTextEdit)
    said = [one.text() for one in labels if one.isVisible()]
    typed = [one.text() for one in lines if one.isVisible()]
    return " ".join([*said, *typed, *(one.toPlainText() for one in notes if one.isVisible())])


def test_after_five_minutes_nothing_of_the_desk_is_seen_and_enter_brings_it_back(
    window: Window,
) -> None:
    window.search("logement")
    wait(window, 4.9)
    assert not is_hidden(window)
    wait(window, 5.1)
    assert is_hidden(window)
    assert "logement" not in words_in_sight(window)

    window.press(Key.Key_Return)
    assert not is_hidden(window)
    assert window.main.focusWidget() is window.find("search.text")
    assert window.says("search.text") == "logement"


def test_with_a_call_it_waits_longer_keeps_every_letter_and_says_nothing_of_it(
    window: Window,
) -> None:
    # Given a call with a note that is being typed, its last letters not in the file yet
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    window.find("call.note").setFocus()
    window.type("parle de sa fille")
    wait(window, 19)
    assert not is_hidden(window)

    # When twenty minutes are over
    wait(window, 21)

    # Then no word of it is on the screen, and all of them are in the file
    assert is_hidden(window)
    seen = words_in_sight(window)
    assert "fille" not in seen
    assert "Logement" not in seen
    window.until(
        lambda: [one.call.note for one in window.store.read(drafts)] == ["parle de sa fille"]
    )

    # And the keys of the desk do nothing to it, until somebody asks for it
    for key in (Key.Key_F9, Key.Key_F12, Key.Key_F7):
        window.press(key)
    window.press(Key.Key_J, CTRL)
    assert is_hidden(window)
    window.press(Key.Key_Return)
    assert window.text("call.note") == "parle de sa fille"
    assert window.main.focusWidget() is window.find("call.note")


def test_whoever_touches_the_desk_keeps_it_open(window: Window) -> None:
    curtain = window.workplace.curtain
    later = time.monotonic() + 290
    curtain.ticks = lambda: later
    handle = window.main.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_Shift)
    curtain.ticks = lambda: later + 200
    curtain.look()
    assert not is_hidden(window)
    curtain.ticks = lambda: later + 310
    curtain.look()
    assert is_hidden(window)


def test_who_wants_none_gets_none(start_with: Callable[[Settings], Window]) -> None:
    window = start_with(Settings(hide_after_min=0))
    wait(window, 600)
    assert not is_hidden(window)


def test_the_palette_does_not_stay_over_it(window: Window) -> None:
    window.press(Key.Key_K, CTRL)
    wait(window, 6)
    assert not window.find("palette").isVisible()
    window.press(Key.Key_Return)
    assert window.main.focusWidget() is window.find("search.text")


@pytest.mark.parametrize(
    ("key", "held"), [(Key.Key_F2, NONE), (Key.Key_N, CTRL), (Key.Key_F2, SHIFT)]
)
def test_who_begins_a_call_before_looking_begins_it_and_loses_no_letter(
    window: Window, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    wait(window, 6)
    assert is_hidden(window)

    window.press(key, held)
    window.search("dentiste")

    assert not is_hidden(window)
    assert window.says("search.text") == "dentiste"
    opened = window.workplace.calls.current
    assert opened is not None
    assert opened.search_text == "dentiste"


def test_letters_typed_before_looking_are_searched_for(window: Window) -> None:
    window.search("logement")
    wait(window, 6)

    type_blindly(window, "dentiste")
    window.until(window.settled)

    assert not is_hidden(window)
    assert window.says("search.text") == "dentiste"


def test_letters_typed_before_looking_go_on_with_the_words_of_the_call(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    window.find("call.note").setFocus()
    window.type("parle de sa fille")
    wait(window, 21)

    type_blindly(window, "ixelles")

    assert window.says("search.text") == "soins ixelles"
    assert window.text("call.note") == "parle de sa fille"


def test_no_key_shows_a_desk_that_was_locked_while_it_was_hidden(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    wait(window, 21)
    locked = LockedPage(window.speech)
    window.main.show_page(locked)
    locked.look()

    for key, held in ((Key.Key_F2, NONE), (Key.Key_F2, SHIFT), (Key.Key_F9, SHIFT)):
        window.press(key, held)
    type_blindly(window, "dentiste")

    assert locked.isVisible()
    assert "logement" not in words_in_sight(window)


def test_a_computer_that_slept_comes_back_hidden_although_nobody_was_away_for_long(
    window: Window,
) -> None:
    window.search("logement")
    curtain, woken = window.workplace.curtain, time.time() + 3600
    curtain.wall = lambda: woken
    curtain.look()
    assert is_hidden(window)

    window.press(Key.Key_Return)
    curtain.look()
    assert not is_hidden(window)
    assert window.says("search.text") == "logement"


@pytest.fixture
def bus() -> Iterator[QDBusConnection]:
    """A D-Bus of this test's own, where the test is the system."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        yield QDBusConnection.connectToBus(address, address)
        QDBusConnection.disconnectFromBus(address)
        daemon.terminate()


SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
LOCK = ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
FREEDESKTOP = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
GNOME = ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")


def tell(bus: QDBusConnection, sign: tuple[str, str, str], *arguments: bool) -> None:
    message = QDBusMessage.createSignal(*sign)
    message.setArguments(list(arguments))
    assert bus.send(message)


@pytest.mark.parametrize(
    ("sign", "arguments"),
    [(SLEEP, [True]), (LOCK, []), (FREEDESKTOP, [True]), (GNOME, [True])],
)
def test_a_desk_is_hidden_at_once_when_the_computer_is_locked_or_goes_to_sleep(
    window: Window, bus: QDBusConnection, sign: tuple[str, str, str], arguments: list[bool]
) -> None:
    # Given a note that is being typed
    watch = window.workplace.curtain.watch
    watch.hear_system(bus)
    watch.hear_session(bus)
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("à rappeler")

    # When the computer is left
    tell(bus, sign, *arguments)

    # Then nothing of it is seen, and the note is in the file
    window.until(lambda: is_hidden(window))
    assert "rappeler" not in words_in_sight(window)
    window.until(lambda: [one.call.note for one in window.store.read(drafts)] == ["à rappeler"])


def test_a_computer_that_wakes_up_hides_nothing(window: Window, bus: QDBusConnection) -> None:
    watch = window.workplace.curtain.watch
    watch.hear_system(bus)
    watch.hear_session(bus)
    tell(bus, SLEEP, False)
    tell(bus, FREEDESKTOP, False)
    with window.qtbot.waitSignal(watch.away):
        tell(bus, GNOME, True)

    assert is_hidden(window)
    window.press(Key.Key_Return)
    assert not is_hidden(window)
