"""The settings: a choice holds at once; F12 takes back those made since the screen was opened."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import Remark
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.settings.key_book import KeyBook
from helpdesk_desktop.ui.settings.lines import LINES, Line, Value
from helpdesk_desktop.ui.settings.page import SettingsPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark


class SettingsScreen(QObject):
    """Ties the page to the settings and the keys that hold."""

    said = Signal(str, dict)
    """A marked sentence and its values: what just happened."""

    remarked = Signal(str, dict)
    """The same, when nothing was done."""

    sign_in_asked = Signal()

    def __init__(
        self,
        screens: Screens,
        preferences: Preferences,
        keys: KeyBook,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screens = screens
        self._preferences = preferences
        self._keys = keys
        self._was = preferences.now
        self._before: list[Callable[[], str]] = []
        """What takes a choice back, the latest last; it tells what was taken back."""
        self.page = SettingsPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.page.chosen.connect(self._choose)
        self.page.keys.table.struck.connect(self._choose_key)
        self.page.keys.table.usual_asked.connect(self._usual_key)
        self.page.sign_in_asked.connect(self.sign_in_asked)
        preferences.changed.connect(self._follow)
        screens.add(self.page, back=self.turn)

    def turn(self) -> None:
        """Show the settings; or go back, the keyboard where it was."""
        if self._screens.turn(self.page):
            self._before.clear()
            self.page.show_undo(False)
            self.page.show_settings(self._preferences.now)
            self._keys.read()
            self.page.show_keys(self._keys.reading)
            self.page.look()

    def close(self) -> None:
        """The page goes: no later choice is shown on it."""
        self._preferences.changed.disconnect(self._follow)

    def undo(self) -> None:
        """Have what held before the last choice hold again."""
        if not self._before:
            self.remarked.emit(mark("There is nothing more to undo."), {})
            return
        self.said.emit(mark("Undone: {what}."), {"what": self._before.pop()()})
        self.page.show_undo(bool(self._before))

    def _choose(self, line: Line, value: Value) -> None:
        self._preferences.choose(line.chosen(self._preferences.now, value))

    def _follow(self) -> None:
        """Whatever changed a setting while the page is shown, F12 takes it back."""
        was, self._was = self._was, self._preferences.now
        if self._was != was and self._screens.shown is self.page:
            self._add(partial(self._back_to, was))
        self.page.show_settings(self._preferences.now)

    def _add(self, take_back: Callable[[], str]) -> None:
        self._before.append(take_back)
        self.page.show_undo(True)

    def _back_to(self, before: Settings) -> str:
        after = self._preferences.now
        self._was = before
        self._preferences.choose(before)
        return _changed(before, after)

    def _choose_key(self, command: Key, pressed: str) -> None:
        before = self._keys.reading.keymap.own.get(command)
        self._after_giving(command, before, self._keys.choose(command, pressed))

    def _usual_key(self, command: Key) -> None:
        before = self._keys.reading.keymap.own.get(command)
        self._after_giving(command, before, self._keys.give(command, None))

    def _after_giving(
        self, command: Key, before: tuple[str, ...] | None, refused: Remark | None
    ) -> None:
        self.page.show_keys(self._keys.reading)
        if refused:
            self.page.keys.refuse(refused)
            return
        self.page.keys.accept(command)
        if self._keys.reading.keymap.own.get(command) != before:
            self._add(partial(self._give_back, command, before))

    def _give_back(self, command: Key, before: tuple[str, ...] | None) -> str:
        self._keys.give(command, before)
        self.page.show_keys(self._keys.reading)
        return COMMANDS[command]


def _changed(one: Settings, other: Settings) -> str:
    """What the screens call the setting in which the two differ, as marked words."""
    differing = {f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)}
    return next((line.title for line in LINES if line.field in differing), mark("Settings"))
