"""Help: shows the keys of where the operator is, and leads back to that very place."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.help_page import HelpPage
from helpdesk_desktop.ui.screen import Screen
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.speech import Speech


class HelpScreen(QObject):
    """Ties the page to the other screens."""

    def __init__(self, screens: Screens, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._came_from: tuple[DeskPage | Screen, QWidget | None] | None = None
        self.page = HelpPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        screens.add(self.page, back=self.turn)

    def turn(self) -> None:
        """Show the keys; or go back, the keyboard where it was."""
        shown = self._screens.shown
        if shown is self.page and self._came_from:
            page, held = self._came_from
            self._screens.show(page)
            if held and isValid(held):
                held.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown:
            place = shown.place
            self._came_from = (shown, shown.window().focusWidget())
            self._screens.show(self.page)
            self.page.show_place(place)
