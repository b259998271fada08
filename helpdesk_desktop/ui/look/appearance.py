"""Colours and size of the text, as they were chosen or as this computer asks for them."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.ui.look.palette import THEME_COLOURS
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.look.style import dress


class SystemColours(QObject):
    """What this computer asks of every program: more contrast, dark, or neither.

    One for the life of the application, and never deleted before it: Qt's own hints would go with
    the Python object that asked for them, and the next who asks would end the program (6.11.3).
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        # both are kept: PySide ends the life of what it was asked for in one breath
        self._hints = application.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self.changed)
        self._accessibility.contrastPreferenceChanged.connect(self.changed)

    @property
    def theme(self) -> str:
        """A key of `THEME_COLOURS`."""
        if self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class Appearance(QObject):
    """Dresses the application at once, and again at each choice, here or in the system."""

    def __init__(
        self, application: QApplication, preferences: Preferences, system: SystemColours
    ) -> None:
        super().__init__(preferences)
        self._application = application
        self._preferences = preferences
        self._system = system
        system.changed.connect(self._follow)
        preferences.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """Dress the application as it is wanted now."""
        now = self._preferences.now
        theme = self._system.theme if now.theme == "system" else now.theme
        dress(self._application, THEME_COLOURS[theme], now.text_size)
