"""Help: shows the keys of where the operator is, and leads back to that very place."""

from PySide6.QtCore import QObject

from helpdesk_desktop.ui.help.page import HelpPage
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.words.speech import Speech


class HelpScreen(QObject):
    """Ties the page to the other screens."""

    def __init__(self, screens: Screens, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self.page = HelpPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        screens.add(self.page, back=self.turn)

    def turn(self) -> None:
        """Show the keys; or go back, the keyboard where it was."""
        place = self._screens.place
        if self._screens.turn(self.page) and place:
            self.page.show_place(place)
