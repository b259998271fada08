"""Colours and text change while the window is open, and nothing is left as it was."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.look.appearance import Appearance, SystemColours
from helpdesk_desktop.ui.look.palette import CONTRAST, DARK, LIGHT, THEME_COLOURS, worn
from helpdesk_desktop.ui.look.preferences import Preferences
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _still_caret(dressed: QApplication) -> Iterator[None]:
    """Two pictures of one thing are the same picture."""
    before = dressed.cursorFlashTime()
    dressed.setCursorFlashTime(0)
    yield
    dressed.setCursorFlashTime(before)


class Asked(SystemColours):
    """A computer whose owner changes their mind; the platform of the tests has none to change."""

    asked = "light"

    @property
    def theme(self) -> str:
        return self.asked

    def change(self, theme: str) -> None:
        self.asked = theme
        self.changed.emit()


def in_wrap_up(window: Window) -> None:
    """A call with a result chosen, filters that were opened and wrap-up: most kinds of controls."""
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("soins")
    window.press(Key.Key_Space, CTRL)
    window.press(Key.Key_Down)
    window.press(Key.Key_Down)
    window.press(Key.Key_Space)
    window.press(Key.Key_Space, CTRL)
    window.until(window.settled)
    window.press(Key.Key_F9)
    window.press(Key.Key_Space, CTRL)
    window.until(window.settled)
    window.find("call.timer").hide()
    window.find("call.draft").hide()


def pictured(window: Window) -> QImage:
    """The desk, once it stands still: what grew is laid out anew, and what that moves, too."""
    seen = [QImage()]

    def stands_still() -> bool:
        QApplication.processEvents()
        seen.append(window.find("desk").grab().toImage())
        return seen[-1] == seen[-2]

    window.until(stands_still)
    return seen[-1]


@pytest.mark.parametrize(("theme", "percent"), [("dark", 100), ("contrast", 100), ("light", 150)])
def test_what_changes_while_it_is_open_looks_as_if_it_had_been_so_from_the_start(
    start: Callable[[], Window], theme: str, percent: int
) -> None:
    # Given a window that was opened with other colours, and one in the middle of a call
    window = start()
    window.main.resize(1366, 768)
    in_wrap_up(window)
    held = window.main.focusWidget()

    # When they are chosen
    preferences = window.preferences
    preferences.choose(replace(preferences.now, theme=theme, text_size=percent))

    # Then the keyboard is where it was
    assert window.main.focusWidget() is held
    changed = pictured(window)
    while window.workplace.calls.current:
        window.press(Key.Key_F12)
    window.close()

    # And every pixel is that of a window that was opened with them
    window = start()
    window.main.resize(1366, 768)
    in_wrap_up(window)
    assert worn() == {"dark": DARK, "contrast": CONTRAST, "light": LIGHT}[theme]
    assert pictured(window) == changed


@pytest.mark.parametrize("theme", ["dark", "contrast", "light"])
def test_the_service_that_is_chosen_is_painted_in_the_colours_that_are_worn(
    window: Window, theme: str
) -> None:
    window.search("soins")
    results = window.workplace.page.search.results

    window.preferences.choose(replace(window.preferences.now, theme=theme))

    row = results.visualRect(results.currentIndex())
    seen = results.viewport().grab().toImage()
    assert seen.pixelColor(row.left() + 8, row.top() + 2) == QColor(THEME_COLOURS[theme].selected)


def test_the_colours_of_the_computer_are_followed_until_somebody_chooses(
    dressed: QApplication, tmp_path: Path
) -> None:
    computer = Asked(dressed)
    preferences = Preferences(Settings(), tmp_path / "settings.json")
    appearance = Appearance(dressed, preferences, computer)
    seen = [worn()]

    for theme in ("dark", "contrast", "light"):
        computer.change(theme)
        seen.append(worn())
    preferences.choose(replace(preferences.now, theme="dark"))
    computer.change("contrast")
    seen.append(worn())

    assert seen == [LIGHT, DARK, CONTRAST, LIGHT, DARK]
    assert appearance.parent() is preferences
