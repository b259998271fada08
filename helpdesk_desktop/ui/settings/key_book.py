"""The keys in force while the window is open: chosen in the settings, kept in the file."""

from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.journal import note
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import Remark, Taken
from helpdesk_desktop.ui.keys.keymap_file import Reading, fresh, read_keymap, reading_of, with_keys
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.keys.rules import UnfitKey, fit_key
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.whole_file import FileNotWritten, write_whole
from helpdesk_domain.languages import mark

ABOUT: Final = (
    mark("The keys of Helpdesk that are not the usual ones, a command a line."),
    mark("Without its line, a command has its usual key. « {command} » looks the file over."),
)
"""The first lines of the file, for who opens it."""


class KeyBook(QObject):
    """No choice makes a clash, and none loses what the file holds of other commands.

    Attributes:
        reading: What holds, and what of the file does not.
    """

    not_kept = Signal()
    """The disk did not take the last choice: it holds until the program ends."""

    put_aside = Signal(str)
    """The file was not to be changed line by line; it has this name now, and a new one its own."""

    def __init__(self, path: Path, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._speech = speech
        self._is_kept = True
        self.reading = Reading()
        self.read()

    def read(self) -> None:
        """Have hold what the file says now; not what it said before the disk refused a choice."""
        if self._is_kept:
            self._hold(read_keymap(self._path))

    def choose(self, command: Key, pressed: str) -> Remark | None:
        """Have `pressed` be the first key of `command`; its twins stay.

        Returns:
            Why it cannot be; then nothing has changed.
        """
        self.read()
        try:
            key = fit_key(pressed)
        except UnfitKey as problem:
            return Remark(problem.why, command.command, problem.key)
        twins = self.reading.keymap.keys(command)[1:]
        return self.give(command, (key, *(one for one in twins if one != key)))

    def give(self, command: Key, keys: tuple[str, ...] | None) -> Remark | None:
        """Have `command` run by `keys`, None: by its usual ones; or tell why it cannot be."""
        wanted = keys or command.value
        for key in wanted:
            if other := self.reading.keymap.holder(key, besides=command):
                return Remark(Taken(other), command.command, key)
        usual = wanted == command.value
        text = self._changed(command, None if usual else wanted)
        in_place = text is not None
        if text is None:
            text = "" if usual else self._afresh(command, wanted)
        reading = reading_of(text)
        if reading.keymap.keys(command) != wanted:  # a line that does not hold wants it as well
            return next(one for one in reading.remarks if one.command == command.command)
        if text != (self.reading.text or ""):
            self._keep(text, in_place)
            self._hold(reading)
        return None

    def _changed(self, command: Key, keys: tuple[str, ...] | None) -> str | None:
        """The file with `keys` for `command`, all else as it was; None when that cannot be."""
        if not self.reading.text:
            return None
        told = self._speech.words.say(COMMANDS[command])
        return with_keys(self.reading.text, command, keys, told)

    def _afresh(self, command: Key, keys: tuple[str, ...]) -> str:
        """A new file of what holds, and `keys` for `command`."""
        words = self._speech.words
        told = {one: words.say(name) for one, name in COMMANDS.items()}
        about = [words.say(line, command="helpdesk-desktop keymap --check") for line in ABOUT]
        return fresh({**self.reading.keymap.own, command: keys}, about, told)

    def _keep(self, text: str, in_place: bool) -> None:
        try:
            if not in_place and self.reading.text != "" and self._path.exists():
                self._put_aside()
            write_whole(self._path, text.encode())
            self._is_kept = True
        except (FileNotWritten, OSError) as problem:
            note(problem)
            self._is_kept = False
            self.not_kept.emit()

    def _put_aside(self) -> None:
        """Whatever it holds stays, under the first name that is free."""
        names = (self._path.with_stem(f"{self._path.stem}-{n}") for n in count(1))
        aside = next(name for name in names if not name.exists())
        self._path.rename(aside)
        self.put_aside.emit(aside.name)

    def _hold(self, reading: Reading) -> None:
        self.reading = reading
        self._speech.use_keys(reading.keymap)
