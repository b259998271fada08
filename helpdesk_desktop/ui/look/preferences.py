"""What the person at the desk chose: it holds at once, and is kept in the file."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.journal import note
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.whole_file import FileNotWritten


class Preferences(QObject):
    """The one copy of the settings while the window is open; who depends on them follows it."""

    changed = Signal()

    not_kept = Signal()
    """The disk did not take the last choice: it holds until the program ends."""

    def __init__(self, settings: Settings, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = settings
        self._path = path

    @property
    def now(self) -> Settings:
        return self._now

    def choose(self, settings: Settings) -> None:
        """Have `settings` hold from now on, and at the next start."""
        if settings == self._now:
            return
        self._now = settings
        self.changed.emit()
        try:
            settings.save(self._path)
        except FileNotWritten as problem:
            note(problem)
            self.not_kept.emit()

    def speak(self, language: str) -> None:
        """Have the screens speak `language`."""
        self.choose(replace(self._now, language=language))
