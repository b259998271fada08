"""A desk that nobody touches is hidden, and comes back as it was."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.drafts import drafts
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


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

    # And the keys of the desk do nothing, until somebody asks for it
    for key in (Key.Key_F2, Key.Key_F9, Key.Key_F12, Key.Key_F7):
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
